#include "verbs.hpp"

#include <algorithm>
#include <map>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/facts/kinds.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::enrol {
namespace {

/// What not every programme asks is not recorded as a no.
std::optional<std::string> yes_or_absent(bool said) { return said ? std::optional<std::string>("true") : std::nullopt; }

/// Sets `text` under `key` in the type that the schema wants.
Node* typed(Arena& arena, std::string_view kind, std::string_view key, std::string_view text) {
  const Schema::Property* property = find_kind(kind)->schema->find(key);
  return arena.text(text, !property || property->schema->type == Schema::Type::text);
}

Result<std::string> only_programme(Workspace& workspace, const std::optional<std::string>& wanted) {
  TRY(codes, workspace.programme_codes());
  if (wanted) {
    TRY(programme, workspace.programme(*wanted));
    return programme.code;
  }
  if (codes.size() == 1) return codes.front();
  return fail(Exit::usage, problem("C102"_m, phrase("say which programme with --programme")));
}

struct FoundCase {
  CaseId id;
  OpenDossier dossier;
};
Result<FoundCase> open_case(Workspace& workspace, const CaseText& said, Reference reference) {
  TRY(id, resolve_case(workspace, said, reference));
  TRY(open, workspace.read(case_path(id)));
  return FoundCase{id, std::move(open)};
}

const Record* last_of(const Dossier& dossier, std::string_view kind) {
  const Record* found = nullptr;
  for (const Record& record : dossier.records)
    if (record.is(kind) && !record.voided()) found = &record;
  return found;
}

}  // namespace

Result<Exit> add_application(World& world, const Globals& globals, const EnrolAddArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(programme, only_programme(workspace, args.programme));
  TRY(index, workspace.valid_index());
  TRY(taken, index->rows("SELECT case_id FROM application WHERE file_number = ?1 AND voided_day IS NULL", {args.file_number}));
  if (!taken.rows.empty()) return fail(Exit::rule, problem("I129"_m, args.file_number));
  const Date day = args.received.value_or(world.today()), birth = *args.birth_date;
  if (day < birth) return fail(Exit::rule, problem("I131"_m, birth.text(), day.text()));
  if (!workspace.settings().has_site(args.site)) return fail(Exit::usage, problem("I130"_m, args.site));

  Arena arena;
  Node* person = new_record(arena, "person", day, actor, nullptr, world.random);
  Node* application = new_record(arena, "application", day, actor, nullptr, world.random);
  Node* identity = new_record(arena, "identity", day, actor, nullptr, world.random);
  while (person->get("id") == application->get("id")) arena.set(*application, "id", arena.text(make_record_id(day, world.random)));
  const auto put = [&](Node& record, std::string_view kind, std::string_view key, const std::optional<std::string>& value) {
    if (value && !value->empty()) arena.set(record, key, typed(arena, kind, key, *value));
  };
  put(*person, "person", "sex", args.sex);
  put(*person, "person", "birth_month", birth.month_text());
  for (const auto& [key, value] : std::vector<std::pair<std::string_view, std::optional<std::string>>>{
           {"programme", programme}, {"file_number", args.file_number}, {"received", day.text()}, {"site", args.site},
           {"referent", args.referent}, {"prescriber", args.prescriber}, {"situation", args.situation},
           {"education", args.education}, {"housing", args.housing}, {"resources", args.resources ? std::optional(args.resources->text()) : std::nullopt},
           {"priority_area", args.priority_area ? "true" : "false"}, {"project", args.project ? "true" : "false"},
           {"job", args.job}, {"licence_useful", args.licence_useful ? "true" : "false"},
           {"licence_b", args.licence_b ? std::optional<std::string>(*args.licence_b ? "true" : "false") : std::nullopt},
           {"family_breakdown", yes_or_absent(args.family_breakdown)}, {"work_difficulty", yes_or_absent(args.work_difficulty)},
           {"registered", args.registered ? std::optional(args.registered->text()) : std::nullopt},
           {"commune", args.commune}, {"household", args.household}, {"age", std::to_string(age_on(birth, day))}})
    put(*application, "application", key, value);
  put(*identity, "identity", "surname", args.surname);
  put(*identity, "identity", "first_name", args.first_name);
  put(*identity, "identity", "birth_date", birth.text());
  put(*identity, "identity", "phone", args.phone);
  put(*identity, "identity", "email", args.email);
  for (const Node* record : {person, application, identity}) CHECKED(check_shape(*record));

  CaseId id = CaseId::make(world.random);
  for (bool free = false; !free;) {
    TRY(there, workspace.store().holds(case_path(id)));
    free = !there;
    if (there) id = CaseId::make(world.random);
  }
  Change change;
  change.put(case_path(id), write_dossier({person, application}), std::nullopt);
  change.put(identity_path(id), write_dossier({identity}), std::nullopt);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{} {}: application to {} received {}", id.shown(), args.file_number, programme, day.text())));
  return Exit::done;
}

