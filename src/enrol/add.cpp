#include "verbs.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "forgotten_id.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/facts/kinds.hpp"
#include "mloc/records/identity.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/workspace/frozen_programme.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/room.hpp"
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
  if (auto unknown = unknown_site(workspace.settings(), args.site)) return fail(Exit::usage, *std::move(unknown));

  Arena arena;
  Node* person = new_record(arena, "person", day, actor, nullptr, world.random);
  Node* application = new_record(arena, "application", day, actor, nullptr, world.random);
  Node* identity = new_record(arena, "identity", day, actor, nullptr, world.random);
  while (person->get("id") == application->get("id")) arena.set(*application, "id", arena.text(make_record_id(day, world.random)));
  std::vector<Problem> unread;
  const auto put = [&](Node& record, std::string_view kind, std::string_view key, const std::optional<std::string>& value) {
    if (!value || value->empty()) return;
    auto text = facts::stored_text(*find_kind(kind)->schema->find(key)->schema, *value, world.today());
    if (text) return arena.set(record, key, typed(arena, kind, key, *text));
    unread.insert(unread.end(), text.error().problems.begin(), text.error().problems.end());
  };
  put(*person, "person", "sex", args.sex);
  put(*person, "person", "birth_month", birth.month_text());
  for (const auto& [key, value] : std::vector<std::pair<std::string_view, std::optional<std::string>>>{
           {"programme", programme}, {"file_number", args.file_number}, {"received", day.text()}, {"site", args.site},
           {"referent", args.referent}, {"prescriber", args.prescriber}, {"situation", args.situation},
           {"education", args.education}, {"housing", args.housing}, {"resources", args.resources ? std::optional(args.resources->text()) : std::nullopt},
           {"priority_area", yes_or_absent(args.priority_area)}, {"project", yes_or_absent(args.project)},
           {"job", args.job}, {"licence_useful", yes_or_absent(args.licence_useful)},
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
  put(*identity, "identity", "use_name", args.use_name);
  if (args.single_name) put(*identity, "identity", "single_name", "true");
  if (!unread.empty()) return fail(Exit::usage, std::move(unread));
  if (auto fault = fault_of_names(*identity)) return fail(Exit::usage, *std::move(fault));
  for (const Node* record : {person, application, identity}) CHECKED(check_shape(*record));
  TRY(forgotten, Forgotten::of(workspace));
  if (const auto stone = forgotten_id(forgotten, args.file_number, *identity)) return fail(Exit::rule, problem("I160"_m, stone->shown()));

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

namespace {

/// Puts values into fields that are named by a path (`address.town`). No value takes the field away, and the map that it leaves
/// empty; a list is written anew by the values that one command names.
class Amendment {
 public:
  Amendment(Arena& arena, Date today) : arena_(arena), today_(today) {}

  Result<> put(Node& map, const Schema& schema, std::string_view path, const std::string& written) {
    const auto dot = path.find('.');
    const std::string name(path.substr(0, dot));
    const Schema::Property* property = schema.find(name);
    if (!property) return unknown(name, schema);
    if (dot != std::string_view::npos) return below(map, *property->schema, name, path.substr(dot + 1), written);
    if (property->schema->type == Schema::Type::map && !written.empty()) return unknown(name + ".", *property->schema);
    if (written.empty()) return arena_.remove(map, name), Result<>();
    TRY(text, facts::stored_text(property->schema->type == Schema::Type::list ? *property->schema->items : *property->schema, written, today_));
    if (property->schema->type == Schema::Type::list) add(map, name, text);
    else arena_.set(map, name, arena_.text(text, property->schema->type == Schema::Type::text));
    return {};
  }

 private:
  Result<> below(Node& map, const Schema& schema, const std::string& name, std::string_view rest, const std::string& written) {
    if (schema.type != Schema::Type::map) return unknown(name + "." + std::string(rest), schema);
    if (schema.keys) return entry(map, schema, name, std::string(rest), written);
    Node* inner = map.find(name);
    if (!inner) arena_.set(map, name, inner = arena_.map());
    CHECKED(put(*inner, schema, rest, written));
    if (!inner->first) arena_.remove(map, name);
    return {};
  }
  /// A map of codes: `external.ants=…`.
  Result<> entry(Node& map, const Schema&, const std::string& name, const std::string& key, const std::string& written) {
    Node* inner = map.find(name);
    if (!inner) arena_.set(map, name, inner = arena_.map());
    if (written.empty()) arena_.remove(*inner, key);
    else arena_.set(*inner, key, arena_.text(written));
    if (!inner->first) arena_.remove(map, name);
    return {};
  }
  void add(Node& map, const std::string& name, const std::string& text) {
    Node* list = map.find(name);
    if (begun_.emplace(&map, name).second || !list) arena_.set(map, name, list = arena_.list());
    arena_.append(*list, arena_.text(text));
  }
  static Result<> unknown(const std::string& name, const Schema& schema) {
    std::vector<std::string> known;
    for (const auto& property : schema.properties) known.push_back(property.name);
    Problem unknown = problem("C108"_m, name);
    const auto near = nearest(name, known);
    unknown.hint = near ? did_you_mean(*near) : known.empty() ? Phrase() : one_of_these(known);
    return fail(Exit::usage, std::move(unknown));
  }

  Arena& arena_;
  Date today_;
  std::set<std::pair<const Node*, std::string>> begun_;
};

}  // namespace

Result<Exit> amend_application(World& world, const Globals& globals, const AmendArgs& args) {
  if (args.record) return facts::amend_fact(world, globals, Folder::cases, OwnerText{args.case_text.text}, *args.record, args.values);
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(found, open_case(workspace, args.case_text, Reference::writing));
  TRY(identities, workspace.find(identity_path(found.id)));
  TRY(actor, workspace.actor());
  Arena arena;
  std::map<std::string, Node*> records;
  for (const std::string_view kind : {"person", "application"})
    if (const Record* record = last_of(*found.dossier.dossier, kind)) records[std::string(kind)] = arena.copy(*record->root);
  if (identities)
    if (const Record* record = last_of(*identities->dossier, "identity")) records["identity"] = arena.copy(*record->root);
  std::vector<std::string> known;
  for (const auto& [kind, record] : records)
    for (const auto& property : find_kind(kind)->schema->properties) known.push_back(property.name);
  Amendment amendment(arena, world.today());
  for (const auto& [name, written] : args.values) {
    const std::string first(name.substr(0, name.find('.')));
    const auto owner = std::ranges::find_if(records, [&](const auto& entry) {
      const bool ours = first == "record" || first == "id" || first == "by" || first == "source" || first == "merged" || first == "voided";
      return !ours && find_kind(entry.first)->schema->find(first);
    });
    const bool closed = identities && is_sealed(*identities->dossier) && find_kind("identity")->schema->find(first);
    if (owner == records.end() && closed) return fail(Exit::unknown, problem("H150"_m, found.id.shown()));
    if (owner == records.end()) {
      Problem unknown = problem("C108"_m, name);
      if (const auto near = nearest(name, known)) unknown.hint = did_you_mean(*near);
      return fail(Exit::usage, std::move(unknown));
    }
    CHECKED(about(name, amendment.put(*owner->second, *find_kind(owner->first)->schema, name, written)));
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
  // Who says what stands there now is who amended it.
  const auto changed = [&](const std::string& kind, const Dossier& dossier) {
    if (!records.contains(kind) || same(*records[kind], *last_of(dossier, kind)->root)) return false;
    arena.set(*records[kind], "by", arena.text(actor));
    return true;
  };
  for (const std::string kind : {"person", "application"})
    if (changed(kind, *found.dossier.dossier)) dossier_records.push_back(records[kind]);
  for (const Node* record : dossier_records) {
    CHECKED(check_shape(*record));
    if (auto unknown = record->has("site") ? unknown_site(workspace.settings(), record->get("site")) : std::nullopt) return fail(Exit::usage, *std::move(unknown));
  }
  if (!dossier_records.empty())
    change.put(case_path(found.id), with_records(*found.dossier.dossier, dossier_records), found.dossier.digest);
  if (identities && changed("identity", *identities->dossier)) {
    CHECKED(check_shape(*records["identity"]));
    if (auto fault = fault_of_names(*records["identity"])) return fail(Exit::usage, *std::move(fault));
    change.put(identity_path(found.id), with_records(*identities->dossier, {records["identity"]}), identities->digest);
  }
  TRY(files, workspace.commit(change));
  CHECKED(say(workspace, files ? phrase("{}: {} amended", found.id.shown(), joined(args.values, ", ")) : phrase("{}: nothing to change", found.id.shown())));
  return Exit::done;
}

namespace {

constexpr std::string_view how = "## Comment se fait le choix\n\n";
constexpr std::string_view chance =
    "La liste des numéros de dossier est arrêtée et son empreinte est publiée avant le tirage. Le hasard vient ensuite d'un tirage "
    "public (loterie nationale) dont la date est annoncée d'avance. Chacun reçoit un rang ; toute personne peut refaire "
    "le calcul avec dix lignes de programme jointes au procès-verbal.\n\n";
const std::string of_draw =
    std::string(how) + "Les candidatures qui remplissent tous les critères participent à un tirage au sort, site par site. " + std::string(chance);
/// Whoever is not drawn is a control, and waits for nothing.
const std::string of_trial =
    std::string(how) +
    "Le dispositif est évalué par comparaison de deux groupes. Les candidatures qui remplissent tous les critères, dont l'accord pour prendre "
    "part à l'évaluation, participent à un tirage au sort, site par site, qui forme le groupe accompagné par le dispositif et le groupe "
    "témoin. Le groupe témoin n'est pas une liste d'attente : il garde l'accompagnement ordinaire de la mission locale. " +
    std::string(chance);
constexpr std::string_view of_algorithm =
    "Cette décision repose sur un traitement algorithmique (article L. 311-3-1 du code des relations entre le public et "
    "l'administration) : vous pouvez en demander les règles et les principales caractéristiques. ";

std::string of_first_come(const Programme& programme) {
  std::string text = std::string(how) + "Il n'y a pas de tirage au sort : les candidatures qui remplissent tous les critères sont examinées dans l'ordre de leur arrivée.\n\n";
  if (programme.referral_days) text += fmt::format("Une réponse vous est donnée dans un délai de {} jours.\n\n", *programme.referral_days);
  return text;
}

std::string receipt_of_window(const Programme& programme, Date received) {
  if (!programme.window || programme.window->contains(received)) return {};
  return fmt::format("Elle est arrivée hors de la période des candidatures ({} au {}) : elle est conservée, mais elle ne {}.\n\n",
                     programme.window->first.french(), programme.window->last.french(),
                     programme.is_drawn ? "participe pas au tirage" : "peut pas être retenue");
}

}  // namespace

Result<Exit> print_receipt(World& world, const Globals& globals, const CaseArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  TRY(found, open_case(workspace, args.case_text, Reference::reading));
  const Record* application = last_of(*found.dossier.dossier, "application");
  if (!application) return fail(Exit::unknown, problem("K103"_m, found.id.shown(), "application"));
  const Node& record = *application->root;
  TRY(programme, programme_of_application(workspace, record));
  TRY(identities, workspace.find(identity_path(found.id)));
  std::string text = fmt::format("# Récépissé de candidature — {}\n\n{}\n\n", programme.name, workspace.settings().organisation);
  if (identities)
    if (const Record* identity = last_of(*identities->dossier, "identity"))
      text += fmt::format("{} {}\n\n", printable(identity->root->get("first_name")), printable(identity->root->get("surname")));
  text += fmt::format("Numéro de dossier : **{}**\n\n", record.get("file_number"));
  text += fmt::format("Candidature reçue le {}.\n\n", Date::parse(record.get("received"))->french());
  text += receipt_of_window(programme, *Date::parse(record.get("received")));
  text += !programme.is_drawn ? of_first_come(programme) : programme.trial ? of_trial : of_draw;
  text += programme.is_drawn ? of_algorithm : "";
  text += "Vous pouvez demander à voir vos données, les faire corriger et contester la décision auprès de " + workspace.settings().organisation + ".\n";
  CHECKED(world.out.write(text));
  return Exit::done;
}

namespace {

/// Who applied and has no name that can be read here; the forgotten have a number of their own.
Result<std::int64_t> without_name(Workspace& workspace) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT COUNT(DISTINCT a.case_id) FROM application a WHERE a.voided_day IS NULL AND SUBSTR(a.file_number, 1, 2) <> 'X-' AND "
                        "NOT EXISTS (SELECT 1 FROM identity i WHERE i.case_id = a.case_id)", {}, {false, true}));
  return std::get<std::int64_t>(rows.rows.front().front());
}

Result<Exit> print_duplicates(Workspace& workspace) {
  TRY(names, named_cases(workspace));
  TRY(distinct, distinct_pairs(workspace));
  std::vector<NamedCase> cases;
  for (auto& [id, named] : names) cases.push_back(named);
  Table table{"duplicates",
              {{"case_id"}, {"other"}, {"surname"}, {"first_name"}, {"birth_date", Column::Kind::day}, {"other_surname"}, {"other_first_name"},
               {"other_birth_date", Column::Kind::day}, {"score", Column::Kind::integer}, {"why"}}, {}};
  for (const Suspect& suspect : undecided_duplicates(cases, distinct)) {
    const NamedCase &one = names.at(suspect.pair.first), &other = names.at(suspect.pair.second);
    table.rows.push_back({one.id, other.id, one.surname, one.first_name, one.birth_date.text(), other.surname, other.first_name,
                          other.birth_date.text(), std::to_string(suspect.score), suspect.why});
  }
  CHECKED(print(workspace.world(), workspace.globals(), std::move(table)));
  TRY(nameless, without_name(workspace));
  if (nameless > 0) remark(workspace.world(), phrase("{} people are not compared: their names are sealed and their keys are not here, or they have none", nameless));
  return Exit::done;
}

/// A copy of a record of another dossier, under an id that is free here.
Node* moved_record(Arena& arena, const Record& record, const Dossier& kept, Random& random) {
  Node* copy = arena.copy(*record.root);
  while (kept.find(copy->get("id"))) arena.set(*copy, "id", arena.text(make_record_id(*Date::parse(copy->get("id").substr(0, 10)), random)));
  return copy;
}

/// Of several live applications to one programme the first stands, of those in a roster that is announced where there are any; the
/// others say which it is, and are voided where no roster has them. Gives pairs of file numbers, the one that stands first.
std::vector<std::pair<std::string, std::string>> join_applications(Arena& arena, std::vector<Node*> records, const std::set<std::string>& frozen,
                                                                   Date today, const std::string& actor) {
  const auto is_frozen = [&](const Node* one) { return frozen.contains(std::string(one->get("file_number"))); };
  std::erase_if(records, [](const Node* one) { return !one->get("record").starts_with("application/") || one->has("voided") || one->has("merged"); });
  std::ranges::sort(records, {}, [&](const Node* one) { return std::tuple(!is_frozen(one), one->get("received"), one->get("file_number")); });
  std::map<std::string_view, const Node*> first;
  std::vector<std::pair<std::string, std::string>> pairs;
  for (Node* one : records) {
    const auto [standing, fresh] = first.emplace(one->get("programme"), one);
    if (fresh) continue;
    arena.set(*one, "merged", arena.text(standing->second->get("id")));
    if (!is_frozen(one)) {
      Node* voided = arena.map();
      arena.set(*voided, "day", arena.text(today.text()));
      arena.set(*voided, "by", arena.text(actor));
      arena.set(*voided, "reason", arena.text("double_saisie"));
      arena.set(*one, "voided", voided);
    }
    pairs.emplace_back(standing->second->get("file_number"), one->get("file_number"));
  }
  return pairs;
}

Result<std::set<std::string>> frozen_numbers(Workspace& workspace) {
  std::set<std::string> frozen;
  for (const Room* room : rooms())
    if (room->frozen) {
      TRY(numbers, room->frozen(workspace));
      for (const auto& [number, draw] : numbers) frozen.insert(number);
    }
  return frozen;
}

/// Other rooms say what follows from two file numbers of one person: a draw, that the first one's rank holds.
Result<> tell_of_joined(Workspace& workspace, Change& change, const std::vector<std::pair<std::string, std::string>>& numbers, std::vector<Phrase>& said) {
  for (const auto& [first, later] : numbers) {
    said.push_back(phrase("{} stands, {} is merged into it", first, later));
    for (const Room* room : rooms())
      if (room->joined) {
        TRY(lines, room->joined(workspace, change, first, later));
        said.insert(said.end(), lines.begin(), lines.end());
      }
  }
  return {};
}

/// All that is known of `from` goes to `into`; `from` keeps only where it went.
Result<Exit> merge_cases(Workspace& workspace, const CaseId& into, const CaseId& from, const std::string& actor) {
  World& world = workspace.world();
  TRY(kept, workspace.read(case_path(into)));
  TRY(gone, workspace.read(case_path(from)));
  Arena arena;
  std::vector<Node*> records;
  std::size_t moved = 0;
  for (const Record& record : gone.dossier->records) {
    if (record.is("person") || (record.is("duplicate") && record.root->get("other") == into.text())) continue;
    records.push_back(moved_record(arena, record, *kept.dossier, world.random));
    ++moved;
  }
  for (const Record& record : kept.dossier->records)
    if (record.is("application")) records.push_back(arena.copy(*record.root));
  Node* merged = new_record(arena, "merged", world.today(), actor, nullptr, world.random);
  arena.set(*merged, "into", arena.text(into.text()));
  Change change;
  std::vector<Phrase> said;
  TRY(frozen, frozen_numbers(workspace));
  CHECKED(tell_of_joined(workspace, change, join_applications(arena, records, frozen, world.today(), actor), said));
  change.put(case_path(into), with_records(*kept.dossier, {records.begin(), records.end()}), kept.digest);
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
  CHECKED(say(workspace, phrase("{}: {} records of {} moved here", into.shown(), moved, from.shown())));
  for (const Phrase& one : said) CHECKED(say(workspace, one));
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
