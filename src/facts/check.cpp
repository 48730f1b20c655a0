#include "mloc/records/lists.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::facts {

std::unique_ptr<DossierChecker> code_checker();

namespace {

/// What the office's own lists and settings must know: codes, sites. A code that is no longer offered stays valid where it stands.
class CodeChecker final : public DossierChecker {
 public:
  Result<> load(Workspace& workspace, std::vector<Problem>& problems) override {
    settings_ = &workspace.settings();
    if (auto lists = workspace.lists()) lists_ = *lists;
    else problems.insert(problems.end(), lists.error().problems.begin(), lists.error().problems.end());
    return {};
  }

  void check(const Dossier& dossier, std::vector<Problem>& problems) override {
    for (const Record& record : dossier.records) {
      check_codes(dossier, record, problems);
      check_sites(dossier, record, problems);
    }
  }

 private:
  void check_codes(const Dossier& dossier, const Record& record, std::vector<Problem>& problems) const {
    if (!lists_) return;
    for (const StrayCode& stray : stray_codes(*record.root, *record.kind->schema, *lists_)) {
      if (stray.is_known) continue;
      problems.push_back(told_of(dossier, record, *stray.node, told_stray(stray, *lists_)));
      if (!stray.is_key) continue;
      problems.back().place.line = stray.node->key_mark.line;
      problems.back().place.column = stray.node->key_mark.column;
    }
  }

  void check_sites(const Dossier& dossier, const Record& record, std::vector<Problem>& problems) const {
    for (const auto& property : record.kind->schema->properties) {
      const Node* value = property.schema->reference == "site" ? record.root->find(property.name) : nullptr;
      if (auto unknown = value ? unknown_site(*settings_, value->text) : std::nullopt)
        problems.push_back(told_of(dossier, record, *value, *std::move(unknown)));
    }
  }

  const Settings* settings_ = nullptr;
  const Lists* lists_ = nullptr;  ///< nullptr while a list is broken, which is told once
};

}  // namespace

std::unique_ptr<DossierChecker> code_checker() { return std::make_unique<CodeChecker>(); }

}  // namespace mloc::facts
