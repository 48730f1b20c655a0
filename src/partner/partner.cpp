#include "verbs.hpp"

#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/siret.hpp"
#include "mloc/base/text.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/records/communes.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/record_words.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::partner {
namespace {

using K = Column::Kind;

Node* typed(Arena& arena, std::string_view kind, std::string_view key, std::string_view text) {
  const Schema::Property* property = find_kind(kind)->schema->find(key);
  return arena.text(text, !property || property->schema->type == Schema::Type::text);
}

void put(Arena& arena, Node& record, std::string_view kind, std::string_view key, const std::optional<std::string>& value) {
  if (value && !value->empty()) arena.set(record, key, typed(arena, kind, key, *value));
}
std::optional<std::string> text_of(const std::optional<Date>& day) { return day ? std::optional(day->text()) : std::nullopt; }

/// What the schemas cannot see of the two records.
Result<> check_partner(Workspace& workspace, const Node& partner) {
  CHECKED(check_shape(partner));
  const std::string siret(partner.get("siret")), code(partner.get("code"));
  CHECKED(read_siret(siret));
  if (partner.has("commune")) CHECKED(read_commune(partner.get("commune"), {partner.get("town"), {}}));
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT code FROM partner WHERE siret = ?1 AND code <> ?2 AND voided_day IS NULL ORDER BY code", {siret, code}));
  if (!rows.rows.empty()) return fail(Exit::rule, problem("L109"_m, code, std::get<std::string>(rows.rows.front().front())));
  const std::string site(partner.get("site"));
  if (!site.empty())
    if (auto unknown = unknown_site(workspace.settings(), site)) return fail(Exit::usage, *std::move(unknown));
  return {};
}
Result<> check_agreement_record(Workspace& workspace, const Node& agreement) {
  CHECKED(check_shape(agreement));
  CHECKED(workspace.programme(agreement.get("programme")));
  if (agreement.get("ends") < agreement.get("starts"))
    return fail(Exit::rule, problem("E101"_m, "ends", agreement.get("ends"), "starts", agreement.get("starts")));
  return {};
}

/// Into the price list; no amount takes the price away.
void put_price(Arena& arena, Node& agreement, const std::string& code, const std::optional<Money>& amount) {
  Node* prices = agreement.find("prices");
  if (!prices) arena.set(agreement, "prices", prices = arena.map());
  if (amount) return arena.set(*prices, code, arena.text(amount->text()));
  arena.remove(*prices, code);
  if (!prices->first) arena.remove(agreement, "prices");
}

/// `agreement`, with what was said of it.
Node* agreement_of(Arena& arena, Node* agreement, const std::string& programme, const AgreementTerms& said) {
  for (const auto& [key, value] : std::vector<std::pair<std::string_view, std::optional<std::string>>>{
           {"programme", programme}, {"starts", text_of(said.starts)}, {"ends", text_of(said.ends)},
           {"capacity", said.capacity ? std::optional(std::to_string(*said.capacity)) : std::nullopt}})
    put(arena, *agreement, "agreement", key, value);
  for (const auto& [code, amount] : said.prices) put_price(arena, *agreement, code, amount);
  return agreement;
}

Node* last_agreement(Arena& arena, const Dossier& dossier) {
  const Record* found = nullptr;
  for (const Record& record : dossier.records)
    if (record.is("agreement") && !record.voided() && (!found || found->root->get("starts") <= record.root->get("starts")))
      found = &record;
  return found ? arena.copy(*found->root) : nullptr;
}

const std::vector<Field>& partner_fields() {
  static const std::vector<Field> fields = {
      {{"code", K::text, "Code", "Code"}, "p.code"},
      {{"name", K::text, "Name", "Raison sociale"}, "p.name"},
      {{"kind", K::text, "Kind", "Catégorie"}, "p.kind", find_kind("partner")->schema->find("kind")->schema->words},
      {{"site", K::text, "Site", "Site"}, "p.site"},
      {{"siret", K::text, "SIRET", "SIRET"}, "p.siret"},
      {{"approved_until", K::day, "Approved until", "Agréé jusqu'au"}, "p.approved_until"},
      {{"programme", K::text, "Programme", "Dispositif"}, "g.programme"},
      {{"starts", K::day, "Starts", "Début"}, "g.starts"},
      {{"ends", K::day, "Ends", "Fin"}, "g.ends"},
      {{"capacity", K::integer, "Capacity", "Places"}, "g.capacity"},
      {{"learners", K::integer, "Learners", "Jeunes"},
       "(SELECT COUNT(*) FROM assignment a WHERE a.school = p.code AND a.voided_day IS NULL AND NOT EXISTS (SELECT 1 FROM "
       "assignment l WHERE l.case_id = a.case_id AND l.voided_day IS NULL AND l.starts > a.starts))"}};
  return fields;
}

}  // namespace

