#include "verbs.hpp"

#include <algorithm>
#include <set>

#include "desk.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/secret.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "view.hpp"

namespace mloc::passport {
namespace {

/// The record of the access code; the old one goes, for nobody needs what no longer opens anything.
Node* access_record(Arena& arena, Node* record, Date day, const std::string& code, Random& random) {
  arena.set(*record, "day", arena.text(day.text()));
  arena.set(*record, "hash", arena.text(argon2id(code, random)));
  return record;
}

Result<CaseId> free_passport_id(const Workspace& workspace) {
  for (;;) {
    const CaseId id = CaseId::make(workspace.world().random);
    TRY(passport, workspace.store().holds(passport_path(id)));
    TRY(person, workspace.store().holds(case_path(id)));
    if (!passport && !person) return id;
  }
}

Node* opening(Arena& arena, Workspace& workspace, const PassportOpenArgs& args, const CaseId& person, const std::string& by) {
  const Date day = args.on.value_or(workspace.world().today());
  Node* record = new_record(arena, "passport", day, by, nullptr, workspace.world().random);
  arena.set(*record, "case_id", arena.text(person.text()));
  arena.set(*record, "day", arena.text(day.text()));
  arena.set(*record, "exchange", arena.text(args.exchange.value_or(day).text()));
  arena.set(*record, "list", arena.text(args.list));
  Node* competences = arena.map();
  for (const std::string& code : competence_list(args.list).codes) arena.set(*competences, code, arena.text("a_verifier"));
  arena.set(*record, "competences", competences);
  return record;
}

Result<> say_code(Workspace& workspace, const CaseId& id, const std::string& code) {
  // Also with -q: nobody can ask for it again.
  if (workspace.globals().dry_run) return {};
  World& world = workspace.world();
  return world.out.write(phrase("access code of {}: {} (said once)", id.shown(), grouped(code)).in(world.language) + "\n");
}

Result<> check_not_later(const PassportDesk& desk, Date day, std::string_view what) {
  return desk.today() < day ? Result<>(fail(Exit::rule, problem("A114"_m, what, day.text()))) : Result<>{};
}

}  // namespace

Result<> require_none_open(Workspace& workspace, const CaseId& person) {
  TRY(index, workspace.index());
  TRY(rows, index->rows("SELECT passport FROM passport WHERE case_id = ?1 AND voided_day IS NULL AND closed IS NULL ORDER BY passport", {person.text()},
                        {false, false, true}));
  if (rows.rows.empty()) return {};
  return fail(Exit::rule, problem("A102"_m, person.shown(), CaseId::parse(std::get<std::string>(rows.rows.front().front()))->shown()));
}

Result<Exit> open_passport(World& world, const Globals& globals, const PassportOpenArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(person, resolve_case(workspace, args.case_text, Reference::writing));
  CHECKED(require_known_person(workspace, person));
  CHECKED(require_none_open(workspace, person));
  const Date day = args.on.value_or(world.today()), exchange = args.exchange.value_or(day);
  for (const auto& [name, one] : {std::pair("--on", day), std::pair("--exchange", exchange)})
    if (world.today() < one) return fail(Exit::rule, problem("A114"_m, name, one.text()));
  TRY(id, free_passport_id(workspace));
  Change change;
  TRY(visitor, admit_visitor(workspace, "ouvrir", change, id.text()));
  Arena arena;
  Node* record = opening(arena, workspace, args, person, visitor.by);
  CHECKED(check_shape(*record));
  const std::string code = make_secret(access_code_length, world.random);
  Node* access = access_record(arena, new_record(arena, "access", day, visitor.by, nullptr, world.random), day, code, world.random);
  while (access->get("id") == record->get("id")) arena.set(*access, "id", arena.text(make_record_id(day, world.random)));
  change.put(passport_path(id), write_dossier({record, access}), std::nullopt);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("passport {} of {}: {} competences of {}, all to be verified", id.shown(), person.shown(),
                                     competence_list(args.list).codes.size(), args.list)));
  CHECKED(say_code(workspace, id, code));
  return Exit::done;
}

