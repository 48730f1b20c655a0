#include <map>

#include "mloc/base/number.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::draw {

std::unique_ptr<DossierChecker> programme_checker();

namespace {

/// Programmes whose file was changed under the version with which a draw was announced.
class ProgrammeChecker final : public DossierChecker {
 public:
  Result<> load(Workspace& workspace, std::vector<Problem>&) override {
    TRY(codes, workspace.programme_codes());
    for (const std::string& code : codes)
      // What is wrong with a programme's file is told by whoever checks the settings.
      if (auto programme = workspace.programme(code)) programmes_.emplace(code, *std::move(programme));
    return {};
  }

  void check(const Dossier& dossier, std::vector<Problem>& problems) override {
    for (const Record& record : dossier.records)
      if (record.is("announcement") && record.root->has("programme_sha256") && record.root->get("rehearsal") != "true") compare(*record.root, problems);
  }

 private:
  void compare(const Node& announced, std::vector<Problem>& problems) const {
    const auto found = programmes_.find(announced.get("programme"));
    if (found == programmes_.end()) return;
    const Programme& now = found->second;
    const int version = checked_number(announced.get("programme_version"));
    const auto tell = [&](Problem told) { problems.push_back(at({programme_path(now.code), 1, 1, {}}, std::move(told))); };
    if (now.version < version) tell(problem("W213"_m, now.version, version, announced.get("draw")));
    if (now.version == version && now.digest != announced.get("programme_sha256")) tell(problem("W212"_m, announced.get("draw"), version));
  }

  std::map<std::string, Programme, std::less<>> programmes_;
};

}  // namespace

std::unique_ptr<DossierChecker> programme_checker() { return std::make_unique<ProgrammeChecker>(); }

}  // namespace mloc::draw
