#include "commands/forget.hpp"

#include "mloc/commands/privacy.hpp"

namespace mloc {
namespace {

std::string counted(std::size_t number, const std::string& one, const std::string& many) { return fmt::format("{} {}", number, number == 1 ? one : many); }

/// What was searched, and what it holds still.
Result<> tell_proof(Workspace& workspace, const Forgetting& person, const Proof& proof) {
  if (person.known().empty()) return say(workspace, "nothing is known here any more, so there is nothing to search for");
  std::vector<Problem> certain;
  for (const Trace& trace : proof.traces) {
    if (trace.certain) certain.push_back(problem("H162"_m, trace.place, trace.field));
    else remark(workspace.world(), fmt::format("{}: {} as of {}; it may be somebody else's: look", trace.place, trace.field, person.id().shown()));
  }
  const std::string where = proof.has_git ? counted(proof.objects, "object", "objects") + " of git, reachable or not, and " : "";
  CHECKED(say(workspace, fmt::format("searched for {}: {}{} of the workspace{}: {}", counted(person.known().size(), "known value", "known values"), where,
                                     counted(proof.files, "file", "files"), proof.has_git ? " and of git" : "",
                                     certain.empty() ? "none is there" : counted(certain.size(), "place has some", "places have some"))));
  if (!certain.empty()) return fail(Exit::no, std::move(certain));
  return {};
}

}  // namespace

Result<> forget_one(Workspace& workspace, const CaseId& id, const std::string& basis, Extent extent) {
  TRY(person, Forgetting::prepare(workspace, id));
  const Date today = workspace.world().today();
  CHECKED(person.require_free(today));
  CHECKED(person.carry_out(basis, extent));
  const auto until = person.kept_until(today);
  CHECKED(say(workspace, fmt::format("{} {} ({}){}", id.shown(), person.was_forgotten() ? "was forgotten before; what was back is gone" : "forgotten", basis,
                                     until ? "; the ledger is kept without a name until " + until->text() : "")));
  if (workspace.globals().dry_run) return {};
  TRY(proof, person.prove());
  return tell_proof(workspace, person, proof);
}

Result<> tell_what_remains(Workspace& workspace) {
  CHECKED(say(workspace, "not reached: other copies of the key store (run the same there), backups of keys, exports, letters and pages that were made"));
  return say(workspace, "the file number stays in the roster of a draw and in the past of git; without the key it leads to nobody");
}

Result<Exit> forget_person(World& world, const Globals& globals, const ForgetArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(id, resolve_case(workspace, args.case_text, Reference::writing));
  CHECKED(forget_one(workspace, id, args.basis, Extent::names));
  if (!globals.dry_run) CHECKED(tell_what_remains(workspace));
  return Exit::done;
}

}  // namespace mloc
