#include <map>

#include "mloc/workspace/room.hpp"
#include "rules/path.hpp"

namespace mloc::enrol {
namespace {

/// Entries into a programme outside its dates.
class EntryChecker final : public DossierChecker {
 public:
  Result<> load(Workspace& workspace, std::vector<Problem>&) override {
    TRY(codes, workspace.programme_codes());
    for (const std::string& code : codes)
      // What is wrong with a programme's file is told by whoever checks the settings.
      if (auto programme = workspace.programme(code)) programmes_.emplace(code, *std::move(programme));
    return {};
  }

  void check(const Dossier& dossier, std::vector<Problem>& problems) override {
    for (const Record& record : dossier.records) {
      if (!record.is("participation") || record.voided()) continue;
      const auto programme = programmes_.find(record.root->get("programme"));
      if (programme == programmes_.end()) continue;
      if (auto outside = entry_outside(*record.root, programme->second))
        problems.push_back(told_of(dossier, record, *record.root->find("entered"), *std::move(outside)));
    }
  }

 private:
  std::map<std::string, Programme, std::less<>> programmes_;
};

}  // namespace

std::unique_ptr<DossierChecker> entry_checker() { return std::make_unique<EntryChecker>(); }

}  // namespace mloc::enrol