Result<Exit> add_partner(World& world, const Globals& globals, const PartnerAddArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(there, workspace.store().holds(partner_path(args.code)));
  if (there) return fail(Exit::rule, problem("I132"_m, args.code));
  TRY(siret, read_siret(args.siret));
  Arena arena;
  Node* partner = new_record(arena, "partner", world.today(), actor, nullptr, world.random);
  for (const auto& [key, value] : std::vector<std::pair<std::string_view, std::optional<std::string>>>{
           {"code", args.code}, {"name", args.name}, {"kind", args.kind}, {"category", args.category}, {"site", args.site}, {"commune", args.commune},
           {"town", args.town}, {"siret", siret}, {"approval", args.approval}, {"approved_until", text_of(args.approved_until)}})
    put(arena, *partner, "partner", key, value);
  CHECKED(check_partner(workspace, *partner));
  std::vector<const Node*> records{partner};
  if (args.programme) {
    Node* agreement = new_record(arena, "agreement", world.today(), actor, nullptr, world.random);
    while (agreement->get("id") == partner->get("id")) arena.set(*agreement, "id", arena.text(make_record_id(world.today(), world.random)));
    agreement_of(arena, agreement, *args.programme, args);
    CHECKED(check_agreement_record(workspace, *agreement));
    records.push_back(agreement);
  } else if (args.starts || args.ends || args.capacity || !args.prices.empty()) {
    return fail(Exit::usage, problem("C102"_m, phrase("an agreement is with a programme: add --programme CODE")));
  }
  Change change;
  change.put(partner_path(args.code), write_dossier(std::move(records)), std::nullopt);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("partner {} recorded{}", args.code, args.programme ? phrase(", agreement with {}", *args.programme) : Phrase())));
  return Exit::done;
}

Result<Exit> list_partners(World& world, const Globals& globals, const PartnerListArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(where, where_of(workspace, args.terms, partner_fields()));
  where.sql += (where.sql.empty() ? " WHERE " : " AND ") + std::string("p.voided_day IS NULL");
  return print_rows(workspace, "partners", partner_fields(),
                    "partner p LEFT JOIN agreement g ON g.partner = p.partner AND g.voided_day IS NULL", where,
                    "p.code, g.programme, g.starts, g.id", {args.sensitive, false});
}

namespace {

/// What is amended of a partner: its own record, and one agreement once a value is of it.
class Amended {
 public:
  /// `named` is the record that was named, or empty: then fields are the partner's, those behind `agreement.` and `price.` of its
  /// last agreement.
  static Result<Amended> of(Workspace& workspace, const Dossier& dossier, const std::string& code, const std::string& named) {
    Amended made(workspace);
    const Record* record = named.empty() ? nullptr : dossier.find(named);
    if (record && record->voided()) return fail(Exit::unknown, problem("K103"_m, code, named));
    made.only_agreement_ = record && record->is("agreement");
    for (const Record& one : dossier.records)
      if (one.is("partner") && !one.voided()) made.partner_ = made.arena_.copy(*one.root);
    if (!made.partner_) return fail(Exit::unknown, problem("K103"_m, code, "partner"));
    made.agreement_ = made.only_agreement_ ? made.arena_.copy(*record->root) : last_agreement(made.arena_, dossier);
    return made;
  }

  Result<> put(const std::string& said, const std::string& text) {
    const auto dot = said.find('.');
    const std::string head = said.substr(0, dot), rest = dot == std::string::npos ? "" : said.substr(dot + 1);
    if (head == "price" && !rest.empty()) return put_amount(rest, text);
    if (head == "agreement" && !rest.empty() && !only_agreement_) return put_field(Of::agreement, rest, text);
    return put_field(only_agreement_ ? Of::agreement : Of::partner, said, text);
  }

  /// Those that differ from what is stored, checked.
  Result<std::vector<const Node*>> changed(const Dossier& dossier) const {
    CHECKED(check_partner(workspace_, *partner_));
    std::vector<const Node*> records{partner_};
    if (agreed_) {
      CHECKED(check_agreement_record(workspace_, *agreement_));
      records.push_back(agreement_);
    }
    std::erase_if(records, [&](const Node* record) { return same(*dossier.find(record->get("id"))->root, *record); });
    return records;
  }

 private:
  enum class Of { partner, agreement };

  explicit Amended(Workspace& workspace) : workspace_(workspace) {}

