#include <algorithm>
#include <map>

#include "mloc/base/ids.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/meeting/meeting_case.hpp"
#include "verbs.hpp"

namespace mloc::meeting {
namespace {

/// What one command adds to a dossier or changes in it.
class Draft {
 public:
  Draft(Workspace& workspace, const facts::OpenOwner& owner, std::string actor)
      : workspace_(workspace), owner_(owner), actor_(std::move(actor)) {}

  Arena& arena() { return arena_; }
  /// A new record whose id is free in the dossier and among those of this command.
  Node* add(std::string_view kind, Date day) {
    Node* record = new_record(arena_, kind, day, actor_, owner_.open.dossier.get(), workspace_.world().random);
    while (std::ranges::any_of(records_, [&](const Node* one) { return one->get("id") == record->get("id"); }) ||
           owner_.open.dossier->find(record->get("id")))
      arena_.set(*record, "id", arena_.text(make_record_id(day, workspace_.world().random)));
    records_.push_back(record);
    return record;
  }
  Node* change(const Node& stored) {
    Node* record = arena_.copy(stored);
    facts::count_revision(arena_, *record);
    records_.push_back(record);
    return record;
  }
  void put(Node& record, std::string_view field, const std::string& text) {
    if (!text.empty()) arena_.set(record, field, arena_.text(text));
  }
  Result<> write() { return facts::write_facts(workspace_, owner_, records_); }

 private:
  Workspace& workspace_;
  const facts::OpenOwner& owner_;
  std::string actor_;
  Arena arena_;
  std::vector<const Node*> records_;
};

/// Into the levels of a party's ratings; an empty level takes the item away.
void put_levels(Arena& arena, Node& rating, const std::vector<Named<std::string>>& written) {
  for (const auto& [item, level] : written) {
    Node* levels = rating.find("levels");
    if (!levels) arena.set(rating, "levels", levels = arena.map());
    if (!level.empty()) arena.set(*levels, item, arena.text(level));
    if (level == "insuffisant") continue;
    if (level.empty()) arena.remove(*levels, item);
    // A fact goes with a low rating.
    for (const std::string_view field : {"facts", "fact_days"})
      if (Node* facts = rating.find(field)) {
        arena.remove(*facts, item);
        if (!facts->first) arena.remove(rating, field);
      }
  }
}

/// Into the facts of a party's ratings.
void put_fact(Arena& arena, Node& rating, const DatedFact& said) {
  for (const auto& [field, value] : {std::pair<std::string_view, std::string>("facts", said.fact), std::pair<std::string_view, std::string>("fact_days", said.day.text())}) {
    Node* map = rating.find(field);
    if (!map) arena.set(rating, field, map = arena.map());
    arena.set(*map, said.item, arena.text(value));
  }
}

/// The row of the plan, or of the records, that a verb speaks of.
struct Found {
  std::vector<std::string> codes;
  std::optional<Date> due;
  const Node* record = nullptr;
};
Result<Found> find_meeting(Workspace& workspace, const MeetingCase& known, const Employment& job, const std::string& code) {
  TRY(plans, MeetingPlans::load(workspace));
  const MeetingRules* rules = plans.of(job);
  if (!rules) return fail(Exit::rule, problem("M120"_m, job.id));
  const auto standing = standing_meetings(*rules, job, known.meetings);
  const StandingMeeting *done = nullptr, *missed = nullptr;
  for (const StandingMeeting& one : standing) {
    if (std::ranges::find(one.codes, code) == one.codes.end()) continue;
    if (one.is_open()) return Found{one.codes, one.due, one.record ? known.record(one.record->id) : nullptr};
    (one.record->state == RecordedMeeting::State::not_held ? missed : done) = &one;
  }
  // What was missed stays as it was; the meeting is fixed, or held, anew.
  if (missed && !done) return Found{missed->codes, missed->due, nullptr};
  if (code == "RS") return Found{{code}, std::nullopt, nullptr};
  if (done) return fail(Exit::rule, problem("M105"_m, code, done->day.text(), done->record->id));
  std::vector<std::string> codes;
  for (const StandingMeeting& one : standing) codes.insert(codes.end(), one.codes.begin(), one.codes.end());
  return fail(Exit::rule, hinted(problem("M106"_m, job.id, printable(code)), joined(codes, ", ")));
}

std::string usual_phase(const std::vector<std::string>& codes) {
  return std::ranges::find(codes, "R3") != codes.end() && codes.size() == 1 ? "issue" : "demarrage";
}

/// A workspace opened for writing with the meeting of the plan that a verb speaks of.
struct OpenMeeting {
  Workspace workspace;
  std::string actor;
  MeetingCase known;
  Employment job;
  Found found;

