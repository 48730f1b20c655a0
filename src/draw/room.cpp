#include <algorithm>
#include <utility>

#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/draw/open.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::draw {

// Written in check.cpp.
std::span<const Rule> draw_rules();

namespace {

/// Who waits in a draw of the programme is its control group: an entry is told, and take-up counts it.
Result<> written(Workspace& workspace, const facts::OpenOwner& owner, const Node* before, const Node& record) {
  if (before || !is_kind(record, "participation")) return {};
  TRY(places, draw_places_of(workspace, *owner.open.dossier));
  std::erase_if(places, [&](const DrawPlace& one) { return one.programme != record.get("programme"); });
  const bool holds_one = std::ranges::any_of(places, [](const DrawPlace& one) { return one.position.holds_place(); });
  if (!places.empty() && !holds_one) warn(workspace.world(), problem("L169"_m, places.back().position.applicant.id, places.back().draw));
  return {};
}

/// A roster is frozen when it is announced; a rehearsal binds nobody.
Result<std::map<std::string, std::string>> frozen(Workspace& workspace) {
  TRY(draws, every_draw(workspace));
  std::map<std::string, std::string> numbers;
  for (const DrawFolder& folder : draws) {
    if (folder.announced().get("rehearsal") == "true") continue;
    TRY(roster, Roster::parse(folder.roster));
    for (const Applicant& one : roster.applicants()) numbers.emplace(one.id, folder.announced().get("draw"));
  }
  return numbers;
}

/// Two numbers in one roster are one person: it stays as it is, and an event `doublon` takes the later one out.
Result<std::vector<Phrase>> follow_joined(Workspace& workspace, Change& change, const std::string& first, const std::string& later) {
  std::vector<Phrase> said;
  TRY(draws, every_draw(workspace));
  TRY(actor, workspace.actor());
  for (const DrawFolder& folder : draws) {
    TRY(roster, Roster::parse(folder.roster));
    const auto holds = [&](const std::string& number) { return std::ranges::find(roster.applicants(), number, &Applicant::id) != roster.applicants().end(); };
    if (folder.announced().get("rehearsal") == "true" || !holds(first) || !holds(later)) continue;
    const std::string draw(folder.announced().get("draw"));
    if (!folder.event("run")) return fail(Exit::rule, problem("W190"_m, draw, first, later));
    TRY(state, folder.state());
    if (std::as_const(state).find(later)->standing == Standing::withdrawn) continue;
    TRY(promoted, state.withdraw(later));
    Arena arena;
    Node* record = next_event(arena, workspace.world(), actor, *folder.events, "withdrawal");
    arena.set(*record, "applicant", arena.text(later));
    arena.set(*record, "reason", arena.text("doublon"));
    Node* list = arena.list();
    for (const std::string& one : promoted) arena.append(*list, arena.text(one));
    if (list->first) arena.set(*record, "promoted", list);
    put_event(change, draw, folder, *record);
    said.push_back(phrase("{}: doublon: the rank of {} holds, {} takes no part any more{}", draw, first, later,
                          promoted.empty() ? Phrase() : phrase("; takes a place: {}", mloc::joined(promoted, ", "))));
  }
  return said;
}

}  // namespace

extern const Room room;
const Room room{.name = "draw", .rules = draw_rules, .written = written, .frozen = frozen, .joined = follow_joined};

}  // namespace mloc::draw