Result<Exit> close_passport(World& world, const Globals& globals, const PassportCloseArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "fermer", args));
  const Date day = args.on.value_or(world.today());
  CHECKED(desk.require_open(day));
  CHECKED(check_not_later(desk, day, "--on"));
  Arena arena;
  Node* record = nullptr;
  for (const Node* one : desk.records())
    if (one->get("record").starts_with("passport/")) record = arena.copy(*one);
  arena.set(*record, "closed", arena.text(day.text()));
  arena.set(*record, "closing", arena.text(args.reason));
  CHECKED(desk.commit({record}));
  CHECKED(say(desk.workspace(), phrase("passport {}: closed on {}, {}", desk.id().shown(), day.text(), args.reason)));
  return Exit::done;
}

Result<Exit> relist_passport(World& world, const Globals& globals, const PassportRelistArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "changer_liste", args));
  const Date day = args.on.value_or(world.today()), exchange = args.exchange.value_or(day);
  CHECKED(desk.require_open(day));
  CHECKED(check_not_later(desk, day, "--on"));
  CHECKED(check_not_later(desk, exchange, "--exchange"));
  if (desk.passport().list_on(day) == args.list) return fail(Exit::rule, problem("A117"_m, desk.id().shown(), args.list));
  Arena arena;
  Node* record = desk.make(arena, "relisting", day);
  put(arena, *record, "day", std::optional(day));
  put(arena, *record, "exchange", std::optional(exchange));
  put(arena, *record, "list", std::optional(args.list));
  CHECKED(desk.commit({record}));
  Passport later = desk.passport();
  later.relistings.push_back({std::string(record->get("id")), args.list, day});
  const auto competences = competences_on(later, competence_lists(), world.today());
  const auto kept = std::ranges::count_if(competences, &Competence::former);
  CHECKED(say(desk.workspace(), phrase("passport {}: {} from {}; {} of the former list stay", desk.id().shown(), args.list, day.text(), kept)));
  return Exit::done;
}

Result<Exit> renew_access(World& world, const Globals& globals, const PassportArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "changer_code", args));
  Arena arena;
  Node* record = nullptr;
  for (const Node* one : desk.records())
    if (one->get("record").starts_with("access/")) record = arena.copy(*one);
  if (!record) record = desk.make(arena, "access", world.today());
  arena.set(*record, "by", arena.text(desk.visitor().by));
  const std::string code = make_secret(access_code_length, world.random);
  access_record(arena, record, world.today(), code, world.random);
  CHECKED(desk.commit({record}));
  CHECKED(say_code(desk.workspace(), desk.id(), code));
  return Exit::done;
}

Result<Exit> show_passport(World& world, const Globals& globals, const PassportArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "lire", args));
  TRY(view, view_of(desk));
  TRY(noted, desk.note_reading());
  if (noted) CHECKED(world.out.write(text_of(view, globals.view.language)));
  return Exit::done;
}

