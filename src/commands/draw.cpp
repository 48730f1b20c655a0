#include "mloc/commands/draw.hpp"

#include <algorithm>
#include <map>

#include "commands/draw_files.hpp"
#include "commands/eligible.hpp"
#include "mloc/base/text.hpp"
#include "mloc/commands/speak.hpp"
#include "mloc/commands/workspace.hpp"
#include "mloc/codec/codes.hpp"

namespace mloc {
namespace {

/// Opens a workspace for writing and reads one of its draws.
struct OpenDraw {
  Workspace workspace;
  DrawFolder folder;
  std::string actor;
};

Result<DrawFolder> read_draw(Workspace& workspace, const std::string& draw) {
  TRY(there, workspace.store().holds(draw_path(draw, "announcement.yaml")));
  if (!there) return fail(Exit::unknown, problem("K105"_m, draw));
  return DrawFolder::read(workspace.disk(), draw_folder(draw));
}

Result<OpenDraw> open_draw(World& world, const Globals& globals, const std::string& draw) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(folder, read_draw(workspace, draw));
  TRY(actor, workspace.actor());
  return OpenDraw{std::move(workspace), std::move(folder), std::move(actor)};
}

/// Puts `record` into events.yaml.
void put_event(Change& change, const std::string& draw, const DrawFolder& folder, const Node& record) {
  const std::string path = draw_path(draw, "events.yaml");
  if (folder.events) change.put(path, with_records(*folder.events, {&record}), blake2b(*folder.events_bytes));
  else change.put(path, write_dossier({&record}), std::nullopt);
}

Node* source_node(Arena& arena, const AnnouncedSource& source) {
  Node* node = arena.map();
  arena.set(*node, "name", arena.text(source.name));
  arena.set(*node, "date", arena.text(source.date.text()));
  arena.set(*node, "bits", arena.text(bits_text(source.bits)));
  return node;
}

/// The eligible, with how many were left out for which reason.
struct Pool {
  std::vector<Applicant> applicants;
  std::map<std::string, std::size_t> excluded;
  std::size_t registered = 0;
};

Result<> refuse_duplicates(Workspace& workspace, const std::vector<JudgedApplication>& judged) {
  TRY(names, named_cases(workspace));
  TRY(distinct, distinct_pairs(workspace));
  std::vector<NamedCase> cases;
  std::map<std::string, std::string> number_of;
  std::vector<Problem> problems;
  for (const JudgedApplication& one : judged) {
    if (!one.eligibility.eligible()) continue;
    if (!number_of.emplace(one.case_id, one.file_number).second)
      problems.push_back(problem("W164"_m, number_of[one.case_id], one.file_number));
    const auto named = names.find(one.case_id);
    if (named == names.end()) {
      problems.push_back(problem("K103"_m, one.file_number, "identity"));
      continue;
    }
    cases.push_back(named->second);
  }
  for (const auto& [first, second] : undecided_duplicates(cases, distinct))
    problems.push_back(problem("W164"_m, number_of[first], number_of[second]));
  if (!problems.empty()) return fail(Exit::rule, std::move(problems));
  return {};
}

Result<Pool> pool_of(Workspace& workspace, const Programme& programme) {
  TRY(judged, judged_applications(workspace, programme));
  CHECKED(refuse_duplicates(workspace, judged));
  Pool pool;
  pool.registered = judged.size();
  for (const JudgedApplication& one : judged) {
    if (one.eligibility.eligible()) pool.applicants.push_back({one.file_number, one.site, one.household});
    else ++pool.excluded[std::string(one.eligibility.reason())];
  }
  if (pool.applicants.empty()) return fail(Exit::rule, problem("W165"_m));
  return pool;
}

struct Sources {
  std::vector<AnnouncedSource> announced;
  std::optional<AnnouncedSource> fallback;
};

Result<Sources> read_sources(World& world, const AnnounceArgs& args) {
  const auto known = known_sources();
  const Date today = world.today();
  Sources sources;
  for (const std::string& text : args.sources) {
    TRY(source, parse_source(text, known, today));
    sources.announced.push_back(source);
  }
  if (args.fallback) {
    TRY(source, parse_source(*args.fallback, known, today));
    sources.fallback = source;
  }
  if (args.rehearsal) return sources;
  TRY(warnings, check_sources(sources.announced, sources.fallback, today));
  for (const Problem& warning : warnings) remark(world, fmt::format("warning[{}]: {}", code_of(warning.code), warning.text));
  return sources;
}

Node* announcement_node(Arena& arena, Workspace& workspace, const std::string& actor, const AnnounceArgs& args,
                        const Programme& programme, const Pool& pool, const Sources& sources, const Roster& roster,
                        Policy policy) {
  World& world = workspace.world();
  Node* record = new_record(arena, "announcement", world.today(), actor, nullptr, world.random);
  const auto put = [&](std::string_view key, Node* value) { arena.set(*record, key, value); };
  put("draw", arena.text(args.draw));
  put("programme", arena.text(programme.code));
  put("algorithm", arena.text(draw_algorithm));
  put("announced", arena.text(world.today().text()));
  put("registered", arena.integer(static_cast<std::int64_t>(pool.registered)));
  put("eligible", arena.integer(static_cast<std::int64_t>(pool.applicants.size())));
  Node* excluded = arena.list();
  for (const auto& [reason, count] : pool.excluded) {
    Node* one = arena.map();
    arena.set(*one, "reason", arena.text(reason));
    arena.set(*one, "count", arena.integer(static_cast<std::int64_t>(count)));
    arena.append(*excluded, one);
  }
  if (excluded->first) put("excluded", excluded);
  Node* quotas = arena.map();
  for (const auto& [stratum, places] : programme.quotas) arena.set(*quotas, stratum, arena.integer(places));
  put("quotas", quotas);
  put("policy", arena.text(policy_text(policy)));
  put("shortfall", arena.text("lost"));
  Node* list = arena.list();
  for (const AnnouncedSource& source : sources.announced) arena.append(*list, source_node(arena, source));
  put("sources", list);
  if (sources.fallback) put("fallback", source_node(arena, *sources.fallback));
  put("roster_sha256", arena.text(roster.sha256()));
  if (args.rehearsal) put("rehearsal", arena.flag(true));
  return record;
}

constexpr std::string_view rehearsal_mark = "RÉPÉTITION — sans valeur: ";

std::string mark_of(const AnnouncementFacts& facts) { return facts.rehearsal ? std::string(rehearsal_mark) : ""; }

Result<> say_summary(Workspace& workspace, const Roster& roster, const DrawTerms& terms,
                     const std::vector<Placement>& placements, const std::string& mark) {
  for (const StratumSummary& one : summarise(roster, terms.quotas, placements)) {
    std::string line = fmt::format("{}{}: {} selected of {} for {} places", mark, one.stratum, one.selected, one.applicants, one.places);
    if (!one.passed_over.empty()) line += fmt::format("; passed over: {}", joined(one.passed_over, ", "));
    if (one.unfilled() > 0) line += fmt::format("; {} places not filled", one.unfilled());
    CHECKED(say(workspace, line));
  }
  return say(workspace, fmt::format("{}selected ids, sha256 {}", mark, selected_sha256(placements)));
}

std::string french(std::string_view list, std::string_view code) {
  const CodeList* codes = code_list(list);
  const Code* found = codes ? codes->find(code) : nullptr;
  return std::string(found ? found->fr : code);
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

Result<Exit> run_in(Workspace& workspace, const DrawFolder& folder, const std::string& draw, const std::string& actor) {
  World& world = workspace.world();
  TRY(placements, drawn(folder, draw));
  const DrawFiles files = folder.facts();
  TRY(roster, Roster::parse(folder.roster));
  const std::string result = result_bytes(placements);
  Arena arena;
  Node* record = new_record(arena, "run", world.today(), actor, folder.events.get(), world.random);
  arena.set(*record, "announcement_sha256", arena.text(hex(sha256(folder.announcement_bytes))));
  arena.set(*record, "roster_sha256", arena.text(roster.sha256()));
  arena.set(*record, "result_sha256", arena.text(hex(sha256(result))));
  Change change;
  change.put(draw_path(draw, "result.tsv"), result, std::nullopt);
  put_event(change, draw, folder, *record);
  CHECKED(workspace.commit(change));
  CHECKED(say_summary(workspace, roster, terms_of(files.announcement, *files.revelation), placements, mark_of(files.announcement)));
  return Exit::done;
}

}  // namespace

Result<Exit> announce_draw(World& world, const Globals& globals, const AnnounceArgs& args) {
  if (!is_draw_id(args.draw)) return fail(Exit::usage, problem("W110"_m, args.draw));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(there, workspace.store().holds(draw_path(args.draw, "announcement.yaml")));
  if (there) return fail(Exit::rule, problem("W163"_m, args.draw));
  TRY(programme, workspace.programme(args.programme));
  TRY(sources, read_sources(world, args));
  TRY(pool, pool_of(workspace, programme));
  TRY(roster, Roster::make(pool.applicants));
  Policy policy = programme.policy;
  if (args.policy) {
    const auto wanted = parse_policy(*args.policy);
    if (!wanted) return fail(Exit::usage, problem("C103"_m, *args.policy, "skip, stop, over"));
    policy = *wanted;
  }
  Arena arena;
  const Node* record = announcement_node(arena, workspace, actor, args, programme, pool, sources, roster, policy);
  Change change;
  change.put(draw_path(args.draw, "announcement.yaml"), write_dossier({record}), std::nullopt);
  change.put(draw_path(args.draw, "roster.tsv"), roster.bytes(), std::nullopt);
  CHECKED(workspace.commit(change));
  const std::string mark = args.rehearsal ? std::string(rehearsal_mark) : "";
  CHECKED(say(workspace, fmt::format("{}{}: {} take part of {}", mark, args.draw, pool.applicants.size(), pool.registered)));
  CHECKED(say(workspace, fmt::format("{}roster.tsv, sha256 {}", mark, roster.sha256())));
  return Exit::done;
}

Result<Exit> rehearse_draw(World& world, const Globals& globals, const AnnounceArgs& args) {
  AnnounceArgs rehearsal = args;
  rehearsal.rehearsal = true;
  rehearsal.sources = {fmt::format("repetition@{}:{}", world.today().plus_days(1).text(), "99.0")};
  if (globals.dry_run) return announce_draw(world, globals, rehearsal);
  CHECKED(announce_draw(world, globals, rehearsal));
  TRY(open, open_draw(world, globals, args.draw));
  return run_in(open.workspace, open.folder, args.draw, open.actor);
}

Result<Exit> reveal_draw(World& world, const Globals& globals, const RevealArgs& args) {
  TRY(open, open_draw(world, globals, args.draw));
  const DrawFiles files = open.folder.facts();
  if (files.revelation) return fail(Exit::rule, problem("W162"_m, args.draw));
  std::vector<RevealedValue> values;
  for (const std::string& text : args.values) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) return fail(Exit::usage, problem("W166"_m, text));
    values.push_back({text.substr(0, equals), text.substr(equals + 1)});
  }
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
  CHECKED(say(open.workspace, fmt::format("seed {}\nhex  {}", seed, hex(seed))));
  return Exit::done;
}

