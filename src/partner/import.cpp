#include <map>
#include <set>

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
    TRY(known, index->rows("SELECT partner, id, source_key, source_hash FROM partner WHERE source_import = ?1",
                           {import_.mapping.name}));
    for (const auto& row : known.rows) known_[text_of(row[2])] = {text_of(row[0]), text_of(row[1]), text_of(row[3])};
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
    if (const auto known = known_.find(draft.key); known != known_.end()) return place_known(draft, known->second);
    const std::string code(draft.records.at("partner")->get("code"));
    if (!codes_.insert(code).second) return reject(draft, problem("I132"_m, code));
    add(draft, code);
    return imports::Verdict::fresh;
  }

  Result<Change> change() override { return std::move(change_); }

 private:
  imports::Verdict reject(imports::Draft& draft, Problem found) {
    draft.problems.push_back(at(import_.place(draft, "partner.code"), std::move(found)));
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
    if (imports::content_hash(stored, import_.mapping) != known.hash) {
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
