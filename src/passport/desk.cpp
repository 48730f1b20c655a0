#include "desk.hpp"

#include <algorithm>

#include "mloc/base/secret.hpp"
#include "mloc/base/values.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/person.hpp"

namespace mloc::passport {
namespace {

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

Result<std::vector<std::string>> passports_of(Workspace& workspace, const CaseId& id) {
  TRY(index, workspace.index());
  TRY(rows, index->rows("SELECT passport FROM passport WHERE voided_day IS NULL AND (case_id = ?1 OR case_id IN "
                        "(SELECT case_id FROM merged WHERE \"into\" = ?1)) ORDER BY CASE WHEN closed IS NULL THEN 0 ELSE 1 END, day DESC, id",
                        {id.text()}, {false, false, true}));
  std::vector<std::string> found;
  for (const auto& row : rows.rows) found.push_back(std::get<std::string>(row.front()));
  return found;
}

}  // namespace

const std::vector<CompetenceList>& competence_lists() {
  static const std::vector<CompetenceList> lists = read_lists();
  return lists;
}
const CompetenceList& competence_list(std::string_view name) {
  return *std::ranges::find(competence_lists(), name, &CompetenceList::name);
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
  const std::string today = workspace.world().today().text();
  const auto& staff = workspace.settings().staff;
  if (const auto found = std::ranges::find(staff, visitor.by, &StaffMember::code); found != staff.end()) {
    reader.coached = !found->coaching.empty() && found->coaching <= today;
    return reader;
  }
  TRY(open, workspace.find(partner_path(visitor.by)));
  if (open)
    for (const Node* record : live_of(*open->dossier)) {
      if (record->get("record").starts_with("charter/") && record->get("day") <= today) reader.charter = true;
      if (record->get("record").starts_with("training/") && record->get("day") <= today) reader.trained = true;
    }
  if (passport)
    for (const Node* record : live_of(*passport))
      if (record->get("record").starts_with("permit/") && record->get("partner") == visitor.by && record->get("starts") <= today && today <= record->get("until"))
        reader.permitted = true;
  return reader;
}

Problem refusal(Hindrance why, const Visitor& visitor, std::string_view action, std::string_view passport) {
  switch (why) {
    case Hindrance::coaching: return problem("A105"_m, visitor.by);
    case Hindrance::charter: return problem("A106"_m, visitor.by);
    case Hindrance::training: return problem("A107"_m, visitor.by);
    case Hindrance::permit: return problem("A108"_m, visitor.by, passport);
    default: return problem("A104"_m, visitor.role, code_list("droit_passeport")->find(action)->en);
  }
}

Result<Visitor> admit_visitor(Workspace& workspace, std::string_view action, Change& change, const std::string& passport) {
  if (action != "lister") CHECKED(refuse_audience(workspace.globals(), "passports"));
  TRY(visitor, visitor_of(workspace));
  TRY(reader, reader_for(workspace, visitor, nullptr));
  // Where passports are listed, the right to each of them is looked at there.
  reader.permitted = true;
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
  TRY(id, resolve_passport(workspace, args.passport));
  TRY(opened, workspace.read(passport_path(id)));
  const auto passport = Passport::from(live_of(*opened.dossier));
  if (!passport) return fail(Exit::unknown, problem("A101"_m, args.passport));
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
  return why == Hindrance::none ? Result<>{} : refuse("refuse", Exit::rule, refusal(why, visitor_, action_, id_.shown()));
}

Result<> PassportDesk::check_code(const std::string& typed) {
  TRY(attempts, attempts_on(*workspace_, id_));
  const Locked locked = lock_on(attempts, today());
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

Result<> PassportDesk::require_open(Date day) const {
  if (passport_.closed && *passport_.closed <= day) return fail(Exit::rule, problem("A103"_m, id_.shown(), passport_.closed->text()));
  if (day < passport_.opened) return fail(Exit::rule, problem("A115"_m, id_.shown(), passport_.opened.text(), day.text()));
  return {};
}

Node* PassportDesk::make(Arena& arena, std::string_view kind, Date day) const {
  return new_record(arena, kind, day, visitor_.by, open_.dossier.get(), workspace_->world().random);
}

Result<> PassportDesk::note_reading() {
  Change change;
  CHECKED(add_access(*workspace_, change, access("fait")));
  return workspace_->commit_always(change).map([](std::size_t) {});
}

Result<> PassportDesk::commit(const std::vector<const Node*>& records, Change change) {
  for (const Node* record : records) CHECKED(check_shape(*record));
  CHECKED(add_access(*workspace_, change, access("fait")));
  change.put(passport_path(id_), with_records(*open_.dossier, records), open_.digest);
  return workspace_->commit(change).map([](std::size_t) {});
}

}  // namespace mloc::passport