Result<Exit> run_draw_once(World& world, const Globals& globals, const DrawArgs& args) {
  TRY(open, open_draw(world, globals, args.draw));
  return run_in(open.workspace, open.folder, args.draw, open.actor);
}

namespace {

/// A folder named with a slash needs no workspace.
Result<DrawFolder> folder_of(World& world, const Globals& globals, const std::string& draw) {
  if (draw.find('/') != std::string::npos) return DrawFolder::read(world.files, draw);
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  return read_draw(workspace, draw);
}

}  // namespace

Result<Exit> verify_draw_files(World& world, const Globals& globals, const DrawArgs& args) {
  TRY(folder, folder_of(world, globals, args.draw));
  const DrawFiles files = folder.facts();
  std::vector<Problem> faults = verify_draw(files, known_sources());
  if (!faults.empty()) return fail(Exit::no, std::move(faults));
  if (globals.quiet) return Exit::done;
  CHECKED(world.out.write(fmt::format("{}{}: {}\n", mark_of(files.announcement), files.announcement.draw_id,
                                      files.run ? "roster, announcement and result agree" : "the roster is as announced; not drawn yet")));
  return Exit::done;
}

Result<Exit> print_minutes(World& world, const Globals& globals, const DrawArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  TRY(folder, read_draw(workspace, args.draw));
  const DrawFiles files = folder.facts();
  if (!files.run || !files.result) return fail(Exit::rule, problem("W168"_m, args.draw));
  if (auto faults = verify_draw(files, known_sources()); !faults.empty()) return fail(Exit::no, std::move(faults));
  TRY(programme, workspace.programme(folder.announced().get("programme")));
  TRY(roster, Roster::parse(folder.roster));
  TRY(placements, parse_result(*folder.result));
  Minutes minutes{.organisation = workspace.settings().organisation, .programme = programme.name,
                  .terms = terms_of(files.announcement, *files.revelation), .announced = files.announcement.announced,
                  .drawn = *Date::parse(folder.event("run")->id.substr(0, 10)),
                  .registered = static_cast<std::uint32_t>(std::stoul(std::string(folder.announced().get("registered")))),
                  .excluded = {}, .sources = {}, .announcement_sha256 = files.run->announcement_sha256, .site_names = {},
                  .events = {}, .rehearsal = files.announcement.rehearsal};
  if (const Node* excluded = folder.announced().find("excluded"))
    for (const Node& one : *excluded) {
      const std::string reason(one.get("reason"));
      minutes.excluded.emplace_back(reason == "window" ? "reçue hors de la période des candidatures" : french("critere_autonomie", reason),
                                    static_cast<std::uint32_t>(std::stoul(std::string(one.get("count")))));
    }
  const auto value_of = [&](const std::string& name) {
    for (const RevealedValue& one : files.revelation->values)
      if (one.source == name) return one.value;
    return std::string();
  };
  for (const AnnouncedSource& source : files.announcement.sources)
    minutes.sources.push_back({french("draw_source", source.name), source, value_of(source.name), false});
  if (const auto& fallback = files.announcement.fallback)
    minutes.sources.push_back({french("draw_source", fallback->name), *fallback, value_of(fallback->name), true});
  for (const Site& site : workspace.settings().sites) minutes.site_names.emplace(site.code, site.name);
  for (const Record& record : folder.events->records) {
    const bool gone = record.is("withdrawal");
    if (!gone && !record.is("admission")) continue;
    MinutesEvent event{gone ? MinutesEvent::Kind::withdrawal : MinutesEvent::Kind::admission,
                       *Date::parse(record.id.substr(0, 10)), std::string(record.root->get("applicant")),
                       french(gone ? "motif_retrait" : "motif_admission", record.root->get("reason")), {}};
    if (const Node* promoted = record.root->find("promoted"))
      for (const Node& one : *promoted) event.promoted.emplace_back(one.text);
    minutes.events.push_back(std::move(event));
  }
  CHECKED(world.out.write(minutes_markdown(minutes, roster, placements)));
  return Exit::done;
}

