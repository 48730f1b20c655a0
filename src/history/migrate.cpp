#include "migrate_verbs.hpp"

#include <set>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/migration.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::history {
namespace {

/// Sites that records name and mloc.toml does not: once they were compiled names. They are put at the end of the file, called by
/// their code until somebody writes the name.
Result<std::string> with_sites(std::string settings, const std::set<std::string>& sites) {
  for (const std::string& site : sites) settings += fmt::format("\n[[sites]]\ncode = \"{0}\"\nname = \"{0}\"\n", site);
  Arena arena;
  CHECKED(read_settings(settings, std::string(settings_path), "settings", arena));
  return settings;
}

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

  /// Places and objectives name sites, too.
  Result<> look_at_programmes() {
    TRY(codes, workspace_.programme_codes());
    for (const std::string& code : codes) {
      TRY(file, workspace_.store().read(programme_path(code)));
      Arena arena;
      const auto root = read_settings(file.bytes, programme_path(code), "programme", arena);
      if (!root) continue;  // check tells
      if (const Node* quotas = (*root)->find("quotas"))
        for (const Node& quota : *quotas) sites_.emplace(quota.key);
      if (const Node* objectives = (*root)->find("objectives"))
        for (const Node& one : *objectives)
          if (one.has("site")) sites_.emplace(one.get("site"));
    }
    return {};
  }

  Result<> look_at_mappings() {
    TRY(listing, workspace_.store().list(FileKind::mapping));
    for (const FoundFile& found : listing.files) {
      TRY(file, workspace_.store().read(found.path));
      auto fresh = mapping_brought_forward(file.bytes, found.path);
      if (!fresh) continue;
      change.put(found.path, *std::move(fresh), file.digest);
      mappings.push_back(found.path);
    }
    return {};
  }

  /// Takes the sites along that the settings lack.
  Result<> complete_settings() {
    for (const Site& site : workspace_.settings().sites) sites_.erase(site.code);
    if (sites_.empty()) return {};
    TRY(file, workspace_.store().read(std::string(settings_path)));
    TRY(settings, with_sites(std::move(file.bytes), sites_));
    change.put(std::string(settings_path), std::move(settings), file.digest);
    return {};
  }

  const std::set<std::string>& sites() const { return sites_; }

  Change change;
  std::vector<Problem> left;
  std::size_t records = 0, files = 0;
  std::map<std::string, std::size_t> done;
  std::vector<std::string> mappings;  ///< those that were brought forward

 private:
  Result<> look_at(const std::string& path) {
    TRY(file, workspace_.store().read(path));
    TRY(opened, sealed_disk(workspace_.disk()).opened(path, std::move(file.bytes)));
    auto migration = migrate(opened, path, EndedCodes::replaced);
    if (!migration) {
      keep(std::move(migration.error()));
      return {};
    }
    keep_sites(migration->records == 0 ? opened : migration->bytes, path);
    left.insert(left.end(), migration->left.begin(), migration->left.end());
    if (migration->records == 0) return {};
    records += migration->records;
    ++files;
    for (const auto& [what, times] : migration->done) done[what] += times;
    change.put(path, std::move(migration->bytes), file.digest);
    return {};
  }

  void keep_sites(const std::string& bytes, const std::string& path) {
    const Partial partial = read_partly(bytes, path, home_of(*kind_of(path)));
    if (!partial.dossier) return;
    for (const Record& record : partial.dossier->records)
      for (const auto& property : record.kind->schema->properties)
        if (const Node* site = property.schema->reference == "site" ? record.root->find(property.name) : nullptr) sites_.emplace(site->text);
  }

  void keep(Failure found) {
    if (found.exit == Exit::newer) failure_.exit = found.exit;
    failure_.problems.insert(failure_.problems.end(), found.problems.begin(), found.problems.end());
  }

  const Workspace& workspace_;
  Failure failure_;
  std::set<std::string> sites_;
};

Phrase summary(const WorkspaceMigration& migration) {
  if (migration.records == 0) return phrase("every record is of the present version");
  std::string what;
  for (const auto& [step, times] : migration.done) what += fmt::format("{}{} ({})", what.empty() ? "" : ", ", step, times);
  return phrase("{} records in {} files brought forward: {}", migration.records, migration.files, what);
}

}  // namespace

Result<Exit> migrate_workspace(World& world, const Globals& globals, const MigrateArgs&) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  WorkspaceMigration migration(workspace);
  CHECKED(migration.look_at_all());
  CHECKED(migration.look_at_programmes());
  CHECKED(migration.complete_settings());
  CHECKED(migration.look_at_mappings());
  if (!migration.change.empty()) CHECKED(workspace.commit(migration.change));
  for (Problem& one : migration.left) {
    one.text = prefixed(fmt::format("{}:{}", one.place.file, one.place.line), std::move(one.text));
    warn(world, one);
  }
  CHECKED(say(workspace, summary(migration)));
  if (!migration.mappings.empty()) CHECKED(say(workspace, phrase("mappings brought forward: {}", joined(migration.mappings, ", "))));
  if (!migration.sites().empty())
    CHECKED(say(workspace, phrase("sites put into mloc.toml: {}", joined(std::vector<std::string>(migration.sites().begin(), migration.sites().end()), ", "))));
  return Exit::done;
}

}  // namespace mloc::history
