// A slip in a passport, or in what its network signed, is mended: amended, or voided with its reason.
#include <algorithm>

#include "desk.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::passport {
namespace {

/// Who corrects a kind, by the role table's action that records it, and which of its fields; none: it is voided only.
struct Correctable {
  std::string_view kind, action;
  std::vector<std::string_view> fields = {};
};
const std::vector<Correctable>& correctables() {
  static const std::vector<std::string_view> facts = {"referent", "referent_day", "employer_role", "employer_day", "exchange_day"};
  static const auto with_facts = [](std::vector<std::string_view> fields) {
    fields.insert(fields.end(), facts.begin(), facts.end());
    return fields;
  };
  static const std::vector<Correctable> all = {
      {"passport", "fermer", {"day", "exchange", "closed", "closing"}},
      {"experience", "ecrire", with_facts({"employer", "nature", "rome", "starts", "ends", "hours"})},
      {"level", "ecrire", with_facts({"competence", "level", "experience"})},
      {"relisting", "changer_liste", {"day", "exchange", "list"}},
      {"attachment", "joindre", {"day", "kind", "employer", "starts", "ends"}},
      {"contribution", "contribuer", {"day", "partner", "kind"}},
      {"permit", "administrer", {"starts", "until", "ended"}},
      {"consent", "consentir"},
      {"revocation", "consentir"},
      {"handout", "partager"},
      {"charter", "administrer", {"day", "ended"}},
      {"training", "administrer", {"day"}},
      {"gathering", "administrer", {"day"}}};
  return all;
}
const Correctable* correctable(std::string_view kind) {
  const auto found = std::ranges::find(correctables(), kind, &Correctable::kind);
  return found == correctables().end() ? nullptr : &*found;
}

Result<const Correctable*> rule_for(const Record& record) {
  const Correctable* found = correctable(record.kind->name);
  if (!found) return fail(Exit::rule, problem("A224"_m, record.kind->name));
  return found;
}

Result<bool> holds_record(const Workspace& workspace, const std::string& path, const std::string& record) {
  TRY(open, workspace.find(path));
  return open && open->dossier->find(record);
}

/// The passport of the case that has the record; A225 when the case has one of that id itself.
Result<std::optional<std::string>> passport_with(Workspace& workspace, const CaseId& person, const std::string& record) {
  TRY(passports, passports_of(workspace, person));
  for (const std::string& passport : passports) {
    TRY(held, holds_record(workspace, passport_path(*CaseId::parse(passport)), record));
    if (!held) continue;
    TRY(both, holds_record(workspace, case_path(person), record));
    if (both) return fail(Exit::usage, problem("A225"_m, person.shown(), CaseId::parse(passport)->shown(), record));
    return std::optional(passport);
  }
  return std::optional<std::string>();
}

Result<std::optional<std::string>> owner_of(Workspace& workspace, const std::string& owner, const std::string& record) {
  if (const auto id = CaseId::parse(owner)) {
    TRY(there, workspace.store().holds(passport_path(*id)));
    if (there) {
      if (record.empty()) return fail(Exit::usage, problem("C115"_m, "RECORD"));
      TRY(held, holds_record(workspace, passport_path(*id), record));
      if (!held) return fail(Exit::unknown, problem("K103"_m, id->shown(), record));
      return std::optional(id->text());
    }
  }
  if (record.empty()) return std::optional<std::string>();
  if (const auto code = facts::resolve_partner(workspace, owner)) {
    TRY(open, workspace.find(partner_path(*code)));
    const Record* found = open ? open->dossier->find(record) : nullptr;
    const bool ours = found && correctable(found->kind->name);
    return ours ? std::optional(*code) : std::nullopt;
  }
  const auto person = resolve_case(workspace, CaseText{owner}, Reference::writing);
  if (!person) return std::optional<std::string>();
  return passport_with(workspace, *person, record);
}

/// Fields that say when something happened: none of them lies ahead.
Result<> check_past(const Node& record, Date today) {
  for (const std::string_view field : {"day", "exchange", "closed"})
    if (const auto day = Date::parse(record.get(field)); day && today < *day) return fail(Exit::rule, problem("A114"_m, field, day->text()));
  return {};
}

Result<> check_fields(const Correctable& rule, const std::vector<Named<std::string>>& values) {
  if (rule.fields.empty()) return fail(Exit::rule, problem("A224"_m, rule.kind));
  for (const auto& [name, value] : values)
    if (std::ranges::find(rule.fields, name) == rule.fields.end()) {
      std::vector<std::string> known(rule.fields.begin(), rule.fields.end());
      Problem unknown = problem("C108"_m, name);
      unknown.hint = one_of_these(known);
      return fail(Exit::usage, std::move(unknown));
    }
  return {};
}

/// A partner corrects what it recorded, while the passport is open.
Result<> check_own(const PassportDesk& desk, const Record& record) {
  if (desk.visitor().role != "partenaire_referent") return {};
  if (record.root->get("by") != desk.visitor().by) return fail(Exit::rule, problem("A226"_m, desk.visitor().by, record.id));
  return desk.require_open(desk.today());
}

/// What commands ask of a new record and its schema does not see.
Result<> check_amended(const PassportDesk& desk, const Node& before, const Node& record) {
  CHECKED(check_shape(record));
  CHECKED(check_past(record, desk.today()));
  const std::string employer(record.get("employer"));
  if (!employer.empty() && !siret_is_valid(employer)) return fail(Exit::usage, problem("I109"_m, employer));
  if (record.has("referent") && record.get("referent") != before.get("referent")) CHECKED(check_referent(desk, std::string(record.get("referent"))));
  // What lies before the experience the rules of the passport tell.
  if (record.has("referent_day")) CHECKED(check_facts(Facts::from(record), *Date::parse("0001-01-01"), desk.today()));
  if (is_kind(record, "passport") && before.has("closed") && !record.has("closed"))
    return require_none_open(desk.workspace(), *CaseId::parse(desk.passport().case_id));
  return {};
}

/// A partner's dossier with a record of the network, and the right to write it.
struct NetworkRecord {
  OpenDossier open;
  const Record* record;
  Change change;

