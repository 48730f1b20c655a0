#include <map>
#include <set>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/import/target.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::partner {
namespace {

class PartnerTarget final : public imports::ImportTarget {
 public:
  PartnerTarget(Workspace& workspace, imports::Import& import, std::string actor)
      : workspace_(workspace), import_(import), actor_(std::move(actor)) {}

  Result<> load() override {
    TRY(index, workspace_.valid_index());
    TRY(known, index->rows("SELECT partner, id, source_key, source_hash, source_rules FROM partner WHERE source_import = ?1",
                           {import_.mapping.name}));
    for (const auto& row : known.rows) {
      imports::Known& one = known_[text_of(row[2])] = {text_of(row[0]), text_of(row[1]), text_of(row[3])};
      if (const auto* rules = std::get_if<std::int64_t>(&row[4])) one.rules = static_cast<int>(*rules);
    }
    TRY(codes, index->rows("SELECT partner FROM partner"));
    for (const auto& row : codes.rows) codes_.insert(text_of(row[0]));
    TRY(programmes, workspace_.programme_codes());
    programmes_.insert(programmes.begin(), programmes.end());
    return {};
  }

  Result<imports::Verdict> place(imports::Draft& draft) override {
    const auto agreement = draft.records.find("agreement");
    if (agreement != draft.records.end() && !programmes_.contains(std::string(agreement->second->get("programme"))))
      return reject(draft, problem("I124"_m, agreement->second->get("programme")));
    if (const std::string_view site = draft.records.at("partner")->get("site"); !site.empty())
      if (auto unknown = unknown_site(workspace_.settings(), site)) return reject(draft, *std::move(unknown), "partner.site");
    if (const auto known = known_.find(draft.key); known != known_.end()) return place_known(draft, known->second);
    const std::string code(draft.records.at("partner")->get("code"));
    if (!codes_.insert(code).second) return reject(draft, problem("I132"_m, code));
    add(draft, code);
    return imports::Verdict::fresh;
  }

  Result<Change> change() override { return std::move(change_); }

 private:
  imports::Verdict reject(imports::Draft& draft, Problem found, std::string_view field = "partner.code") {
    draft.problems.push_back(at(import_.place(draft, field), std::move(found)));
    return imports::Verdict::rejected;
  }

  Node* make(std::string_view kind, const Node& values) {
    Node* record = new_record(import_.arena, kind, workspace_.world().today(), actor_, nullptr, workspace_.world().random);
    for (const Node& value : values) import_.arena.set(*record, value.key, import_.arena.copy(value));
    return record;
  }

  void add(const imports::Draft& draft, const std::string& code) {
    Node* partner = make("partner", *draft.records.at("partner"));
    import_.arena.set(*partner, "source", imports::origin_of(import_.arena, import_.mapping, draft));
    std::vector<const Node*> records{partner};
    if (const auto values = draft.records.find("agreement"); values != draft.records.end()) {
      Node* agreement = make("agreement", *values->second);
      while (agreement->get("id") == partner->get("id"))
        import_.arena.set(*agreement, "id", import_.arena.text(make_record_id(workspace_.world().today(), workspace_.world().random)));
      records.push_back(agreement);
    }
    change_.put(partner_path(code), write_dossier(std::move(records)), std::nullopt);
  }

  Result<imports::Verdict> place_known(imports::Draft& draft, const imports::Known& known) {
    if (known.hash == draft.hash) return imports::Verdict::same;
    TRY(open, workspace_.read(partner_path(known.owner)));
    std::map<std::string, const Node*> stored;
    for (const Record& record : open.dossier->records)
      if (!record.voided() && draft.records.contains(record.kind->name)) stored.emplace(record.kind->name, record.root);
    const auto partner = stored.find("partner");
    const std::string siret(draft.records.at("partner")->get("siret"));
    if (partner != stored.end() && !siret.empty() && partner->second->has("siret") && partner->second->get("siret") != siret) {
      reject(draft, hinted(problem("I156"_m, known.owner, partner->second->get("siret"), siret),
                           phrase("if the row is right: mloc amend {} siret={}", known.owner, siret)));
      return imports::Verdict::conflict;
    }
    const imports::Compared how = imports::compare(import_, draft, known, stored);
    if (how == imports::Compared::same) return imports::Verdict::same;
    if (how == imports::Compared::edited) {
      reject(draft, problem("I122"_m, known.record));
      return imports::Verdict::conflict;
    }
    std::vector<const Node*> changed;
    for (const auto& [kind, root] : stored) {
      Node* record = import_.arena.copy(*root);
      imports::put_mapped(import_.arena, *record, draft.records.at(kind), kind, import_.mapping);
      if (kind == "partner") import_.arena.set(*record, "source", imports::origin_of(import_.arena, import_.mapping, draft));
      changed.push_back(record);
    }
    change_.put(partner_path(known.owner), with_records(*open.dossier, std::move(changed)), open.digest);
    if (how == imports::Compared::agreed) return imports::Verdict::same;
    imports::count_emptied(import_, draft, stored);
    return imports::Verdict::changed;
  }

  Workspace& workspace_;
  imports::Import& import_;
  std::string actor_;
  std::map<std::string, imports::Known> known_;
  std::set<std::string> codes_, programmes_;
  Change change_;
};

}  // namespace

std::unique_ptr<imports::ImportTarget> partner_target(Workspace& workspace, imports::Import& import, const std::string& actor) {
  return std::make_unique<PartnerTarget>(workspace, import, actor);
}

}  // namespace mloc::partner