Result<Exit> list_draw(World& world, const Globals& globals, const DrawArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  TRY(folder, read_draw(workspace, args.draw));
  TRY(state, folder.state());
  Table table{"placements", {{"stratum"}, {"rank", Column::Kind::integer}, {"file_number"}, {"ticket"}, {"standing"}, {"drawn", Column::Kind::flag}}, {}};
  constexpr std::string_view standings[] = {"selected", "promoted", "waiting", "withdrawn"};
  for (const Position& one : state.positions())
    table.rows.push_back({one.applicant.stratum, one.rank ? Cell(std::to_string(one.rank)) : Cell(), one.applicant.id, one.ticket,
                          std::string(standings[static_cast<std::size_t>(one.standing)]), one.drawn ? "true" : "false"});
  CHECKED(print(world, globals, std::move(table)));
  return Exit::done;
}

namespace {

Result<> known_reason(std::string_view list, const std::string& reason) {
  if (code_list(list)->find(reason)) return {};
  std::vector<std::string> known;
  for (const Code& code : code_list(list)->items) known.emplace_back(code.code);
  Problem unknown = problem("K104"_m, reason);
  const auto near = nearest(reason, known);
  unknown.hint = near ? fmt::format("did you mean '{}'?", *near) : "one of " + joined(known, ", ");
  return fail(Exit::usage, std::move(unknown));
}

Result<Exit> put_draw_event(OpenDraw& open, const DrawEventArgs& args, Node& record, Arena& arena,
                            const std::vector<std::string>& promoted, bool say_promoted) {
  if (say_promoted && !promoted.empty()) {
    Node* list = arena.list();
    for (const std::string& one : promoted) arena.append(*list, arena.text(one));
    arena.set(record, "promoted", list);
  }
  Change change;
  put_event(change, args.draw, open.folder, record);
  CHECKED(open.workspace.commit(change));
  CHECKED(say(open.workspace, fmt::format("{}: {}{}", args.applicant, args.reason,
                                          promoted.empty() ? "; nobody takes a place" : "; takes a place: " + joined(promoted, ", "))));
  return Exit::done;
}

/// An event follows the others of its day: its id must be the greatest.
Node* next_event(Arena& arena, OpenDraw& open, std::string_view kind) {
  World& world = open.workspace.world();
  Node* record = nullptr;
  const std::string last(open.folder.events->records.back().id);
  const Date day = std::max(world.today(), *Date::parse(std::string_view(last).substr(0, 10)));
  for (int attempts = 0; attempts < 4096; ++attempts) {
    record = new_record(arena, kind, day, open.actor, open.folder.events.get(), world.random);
    if (record->get("id") > last) return record;
  }
  return new_record(arena, kind, day.plus_days(1), open.actor, open.folder.events.get(), world.random);
}

}  // namespace

