#include <algorithm>

#include "merge_verbs.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/merge.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::history {
namespace {

std::optional<Side> side_of(std::string_view word) {
  if (word == "ours") return Side::ours;
  if (word == "base") return Side::base;
  if (word == "theirs") return Side::theirs;
  return std::nullopt;
}

/// One --take: a side for all, for a record, or for one of its fields.
struct Take {
  std::string record, field;
  Side side = Side::ours;
  bool fits(const MarkedPart& part) const {
    return (record.empty() || record == part.id) && (field.empty() || field == part.field);
  }
};

Result<std::vector<Take>> read_takes(const std::vector<std::string>& words) {
  std::vector<Take> takes;
  for (const std::string& word : words) {
    const auto equals = word.rfind('=');
    const auto side = side_of(equals == std::string::npos ? word : word.substr(equals + 1));
    if (!side) return fail(Exit::usage, problem("H107"_m, word));
    Take take{"", "", *side};
    if (equals != std::string::npos) {
      take.record = word.substr(0, equals);
      if (const auto dot = take.record.find('.'); dot != std::string::npos) {
        take.field = take.record.substr(dot + 1);
        take.record.resize(dot);
      }
    }
    takes.push_back(std::move(take));
  }
  return takes;
}

/// A path as it is; a case id stands for its dossier.
Result<std::string> path_of(const Workspace& workspace, const std::string& text) {
  std::string path = text;
  if (const auto id = CaseId::parse(text)) path = case_path(*id);
  TRY(there, workspace.store().holds(path));
  if (!there || !kind_of(path)) return fail(Exit::unknown, problem("K101"_m, text));
  return path;
}

std::string flat(std::string_view lines) {
  std::string text;
  for (const std::string_view line : split(lines, '\n')) {
    const std::string_view bare = trimmed(line);
    if (!bare.empty()) text += (text.empty() ? "" : " / ") + std::string(bare);
  }
  return text;
}

/// Shows what stands between markers; of a sealed file what the key opens.
class Showing {
 public:
  static Result<Showing> of(const Workspace& workspace, const std::string& path, std::string_view bytes) {
    Showing showing;
    const auto id = key_of(path);
    Keys* keys = sealed_disk(workspace.disk()).keys();
    if (!id || !keys || !holds_sealed(bytes)) return showing;
    TRY(key, keys->find(*id));
    if (key) showing.key_ = std::move(*key);
    showing.bytes_ = bytes;
    return showing;
  }

  /// The lines of a side that differ from another one's.
  std::string lines(const MarkedPart& part, Side side) const {
    if (key_.empty() || part.field != "fields") return std::string(part.of(side));
    const std::string kind = kind_of(part);
    const auto open = [&](Side one) { return opened_lines(part.of(one), kind, part.id, key_); };
    const std::string ours = open(Side::ours), base = open(Side::base), theirs = open(Side::theirs), own = open(side);
    std::string text;
    for (const std::string_view line : split(own, '\n'))
      if (!line.empty() && (!holds(ours, line) || !holds(theirs, line) || (!base.empty() && !holds(base, line)))) text += std::string(line) + "\n";
    return text;
  }

 private:
  static bool holds(std::string_view text, std::string_view line) {
    const auto lines = split(text, '\n');
    return std::ranges::find(lines, line) != lines.end();
  }

  /// `identity/1`, which stands before the fields of the record.
  std::string kind_of(const MarkedPart& part) const {
    const std::string_view before = bytes_.substr(0, part.begin);
    const auto at = before.rfind("\nkind: \"");
    if (at == std::string_view::npos) return "";
    const auto begin = at + 8;
    return std::string(before.substr(begin, before.find('"', begin) - begin));
  }

  std::string key_;
  std::string_view bytes_;
};

Result<Exit> list_parts(World& world, const Globals& globals, const std::vector<MarkedPart>& parts, const Showing& showing) {
  Table table{"conflicts",
              {{"record", Column::Kind::text, "Record", "Enregistrement"},
               {"field", Column::Kind::text, "Field", "Champ"},
               {"base", Column::Kind::text, "Before", "Avant"},
               {"ours", Column::Kind::text, "Ours", "Ici"},
               {"theirs", Column::Kind::text, "Theirs", "Là-bas"}},
              {}};
  for (const MarkedPart& part : parts) {
    // A field's values without its name; a whole record only says where it is.
    const auto cell = [&](Side side) -> Cell {
      const std::string lines = showing.lines(part, side);
      if (lines.empty()) return std::nullopt;
      if (part.field.empty()) return fmt::format("{} lines", std::ranges::count(lines, '\n'));
      const std::string text = flat(lines);
      return text.starts_with(part.field + ": ") ? text.substr(part.field.size() + 2) : text;
    };
    table.rows.push_back({part.id, part.field, cell(Side::base), cell(Side::ours), cell(Side::theirs)});
  }
  TRY(exit, print(world, globals, std::move(table)));
  return parts.empty() ? exit : Exit::conflict;
}

}  // namespace

Result<Exit> resolve_conflicts(World& world, const Globals& globals, const ResolveArgs& args) {
  TRY(workspace, Workspace::open(world, globals, args.takes.empty() ? Workspace::Use::read_one : Workspace::Use::write));
  TRY(takes, read_takes(args.takes));
  TRY(path, path_of(workspace, args.file));
  TRY(file, workspace.store().read(path));
  TRY(parts, marked_parts(file.bytes, path));
  if (takes.empty()) {
    TRY(showing, Showing::of(workspace, path, file.bytes));
    return list_parts(world, globals, parts, showing);
  }
  std::vector<Side> sides;
  std::vector<Problem> left;
  for (const MarkedPart& part : parts) {
    // The last word counts, so that one can except from what was said of all.
    const auto take = std::find_if(takes.rbegin(), takes.rend(), [&](const Take& one) { return one.fits(part); });
    const auto line = static_cast<std::uint32_t>(std::count(file.bytes.begin(), file.bytes.begin() + static_cast<std::ptrdiff_t>(part.begin), '\n') + 1);
    if (take == takes.rend()) left.push_back(at({path, line, 1, {}}, problem("H106"_m, part.id, part.field.empty() ? phrase("all of it") : Phrase(part.field))));
    else sides.push_back(take->side);
  }
  if (!left.empty()) return fail(Exit::conflict, std::move(left));
  Change change;
  change.put(path, with_sides(file.bytes, parts, sides), file.digest);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{}: conflicts resolved: {}; `git add` it when it is right", path, parts.size())));
  return Exit::done;
}

}  // namespace mloc::history
