#include "mloc/import/import.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/utf8.hpp"
#include "mloc/import/mapping_files.hpp"
#include "mloc/import/target.hpp"
#include "mloc/records/schema.hpp"
#include "mloc/render/csv_text.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::imports {
namespace {

constexpr std::size_t largest_csv = 256u << 20;

struct Tally {
  std::size_t fresh = 0, same = 0, changed = 0, conflict = 0, rejected = 0;
  void count(Verdict verdict) {
    switch (verdict) {
      case Verdict::fresh: ++fresh; break;
      case Verdict::same: ++same; break;
      case Verdict::changed: ++changed; break;
      case Verdict::conflict: ++conflict; break;
      case Verdict::rejected: ++rejected; break;
    }
  }
  Phrase text() const {
    return phrase("{} new, {} same, {} changed, {} conflict, {} rejected", fresh, same, changed, conflict, rejected);
  }
};

Result<> read_files(World& world, const Globals& globals, const std::vector<std::string>& names, Import& import) {
  for (const std::string& name : names) {
    TRY(bytes, name == "-" ? world.read_input(largest_csv) : world.files.read(name, largest_csv));
    TRY(csv, read_csv(std::move(bytes), name, import.mapping.encoding, import.mapping.delimiter));
    if (import.mapping.encoding == "auto" && !globals.quiet)
      remark(world, phrase("{}: read as {}, delimiter '{}'", printable(name),
                                csv.encoding == Encoding::utf8 ? "UTF-8" : "Windows-1252",
                                csv.delimiter == '\t' ? phrase("tab") : Phrase(std::string(1, csv.delimiter))));
    import.files.push_back(std::move(csv));
  }
  return {};
}

/// Compares the valid rows with each other: an exact repeat is left out, two that disagree are both rejected.
std::vector<bool> find_repeats(Import& import) {
  std::vector<bool> repeated(import.drafts.size(), false);
  std::map<std::string, std::size_t> first_of;
  std::vector<std::pair<std::size_t, std::size_t>> disagreeing;
  for (std::size_t i = 0; i < import.drafts.size(); ++i) {
    if (!import.drafts[i].valid()) continue;
    const auto [first, fresh] = first_of.emplace(import.drafts[i].key, i);
    if (fresh) continue;
    if (import.drafts[first->second].hash == import.drafts[i].hash) repeated[i] = true;
    else disagreeing.emplace_back(first->second, i);
  }
  const auto reject = [&](std::size_t index, std::size_t other) {
    Draft& draft = import.drafts[index];
    const std::string& field = import.mapping.key.front();
    draft.problems.push_back(
        at(import.place(draft, field), problem("I117"_m, draft.key, import.drafts[other].row->line)));
  };
  for (const auto& [first, second] : disagreeing) {
    if (import.drafts[first].valid()) reject(first, second);
    reject(second, first);
  }
  return repeated;
}

std::string in_encoding(const Csv& csv, const std::string& text) {
  if (csv.encoding == Encoding::utf8) return text;
  std::string bytes;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = length_of_character(text, i);
    bytes += to_windows_1252(text.substr(i, length)).value_or("?");
    i += length;
  }
  return bytes;
}

/// The rejected rows as they stood, each with its line and its reasons.
std::string rejects_text(const Import& import, const std::vector<const Draft*>& rejected, Language language) {
  const Csv& first = import.files.front();
  const auto line_of = [](const Csv& csv, const CsvRow& row) {
    std::string_view bytes = std::string_view(csv.bytes).substr(row.begin, row.end - row.begin);
    while (bytes.ends_with('\n') || bytes.ends_with('\r')) bytes.remove_suffix(1);
    return std::string(bytes);
  };
  const auto columns = std::ranges::count_if(first.header.cells, [](const std::string& name) { return name.starts_with("mloc_"); });
  const bool again = columns == 2;
  const bool carriage = std::string_view(first.bytes).substr(first.header.begin, first.header.end - first.header.begin).ends_with("\r\n");
  const std::string end = carriage ? "\r\n" : "\n";
  std::string text = std::string(first.marked ? "\xEF\xBB\xBF" : "") + line_of(first, first.header);
  if (!again) text += fmt::format("{0}mloc_line{0}mloc_reason", first.delimiter);
  text += end;
  for (const Draft* draft : rejected) {
    std::vector<std::string> reasons;
    for (const Problem& one : draft->problems)
      reasons.push_back(fmt::format("{}{}{}", one.place.header, one.place.header.empty() ? "" : ": ", one.text.in(language)));
    const Csv& csv = import.files[draft->file];
    text += line_of(csv, *draft->row);
    if (!again)
      text += fmt::format("{}{}{}{}", csv.delimiter, draft->row->line, csv.delimiter,
                          csv_quoted(in_encoding(csv, joined(reasons, " / "))));
    text += end;
  }
  return text;
}

