#include "forget.hpp"

#include "mloc/base/phrases.hpp"
#include "mloc/workspace/person.hpp"
#include "verbs.hpp"

namespace mloc::privacy {
namespace {

/// What was searched, and what it holds still.
Result<> tell_proof(Workspace& workspace, const Forgetting& person, const Proof& proof) {
  if (person.known().empty()) return say(workspace, phrase("nothing is known here any more, so there is nothing to search for"));
  std::vector<Problem> certain;
  for (const Trace& trace : proof.traces) {
    if (trace.certain) certain.push_back(problem("H162"_m, trace.place, trace.field));
    else remark(workspace.world(), phrase("{}: {} as of {}; it may be somebody else's: look", trace.place, trace.field, person.id().shown()));
  }
  const Phrase where = proof.has_git ? phrase("objects of git, reachable or not: {}; files of the workspace and of git: {}", proof.objects, proof.files)
                                     : phrase("files of the workspace: {}", proof.files);
  CHECKED(say(workspace, phrase("known values searched for: {}; {}; places that have some: {}", person.known().size(), where, certain.size())));
  for (const std::string& place : proof.unsearched) certain.push_back(problem("H226"_m, place));
  if (!certain.empty()) return fail(proof.unsearched.empty() ? Exit::no : Exit::disk, std::move(certain));
  return {};
}

}  // namespace

Result<> forget_one(Workspace& workspace, const CaseId& id, const std::string& basis, Extent extent) {
  TRY(person, Forgetting::prepare(workspace, id));
  const Date today = workspace.world().today();
  CHECKED(person.require_free(today));
  CHECKED(person.carry_out(basis, extent));
  const auto until = person.kept_until(today);
  const Phrase done = person.was_forgotten() ? phrase("was forgotten before; what was back is gone") : phrase("forgotten");
  CHECKED(say(workspace, phrase("{} {} ({}){}", id.shown(), done, basis,
                                until ? phrase("; the ledger is kept without a name until {}", until->text()) : Phrase(""))));
  if (workspace.globals().dry_run) return {};
  TRY(proof, person.prove());
  return tell_proof(workspace, person, proof);
}

Result<> tell_what_remains(Workspace& workspace) {
  CHECKED(say(workspace, phrase("not reached: other copies of the key store (run the same there), backups of keys, exports, letters and pages that were made")));
  return say(workspace, phrase("the file number stays in the roster of a draw and in the past of git; without the key it leads to nobody"));
}

namespace {

/// The tombstone stays, what recognises the person goes.
Result<Exit> lift(Workspace& workspace, const CaseId& id) {
  TRY(open, workspace.read(case_path(id)));
  Arena arena;
  std::vector<const Node*> changed;
  for (const Record& record : open.dossier->records) {
    if (!record.is("erasure") || !record.root->has("marks")) continue;
    Node* stone = arena.copy(*record.root);
    arena.remove(*stone, "marks");
    changed.push_back(stone);
  }
  if (changed.empty()) return fail(Exit::unknown, problem("K103"_m, id.shown(), "marks"));
  Change change;
  change.put(case_path(id), with_records(*open.dossier, changed), open.digest);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{}: the person may be recorded again", id.shown())));
  return Exit::done;
}

}  // namespace

Result<Exit> forget_person(World& world, const Globals& globals, const ForgetArgs& args) {
  if (!args.lift && !args.basis) return fail(Exit::usage, problem("C115"_m, "--basis"));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(id, resolve_case(workspace, args.case_text, Reference::writing));
  if (args.lift) return lift(workspace, id);
  CHECKED(forget_one(workspace, id, *args.basis, Extent::names));
  if (!globals.dry_run) CHECKED(tell_what_remains(workspace));
  return Exit::done;
}

}  // namespace mloc::privacy
