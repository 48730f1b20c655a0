#include "verbs.hpp"

#include "announce.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/draw/open.hpp"
#include "mloc/workspace/frozen_programme.hpp"
#include "mloc/workspace/print.hpp"

namespace mloc::draw {
namespace {

Result<> say_summary(Workspace& workspace, const Roster& roster, const DrawTerms& terms,
                     const std::vector<Placement>& placements, const std::string& mark) {
  for (const StratumSummary& one : summarise(roster, terms.quotas, placements)) {
    Phrase line = phrase("{}{}: {} selected of {} for {} places", mark, one.stratum, one.selected, one.applicants, one.places);
    if (!one.passed_over.empty()) line += phrase("; passed over: {}", joined(one.passed_over, ", "));
    if (one.unfilled() > 0) line += phrase("; {} places not filled", one.unfilled());
    CHECKED(say(workspace, line));
  }
  return say(workspace, phrase("{}selected ids, sha256 {}", mark, selected_sha256(placements)));
}

/// What is drawn from the announcement and the seed, unless a file is not as announced.
Result<std::vector<Placement>> drawn(const DrawFolder& folder, const std::string& draw) {
  const DrawFiles files = folder.facts();
  if (files.run || files.result) return fail(Exit::rule, problem("W161"_m, draw));
  if (!files.revelation) return fail(Exit::rule, problem("W160"_m, draw));
  const std::vector<Problem> faults = verify_draw(files, known_sources());
  if (!faults.empty()) {
    std::vector<Problem> problems;
    for (const Problem& one : faults) problems.push_back(at(one.place, problem("W169"_m, draw, one.text)));
    return fail(Exit::rule, std::move(problems));
  }
  TRY(roster, Roster::parse(folder.roster));
  return run_draw(roster, terms_of(files.announcement, *files.revelation));
}

/// Draws, and puts the result and the event into `change`.
Result<std::vector<Placement>> put_run(Change& change, Workspace& workspace, const DrawFolder& folder,
                                       const std::string& draw, const std::string& actor) {
  World& world = workspace.world();
  TRY(placements, drawn(folder, draw));
  const std::string result = result_bytes(placements);
  Arena arena;
  Node* record = new_record(arena, "run", world.today(), actor, folder.events.get(), world.random);
  arena.set(*record, "announcement_sha256", arena.text(hex(sha256(folder.announcement_bytes))));
  arena.set(*record, "roster_sha256", arena.text(hex(sha256(folder.roster))));
  arena.set(*record, "result_sha256", arena.text(hex(sha256(result))));
  change.put(draw_path(draw, "result.tsv"), result, std::nullopt);
  put_event(change, draw, folder, *record);
  return placements;
}

Result<> say_outcome(Workspace& workspace, const DrawFolder& folder, const std::vector<Placement>& placements) {
  const DrawFiles files = folder.facts();
  TRY(roster, Roster::parse(folder.roster));
  return say_summary(workspace, roster, terms_of(files.announcement, *files.revelation), placements, mark_of(files.announcement.rehearsal));
}

/// A folder named with a slash needs no workspace.
Result<DrawFolder> folder_of(World& world, const Globals& globals, const std::string& draw) {
  if (draw.find('/') != std::string::npos) return DrawFolder::read(world.files, draw);
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  return read_draw(workspace, draw);
}

}  // namespace

Result<Exit> rehearse_draw(World& world, const Globals& globals, const AnnounceArgs& args) {
  AnnounceArgs rehearsal = args;
  rehearsal.rehearsal = true;
  rehearsal.sources = {{"repetition", world.today().plus_days(1), 990}};
  TRY(made, new_draw(world, globals, rehearsal));
  DrawFolder folder;
  folder.announcement_bytes = made.announcement;
  TRY(parsed, read_dossier(made.announcement, draw_path(args.draw, "announcement.yaml"), Folder::draws));
  folder.announcement = std::move(parsed);
  folder.roster = made.roster.bytes();
  folder.programme = made.programme;
  // One change: nobody finds a rehearsal that was announced and not drawn.
  TRY(placements, put_run(made.change, made.workspace, folder, args.draw, made.actor));
  CHECKED(made.workspace.commit(made.change));
  CHECKED(say_announced(made, rehearsal));
  CHECKED(say_outcome(made.workspace, folder, placements));
  return Exit::done;
}

Result<Exit> reveal_draw(World& world, const Globals& globals, const RevealArgs& args) {
  TRY(open, open_draw(world, globals, args.draw));
  const DrawFiles files = open.folder.facts();
  if (files.revelation) return fail(Exit::rule, problem("W162"_m, args.draw));
  std::vector<RevealedValue> values;
  for (const auto& [source, numbers] : args.values) values.push_back({source, numbers});
  for (const AnnouncedSource& source : files.announcement.sources)
    if (world.today() < source.date)
      return fail(Exit::rule, problem("W167"_m, args.draw, source.name, source.date.text()));
  TRY(seed, seed_string(files.announcement.sources, files.announcement.fallback, values, known_sources()));
  if (auto faults = verify_draw(files, known_sources()); !faults.empty()) return fail(Exit::rule, std::move(faults));
  Arena arena;
  Node* record = new_record(arena, "revelation", world.today(), open.actor, nullptr, world.random);
  Node* list = arena.list();
  for (const RevealedValue& value : values) {
    Node* one = arena.map();
    arena.set(*one, "source", arena.text(value.source));
    arena.set(*one, "value", arena.text(value.value));
    arena.append(*list, one);
  }
  arena.set(*record, "values", list);
  arena.set(*record, "seed", arena.text(seed));
  arena.set(*record, "seed_hex", arena.text(hex(seed)));
  Change change;
  put_event(change, args.draw, open.folder, *record);
  CHECKED(open.workspace.commit(change));
  CHECKED(say(open.workspace, phrase("seed {}\nhex  {}", seed, hex(seed))));
  return Exit::done;
}

Result<Exit> run_draw_once(World& world, const Globals& globals, const DrawArgs& args) {
  TRY(open, open_draw(world, globals, args.draw));
  Change change;
  TRY(placements, put_run(change, open.workspace, open.folder, args.draw, open.actor));
  CHECKED(open.workspace.commit(change));
  CHECKED(say_outcome(open.workspace, open.folder, placements));
  return Exit::done;
}

Result<Exit> verify_draw_files(World& world, const Globals& globals, const DrawArgs& args) {
  TRY(folder, folder_of(world, globals, args.draw));
  const DrawFiles files = folder.facts();
  std::vector<Problem> faults = verify_draw(files, known_sources());
  if (!faults.empty()) return fail(Exit::no, std::move(faults));
  if (globals.quiet) return Exit::done;
  const Phrase told = files.run ? phrase("roster, announcement and result agree") : phrase("the roster is as announced; not drawn yet");
  CHECKED(world.out.write(fmt::format("{}{}: {}\n", mark_of(files.announcement.rehearsal), files.announcement.draw_id, told.in(world.language))));
  return Exit::done;
}

Result<Exit> list_draw(World& world, const Globals& globals, const DrawArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  TRY(folder, read_draw(workspace, args.draw));
  TRY(state, folder.state());
  // A draw whose programme is gone is shown all the same.
  const auto programme = programme_of_draw(workspace, args.draw);
  const bool is_trial = programme && programme->trial;
  using K = Column::Kind;
  Table table{"placements",
              {{"stratum", K::text, "Stratum", "Strate"}, {"rank", K::integer, "Rank", "Rang"}, {"file_number", K::text, "File number", "N° dossier"},
               {"ticket", K::text, "Ticket", "Ticket"}, {"standing", K::text, "Standing", "Position"}, {"drawn", K::flag, "Drawn", "Tiré"}},
              {}};
  const std::string_view standings[] = {"selected", "promoted", is_trial ? "control" : "waiting", "withdrawn"};
  for (const Position& one : state.positions())
    table.rows.push_back({one.applicant.stratum, one.rank ? Cell(std::to_string(one.rank)) : Cell(), one.applicant.id, one.ticket,
                          std::string(standings[static_cast<std::size_t>(one.standing)]), one.drawn ? "true" : "false"});
  return print(world, globals, std::move(table));
}

}  // namespace mloc::draw
