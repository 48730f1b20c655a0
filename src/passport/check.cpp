#include "access_journal.hpp"
#include "desk.hpp"
#include "mloc/store/paths.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/room.hpp"
#include "rules/judge.hpp"

namespace mloc::passport {
namespace {

/// The rules over a passport's records, and the files that lie beside it.
class PassportJudge {
 public:
  PassportJudge(const Dossier& dossier, Disk& disk, std::vector<Problem>& problems) : dossier_(dossier), disk_(disk), problems_(problems) {}

  void check() {
    for (BrokenRule& broken : broken_passport_rules(live_of(dossier_), competence_lists(), dossier_.file))
      tell(*dossier_.find(broken.record->get("id")), std::move(broken.problem));
    for (const Record& record : dossier_.records)
      if (record.is("attachment") && !record.voided()) check_file(record);
  }

 private:
  void tell(const Record& record, Problem found) {
    found.text = prefixed(fmt::format("{} {}", record.kind->name, record.id), std::move(found.text));
    problems_.push_back(at({dossier_.file, record.root->mark.line, record.root->mark.column, {}}, std::move(found)));
  }

  void check_file(const Record& record) {
    const std::string_view type = record.root->get("type");
    const auto id = CaseId::parse(name_of(dossier_.file));
    if (!id) return;
    const std::string path = reference_path(*id, record.id, ending_of(type));
    const auto bytes = disk_.read(path, 5u << 20);
    if (bytes && is_sealed_reference(*bytes)) return;
    if (!bytes || hex(sha256(*bytes)) != record.root->get("sha256")) tell(record, problem("A129"_m, path));
  }

  const Dossier& dossier_;
  Disk& disk_;
  std::vector<Problem>& problems_;
};

/// A passport, its attached files, or a journal of accesses.
class PassportChecker final : public DossierChecker {
 public:
  Result<> load(Workspace& workspace, std::vector<Problem>&) override {
    workspace_ = &workspace;
    return {};
  }
  void check(const Dossier& dossier, std::vector<Problem>& problems) override {
    if (!dossier.file.starts_with("passports/")) return;
    if (name_of(dossier.file).starts_with("log-")) return check_journal(dossier, problems);
    PassportJudge(dossier, workspace_->disk(), problems).check();
    check_forgotten(dossier, problems);
  }

 private:
  /// A merge or an older copy may bring back what went with the owner.
  void check_forgotten(const Dossier& dossier, std::vector<Problem>& problems) const {
    const auto passport = Passport::from(live_of(dossier));
    if (!passport || require_known_owner(*workspace_, *passport)) return;
    for (const Record& record : dossier.records) {
      const bool open = record.is("passport") && !record.root->has("closed");
      if (open || record.is("access") || record.is("attachment") || record.is("handout"))
        problems.push_back(at({dossier.file, record.root->mark.line, record.root->mark.column, {}}, problem("A228"_m, record.kind->name, record.id, passport->case_id)));
    }
  }

  Workspace* workspace_ = nullptr;
};

}  // namespace

std::unique_ptr<DossierChecker> passport_checker() { return std::make_unique<PassportChecker>(); }

}  // namespace mloc::passport