  static Result<OpenMeeting> open(World& world, const Globals& globals, const MeetingArgs& args) {
    TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
    TRY(actor, workspace.actor());
    TRY(known, open_meetings(workspace, args.case_text));
    TRY(job, known.job(args.job));
    TRY(found, find_meeting(workspace, known, job, args.meeting));
    return OpenMeeting{std::move(workspace), std::move(actor), std::move(known), std::move(job), std::move(found)};
  }

  /// `SHOWN meeting ID: R1 R2`, the beginning of what is said of it.
  std::string told(const Node& record) const { return fmt::format("{} meeting {}: {}", known.owner.shown, record.get("id"), joined(found.codes, " ")); }
};

/// The meeting's record as it is after the command, in `state`.
Node* put_meeting(Draft& draft, const OpenMeeting& open, const MeetingArgs& args, Date day, std::string_view state) {
  Arena& arena = draft.arena();
  const Found& found = open.found;
  Node* record = found.record ? draft.change(*found.record) : draft.add("meeting", day);
  arena.set(*record, "job", arena.text(open.job.id));
  Node* codes = arena.list();
  for (const std::string& code : found.codes) arena.append(*codes, arena.text(code));
  arena.set(*record, "meets", codes);
  if (args.phase || !record->has("phase")) arena.set(*record, "phase", arena.text(args.phase.value_or(usual_phase(found.codes))));
  if (found.due) arena.set(*record, "due", arena.text(found.due->text()));
  arena.set(*record, "day", arena.text(day.text()));
  draft.put(*record, "time", args.time ? args.time->text() : "");
  if (args.place) draft.put(*record, "place", *args.place);
  arena.set(*record, "state", arena.text(state));
  const std::string& usual_staff = open.job.adviser.empty() ? open.actor : open.job.adviser;
  if (args.staff || !record->has("staff")) arena.set(*record, "staff", arena.text(args.staff.value_or(usual_staff)));
  return record;
}

/// The day on which a meeting was held or not held; M107 when it is still to come.
Result<Date> past_day(const World& world, const MeetingArgs& args) {
  const Date day = args.on.value_or(world.today());
  if (world.today() < day) return fail(Exit::rule, problem("M107"_m, day.text()));
  return day;
}

/// The ratings of one party of a meeting: those that are there, to be changed, or new ones.
Node* rating_of(Draft& draft, const facts::OpenOwner& owner, std::string_view meeting, const std::string& party, Date day) {
  for (const Node* record : owner.live)
    if (record->get("record").starts_with("rating/") && record->get("meeting") == meeting && record->get("party") == party)
      return draft.change(*record);
  Arena& arena = draft.arena();
  Node* rating = draft.add("rating", day);
  arena.set(*rating, "meeting", arena.text(meeting));
  arena.set(*rating, "party", arena.text(party));
  arena.set(*rating, "day", arena.text(day.text()));
  return rating;
}

/// All that a held meeting says of the three parties' ratings.
void put_ratings(Draft& draft, const facts::OpenOwner& owner, const Node& meeting, const HoldMeetingArgs& args, Date day) {
  std::map<std::string, Node*> ratings;
  const auto of_party = [&](const std::string& party) {
    Node*& rating = ratings[party];
    if (!rating) rating = rating_of(draft, owner, meeting.get("id"), party, day);
    return rating;
  };
  const std::vector<std::pair<std::string, const std::vector<Named<std::string>>*>> all = {
      {"jeune", &args.young}, {"employeur", &args.employer}, {"conseiller", &args.adviser}};
  for (const auto& [party, levels] : all)
    if (!levels->empty()) put_levels(draft.arena(), *of_party(party), *levels);
  for (const DatedFact& fact : args.facts) put_fact(draft.arena(), *of_party(fact.party), fact);
}

/// A workspace opened for writing with a meeting that was held: the named one, or the last.
struct OpenHeld {
  Workspace workspace;
  std::string actor;
  MeetingCase known;
  const Node* meeting;
  std::string id;

