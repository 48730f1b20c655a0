#include "mloc/base/ids.hpp"
#include "mloc/base/record.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/rules.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc {
namespace {

class WorkspaceKnown final : public Knowledge {
 public:
  explicit WorkspaceKnown(Workspace& workspace) : Knowledge(workspace.world().today()), workspace_(workspace) {}

  std::optional<std::string> bytes(const std::string& path) override {
    if (const auto assumed = assumed_.find(path); assumed != assumed_.end()) return assumed->second;
    auto file = workspace_.store().find(path);
    if (!file || !*file) return std::nullopt;
    auto opened = sealed_disk(workspace_.disk()).opened(path, std::move((*file)->bytes));
    return opened ? std::optional(*std::move(opened)) : std::nullopt;
  }
  bool holds(const std::string& path) override {
    if (const auto assumed = assumed_.find(path); assumed != assumed_.end()) return assumed->second.has_value();
    const auto there = workspace_.store().holds(path);
    return there && *there;
  }
  std::vector<std::string> paths(FileKind kind) override {
    std::vector<std::string> found;
    if (const auto listing = workspace_.store().list(kind))
      for (const FoundFile& file : listing->files) found.push_back(file.path);
    return found;
  }
  std::optional<Rows> rows(std::string_view sql, const std::vector<SqlValue>& parameters) override {
    auto index = workspace_.index();
    if (!index) return std::nullopt;
    auto found = (*index)->rows(sql, parameters);
    return found ? std::optional(*std::move(found)) : std::nullopt;
  }
  Disk* disk() override { return &workspace_.disk(); }

 private:
  Workspace& workspace_;
};

std::optional<Date> birth_of(const Dossier& identity) {
  for (const Record& record : identity.records)
    if (record.is("identity") && !record.voided()) return Date::parse(record.root->get("birth_date"));
  return std::nullopt;
}

std::optional<Birth> month_of_birth(std::span<const Node* const> records) {
  for (const Node* record : records)
    if (const auto first = is_kind(*record, "person") ? Date::parse(fmt::format("{}-01", record->get("birth_month"))) : std::nullopt)
      return Birth{*first, first->plus_months(1).plus_days(-1)};
  return std::nullopt;
}

}  // namespace

const Node* Knowledge::tree(const std::string& path, std::string_view kind) {
  if (const auto found = trees_.find(path); found != trees_.end()) return found->second->root;
  auto& made = *trees_.emplace(path, std::make_unique<Tree>()).first->second;
  const auto read = bytes(path);
  // What is wrong with a file of settings is told by whoever reads it for itself.
  if (const auto root = read ? read_settings(*read, path, kind, made.arena) : Result<Node*>(nullptr)) made.root = *root;
  return made.root;
}

const Node* Knowledge::settings_tree() { return tree(std::string(settings_path), "settings"); }
const Node* Knowledge::programme_tree(std::string_view code) { return tree(programme_path(code), "programme"); }

const Programme* Knowledge::programme(std::string_view code) {
  const auto found = programmes_.find(code);
  if (found != programmes_.end()) return found->second ? &*found->second : nullptr;
  std::optional<Programme> made;
  if (const Node* root = programme_tree(code))
    if (auto read = Programme::from(*root, programme_path(code))) made = *std::move(read);
  const auto& kept = programmes_.emplace(code, std::move(made)).first->second;
  return kept ? &*kept : nullptr;
}

const Settings& Knowledge::settings() {
  return kept<Settings>("settings", [&] {
    const Node* root = settings_tree();
    return root ? Settings::from(*root) : Settings();
  });
}

const Dossier* Knowledge::partner(std::string_view code) {
  if (const auto found = partners_.find(code); found != partners_.end()) return found->second.get();
  const std::string path = partner_path(code);
  auto read = bytes(path);
  std::unique_ptr<Dossier> made;
  if (read) made = read_partly(*std::move(read), path, Folder::partners).dossier;
  return partners_.emplace(code, std::move(made)).first->second.get();
}

std::optional<Date> Knowledge::born(const CaseId& id) {
  auto& all = kept<std::map<std::string, std::optional<Date>>>("born", [] { return std::map<std::string, std::optional<Date>>(); });
  if (const auto found = all.find(id.text()); found != all.end()) return found->second;
  const std::string path = identity_path(id);
  auto read = bytes(path);
  std::optional<Date> day;
  if (read)
    if (const Partial partial = read_partly(*std::move(read), path, Folder::identities); partial.dossier) day = birth_of(*partial.dossier);
  return all.emplace(id.text(), day).first->second;
}

std::optional<Birth> Knowledge::birth(const CaseId& id) {
  if (const auto day = born(id)) return Birth{*day, *day};
  const std::string path = case_path(id);
  auto read = bytes(path);
  const Partial partial = read ? read_partly(*std::move(read), path, Folder::cases) : Partial{};
  return partial.dossier ? month_of_birth(live_records(*partial.dossier)) : std::nullopt;
}

std::optional<Birth> birth_of(const Judged& judged) {
  const auto id = case_of(judged.path);
  const auto day = id ? judged.known.born(*id) : std::nullopt;
  return day ? Birth{*day, *day} : month_of_birth(judged.records);
}

const Lists& Knowledge::lists() {
  return kept<Lists>("lists", [&] {
    Lists lists;
    std::vector<Problem> told;  // by whoever reads them first
    for (const std::string& path : paths(FileKind::codes))
      if (const auto read = bytes(path)) lists.read(*read, path, told);
    return lists;
  });
}

void Knowledge::assume(const std::string& path, std::optional<std::string> read) {
  assumed_.insert_or_assign(path, std::move(read));
  assumptions_.push_back(path);
  if (kind_of(path) == FileKind::partner) partners_.erase(std::string(name_of(path)));
  if (kind_of(path) == FileKind::identity) kept_.erase("born");
}

std::unique_ptr<Knowledge> known_of(Workspace& workspace) { return std::make_unique<WorkspaceKnown>(workspace); }

}  // namespace mloc