  Result<> check_agreed() {
    agreed_ = true;
    if (agreement_) return {};
    return fail(Exit::usage, problem("C102"_m, phrase("there is no agreement yet: mloc partner agreement add {} PROGRAMME", partner_->get("code"))));
  }
  Result<> put_amount(const std::string& code, const std::string& text) {
    CHECKED(check_agreed());
    if (text.empty()) return put_price(arena_, *agreement_, code, std::nullopt), Result<>();
    TRY(amount, about(code, parse_amount(text)));
    return put_price(arena_, *agreement_, code, amount), Result<>();
  }
  Result<> put_field(Of of, const std::string& name, const std::string& text) {
    static const std::vector<std::string> of_agreement = {"starts", "ends", "capacity"},
                                          of_partner = {"name", "kind", "category", "site", "commune", "town", "siret", "approval", "approved_until"};
    const std::vector<std::string>& known = of == Of::agreement ? of_agreement : of_partner;
    if (of == Of::agreement) CHECKED(check_agreed());
    const std::string_view kind = of == Of::agreement ? "agreement" : "partner";
    if (std::ranges::find(known, name) == known.end()) {
      std::vector<Field> fields;
      for (const std::string& one : known) {
        const Schema& schema = *find_kind(kind)->schema->find(one)->schema;
        fields.push_back({{one, Column::Kind::text, schema.title, schema.french}, {}});
      }
      return unknown_field(name, fields);
    }
    Node& record = of == Of::agreement ? *agreement_ : *partner_;
    if (text.empty()) return arena_.remove(record, name), Result<>();
    TRY(stored, about(name, facts::stored_text(*find_kind(kind)->schema->find(name)->schema, text, workspace_.world().today())));
    arena_.set(record, name, typed(arena_, kind, name, stored));
    return {};
  }

  Workspace& workspace_;
  Arena arena_;
  Node *partner_ = nullptr, *agreement_ = nullptr;
  bool only_agreement_ = false, agreed_ = false;
};

/// A partner by itself, and its agreements.
Result<std::optional<std::string>> owner_of(Workspace& workspace, const std::string& owner, const std::string& record) {
  const auto code = facts::resolve_partner(workspace, owner);
  if (!code) return std::optional<std::string>();
  if (record.empty()) return std::optional(*code);
  TRY(open, workspace.read(partner_path(*code)));
  const Record* found = open.dossier->find(record);
  return found && (found->is("partner") || found->is("agreement")) ? std::optional(*code) : std::nullopt;
}

Result<Exit> amend(Workspace workspace, const std::string& code, const std::string& record, const std::vector<Named<std::string>>& values) {
  TRY(open, workspace.read(partner_path(code)));
  TRY(amended, Amended::of(workspace, *open.dossier, code, record));
  for (const auto& [name, text] : values) CHECKED(amended.put(name, text));
  TRY(records, amended.changed(*open.dossier));
  Change change;
  if (!records.empty()) change.put(partner_path(code), with_records(*open.dossier, records), open.digest);
  TRY(files, workspace.commit(change));
  CHECKED(say(workspace, files ? phrase("partner {}: {} amended", code, joined(values, ", ")) : phrase("partner {}: nothing to change", code)));
  return Exit::done;
}

}  // namespace

extern const Corrections corrections;
const Corrections corrections{.owner_of = owner_of, .amend = amend};

Result<Exit> add_agreement(World& world, const Globals& globals, const AgreementAddArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(code, facts::resolve_partner(workspace, args.partner.text));
  TRY(open, workspace.read(partner_path(code)));
  Arena arena;
  const Node* agreement = agreement_of(arena, new_record(arena, "agreement", world.today(), actor, open.dossier.get(), world.random), args.programme, args);
  CHECKED(check_agreement_record(workspace, *agreement));
  Change change;
  change.put(partner_path(code), with_records(*open.dossier, {agreement}), open.digest);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("partner {}: agreement {} with {} recorded", code, agreement->get("id"), args.programme)));
  return Exit::done;
}

Result<std::optional<Exit>> show_partner(Workspace& workspace, const std::string& owner, bool sensitive) {
  const auto found = facts::resolve_partner(workspace, owner);
  if (!found) return std::optional<Exit>();
  const std::string& code = *found;
  TRY(open, workspace.read(partner_path(code)));
  TRY(lists, workspace.lists());
  const Language language = workspace.globals().view.language;
  const bool french = language == Language::french;
  std::string text = fmt::format("{} {}\n", french ? "Partenaire" : "Partner", code);
  for (const Record& record : open.dossier->records) text += page_of(record, {*lists, workspace.settings().sites, language, sensitive});
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT COUNT(*) FROM assignment a WHERE a.school = ?1 AND a.voided_day IS NULL AND NOT EXISTS (SELECT 1 FROM "
                        "assignment l WHERE l.case_id = a.case_id AND l.voided_day IS NULL AND l.starts > a.starts)",
                        {code}));
  text += fmt::format("\n{}\n  {:<24} {}\n", french ? "Jeunes confiés" : "Learners assigned", french ? "à présent" : "now", std::get<std::int64_t>(rows.rows.front().front()));
  CHECKED(workspace.world().out.write(text));
  return std::optional(Exit::done);
}

}  // namespace mloc::partner