/// What the rows become, by the room whose kind the mapping makes.
std::unique_ptr<ImportTarget> target_of(Workspace& workspace, Import& import, const std::string& actor) {
  for (const Room* room : rooms())
    if (room->target)
      if (auto target = room->target(import.mapping.makes, workspace, import, actor)) return target;
  throw std::logic_error("no room makes " + import.mapping.makes);
}

Result<Tally> place_rows(ImportTarget& target, Import& import) {
  const std::vector<bool> repeated = find_repeats(import);
  Tally tally;
  for (std::size_t i = 0; i < import.drafts.size(); ++i) {
    Draft& draft = import.drafts[i];
    if (!draft.valid()) {
      tally.count(Verdict::rejected);
    } else if (repeated[i]) {
      tally.count(Verdict::same);
    } else {
      TRY(verdict, target.place(draft));
      tally.count(verdict);
    }
  }
  return tally;
}

/// Rows that vanished since an earlier file are told, and voided on request only: a shorter file is no order.
Result<Phrase> treat_gone(Workspace& workspace, ImportTarget& target, const ImportArgs& args, bool rejected) {
  const std::vector<Gone> gone = target.gone();
  if (gone.empty()) return Phrase();
  for (const Gone& one : gone) warn(workspace.world(), problem("N141"_m, one.key, one.record));
  if (!args.void_gone) return phrase(", {} gone", gone.size());
  if (rejected) return fail(Exit::no, problem("N142"_m));
  CHECKED(target.void_gone(gone));
  return phrase(", {} gone and voided", gone.size());
}

Result<Exit> run_import(Workspace& workspace, Import& import, const ImportArgs& args, const OutputFile& rejects) {
  TRY(actor, workspace.actor());
  const auto target = target_of(workspace, import, actor);
  CHECKED(read_rows(import, [&](std::string_view kind) { return target->completes(kind); }));
  for (const Phrase& one : import.remarks) remark(workspace.world(), one);
  CHECKED(target->load());
  TRY(tally, place_rows(*target, import));
  Failure failure;
  std::vector<const Draft*> rejected;
  for (const Draft& draft : import.drafts) {
    if (!draft.valid()) rejected.push_back(&draft);
    failure.problems.insert(failure.problems.end(), draft.problems.begin(), draft.problems.end());
  }
  const bool refused = !args.keep_going && !rejected.empty();
  TRY(gone, treat_gone(workspace, *target, args, !rejected.empty()));
  if (import.unfilled > 0) remark(workspace.world(), phrase("lines of the sheet that are not filled in: {}", import.unfilled));
  // First: when they cannot be put down, nothing is imported either.
  if (args.rejects && !workspace.globals().dry_run)
    CHECKED(rejects.write(rejects_text(import, rejected, workspace.world().language)));
  if (!refused) {
    TRY(change, target->change());
    CHECKED(workspace.commit(change));
  }
  failure.exit = tally.conflict ? Exit::conflict : refused ? Exit::no : Exit::partial;
  if (refused) remark(workspace.world(), phrase("nothing written: {}{}", tally.text(), gone));
  else CHECKED(say(workspace, phrase("{}{}", tally.text(), gone)));
  if (failure.problems.empty()) return Exit::done;
  return tl::make_unexpected(std::move(failure));
}

/// A mapping by its name comes first: a file may be called like a kind, and then says which of several is meant.
Result<Mapping> mapping_called(const Workspace& workspace, const std::string& what) {
  TRY(there, workspace.store().holds(mapping_path(what)));
  if (there) return read_mapping(workspace, what);
  const bool is_kind = find_kind(what) || what == "exit";
  return is_kind ? mapping_for(workspace, what, std::nullopt) : read_mapping(workspace, what);
}

}  // namespace

Result<Exit> import_files(World& world, const Globals& globals, const ImportArgs& args) {
  TRY(rejects, OutputFile::prepare(world, globals, args.rejects, Tells::persons, args.files));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  Import import;
  TRY(mapping, mapping_called(workspace, args.what));
  import.mapping = std::move(mapping);
  CHECKED(read_files(world, globals, args.files, import));
  return run_import(workspace, import, args, rejects);
}

}  // namespace mloc::imports