  static Result<OpenHeld> open(World& world, const Globals& globals, const CaseText& said, const std::optional<std::string>& wanted) {
    TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
    TRY(actor, workspace.actor());
    TRY(known, open_meetings(workspace, said));
    const RecordedMeeting* found = nullptr;
    for (const RecordedMeeting& one : known.meetings)
      if (wanted ? one.id == *wanted : one.state == RecordedMeeting::State::held && (!found || found->day <= one.day)) found = &one;
    if (!found) return fail(Exit::unknown, problem("K103"_m, known.owner.shown, wanted ? Phrase(*wanted) : phrase("held meeting")));
    const Node* meeting = known.record(found->id);
    std::string id = found->id;
    return OpenHeld{std::move(workspace), std::move(actor), std::move(known), meeting, std::move(id)};
  }
};

/// Under 18 on the day the young person's signature needs the legal representative's, and only then.
Result<> check_representative(OpenHeld& held, const SignMeetingArgs& args, Date day) {
  if (std::ranges::find(args.parties, "jeune") == args.parties.end())
    return args.representative ? Result<>(fail(Exit::usage, problem("C102"_m, phrase("--representative goes with jeune")))) : Result<>();
  std::optional<Date> born;
  TRY(identity, held.workspace.find(identity_path(*CaseId::parse(name_of(held.known.owner.path)))));
  if (identity)
    for (const Record& record : identity->dossier->records)
      if (record.is("identity") && !record.voided()) born = Date::parse(record.root->get("birth_date"));
  if (!born) return fail(Exit::rule, problem("L154"_m, held.known.owner.shown));
  const int age = age_on(*born, day);
  if (age < 18 && !args.representative) return fail(Exit::rule, problem("M180"_m, held.known.owner.shown, age, day.text()));
  if (age >= 18 && args.representative) return fail(Exit::rule, problem("M181"_m, held.known.owner.shown, age, day.text()));
  return {};
}

}  // namespace

Result<Exit> fix_meeting(World& world, const Globals& globals, const MeetingArgs& args) {
  TRY(open, OpenMeeting::open(world, globals, args));
  if (!args.on) return fail(Exit::usage, problem("C115"_m, "--on"));
  Draft draft(open.workspace, open.known.owner, open.actor);
  const Node* record = put_meeting(draft, open, args, *args.on, "planned");
  CHECKED(draft.write());
  CHECKED(say(open.workspace, phrase("{} fixed for {}{}", open.told(*record), args.on->text(), at_time(args.time))));
  return Exit::done;
}

Result<Exit> hold_meeting(World& world, const Globals& globals, const HoldMeetingArgs& args) {
  TRY(open, OpenMeeting::open(world, globals, args));
  TRY(day, past_day(world, args));
  Draft draft(open.workspace, open.known.owner, open.actor);
  Node* record = put_meeting(draft, open, args, day, "held");
  Arena& arena = draft.arena();
  if (!args.acquired.empty()) {
    Node* acquired = arena.list();
    for (const std::string& item : args.acquired) arena.append(*acquired, arena.text(item));
    arena.set(*record, "acquired", acquired);
  }
  put_ratings(draft, open.known.owner, *record, args, day);
  CHECKED(draft.write());
  const auto& due = open.found.due;
  CHECKED(say(open.workspace, phrase("{} held on {}{}", open.told(*record), day.text(),
                                          due && *due < day ? phrase(", {} days late", day.days_since(*due)) : Phrase())));
  return Exit::done;
}

Result<Exit> miss_meeting(World& world, const Globals& globals, const MissMeetingArgs& args) {
  TRY(open, OpenMeeting::open(world, globals, args));
  TRY(day, past_day(world, args));
  Draft draft(open.workspace, open.known.owner, open.actor);
  Node* record = put_meeting(draft, open, args, day, "not_held");
  draft.put(*record, "cause", args.cause);
  draft.put(*record, "reason", args.reason);
  CHECKED(draft.write());
  CHECKED(say(open.workspace, phrase("{} not held on {}, {}, {}", open.told(*record), day.text(), args.cause, args.reason)));
  return Exit::done;
}

Result<Exit> rate_meeting(World& world, const Globals& globals, const RateMeetingArgs& args) {
  TRY(held, OpenHeld::open(world, globals, args.case_text, args.meeting));
  const facts::OpenOwner& owner = held.known.owner;
  const auto before = signatures_of(owner, held.id).valid;
  Draft draft(held.workspace, owner, held.actor);
  Node* rating = rating_of(draft, owner, held.id, args.party, *Date::parse(held.meeting->get("day")));
  put_levels(draft.arena(), *rating, args.levels);
  for (const DatedFact& fact : args.facts) put_fact(draft.arena(), *rating, fact);
  CHECKED(draft.write());
  facts::OpenOwner after;
  after.live = facts::with_changes(owner.live, {rating});
  const auto voided = signatures_of(after, held.id).voided;
  CHECKED(say(held.workspace, phrase("{} meeting {}: {} rates {} items{}", owner.shown, held.id, args.party,
                                          rating->find("levels") ? rating->find("levels")->size() : 0,
                                          before.empty() ? Phrase() : phrase("; to be signed again by {}", joined(voided, ", ")))));
  return Exit::done;
}

Result<Exit> sign_meeting(World& world, const Globals& globals, const SignMeetingArgs& args) {
  TRY(held, OpenHeld::open(world, globals, args.case_text, args.meeting));
  const facts::OpenOwner& owner = held.known.owner;
  const auto signatures = signatures_of(owner, held.id);
  const Date day = args.on.value_or(world.today());
  if (world.today() < day) return fail(Exit::rule, problem("M107"_m, day.text()));
  CHECKED(check_representative(held, args, day));
  Draft draft(held.workspace, owner, held.actor);
  Arena& arena = draft.arena();
  std::vector<std::string> signing;
  for (const std::string& party : args.parties) {
    if (std::ranges::find(signing, party) != signing.end()) continue;
    signing.push_back(party);
    if (std::ranges::find(signatures.valid, party) != signatures.valid.end()) return fail(Exit::rule, problem("M118"_m, party, held.id));
    Node* signature = draft.add("signature", day);
    arena.set(*signature, "meeting", arena.text(held.id));
    arena.set(*signature, "party", arena.text(party));
    arena.set(*signature, "day", arena.text(day.text()));
    if (party == "jeune" && args.representative) arena.set(*signature, "representative", arena.text("true", false));
    arena.set(*signature, "digest", arena.text(signed_digest(owner, held.id)));
  }
  CHECKED(draft.write());
  CHECKED(say(held.workspace, phrase("{} meeting {}: signed by {} on {}", owner.shown, held.id, joined(signing, ", "), day.text())));
  return Exit::done;
}

}  // namespace mloc::meeting
