// People who stand there twice: found, merged, or said to be two.
#include <algorithm>
#include <map>
#include <tuple>

#include "mloc/base/phrases.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/room.hpp"
#include "mloc/workspace/workspace.hpp"
#include "verbs.hpp"

namespace mloc::enrol {
namespace {

/// Who applied and has no name that can be read here; the forgotten have a number of their own.
Result<std::int64_t> without_name(Workspace& workspace) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT COUNT(DISTINCT a.case_id) FROM application a WHERE a.voided_day IS NULL AND SUBSTR(a.file_number, 1, 2) <> 'X-' AND "
                        "NOT EXISTS (SELECT 1 FROM identity i WHERE i.case_id = a.case_id)", {}, {false, true}));
  return std::get<std::int64_t>(rows.rows.front().front());
}

Result<Exit> print_duplicates(Workspace& workspace, const DuplicateListArgs& args) {
  TRY(names, named_cases(workspace));
  TRY(distinct, distinct_pairs(workspace));
  std::vector<NamedCase> cases;
  for (auto& [id, named] : names) cases.push_back(named);
  using K = Column::Kind;
  Table table{"duplicates",
              {{"case_id", K::text, "Case", "Jeune"}, {"other", K::text, "Other case", "Autre dossier"}, {"surname", K::text, "Surname", "Nom"},
               {"first_name", K::text, "First name", "Prénom"}, {"birth_date", K::day, "Born", "Né(e) le"}, {"other_surname", K::text, "Other surname", "Autre nom"},
               {"other_first_name", K::text, "Other first name", "Autre prénom"}, {"other_birth_date", K::day, "Other born", "Autre né(e) le"},
               {"score", K::integer, "Likeness", "Ressemblance"}, {"why", K::text, "Why", "Pourquoi"}}, {}};
  for (const Suspect& suspect : undecided_duplicates(cases, distinct)) {
    const NamedCase &one = names.at(suspect.pair.first), &other = names.at(suspect.pair.second);
    table.rows.push_back({one.id, other.id, one.surname, one.first_name, one.birth_date.text(), other.surname, other.first_name,
                          other.birth_date.text(), std::to_string(suspect.score), suspect.why});
  }
  TRY(exit, print_passing(workspace, std::move(table), Terms::of(args.terms)));
  TRY(nameless, without_name(workspace));
  if (nameless > 0) remark(workspace.world(), phrase("{} people are not compared: their names are sealed and their keys are not here, or they have none", nameless));
  return exit;
}

/// A copy of a record of another dossier, under an id that is free here.
Node* moved_record(Arena& arena, const Record& record, const Dossier& kept, Random& random) {
  Node* copy = arena.copy(*record.root);
  while (kept.find(copy->get("id"))) arena.set(*copy, "id", arena.text(make_record_id(*Date::parse(copy->get("id").substr(0, 10)), random)));
  return copy;
}

/// Of several live applications to one programme the first stands, of those in a roster that is announced where there are any; the
/// others say which it is, and are voided where no roster has them. Gives pairs of file numbers, the one that stands first.
std::vector<std::pair<std::string, std::string>> join_applications(Arena& arena, std::vector<Node*> records, const std::map<std::string, std::string>& frozen,
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

Result<Exit> list_duplicates(World& world, const Globals& globals, const DuplicateListArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  return print_duplicates(workspace, args);
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