Result<Exit> amend_application(World& world, const Globals& globals, const AmendArgs& args) {
  if (args.record) return facts::amend_fact(world, globals, Folder::cases, OwnerText{args.case_text.text}, *args.record, args.values);
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(found, open_case(workspace, args.case_text, Reference::writing));
  TRY(identities, workspace.find(identity_path(found.id)));
  Arena arena;
  std::map<std::string, Node*> records;
  for (const std::string_view kind : {"person", "application"})
    if (const Record* record = last_of(*found.dossier.dossier, kind)) records[std::string(kind)] = arena.copy(*record->root);
  if (identities)
    if (const Record* record = last_of(*identities->dossier, "identity")) records["identity"] = arena.copy(*record->root);
  std::vector<std::string> known;
  for (const auto& [kind, record] : records)
    for (const auto& property : find_kind(kind)->schema->properties) known.push_back(property.name);
  for (const auto& [name, written] : args.values) {
    const auto owner = std::ranges::find_if(records, [&, &name = name](const auto& entry) {
      const bool ours = name == "record" || name == "id" || name == "by" || name == "source" || name == "voided";
      return !ours && find_kind(entry.first)->schema->find(name);
    });
    const bool closed = identities && is_sealed(*identities->dossier) && find_kind("identity")->schema->find(name);
    if (owner == records.end() && closed) return fail(Exit::unknown, problem("H150"_m, found.id.shown()));
    if (owner == records.end()) {
      Problem unknown = problem("C108"_m, name);
      if (const auto near = nearest(name, known)) unknown.hint = did_you_mean(*near);
      return fail(Exit::usage, std::move(unknown));
    }
    if (written.empty()) {
      arena.remove(*owner->second, name);
      continue;
    }
    TRY(text, about(name, facts::stored_text(*find_kind(owner->first)->schema->find(name)->schema, written, world.today())));
    arena.set(*owner->second, name, typed(arena, owner->first, name, text));
  }
  if (records.contains("identity") && records.contains("application")) {
    const auto birth = Date::parse(records["identity"]->get("birth_date"));
    const auto received = Date::parse(records["application"]->get("received"));
    if (birth && received) {
      arena.set(*records["person"], "birth_month", arena.text(birth->month_text()));
      arena.set(*records["application"], "age", arena.integer(age_on(*birth, *received)));
    }
  }
  Change change;
  std::vector<const Node*> dossier_records;
  const auto changed = [&](const std::string& kind, const Dossier& dossier) {
    return records.contains(kind) && !same(*records[kind], *last_of(dossier, kind)->root);
  };
  for (const std::string kind : {"person", "application"})
    if (changed(kind, *found.dossier.dossier)) dossier_records.push_back(records[kind]);
  for (const Node* record : dossier_records) CHECKED(check_shape(*record));
  if (!dossier_records.empty())
    change.put(case_path(found.id), with_records(*found.dossier.dossier, dossier_records), found.dossier.digest);
  if (identities && changed("identity", *identities->dossier)) {
    CHECKED(check_shape(*records["identity"]));
    change.put(identity_path(found.id), with_records(*identities->dossier, {records["identity"]}), identities->digest);
  }
  TRY(files, workspace.commit(change));
  CHECKED(say(workspace, files ? phrase("{}: {} amended", found.id.shown(), joined(args.values, ", ")) : phrase("{}: nothing to change", found.id.shown())));
  return Exit::done;
}

Result<Exit> print_receipt(World& world, const Globals& globals, const CaseArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  TRY(found, open_case(workspace, args.case_text, Reference::reading));
  const Record* application = last_of(*found.dossier.dossier, "application");
  if (!application) return fail(Exit::unknown, problem("K103"_m, found.id.shown(), "application"));
  const Node& record = *application->root;
  TRY(programme, workspace.programme(record.get("programme")));
  TRY(identities, workspace.find(identity_path(found.id)));
  std::string text = fmt::format("# Récépissé de candidature — {}\n\n{}\n\n", programme.name, workspace.settings().organisation);
  if (identities)
    if (const Record* identity = last_of(*identities->dossier, "identity"))
      text += fmt::format("{} {}\n\n", printable(identity->root->get("first_name")), printable(identity->root->get("surname")));
  text += fmt::format("Numéro de dossier : **{}**\n\n", record.get("file_number"));
  text += fmt::format("Candidature reçue le {}.\n\n", Date::parse(record.get("received"))->french());
  if (programme.window && !programme.window->contains(*Date::parse(record.get("received"))))
    text += fmt::format("Elle est arrivée hors de la période des candidatures ({} au {}) : elle est conservée, mais elle ne participe pas au tirage.\n\n",
                        programme.window->first.french(), programme.window->last.french());
  text +=
      "## Comment se fait le choix\n\n"
      "Les candidatures qui remplissent tous les critères participent à un tirage au sort, site par site. La liste des "
      "numéros de dossier est arrêtée et son empreinte est publiée avant le tirage. Le hasard vient ensuite d'un tirage "
      "public (loterie nationale) dont la date est annoncée d'avance. Chacun reçoit un rang ; toute personne peut refaire "
      "le calcul avec dix lignes de programme jointes au procès-verbal.\n\n"
      "Cette décision repose sur un traitement algorithmique (article L. 311-3-1 du code des relations entre le public et "
      "l'administration) : vous pouvez en demander les règles et les principales caractéristiques. Vous pouvez aussi "
      "demander à voir vos données, les faire corriger et contester la décision auprès de la mission locale.\n";
  CHECKED(world.out.write(text));
  return Exit::done;
}

