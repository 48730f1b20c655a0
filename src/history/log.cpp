#include "mloc/history/log.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "mloc/base/text.hpp"
#include "mloc/workspace/clone.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "record_changes.hpp"
#include "verbs.hpp"

namespace mloc::history {
namespace {

using K = Column::Kind;

Table empty_log() {
  Table log{"log", {{"day", K::day, "Day", "Jour"}, {"who", K::text, "Recorded by", "Saisi par"}}, {}};
  std::ranges::move(change_columns(), std::back_inserter(log.columns));
  log.columns.push_back({"commit", K::text, "Commit", "Commit"});
  log.columns.push_back({"committer", K::text, "Committed by", "Validé par"});
  return log;
}

/// The field of a kind that a user named, or the nearest one.
Result<> check_field(const std::string& field) {
  std::vector<std::string> known;
  const std::string name = field.substr(0, field.find('.'));
  for (const std::string& kind : kind_names())
    for (const auto& property : find_kind(kind)->schema->properties) {
      if (property.name == name) return {};
      known.push_back(property.name);
    }
  Problem unknown = problem("C108"_m, field);
  if (const auto near = nearest(name, known)) unknown.hint = did_you_mean(*near);
  return fail(Exit::usage, std::move(unknown));
}

/// Who says what stands in each record of a version: who recorded or amended it, or voided it.
class Sayers {
 public:
  explicit Sayers(const std::optional<std::string>& bytes) {
    const Partial read = bytes ? read_partly(*bytes, "", Folder::cases) : Partial{};
    if (!read.dossier) return;
    for (const Record& record : read.dossier->records)
      of_[std::string(record.id)] = record.voided() ? record.root->find("voided")->get("by") : record.root->get("by");
  }
  /// What is gone was taken away by who committed that.
  Cell of(const std::string& record, const Cell& committer) const {
    const auto found = of_.find(record);
    return found == of_.end() || found->second.empty() ? committer : Cell(found->second);
  }

 private:
  std::map<std::string, std::string> of_;
};

class Log {
 public:
  Log(const Past& past, const Telling& telling) : past_(past), telling_(telling) {}
  Table table = empty_log();

  void add(const FileVersion& version) {
    std::vector<std::vector<RecordChange>> changes;
    for (const auto& before : version.before) changes.push_back(changed(before, version.now));
    if (changes.empty()) changes.push_back(changed(std::nullopt, version.now));
    const Commit& commit = version.commit;
    const Sayers sayers(version.now);
    for (const RecordChange& one : changes.size() > 1 ? changes_of_merge(changes) : changes.front())
      add(commit.time.substr(0, 10), sayers.of(one.record, commit.author), one, commit.id.substr(0, 10), commit.author);
  }

  /// What lies in the folder and is not committed.
  void add_present(const std::optional<std::string>& committed, const std::string& present, const std::string& day) {
    const Sayers sayers(present);
    for (const RecordChange& one : changed(committed, present)) add(day, sayers.of(one.record, std::nullopt), one, std::nullopt, std::nullopt);
  }

 private:
  std::vector<RecordChange> changed(const std::optional<std::string>& before, const std::optional<std::string>& after) const {
    return changes_between(before.value_or(""), after.value_or(""), Folder::cases, telling_);
  }

  bool is_wanted(const RecordChange& one) const {
    return !past_.field || one.field == *past_.field || one.field.starts_with(*past_.field + ".");
  }

  void add(const std::string& day, Cell who, const RecordChange& one, Cell commit, Cell committer) {
    if (!is_wanted(one)) return;
    std::vector<Cell> row = {day, who ? Cell(printable(*who)) : Cell()};
    std::ranges::move(cells_of(one), std::back_inserter(row));
    row.push_back(std::move(commit));
    row.push_back(committer ? Cell(printable(*committer)) : Cell());
    table.rows.push_back(std::move(row));
  }

  const Past& past_;
  const Telling& telling_;
};

}  // namespace

Result<Table> log_of(Workspace& workspace, const History& history, const CaseId& id, const Past& past) {
  const std::string path = case_path(id);
  TRY(lists, workspace.lists());
  const View& view = workspace.globals().view;
  const Telling telling{view.language, past.sensitive ? Sensitive::shown : Sensitive::masked, lists, is_for_people(view.format)};
  Log log(past, telling);
  std::optional<std::string> committed;
  if (history.has_commits()) {
    TRY(head, history.find_commit("HEAD"));
    TRY(versions, history.versions(head, history.in_repository(path)));
    for (const FileVersion& version : versions) log.add(version);
    TRY(bytes, history.file_at(head, history.in_repository(path)));
    committed = std::move(bytes);
  }
  TRY(present, workspace.store().read(path));
  log.add_present(committed, present.bytes, workspace.world().today().text());
  return std::move(log.table);
}

Result<Exit> show_log(World& world, const Globals& globals, const LogArgs& args) {
  if (args.field) CHECKED(check_field(*args.field));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(id, resolve_case(workspace, args.case_text, Reference::reading));
  TRY(history, history_of(workspace));
  TRY(table, log_of(workspace, history, id, {args.field, args.sensitive}));
  if (args.since) std::erase_if(table.rows, [since = args.since->text()](const auto& row) { return *row[0] < since; });
  return print(world, globals, std::move(table));
}

}  // namespace mloc::history
