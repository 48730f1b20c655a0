#include "desk.hpp"

#include <algorithm>
#include <set>

#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/secret.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/values.hpp"
#include "mloc/cli/clock.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/person.hpp"
#include "rules/judge.hpp"

namespace mloc::passport {
namespace {

Phrase label_in_both(std::string_view list, std::string_view code) {
  const Code& found = *code_list(list)->find(code);
  return {std::string(found.en), std::string(found.fr)};
}

std::vector<CompetenceList> read_lists() {
  std::vector<CompetenceList> lists;
  for (const Code& named : code_list("liste_competences")->items) {
    CompetenceList list{std::string(named.code), {}, {}};
    for (const Code& code : code_list(named.code)->items) {
      list.codes.emplace_back(code.code);
      if (const std::string_view match = code.node->get("se14"); !match.empty()) list.matches[list.codes.back()] = match;
    }
    lists.push_back(std::move(list));
  }
  return lists;
}

/// The changed records, and the closing with its levels when a correction moves them.
std::vector<const Node*> with_closing_levels(Arena& arena, const std::vector<const Node*>& live, std::vector<const Node*> changed) {
  const auto after = after_change(live, changed);
  const auto passport = Passport::from(after);
  if (!passport) return changed;
  for (const Node* one : after) {
    if (!is_kind(*one, "passport") || (!one->has("closed") && !one->has("final"))) continue;
    const Node* corrected = with_final_levels(arena, arena.copy(*one), *passport, competence_lists());
    if (same(*corrected, *one)) return changed;
    std::erase_if(changed, [&](const Node* other) { return other->get("id") == one->get("id"); });
    changed.push_back(corrected);
    return changed;
  }
  return changed;
}

/// What the records break after a change and did not before.
Result<> check_rules(const std::vector<const Node*>& before, const std::vector<const Node*>& after, const std::string& shown) {
  std::set<std::string> known;
  for (const BrokenRule& one : broken_passport_rules(before, competence_lists(), shown)) known.insert(one.problem.text.english);
  std::vector<Problem> problems;
  for (BrokenRule& one : broken_passport_rules(after, competence_lists(), shown)) {
    if (known.contains(one.problem.text.english)) continue;
    one.problem.text = prefixed(fmt::format("{} {}", record_kind(*one.record), one.record->get("id")), std::move(one.problem.text));
    problems.push_back(std::move(one.problem));
  }
  if (!problems.empty()) return fail(Exit::rule, std::move(problems));
  return {};
}

}  // namespace

const std::vector<CompetenceList>& competence_lists() {
  static const std::vector<CompetenceList> lists = read_lists();
  return lists;
}
const CompetenceList& competence_list(std::string_view name) {
  return *std::ranges::find(competence_lists(), name, &CompetenceList::name);
}

std::vector<const Node*> after_change(const std::vector<const Node*>& live, const std::vector<const Node*>& changed) {
  std::vector<const Node*> after;
  for (const Node* one : live)
    if (std::ranges::none_of(changed, [&](const Node* other) { return other->get("id") == one->get("id"); })) after.push_back(one);
  for (const Node* one : changed)
    if (!one->has("voided")) after.push_back(one);
  return after;
}

Result<> require_known_person(const Workspace& workspace, const CaseId& person) {
  TRY(open, workspace.find(case_path(person)));
  if (!open) return {};
  for (const Record& record : open->dossier->records)
    if (record.is("erasure")) return fail(Exit::rule, problem("A221"_m, person.shown(), record.root->get("day")));
  return {};
}
Result<> require_known_owner(const Workspace& workspace, const Passport& passport) {
  const auto owner = CaseId::parse(passport.case_id);
  return owner ? require_known_person(workspace, *owner) : Result<>{};
}

Result<bool> note_listing(Workspace& workspace, const Change& change) {
  if (workspace.globals().dry_run) {
    CHECKED(say(workspace, phrase("passports read, with a line in the journal")));
    return false;
  }
  return workspace.commit_always(change).map([](std::size_t) { return true; });
}

Result<std::vector<std::string>> passports_of(Workspace& workspace, const CaseId& person) {
  TRY(index, workspace.index());
  TRY(rows, index->rows("SELECT passport FROM passport WHERE voided_day IS NULL AND (case_id = ?1 OR case_id IN "
                        "(SELECT case_id FROM merged WHERE \"into\" = ?1)) ORDER BY CASE WHEN closed IS NULL THEN 0 ELSE 1 END, day DESC, id",
                        {person.text()}, {false, false, true}));
  std::vector<std::string> found;
  for (const auto& row : rows.rows) found.push_back(std::get<std::string>(row.front()));
  return found;
}

Right right_to(std::string_view action) {
  const Node& line = *code_list("droit_passeport")->find(action)->node;
  return {texts_of(line.find("roles")), texts_of(line.find("trained")), texts_of(line.find("granted")), line.get("owner") == "true"};
}

std::vector<const Node*> live_of(const Dossier& dossier) {
  std::vector<const Node*> records;
  for (const Record& record : dossier.records)
    if (!record.voided()) records.push_back(record.root);
  return records;
}

void put(Arena& arena, Node& record, std::string_view key, const std::optional<Date>& value) {
  if (value) arena.set(record, key, arena.text(value->text()));
}

Result<std::string> typed_secret(World& world, const std::string& text) {
  if (text != "-") return text;
  return world.read_input(256);
}

Result<CaseId> resolve_passport(Workspace& workspace, const std::string& text) {
  if (const auto id = CaseId::parse(text)) {
    TRY(there, workspace.store().holds(passport_path(*id)));
    if (there) return *id;
  }
  auto found = resolve_case(workspace, CaseText{text}, Reference::writing);
  if (!found) return fail(Exit::unknown, problem("A101"_m, text));
  TRY(passports, passports_of(workspace, *found));
  if (passports.empty()) return fail(Exit::unknown, problem("A101"_m, text));
  return *CaseId::parse(passports.front());
}

Result<std::optional<Visitor>> visitor_called(const Workspace& workspace, const std::string& code) {
  const auto& staff = workspace.settings().staff;
  if (const auto found = std::ranges::find(staff, code, &StaffMember::code); found != staff.end()) return std::optional(Visitor{code, found->role});
  TRY(partner, workspace.store().holds(partner_path(code)));
  return partner ? std::optional(Visitor{code, "partenaire_referent"}) : std::nullopt;
}

Result<Visitor> visitor_of(Workspace& workspace) {
  TRY(actor, workspace.actor());
  TRY(visitor, visitor_called(workspace, actor));
  return *visitor;
}

Result<Reader> reader_for(Workspace& workspace, const Visitor& visitor, const Dossier* passport) {
  Reader reader{visitor.role};
  const Date today = workspace.world().today();
  const auto& staff = workspace.settings().staff;
  if (const auto found = std::ranges::find(staff, visitor.by, &StaffMember::code); found != staff.end()) {
    reader.coached = !found->coaching.empty() && found->coaching <= today.text();
    return reader;
  }
  TRY(open, workspace.find(partner_path(visitor.by)));
  if (open) {
    const auto records = live_of(*open->dossier);
    reader.charter = is_signed_on(records, today);
    reader.trained = is_trained_on(records, today);
  }
  if (!passport) return reader;
  const auto records = live_of(*passport);
  reader.permitted = is_permitted_on(permits_of(records), visitor.by, today);
  reader.consented = parts_open_to(visitor.by, consents_of(records), today);
  return reader;
}

Problem refusal(Hindrance why, const Visitor& visitor, std::string_view action, std::string_view passport) {
  switch (why) {
    case Hindrance::coaching: return problem("A105"_m, visitor.by);
    case Hindrance::charter: return problem("A106"_m, visitor.by);
    case Hindrance::training: return problem("A107"_m, visitor.by);
    case Hindrance::permit: return problem("A108"_m, visitor.by, passport);
    case Hindrance::consent: return problem("A219"_m, passport, visitor.by);
    default: return problem("A104"_m, visitor.role, label_in_both("droit_passeport", action));
  }
}

Result<Visitor> admit_visitor(Workspace& workspace, std::string_view action, Change& change, const std::string& passport) {
  if (action != "lister") CHECKED(refuse_audience(workspace.globals(), "passports"));
  TRY(visitor, visitor_of(workspace));
  TRY(reader, reader_for(workspace, visitor, nullptr));
  // Where passports are listed, permit and consent are looked at for each of them.
  reader.permitted = true;
  reader.consented = {"competences"};
  const Hindrance why = hindrance_of(right_to(action), reader);
  CHECKED(add_access(workspace, change, {visitor.by, visitor.role, std::string(action), why == Hindrance::none ? "fait" : "refuse", passport}));
  if (why == Hindrance::none) return visitor;
  CHECKED(workspace.commit_always(change));
  return fail(Exit::rule, refusal(why, visitor, action, ""));
}

Result<PassportDesk> PassportDesk::open(World& world, const Globals& globals, std::string_view action, const PassportArgs& args) {
  // Its own role table says who may see it; the table of listings knows nothing of consents.
  CHECKED(refuse_audience(globals, "a passport"));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  return open_in(std::move(workspace), action, args);
}

Result<PassportDesk> PassportDesk::open_in(Workspace workspace, std::string_view action, const PassportArgs& args) {
  TRY(id, resolve_passport(workspace, args.passport));
  TRY(opened, workspace.read(passport_path(id)));
  const auto passport = Passport::from(live_of(*opened.dossier));
  if (!passport) return fail(Exit::unknown, problem("A101"_m, args.passport));
  CHECKED(require_known_owner(workspace, *passport));
  PassportDesk desk(std::move(workspace), id, std::move(opened), *passport);
  desk.action_ = action;
  CHECKED(desk.admit(args));
  return desk;
}

Result<> PassportDesk::refuse(std::string_view outcome, Exit exit, Problem found) {
  Change change;
  CHECKED(add_access(*workspace_, change, access(outcome)));
  CHECKED(workspace_->commit_always(change));
  return fail(exit, std::move(found));
}

Result<> PassportDesk::admit(const PassportArgs& args) {
  TRY(visitor, visitor_of(*workspace_));
  visitor_ = visitor;
  if (args.code) {
    visitor_.role = "jeune";
    CHECKED(check_code(*args.code));
  }
  TRY(reader, reader_for(*workspace_, visitor_, open_.dossier.get()));
  const Hindrance why = hindrance_of(right_to(action_), reader);
  if (visitor_.role == "partenaire_referent") parts_ = reader.consented;
  return why == Hindrance::none ? Result<>{} : refuse("refuse", Exit::rule, refusal(why, visitor_, action_, id_.shown()));
}

Result<> PassportDesk::check_code(const std::string& typed) {
  TRY(lost, tries_are_lost(*workspace_, id_));
  if (lost) return refuse("verrouille", Exit::rule, problem("A190"_m, id_.shown()));
  TRY(attempts, attempts_on(*workspace_, id_));
  const Locked locked = lock_on(attempts, clock_day(workspace_->world()));
  if (locked == Locked::today) return refuse("verrouille", Exit::rule, problem("A110"_m, id_.shown()));
  if (locked == Locked::until_new_code) return refuse("verrouille", Exit::rule, problem("A111"_m, id_.shown()));
  TRY(said, typed_secret(workspace_->world(), typed));
  const auto code = read_secret(said, access_code_length);
  const Node* access = nullptr;
  for (const Node* record : records())
    if (record->get("record").starts_with("access/")) access = record;
  const bool right = code && access && argon2id_matches(std::string(access->get("hash")), *code);
  return right ? Result<>{} : refuse("code_faux", Exit::rule, problem("A109"_m, id_.shown()));
}

std::vector<const Node*> PassportDesk::records() const { return live_of(*open_.dossier); }

bool PassportDesk::shows(std::string_view part) const { return !parts_ || std::ranges::find(*parts_, part) != parts_->end(); }

Result<> PassportDesk::require_part(std::string_view part) {
  if (shows(part)) return {};
  return refuse("refuse", Exit::rule, problem("A218"_m, visitor_.by, label_in_both("partie_passeport", part), id_.shown()));
}

Result<> PassportDesk::require_open(Date day) const {
  if (passport_.closed && *passport_.closed <= day) return fail(Exit::rule, problem("A103"_m, id_.shown(), passport_.closed->text()));
  if (day < passport_.opened) return fail(Exit::rule, problem("A115"_m, id_.shown(), passport_.opened.text(), day.text()));
  return {};
}

Node* PassportDesk::make(Arena& arena, std::string_view kind, Date day) const {
  return new_record(arena, kind, day, visitor_.by, open_.dossier.get(), workspace_->world().random);
}

Result<bool> PassportDesk::note_reading() {
  if (workspace_->globals().dry_run) {
    CHECKED(say(*workspace_, phrase("passport {} read, with a line in the journal", id_.shown())));
    return false;
  }
  Change change;
  CHECKED(add_access(*workspace_, change, access("fait")));
  return workspace_->commit_always(change).map([](std::size_t) { return true; });
}

Result<> PassportDesk::commit(const std::vector<const Node*>& records, Change change) {
  for (const Node* record : records) CHECKED(check_shape(*record));
  Arena arena;
  const auto changed = with_closing_levels(arena, this->records(), records);
  CHECKED(check_rules(this->records(), after_change(this->records(), changed), id_.shown()));
  CHECKED(add_access(*workspace_, change, access("fait")));
  change.put(passport_path(id_), with_records(*open_.dossier, changed), open_.digest);
  return workspace_->commit(change).map([](std::size_t) {});
}

bool is_of_network(std::string_view category) {
  const Code* known = category.empty() ? nullptr : code_list("categorie_partenaire")->find(category);
  return known && known->node->get("network") != "false";
}

}  // namespace mloc::passport