namespace {

Result<Exit> print_duplicates(Workspace& workspace) {
  TRY(names, named_cases(workspace));
  TRY(distinct, distinct_pairs(workspace));
  std::vector<NamedCase> cases;
  for (auto& [id, named] : names) cases.push_back(named);
  Table table{"duplicates", {{"case_id"}, {"other"}, {"surname"}, {"first_name"}, {"birth_date", Column::Kind::day}}, {}};
  for (const auto& [first, second] : undecided_duplicates(cases, distinct)) {
    const NamedCase& one = names.at(first);
    table.rows.push_back({first, second, one.surname, one.first_name, one.birth_date.text()});
  }
  CHECKED(print(workspace.world(), workspace.globals(), std::move(table)));
  return Exit::done;
}

/// All that is known of `from` goes to `into`; `from` keeps only where it went.
Result<Exit> merge_cases(Workspace& workspace, const CaseId& into, const CaseId& from, const std::string& actor) {
  World& world = workspace.world();
  TRY(kept, workspace.read(case_path(into)));
  TRY(gone, workspace.read(case_path(from)));
  Arena arena;
  std::vector<const Node*> moved;
  for (const Record& record : gone.dossier->records) {
    if (record.is("person")) continue;
    Node* copy = arena.copy(*record.root);
    while (kept.dossier->find(copy->get("id"))) {
      const Date day = *Date::parse(copy->get("id").substr(0, 10));
      arena.set(*copy, "id", arena.text(make_record_id(day, world.random)));
    }
    moved.push_back(copy);
  }
  Node* merged = new_record(arena, "merged", world.today(), actor, nullptr, world.random);
  arena.set(*merged, "into", arena.text(into.text()));
  Change change;
  change.put(case_path(into), with_records(*kept.dossier, moved), kept.digest);
  change.put(case_path(from), write_dossier({merged}), gone.digest);
  TRY(kept_names, workspace.find(identity_path(into)));
  TRY(gone_names, workspace.find(identity_path(from)));
  if (gone_names) {
    // The name that stays is the kept one's; where it has none, the other's.
    std::vector<const Node*> sources;
    for (const Record& record : gone_names->dossier->records)
      if (record.is("source")) sources.push_back(record.root);
    if (!kept_names) change.put(identity_path(into), gone_names->dossier->bytes, std::nullopt);
    else if (!sources.empty()) change.put(identity_path(into), with_records(*kept_names->dossier, sources), kept_names->digest);
    change.remove(identity_path(from), gone_names->digest);
  }
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{}: {} records of {} moved here", into.shown(), moved.size(), from.shown())));
  return Exit::done;
}

/// Two cases, and who speaks of them.
struct Pair {
  CaseId first, second;
  std::string actor;
};
Result<Pair> two_cases(Workspace& workspace, const DuplicateArgs& args) {
  TRY(actor, workspace.actor());
  TRY(first, resolve_case(workspace, args.first, Reference::writing));
  TRY(second, resolve_case(workspace, args.second, Reference::writing));
  if (first == second) return fail(Exit::usage, problem("C102"_m, phrase("the two cases are one")));
  return Pair{first, second, actor};
}

}  // namespace

Result<Exit> list_duplicates(World& world, const Globals& globals, const DuplicateListArgs&) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  return print_duplicates(workspace);
}

Result<Exit> merge_duplicate(World& world, const Globals& globals, const DuplicateArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(pair, two_cases(workspace, args));
  return merge_cases(workspace, pair.first, pair.second, pair.actor);
}

Result<Exit> dismiss_duplicate(World& world, const Globals& globals, const DuplicateArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(pair, two_cases(workspace, args));
  TRY(open, workspace.read(case_path(pair.second)));
  Arena arena;
  Node* record = new_record(arena, "duplicate", world.today(), pair.actor, open.dossier.get(), world.random);
  arena.set(*record, "other", arena.text(pair.first.text()));
  arena.set(*record, "decision", arena.text("distinct"));
  Change change;
  change.put(case_path(pair.second), with_records(*open.dossier, {record}), open.digest);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{} and {} are two people", pair.first.shown(), pair.second.shown())));
  return Exit::done;
}

}  // namespace mloc::enrol
