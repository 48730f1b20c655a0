#include "mloc/import/import.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>

#include "mloc/base/csv_text.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/utf8.hpp"
#include "mloc/import/mapping_files.hpp"
#include "mloc/import/target.hpp"
#include "mloc/records/schema.hpp"
#include "mloc/records/table_file.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/room.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "header.hpp"

namespace mloc::imports {
namespace {

constexpr std::size_t largest_csv = 256u << 20;

struct Tally {
  std::size_t fresh = 0, same = 0, changed = 0, corrected = 0, conflict = 0, rejected = 0, passed_over = 0;
  void count(Verdict verdict) {
    switch (verdict) {
      case Verdict::fresh: ++fresh; break;
      case Verdict::same: ++same; break;
      case Verdict::changed: ++changed; break;
      case Verdict::corrected: ++corrected; break;
      case Verdict::conflict: ++conflict; break;
      case Verdict::rejected: ++rejected; break;
    }
  }
  /// Every row of the files is in one of these.
  Phrase text() const {
    Phrase all = phrase("{} new, {} same, {} changed, {} conflict, {} rejected", fresh, same, changed, conflict, rejected);
    if (corrected > 0) all += phrase(", {} corrected", corrected);
    if (passed_over > 0) all += phrase(", {} passed over", passed_over);
    return all;
  }
};

TableForm form_of(const Mapping& mapping) {
  TableForm form{mapping.encoding, mapping.delimiter, mapping.sheet, {}};
  for (const ColumnRule& rule : mapping.columns) form.headers.push_back(rule.header);
  return form;
}

void tell_sheet(World& world, const Globals& globals, const Csv& csv) {
  if (!globals.quiet) remark(world, phrase("{}: sheet '{}' of a workbook", printable(csv.file), printable(csv.sheet)));
  if (csv.hidden_rows > 0) remark(world, phrase("{}: hidden rows are read like all others: {}", printable(csv.file), csv.hidden_rows));
}

struct Input {
  std::string name, bytes;
};
Result<std::vector<Input>> read_inputs(World& world, const std::vector<std::string>& names) {
  std::vector<Input> inputs;
  for (const std::string& name : names) {
    TRY(bytes, name == "-" ? world.read_input(largest_csv) : world.files.read(name, largest_csv));
    inputs.push_back({name, std::move(bytes)});
  }
  return inputs;
}

Result<> read_tables(World& world, const Globals& globals, std::vector<Input> inputs, Import& import) {
  for (Input& input : inputs) {
    TRY(csv, read_table(std::move(input.bytes), input.name, form_of(import.mapping)));
    if (!csv.sheet.empty()) tell_sheet(world, globals, csv);
    else if (import.mapping.encoding == "auto" && !globals.quiet)
      remark(world, phrase("{}: read as {}, delimiter '{}'", printable(input.name),
                                csv.encoding == Encoding::utf8 ? "UTF-8" : "Windows-1252",
                                csv.delimiter == '\t' ? phrase("tab") : Phrase(std::string(1, csv.delimiter))));
    import.files.push_back(std::move(csv));
  }
  return {};
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
      reasons.push_back(fmt::format("{}{}{}{}{}", one.place.header, one.place.header.empty() ? "" : ": ", one.text.in(language),
                                    one.hint.empty() ? "" : "; ", one.hint.in(language)));
    if (!draft->detail.empty()) reasons.push_back(draft->detail.in(language));
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

/// Judges what each row says by the rules that look at single records, where the row is at hand to be named.
class RowJudge {
 public:
  RowJudge(Workspace& workspace, Import& import) : import_(import), known_(known_of(workspace)) {
    if (const auto rows = known_->rows("SELECT file_number, case_id FROM application WHERE voided_day IS NULL OR merged IS NOT NULL", {}))
      for (const auto& row : rows->rows) case_of_[text_of(row[0])] = text_of(row[1]);
  }

  void judge(Draft& draft) {
    Records records;
    for (auto& [kind, values] : draft.records) records.push_back(whole(kind, *values));
    const auto found = case_of_.find(draft.file_number);
    const auto id = found == case_of_.end() ? std::nullopt : CaseId::parse(found->second);
    const std::string path = id ? case_path(*id) : std::string();
    for (BrokenRule& one : broken_alone({path, records, *known_}))
      draft.problems.push_back(at(import_.place(draft, fmt::format("{}.{}", record_kind(*one.record), one.field)), std::move(one.problem)));
  }

 private:
  const Node* whole(const std::string& kind, const Node& values) {
    Arena& arena = import_.arena;
    Node* record = arena.copy(values);
    arena.set(*record, "record", arena.text(kind + "/1"));
    Node* source = arena.map();
    arena.set(*source, "import", arena.text(import_.mapping.name));
    arena.set(*record, "source", source);
    return record;
  }

  Import& import_;
  std::unique_ptr<Knowledge> known_;
  std::map<std::string, std::string> case_of_;
};

Result<Tally> place_rows(Workspace& workspace, ImportTarget& target, Import& import) {
  RowJudge rows(workspace, import);
  Tally tally;
  tally.passed_over = import.unfilled + import.totals;
  for (Draft& draft : import.drafts) {
    if (draft.valid() && !draft.repeats) rows.judge(draft);
    if (!draft.valid()) {
      tally.count(Verdict::rejected);
    } else if (draft.repeats) {
      tally.count(Verdict::same);
    } else {
      TRY(verdict, target.place(draft));
      tally.count(verdict);
      draft.was_known = verdict != Verdict::fresh && verdict != Verdict::rejected;
    }
  }
  return tally;
}

constexpr std::size_t told_one_by_one = 10;

Result<> list_gone(const OutputFile& file, const std::vector<Gone>& gone) {
  std::string text = "key,record,owner\n";
  for (const Gone& one : gone) text += fmt::format("{},{},{}\n", csv_quoted(one.key), one.record, one.owner);
  return file.write(text);
}

/// Rows that vanished since an earlier file are told, and voided on request only: a shorter file is no order.
Result<Phrase> treat_gone(Workspace& workspace, ImportTarget& target, Import& import, const ImportArgs& args, const OutputFile& file, bool rejected) {
  const std::vector<Gone> gone = gone_rows(target, import, import.remarks);
  if (args.gone && !workspace.globals().dry_run) CHECKED(list_gone(file, gone));
  if (gone.empty()) return Phrase();
  for (std::size_t i = 0; i < std::min(gone.size(), told_one_by_one); ++i)
    warn(workspace.world(), problem("N141"_m, gone[i].key, import.mapping.makes, gone[i].record));
  if (gone.size() > told_one_by_one) warn(workspace.world(), problem("N163"_m, gone.size() - told_one_by_one));
  if (!args.void_gone) return phrase(", {} gone", gone.size());
  if (rejected) return fail(Exit::no, problem("N142"_m));
  CHECKED(target.void_gone(gone));
  return phrase(", {} gone and voided", gone.size());
}

/// Codes that no list of the workspace has, row by row. One that is no longer offered is refused at the end, unless the record had it.
Result<> check_codes(const Workspace& workspace, Import& import) {
  TRY(lists, workspace.lists());
  for (Draft& draft : import.drafts)
    for (const auto& [kind, record] : draft.records)
      for (const Node& value : *record) {
        const Schema::Property* property = find_kind(kind)->schema->find(value.key);
        if (!property) continue;
        for (const StrayCode& stray : stray_codes(value, *property->schema, *lists))
          if (!stray.is_known) draft.problems.push_back(at(import.place(draft, fmt::format("{}.{}", kind, value.key)), told_stray(stray, *lists)));
      }
  return {};
}

/// Values that known records have and their rows have no longer: told by column; more than a tenth of them is an accident until
/// somebody says that it is meant.
Result<> judge_emptied(Workspace& workspace, const Import& import, const ImportArgs& args) {
  std::vector<Problem> problems;
  for (const std::string& column : args.empty)
    if (std::ranges::find(import.columns, column, &ColumnFields::header) == import.columns.end()) {
      std::vector<std::string> headers;
      for (const ColumnFields& one : import.columns) headers.push_back(one.header);
      Problem unknown = problem("C103"_m, printable(column), joined(headers, ", "));
      if (const auto near = nearest(column, headers)) unknown.hint = did_you_mean(*near);
      return fail(Exit::usage, std::move(unknown));
    }
  for (const auto& [column, emptied] : import.emptied) {
    std::size_t known = emptied;
    for (const Draft& draft : import.drafts) known += draft.valid() && draft.was_known && says(import, draft, column);
    remark(workspace.world(), phrase("emptied in the column '{}': {} of {} known values", printable(column), emptied, known));
    const bool meant = std::ranges::find(args.empty, column) != args.empty.end();
    if (!meant && emptied * 10 > known) problems.push_back(problem("I159"_m, printable(column), emptied, known));
  }
  if (!problems.empty()) return fail(Exit::no, std::move(problems));
  return {};
}

/// One reason on many rows is one message with the first lines.
std::vector<Problem> grouped(const Import& import) {
  constexpr std::size_t told_alone = 5;
  struct Reason {
    const Problem* first;
    std::vector<std::uint32_t> lines;
  };
  // What was said, by whom it is told: equal ones are the same reason.
  using Name = std::tuple<Message, std::string_view, std::string_view, std::string_view>;
  std::map<Name, Reason> reasons;
  std::vector<const Reason*> reason_of;
  for (const Draft& draft : import.drafts)
    for (const Problem& one : draft.problems) {
      Reason& reason = reasons.try_emplace({one.code, one.text.english, one.place.file, one.place.header}, Reason{&one, {}}).first->second;
      reason.lines.push_back(one.place.line);
      reason_of.push_back(&reason);
    }
  std::vector<Problem> problems;
  auto next = reason_of.begin();
  for (const Draft& draft : import.drafts)
    for (const Problem& one : draft.problems) {
      const Reason& reason = **next++;
      const bool many = reason.lines.size() > told_alone;
      if (many && reason.first != &one) continue;
      problems.push_back(one);
      if (!many) continue;
      std::vector<std::string> lines;
      for (std::size_t i = 0; i < told_alone; ++i) lines.push_back(std::to_string(reason.lines[i]));
      problems.back().text += phrase(" ({} rows: lines {} …)", reason.lines.size(), joined(lines, ", "));
    }
  return problems;
}

void tell_corrections(World& world, const Import& import) {
  // Money is told to the last line.
  const bool all = import.mapping.makes == "entry";
  for (std::size_t i = 0; i < import.told.size() && (all || i < told_one_by_one); ++i) remark(world, import.told[i]);
  if (!all && import.told.size() > told_one_by_one) remark(world, phrase("and {} more corrections", import.told.size() - told_one_by_one));
}

struct ImportOutputs {
  OutputFile rejects, gone;
};

Result<Exit> run_import(Workspace& workspace, Import& import, const ImportArgs& args, const ImportOutputs& outputs) {
  TRY(actor, workspace.actor());
  const auto target = target_of(workspace, import, actor);
  CHECKED(read_rows(import, [&](std::string_view kind) { return target->completes(kind); }));
  CHECKED(check_codes(workspace, import));
  CHECKED(target->load());
  CHECKED(match_rows(*target, import, import.remarks));
  TRY(tally, place_rows(workspace, *target, import));
  std::vector<const Draft*> rejected;
  for (const Draft& draft : import.drafts)
    if (!draft.valid()) rejected.push_back(&draft);
  const bool refused = !args.keep_going && !rejected.empty();
  auto gone = treat_gone(workspace, *target, import, args, outputs.gone, !rejected.empty());
  if (import.unfilled > 0) import.remarks.push_back(phrase("lines of the sheet that are not filled in: {}", import.unfilled));
  for (const Phrase& one : import.remarks) remark(workspace.world(), one);
  if (!gone) return tl::make_unexpected(std::move(gone.error()));
  tell_corrections(workspace.world(), import);
  CHECKED(judge_emptied(workspace, import, args));
  // First: when they cannot be put down, nothing is imported either.
  if (args.rejects && !workspace.globals().dry_run)
    CHECKED(outputs.rejects.write(rejects_text(import, rejected, workspace.world().language)));
  if (!refused) {
    TRY(change, target->change());
    CHECKED(workspace.commit(change));
  }
  Failure failure{tally.conflict ? Exit::conflict : refused ? Exit::no : Exit::partial, grouped(import)};
  if (import.respelt > 0) *gone += phrase(", {} of them with a name corrected", import.respelt);
  if (refused) remark(workspace.world(), phrase("nothing written: {}{}", tally.text(), *gone));
  else CHECKED(say(workspace, phrase("{}{}", tally.text(), *gone)));
  if (failure.problems.empty()) return Exit::done;
  return tl::make_unexpected(std::move(failure));
}

/// Enough of a file to see its header; a workbook is one piece.
std::string head_of(const std::string& bytes) {
  constexpr std::size_t size = 65'536;
  if (bytes.size() <= size || bytes.starts_with("PK")) return bytes;
  return bytes.substr(0, std::min(bytes.rfind('\n', size), size));
}

/// Whether the mapping finds all its columns in the file and knows all of the file's.
bool fits(const Mapping& mapping, const Input& input) {
  const auto csv = read_table(head_of(input.bytes), input.name, form_of(mapping));
  std::vector<Phrase> remarks;
  return csv && Header(*csv, mapping).check(remarks).empty();
}

/// A mapping by its name comes first: a file may be called like a kind, and then says which of several is meant.
Result<std::vector<NamedMapping>> mappings_called(const Workspace& workspace, const std::string& what) {
  TRY(there, workspace.store().holds(mapping_path(what)));
  const bool is_kind = find_kind(what) || what == "exit";
  if (!there && is_kind) return mappings_for(workspace, what);
  TRY(mapping, read_mapping(workspace, what));
  return std::vector<NamedMapping>{{what, std::move(mapping)}};
}

/// Of several mappings the one that fits the first file.
Result<Mapping> chosen(World& world, const std::string& kind, std::vector<NamedMapping> mappings, const Input& input) {
  if (mappings.size() == 1) return std::move(mappings.front().mapping);
  std::vector<NamedMapping*> fitting;
  for (NamedMapping& one : mappings)
    if (fits(one.mapping, input)) fitting.push_back(&one);
  if (fitting.size() != 1) return fail(Exit::usage, several_mappings(kind, mappings));
  remark(world, phrase("{}: its columns are those of {}", printable(input.name), mapping_path(fitting.front()->name)));
  return std::move(fitting.front()->mapping);
}

}  // namespace

Result<Exit> import_files(World& world, const Globals& globals, const ImportArgs& args) {
  TRY(rejects, OutputFile::prepare(world, globals, args.rejects, Tells::persons, args.files));
  TRY(gone, OutputFile::prepare(world, globals, args.gone, Tells::persons, args.files));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  Import import;
  TRY(mappings, mappings_called(workspace, args.what));
  TRY(inputs, read_inputs(world, args.files));
  TRY(mapping, chosen(world, args.what, std::move(mappings), inputs.front()));
  import.mapping = std::move(mapping);
  CHECKED(read_tables(world, globals, std::move(inputs), import));
  return run_import(workspace, import, args, {std::move(rejects), std::move(gone)});
}

}  // namespace mloc::imports
