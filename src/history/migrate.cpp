#include "migrate_verbs.hpp"

#include "mloc/base/phrases.hpp"
#include "mloc/records/migration.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::history {
namespace {

/// Goes through the files of records and keeps what each becomes.
class WorkspaceMigration {
 public:
  explicit WorkspaceMigration(const Workspace& workspace) : workspace_(workspace) {}

  Result<> look_at_all() {
    for (const FileKind kind : {FileKind::person, FileKind::identity, FileKind::partner, FileKind::passport, FileKind::draw}) {
      TRY(listing, workspace_.store().list(kind));
      if (!listing.problems.empty()) keep({Exit::no, std::move(listing.problems)});
      for (const FoundFile& file : listing.files)
        if (file.path.ends_with(".yaml")) CHECKED(look_at(file.path));
    }
    return failure_.problems.empty() ? Result<>() : tl::make_unexpected(std::move(failure_));
  }

  Change change;
  std::vector<Problem> left;
  std::size_t records = 0;
  std::map<std::string, std::size_t> done;

 private:
  Result<> look_at(const std::string& path) {
    TRY(file, workspace_.store().read(path));
    TRY(opened, sealed_disk(workspace_.disk()).opened(path, std::move(file.bytes)));
    auto migration = migrate(opened, path, EndedCodes::replaced);
    if (!migration) {
      keep(std::move(migration.error()));
      return {};
    }
    left.insert(left.end(), migration->left.begin(), migration->left.end());
    if (migration->records == 0) return {};
    records += migration->records;
    for (const auto& [what, times] : migration->done) done[what] += times;
    change.put(path, std::move(migration->bytes), file.digest);
    return {};
  }

  void keep(Failure found) {
    if (found.exit == Exit::newer) failure_.exit = found.exit;
    failure_.problems.insert(failure_.problems.end(), found.problems.begin(), found.problems.end());
  }

  const Workspace& workspace_;
  Failure failure_;
};

Phrase summary(const WorkspaceMigration& migration) {
  if (migration.records == 0) return phrase("every record is of the present version");
  std::string what;
  for (const auto& [step, times] : migration.done) what += fmt::format("{}{} ({})", what.empty() ? "" : ", ", step, times);
  return phrase("{} records in {} files brought forward: {}", migration.records, migration.change.entries().size(), what);
}

}  // namespace

Result<Exit> migrate_workspace(World& world, const Globals& globals, const MigrateArgs&) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  WorkspaceMigration migration(workspace);
  CHECKED(migration.look_at_all());
  if (migration.records != 0) CHECKED(workspace.commit(migration.change));
  for (Problem& one : migration.left) {
    one.text = prefixed(fmt::format("{}:{}", one.place.file, one.place.line), std::move(one.text));
    warn(world, one);
  }
  CHECKED(say(workspace, summary(migration)));
  return Exit::done;
}

}  // namespace mloc::history
