#include <algorithm>
#include <iterator>
#include <set>

#include "mloc/base/phrases.hpp"
#include "mloc/workspace/clone.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "record_changes.hpp"
#include "verbs.hpp"

namespace mloc::history {
namespace {

class Difference {
 public:
  Difference(const Telling& telling, std::optional<std::string> only) : telling_(telling), only_(std::move(only)) {
    std::ranges::move(change_columns(), std::back_inserter(table.columns));
  }
  Table table{"diff", {{"file", Column::Kind::text, "File", "Fichier"}}, {}};

  bool wants(const std::string& path) const {
    const auto kind = kind_of(path);
    return kind && path.ends_with(".yaml") && *kind != FileKind::identity && (!only_ || *only_ == path);
  }
  std::size_t passports = 0;  ///< files of theirs that differ

  void add(const std::string& path, const std::optional<std::string>& before, const std::optional<std::string>& after) {
    // A passport belongs to the young person: to look at it is a reading, which `mloc passport show` notes.
    if (kind_of(path) == FileKind::passport) {
      ++passports;
      return;
    }
    for (const RecordChange& one : changes_between(before.value_or(""), after.value_or(""), home_of(*kind_of(path)), telling_)) {
      table.rows.push_back({path});
      std::ranges::move(cells_of(one), std::back_inserter(table.rows.back()));
    }
  }

 private:
  Telling telling_;
  std::optional<std::string> only_;
};

/// Between a commit and the files as they lie in the folder.
Result<> add_present(Workspace& workspace, const History& history, const std::string& from, Difference& difference) {
  TRY(committed, history.changed("", from));
  std::map<std::string, std::optional<std::string>> before;
  const std::string prefix = history.in_repository("");
  for (ChangedFile& file : committed)
    if (file.path.starts_with(prefix)) before[file.path.substr(prefix.size())] = std::move(file.after);
  std::set<std::string> paths;
  for (const auto& [path, bytes] : before) paths.insert(path);
  for (const FileKind kind : {FileKind::person, FileKind::partner, FileKind::draw}) {
    TRY(listing, workspace.store().list(kind));
    for (const FoundFile& file : listing.files) paths.insert(file.path);
  }
  for (const std::string& path : paths) {
    if (!difference.wants(path)) continue;
    TRY(present, workspace.store().find(path));
    const std::optional<std::string> after = present ? std::optional(present->bytes) : std::nullopt;
    if (before[path] != after) difference.add(path, before[path], after);
  }
  return {};
}

Result<> add_commits(const History& history, const std::string& from, const std::string& to, Difference& difference) {
  TRY(files, history.changed(from, to));
  const std::string prefix = history.in_repository("");
  for (const ChangedFile& file : files) {
    if (!file.path.starts_with(prefix)) continue;
    const std::string path = file.path.substr(prefix.size());
    if (difference.wants(path)) difference.add(path, file.before, file.after);
  }
  return {};
}

/// Of up to three words the revisions come first; what is no revision can be the case.
struct Range {
  std::optional<std::string> first, second, path;
};

Result<Range> range_of(Workspace& workspace, const History& history, const DiffArgs& args) {
  Range range;
  const auto last = args.case_text ? std::optional(args.case_text->text) : std::nullopt;
  for (const auto& word : {args.first, args.second, last}) {
    if (!word) continue;
    const auto commit = history.find_commit(*word);
    if (commit && !range.path && !range.second) {
      (range.first ? range.second : range.first) = *commit;
      continue;
    }
    if (range.path) return fail(Exit::usage, problem("H122"_m, *word));
    const auto id = resolve_case(workspace, CaseText{*word}, Reference::reading);
    if (!id && !args.second) return fail(Exit::unknown, problem("H122"_m, *word));
    if (!id) return tl::make_unexpected(id.error());
    range.path = case_path(*id);
  }
  return range;
}

}  // namespace

Result<Exit> show_difference(World& world, const Globals& globals, const DiffArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(history, history_of(workspace));
  TRY(range, range_of(workspace, history, args));
  TRY(lists, workspace.lists());
  Difference difference({globals.view.language, args.sensitive ? Sensitive::shown : Sensitive::masked, lists, is_for_people(globals.view.format)}, range.path);
  std::string from = range.first.value_or("");
  if (!range.first && history.has_commits()) {
    TRY(head, history.find_commit("HEAD"));
    from = std::move(head);
  }
  if (range.second) CHECKED(add_commits(history, from, *range.second, difference));
  else CHECKED(add_present(workspace, history, from, difference));
  TRY(exit, print(world, globals, std::move(difference.table)));
  if (difference.passports > 0 && !globals.quiet)
    remark(world, phrase("files of passports left out: {}; `mloc passport show` reads one and notes it in its journal", difference.passports));
  return exit;
}

}  // namespace mloc::history
