#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/contract/ledger_case.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/workspace/person.hpp"
#include "verbs.hpp"

namespace mloc::contract {
namespace {

/// The agreement's places on a day: none when it names none.
std::optional<std::int64_t> capacity_of(const Dossier& partner, std::string_view programme, Date day) {
  for (const Record& record : partner.records) {
    const Node& root = *record.root;
    const bool holds = record.is("agreement") && !record.voided() && root.get("programme") == programme &&
                       root.get("starts") <= day.text() && day.text() <= root.get("ends");
    if (holds && root.has("capacity")) return checked_number(root.get("capacity"));
  }
  return std::nullopt;
}

/// Other learners of the school on that day.
Result<std::int64_t> learners_at(Workspace& workspace, const std::string& school, const CaseId& but, Date day) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT COUNT(*) FROM assignment a WHERE a.voided_day IS NULL AND a.school = ?1 AND a.starts <= ?2 AND "
                        "a.case_id <> ?3 AND NOT EXISTS (SELECT 1 FROM assignment l WHERE l.case_id = a.case_id AND "
                        "l.voided_day IS NULL AND l.starts > a.starts AND l.starts <= ?2)",
                        {school, day.text(), but.text()}));
  return std::get<std::int64_t>(rows.rows.front().front());
}

/// What the school itself must meet: kind, approval, agreement, places.
Result<> check_school(Workspace& workspace, const LedgerCase& found, const std::string& school, Date day) {
  TRY(partner, workspace.find(partner_path(school)));
  if (!partner) return fail(Exit::unknown, problem("I119"_m, school));
  for (const Record& record : partner->dossier->records) {
    if (!record.is("partner") || record.voided()) continue;
    const Node& root = *record.root;
    if (!found.programme.school_kind.empty() && root.get("kind") != found.programme.school_kind)
      return fail(Exit::rule, problem("L103"_m, school, found.programme.school_kind, found.programme.code));
    if (root.has("approved_until") && root.get("approved_until") < day.text())
      return fail(Exit::rule, problem("L104"_m, school, root.get("approved_until")));
  }
  CHECKED(partner::check_agreement(workspace, school, found.programme.code, day));
  if (const auto capacity = capacity_of(*partner->dossier, found.programme.code, day)) {
    TRY(learners, learners_at(workspace, school, found.id, day));
    if (learners >= *capacity) return fail(Exit::rule, problem("L105"_m, school, *capacity, found.programme.code));
  }
  return {};
}

}  // namespace

Result<Exit> assign_school(World& world, const Globals& globals, const AssignArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(found, open_ledger(workspace, args.case_text, args.programme, Reference::writing));
  const Date day = args.on.value_or(world.today());
  CHECKED(check_school(workspace, found, args.school, day));
  const std::vector<partner::Assigned> assigned = partner::assignments_of(*found.open.dossier);
  for (const partner::Assigned& one : assigned)
    if (one.starts == day) return fail(Exit::rule, problem("L106"_m, found.shown(), one.school, day.text()));
  const std::string before = partner::school_on(assigned, day);
  if (before == args.school) {
    CHECKED(say(workspace, phrase("{}: at {} already", found.shown(), before)));
    return Exit::done;
  }
  Arena& arena = found.arena;
  Node* assignment = new_record(arena, "assignment", day, actor, found.open.dossier.get(), world.random);
  arena.set(*assignment, "school", arena.text(args.school));
  arena.set(*assignment, "programme", arena.text(found.programme.code));
  arena.set(*assignment, "starts", arena.text(day.text()));
  arena.set(*assignment, "reason", arena.text("decision"));
  CHECKED(check_shape(*assignment));
  found.fresh.push_back(assignment);
  CHECKED(commit_entries(workspace, found));
  CHECKED(say(workspace, phrase("{}: at {} from {}{}", found.shown(), args.school, day.text(),
                                     before.empty() ? Phrase() : phrase(", after {}", before))));
  return Exit::done;
}

}  // namespace mloc::contract