namespace {

/// The parts of a passport that all of the visitors may see: staff see all; a partner with a permit today what the owner's
/// consents name. None: somebody may not see the passport.
Result<std::optional<std::set<std::string>>> parts_for_all(Workspace& workspace, const std::vector<Visitor>& visitors, const Dossier& passport) {
  std::optional<std::set<std::string>> parts = std::set<std::string>{"competences", "experiences", "references"};
  for (const Visitor& visitor : visitors) {
    TRY(reader, reader_for(workspace, visitor, &passport));
    if (hindrance_of(right_to("lister"), reader) != Hindrance::none) return std::optional<std::set<std::string>>();
    if (visitor.role == "partenaire_referent")
      std::erase_if(*parts, [&](const std::string& part) { return std::ranges::find(reader.consented, part) == reader.consented.end(); });
  }
  return parts;
}

/// Whom --as means, when they may list passports at all.
Result<Visitor> lister_called(Workspace& workspace, const std::string& code) {
  TRY(visitor, visitor_called(workspace, code));
  if (!visitor) return fail(Exit::unknown, problem("N130"_m, code));
  TRY(reader, reader_for(workspace, *visitor, nullptr));
  reader.permitted = true;
  reader.consented = {"competences"};
  const Hindrance why = hindrance_of(right_to("lister"), reader);
  if (why != Hindrance::none) return fail(Exit::rule, refusal(why, *visitor, "lister", ""));
  return *std::move(visitor);
}

/// The passports that all of the visitors may read.
Result<Table> passport_table(Workspace& workspace, const std::vector<Visitor>& visitors) {
  Table table{"passports", {{"passport", Column::Kind::text, "Passport", "Passeport"}, {"opened", Column::Kind::day, "Opened", "Ouvert le"},
              {"closed", Column::Kind::day, "Closed", "Clos le"}, {"open", Column::Kind::flag, "Open", "Ouvert"}, {"list", Column::Kind::text, "List", "Liste"},
              {"competences", Column::Kind::integer, "Competences", "Compétences"}, {"strengths", Column::Kind::integer, "Strengths", "Points forts"},
              {"to_work_on", Column::Kind::integer, "To work on", "À travailler"}, {"to_verify", Column::Kind::integer, "To verify", "À vérifier"},
              {"experiences", Column::Kind::integer, "Experiences", "Expériences"}}, {}};
  TRY(listing, workspace.store().list(FileKind::passport));
  const Date today = workspace.world().today();
  for (const FoundFile& file : listing.files) {
    const auto id = CaseId::parse(name_of(file.path));
    if (!id || file.path != passport_path(*id)) continue;
    TRY(open, workspace.read(file.path));
    const auto records = live_of(*open.dossier);
    const auto passport = Passport::from(records);
    if (!passport) continue;
    TRY(seen, parts_for_all(workspace, visitors, *open.dossier));
    if (!seen || !require_known_owner(workspace, *passport)) continue;
    const auto all = competences_on(*passport, competence_lists(), today);
    const auto in = [&](Group group) { return std::to_string(std::ranges::count_if(all, [&](const Competence& one) { return group_of(one.level) == group; })); };
    const auto experiences = std::ranges::count_if(records, [](const Node* one) { return one->get("record").starts_with("experience/"); });
    const auto of = [&](const char* part, std::string text) { return seen->contains(part) ? Cell(std::move(text)) : Cell(); };
    table.rows.push_back({id->shown(), passport->opened.text(), passport->closed ? Cell(passport->closed->text()) : Cell(), passport->closed ? "false" : "true", passport->list_on(today),
                          std::to_string(all.size()), of("competences", in(Group::strength)), of("competences", in(Group::to_work_on)),
                          of("competences", in(Group::to_verify)), of("experiences", std::to_string(experiences))});
  }
  return table;
}

}  // namespace

Result<Exit> list_passports(World& world, const Globals& globals, const PassportListArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  Change change;
  TRY(visitor, admit_visitor(workspace, "lister", change));
  std::vector<Visitor> visitors = {visitor};
  if (globals.as) {
    TRY(other, lister_called(workspace, *globals.as));
    visitors.push_back(std::move(other));
  }
  TRY(table, passport_table(workspace, visitors));
  TRY(noted, note_listing(workspace, change));
  if (!noted) return Exit::done;
  // The role table of passports has said what --as may see; that of the other listings knows no permits.
  Globals decided = globals;
  decided.as.reset();
  TRY(shown, passing(workspace, std::move(table), args.terms, {{"list", CodesOfColumn::list("liste_competences")}}));
  return print(world, decided, std::move(shown));
}

}  // namespace mloc::passport
