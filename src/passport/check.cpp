#include <algorithm>

#include "access_journal.hpp"
#include "desk.hpp"
#include "mloc/base/text.hpp"
#include "mloc/store/paths.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::passport {
namespace {

/// Goes through the records of one passport.
class PassportJudge {
 public:
  PassportJudge(const Dossier& dossier, Disk& disk, std::vector<Problem>& problems)
      : dossier_(dossier), disk_(disk), problems_(problems), passport_(Passport::from(live_of(dossier))) {}

  void check() {
    for (const Record& record : dossier_.records) {
      if (record.voided()) continue;
      if (record.is("passport")) check_opening(record);
      if (record.is("experience")) check_days(record, record.root->get("starts"));
      if (record.is("level")) check_level(record);
      if (record.is("attachment")) check_file(record);
      if (record.is("revocation") || record.is("handout")) require(record, "consent/", record.root->get("consent"), "A122"_m);
    }
  }

 private:
  void tell(const Record& record, Problem found) {
    found.text = prefixed(fmt::format("{} {}", record.kind->name, record.id), std::move(found.text));
    problems_.push_back(at({dossier_.file, record.root->mark.line, record.root->mark.column, {}}, std::move(found)));
  }

  void check_opening(const Record& record) {
    const auto wrong = not_as_listed(*record.root->find("competences"), competence_list(record.root->get("list")));
    if (!wrong.empty()) tell(record, problem("A134"_m, joined(wrong, ", "), record.root->get("list")));
    const bool closed = record.root->has("closed");
    if (closed != record.root->has("closing") || closed != record.root->has("final")) tell(record, problem("A135"_m));
    else if (closed) check_final(*record.root, record);
  }

  /// The levels that the closing wrote down are those that the records give for its day.
  void check_final(const Node& root, const Record& record) {
    const auto all = competences_on(*passport_, competence_lists(), *passport_->closed);
    const Node& final_levels = *root.find("final");
    const bool same = all.size() == final_levels.size() &&
                      std::ranges::all_of(all, [&](const Competence& one) { return final_levels.get(one.code) == one.level; });
    if (!same) tell(record, problem("A136"_m, passport_->closed->text()));
  }

  /// No fact before the experience; what is later than today is told when it is written.
  void check_days(const Record& record, std::string_view starts) {
    const Facts facts = Facts::from(*record.root);
    if (const auto checked = check_facts(facts, *Date::parse(starts), facts.latest()); !checked) tell(record, checked.error().problems.front());
  }

  const Node* require(const Record& record, std::string_view kind, std::string_view id, Message missing) {
    const Record* found = dossier_.find(id);
    if (found && !found->voided() && found->root->get("record").starts_with(kind)) return found->root;
    tell(record, problem(missing, id, dossier_.file));
    return nullptr;
  }

  void check_level(const Record& record) {
    if (const Node* experience = require(record, "experience/", record.root->get("experience"), "A112"_m))
      check_days(record, experience->get("starts"));
    if (!passport_) return;
    const auto all = competences_on(*passport_, competence_lists(), *Date::parse("9999-12-31"));
    const auto heard = [&](const Competence& one) {
      return std::ranges::any_of(one.history, [&](const LevelStep& step) { return step.id == record.id; });
    };
    if (std::ranges::none_of(all, heard)) tell(record, problem("A118"_m, record.root->get("competence"), dossier_.file));
  }

  void check_file(const Record& record) {
    const std::string_view type = record.root->get("type");
    const auto id = CaseId::parse(name_of(dossier_.file));
    if (!id) return;
    const std::string path = reference_path(*id, record.id, type == "jpeg" ? "jpg" : type);
    const auto bytes = disk_.read(path, 5u << 20);
    if (bytes && is_sealed_reference(*bytes)) return;
    if (!bytes || hex(sha256(*bytes)) != record.root->get("sha256")) tell(record, problem("A129"_m, path));
  }

  const Dossier& dossier_;
  Disk& disk_;
  std::vector<Problem>& problems_;
  std::optional<Passport> passport_;
};

/// A passport, its attached files, or a journal of accesses.
class PassportChecker final : public DossierChecker {
 public:
  Result<> load(Workspace& workspace, std::vector<Problem>&) override {
    disk_ = &workspace.disk();
    return {};
  }
  void check(const Dossier& dossier, std::vector<Problem>& problems) override {
    if (!dossier.file.starts_with("passports/")) return;
    if (name_of(dossier.file).starts_with("log-")) check_journal(dossier, problems);
    else PassportJudge(dossier, *disk_, problems).check();
  }

 private:
  Disk* disk_ = nullptr;
};

}  // namespace

std::unique_ptr<DossierChecker> passport_checker() { return std::make_unique<PassportChecker>(); }

}  // namespace mloc::passport