Result<Exit> withdraw_applicant(World& world, const Globals& globals, const DrawEventArgs& args) {
  TRY(open, open_draw(world, globals, args.draw));
  if (!open.folder.event("run")) return fail(Exit::rule, problem("W168"_m, args.draw));
  CHECKED(known_reason("motif_retrait", args.reason));
  TRY(state, open.folder.state());
  TRY(promoted, state.withdraw(args.applicant));
  Arena arena;
  Node* record = next_event(arena, open, "withdrawal");
  arena.set(*record, "applicant", arena.text(args.applicant));
  arena.set(*record, "reason", arena.text(args.reason));
  return put_draw_event(open, args, *record, arena, promoted, true);
}

Result<Exit> admit_applicant(World& world, const Globals& globals, const DrawEventArgs& args) {
  TRY(open, open_draw(world, globals, args.draw));
  if (!open.folder.event("run")) return fail(Exit::rule, problem("W168"_m, args.draw));
  CHECKED(known_reason("motif_admission", args.reason));
  TRY(state, open.folder.state());
  TRY(promoted, state.admit({args.applicant, args.stratum.value_or(""), args.cluster.value_or("")}));
  Arena arena;
  Node* record = next_event(arena, open, "admission");
  arena.set(*record, "applicant", arena.text(args.applicant));
  arena.set(*record, "stratum", arena.text(args.stratum.value_or("")));
  if (args.cluster) arena.set(*record, "cluster", arena.text(*args.cluster));
  arena.set(*record, "reason", arena.text(args.reason));
  return put_draw_event(open, args, *record, arena, promoted, false);
}

}  // namespace mloc
