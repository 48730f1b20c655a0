#include <map>

#include "announce.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/draw/open.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/programme_file.hpp"
#include "verbs.hpp"

namespace mloc::draw {
namespace {

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

Result<> refuse_duplicates(Workspace& workspace, const std::vector<enrol::JudgedApplication>& judged) {
  TRY(names, enrol::named_cases(workspace));
  TRY(distinct, enrol::distinct_pairs(workspace));
  std::vector<enrol::NamedCase> cases;
  std::map<std::string, std::string> number_of;
  std::vector<Problem> problems;
  for (const enrol::JudgedApplication& one : judged) {
    if (!one.eligible()) continue;
    number_of.emplace(one.case_id, one.file_number);
    const auto named = names.find(one.case_id);
    if (named == names.end()) {
      const CaseId id = *CaseId::parse(one.case_id);
      TRY(sealed, workspace.store().holds(identity_path(id)));
      problems.push_back(sealed ? problem("H150"_m, id.shown()) : problem("K103"_m, one.file_number, "identity"));
      continue;
    }
    cases.push_back(named->second);
  }
  for (const enrol::Suspect& one : enrol::undecided_duplicates(cases, distinct)) {
    Problem found = problem("W164"_m, number_of[one.pair.first], number_of[one.pair.second], one.score, one.why);
    // A first name and a birth date alone are no reason to stop everybody: it is told.
    if (one.score < 80) warn(workspace.world(), found);
    else problems.push_back(std::move(found));
  }
  if (!problems.empty()) return fail(Exit::rule, std::move(problems));
  return {};
}

Result<Pool> pool_of(Workspace& workspace, const Programme& programme) {
  TRY(judged, enrol::judged_applications(workspace, programme));
  Pool pool;
  pool.registered = judged.size();
  CHECKED(refuse_duplicates(workspace, judged));
  for (const enrol::JudgedApplication& one : judged) {
    if (one.eligible()) pool.applicants.push_back({one.file_number, one.site, one.household});
    else ++pool.excluded[one.reason];
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
  for (const WrittenSource& written : args.sources) {
    TRY(source, announced_source(written, known));
    sources.announced.push_back(source);
  }
  if (args.fallback) {
    TRY(source, announced_source(*args.fallback, known));
    sources.fallback = source;
  }
  if (args.rehearsal) return sources;
  TRY(warnings, check_sources(sources.announced, sources.fallback, today));
  for (const Problem& warning : warnings) warn(world, warning);
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
  put("programme_version", arena.integer(programme.version));
  put("programme_sha256", arena.text(programme.digest));
  if (args.rehearsal) put("rehearsal", arena.flag(true));
  return record;
}

}  // namespace

Result<NewDraw> new_draw(World& world, const Globals& globals, const AnnounceArgs& args) {
  if (!is_draw_id(args.draw)) return fail(Exit::usage, problem("W110"_m, args.draw));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(there, workspace.store().holds(draw_path(args.draw, "announcement.yaml")));
  if (there) return fail(Exit::rule, problem("W163"_m, args.draw));
  TRY(programme, workspace.programme(args.programme));
  if (!programme.is_drawn) return fail(Exit::rule, problem("W210"_m, programme.code));
  CHECKED(check_programme_file(workspace, programme.code));
  TRY(rules, workspace.store().read(programme_path(programme.code)));
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
  std::string announcement = write_dossier({record});
  Change change;
  change.put(draw_path(args.draw, "announcement.yaml"), announcement, std::nullopt);
  change.put(draw_path(args.draw, "roster.tsv"), roster.bytes(), std::nullopt);
  change.put(draw_path(args.draw, "programme.toml"), rules.bytes, std::nullopt);
  return NewDraw{std::move(workspace), std::move(actor), std::move(announcement), std::move(roster), std::move(rules.bytes), pool.registered, std::move(change)};
}

Result<> say_announced(NewDraw& draw, const AnnounceArgs& args) {
  const std::string mark = mark_of(args.rehearsal);
  CHECKED(say(draw.workspace, phrase("{}{}: {} take part of {}", mark, args.draw, draw.roster.applicants().size(), draw.registered)));
  return say(draw.workspace, phrase("{}roster.tsv, sha256 {}", mark, draw.roster.sha256()));
}

Result<Exit> announce_draw(World& world, const Globals& globals, const AnnounceArgs& args) {
  TRY(made, new_draw(world, globals, args));
  CHECKED(made.workspace.commit(made.change));
  CHECKED(say_announced(made, args));
  return Exit::done;
}

}  // namespace mloc::draw
