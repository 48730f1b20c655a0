#include <algorithm>
#include <map>

#include "mloc/base/text.hpp"
#include "mloc/facts/fact_target.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::meeting {
namespace {

/// Rows that tell of a job; its employer is found by the SIRET, or becomes a partner whose code is made of it.
class JobTarget final : public facts::FactTarget {
 public:
  using facts::FactTarget::FactTarget;

  Result<> load() override {
    CHECKED(facts::FactTarget::load());
    TRY(index, workspace_.valid_index());
    TRY(partners, index->rows("SELECT siret, code, name FROM partner WHERE voided_day IS NULL ORDER BY code DESC"));
    for (const auto& row : partners.rows) remember(text_of(row[0]), text_of(row[1]), text_of(row[2]));
    return {};
  }

  bool completes(std::string_view kind) const override { return kind == "partner" || facts::FactTarget::completes(kind); }

  Result<Change> change() override {
    TRY(change, facts::FactTarget::change());
    for (const auto& [siret, partner] : fresh_) change.put(partner_path(partner->get("code")), write_dossier({partner}), std::nullopt);
    return change;
  }

 protected:
  Result<imports::Verdict> place_in(imports::Draft& draft, facts::Touched& touched) override {
    const auto employer = draft.records.find("partner");
    if (employer == draft.records.end() || !employer->second->has("siret")) {
      const std::string code(values_of(draft).get("employer"));
      TRY(there, workspace_.store().holds(partner_path(code)));
      return there ? facts::FactTarget::place_in(draft, touched) : reject(draft, "job.employer", problem("I119"_m, printable(code)));
    }
    const std::string siret(employer->second->get("siret"));
    Node* partner = known_.contains(siret) ? nullptr : new_partner(*employer->second, siret);
    if (partner) remember(siret, std::string(partner->get("code")), std::string(partner->get("name")));
    // The rules see the partner that the row brings.
    if (partner) known_now_->assume(partner_path(partner->get("code")), write_dossier({partner}));
    import_.arena.set(*draft.records.at("job"), "employer", import_.arena.text(known_.at(siret)->get("code")));
    TRY(verdict, facts::FactTarget::place_in(draft, touched));
    if (partner && draft.valid()) fresh_[siret] = partner;
    else if (partner) {
      known_now_->assume(partner_path(partner->get("code")), std::nullopt);
      known_.erase(siret);
    }
    return verdict;
  }

  std::map<std::string, const Node*> parts_of(const Node& stored) const override {
    auto parts = facts::FactTarget::parts_of(stored);
    for (const auto& [siret, partner] : known_)
      if (partner->get("code") == stored.get("employer")) parts["partner"] = partner;
    return parts;
  }

  void finish(const imports::Draft& draft, Node& record) const override {
    import_.arena.set(record, "employer", import_.arena.text(values_of(draft).get("employer")));
  }

 private:
  void remember(const std::string& siret, const std::string& code, const std::string& name) {
    Node* partner = import_.arena.map();
    import_.arena.set(*partner, "code", import_.arena.text(code));
    import_.arena.set(*partner, "name", import_.arena.text(name));
    import_.arena.set(*partner, "siret", import_.arena.text(siret));
    known_[siret] = partner;
  }

  Node* new_partner(const Node& said, const std::string& siret) {
    Arena& arena = import_.arena;
    Node* partner = new_record(arena, "partner", workspace_.world().today(), actor_, nullptr, workspace_.world().random);
    for (const Node& value : said) arena.set(*partner, value.key, arena.copy(value));
    arena.set(*partner, "code", arena.text("e" + siret));
    arena.set(*partner, "kind", arena.text("EMPLOYEUR"));
    return partner;
  }

  std::map<std::string, const Node*> known_;  ///< by SIRET: code, name, SIRET
  std::map<std::string, const Node*> fresh_;  ///< those that rows bring
};

}  // namespace

std::unique_ptr<imports::ImportTarget> job_target(Workspace& workspace, imports::Import& import, const std::string& actor) {
  return std::make_unique<JobTarget>(workspace, import, actor, *facts::find_fact_kind("job"));
}

}  // namespace mloc::meeting