  static Result<NetworkRecord> find(Workspace& workspace, const std::string& partner, const std::string& id) {
    TRY(open, workspace.read(partner_path(partner)));
    const Record* record = open.dossier->find(id);
    TRY(rule, rule_for(*record));
    NetworkRecord found{std::move(open), record, {}};
    CHECKED(admit_visitor(workspace, rule->action, found.change));
    return found;
  }
  Result<> commit(Workspace& workspace, const std::string& partner, const Node& changed) {
    CHECKED(check_shape(changed));
    change.put(partner_path(partner), with_records(*open.dossier, {&changed}), open.digest);
    return workspace.commit(change).map([](std::size_t) {});
  }
};

bool is_passport(const std::string& owner) { return CaseId::parse(owner).has_value(); }

/// A desk for the record: the right to it is that of the action which records its kind.
Result<PassportDesk> desk_for(Workspace workspace, const std::string& passport, const std::string& id) {
  TRY(open, workspace.read(passport_path(*CaseId::parse(passport))));
  const Record* record = open.dossier->find(id);
  TRY(rule, rule_for(*record));
  PassportArgs args;
  args.passport = passport;
  return PassportDesk::open_in(std::move(workspace), rule->action, args);
}

Result<Exit> amend_network(Workspace workspace, const std::string& owner, const std::string& id, const std::vector<Named<std::string>>& values) {
  TRY(found, NetworkRecord::find(workspace, owner, id));
  if (found.record->voided()) return fail(Exit::unknown, problem("K103"_m, owner, id));
  CHECKED(check_fields(*correctable(found.record->kind->name), values));
  Arena arena;
  Node* record = arena.copy(*found.record->root);
  CHECKED(facts::put_written(arena, *record, *found.record->kind, values, workspace.world().today()));
  CHECKED(check_past(*record, workspace.world().today()));
  if (record->has("ended") && record->get("ended") < record->get("day"))
    return fail(Exit::rule, problem("E101"_m, "ended", record->get("ended"), "day", record->get("day")));
  CHECKED(found.commit(workspace, owner, *record));
  CHECKED(say(workspace, phrase("{} {} {}: {} amended", owner, found.record->kind->name, id, joined(values, ", "))));
  return Exit::done;
}

Result<Exit> amend_record(Workspace workspace, const std::string& owner, const std::string& id, const std::vector<Named<std::string>>& values) {
  if (!is_passport(owner)) return amend_network(std::move(workspace), owner, id, values);
  TRY(desk, desk_for(std::move(workspace), owner, id));
  const Record* found = desk.dossier().find(id);
  if (found->voided()) return fail(Exit::unknown, problem("K103"_m, desk.id().shown(), id));
  CHECKED(check_fields(*correctable(found->kind->name), values));
  CHECKED(check_own(desk, *found));
  Arena arena;
  Node* record = arena.copy(*found->root);
  CHECKED(facts::put_written(arena, *record, *found->kind, values, desk.today()));
  CHECKED(facts::resolve_partners(desk.workspace(), arena, *record));
  CHECKED(check_amended(desk, *found->root, *record));
  CHECKED(desk.commit({record}));
  CHECKED(say(desk.workspace(), phrase("{} {} {}: {} amended", desk.id().shown(), found->kind->name, id, joined(values, ", "))));
  return Exit::done;
}

Node* voided_copy(Arena& arena, const Node& record, const std::string& by, Date day, const std::string& reason) {
  Node* changed = arena.copy(record);
  Node* voided = arena.map();
  arena.set(*voided, "day", arena.text(day.text()));
  arena.set(*voided, "by", arena.text(by));
  arena.set(*voided, "reason", arena.text(reason));
  arena.set(*changed, "voided", voided);
  return changed;
}

Result<Exit> say_voided(Workspace& workspace, const std::string& owner, const Record& record, const std::string& reason) {
  CHECKED(say(workspace, phrase("{}: {} {} voided, {}", owner, record.kind->name, record.id, reason)));
  return Exit::done;
}
Result<Exit> say_voided_already(Workspace& workspace, const Record& record) {
  CHECKED(say(workspace, phrase("{} {}: voided already", record.kind->name, record.id)));
  return Exit::done;
}

/// A passport that was opened by mistake goes when nothing stands in it any more.
Result<> check_nothing_in(const PassportDesk& desk) {
  std::vector<std::string> left;
  for (const Node* one : desk.records())
    if (!is_kind(*one, "passport") && !is_kind(*one, "access")) left.emplace_back(one->get("id"));
  return left.empty() ? Result<>{} : fail(Exit::rule, problem("A227"_m, desk.id().shown(), joined(left, ", ")));
}

/// The file of a reference goes with it: it may be somebody else's.
Result<Change> without_file(const PassportDesk& desk, const Node& record) {
  Change change;
  if (!is_kind(record, "attachment")) return change;
  const std::string path = reference_path(desk.id(), record.get("id"), ending_of(record.get("type")));
  TRY(stored, desk.workspace().store().find(path));
  if (stored) change.remove(path, stored->digest);
  return change;
}

Result<Exit> annul_network(Workspace workspace, const std::string& owner, const std::string& id, const std::string& reason) {
  TRY(found, NetworkRecord::find(workspace, owner, id));
  if (found.record->voided()) return say_voided_already(workspace, *found.record);
  TRY(actor, workspace.actor());
  Arena arena;
  CHECKED(found.commit(workspace, owner, *voided_copy(arena, *found.record->root, actor, workspace.world().today(), reason)));
  return say_voided(workspace, owner, *found.record, reason);
}

Result<Exit> annul_record(Workspace workspace, const std::string& owner, const std::string& id, const std::string& reason) {
  if (!is_passport(owner)) return annul_network(std::move(workspace), owner, id, reason);
  TRY(desk, desk_for(std::move(workspace), owner, id));
  const Record* found = desk.dossier().find(id);
  if (found->voided()) return say_voided_already(desk.workspace(), *found);
  CHECKED(check_own(desk, *found));
  if (found->is("passport")) CHECKED(check_nothing_in(desk));
  TRY(change, without_file(desk, *found->root));
  Arena arena;
  CHECKED(desk.commit({voided_copy(arena, *found->root, desk.visitor().by, desk.today(), reason)}, std::move(change)));
  return say_voided(desk.workspace(), desk.id().shown(), *found, reason);
}

}  // namespace

extern const Corrections corrections;
const Corrections corrections{.owner_of = owner_of, .amend = amend_record, .annul = annul_record};

}  // namespace mloc::passport
