#include <algorithm>
#include <set>

#include "merge_verbs.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/check/dossier_rules.hpp"
#include "mloc/records/merge.hpp"
#include "mloc/records/migration.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/clone.hpp"
#include "mloc/workspace/difference.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/repository_path.hpp"

namespace mloc::history {
namespace {

struct Versions {
  std::string base, ours, theirs;
};

Result<Versions> read_versions(World& world, const MergeDriverArgs& args) {
  TRY(base, world.files.read(args.base, Store::limit));
  TRY(ours, world.files.read(args.ours, Store::limit));
  TRY(theirs, world.files.read(args.theirs, Store::limit));
  return Versions{std::move(base), std::move(ours), std::move(theirs)};
}

std::uint32_t line_of(std::string_view bytes, std::size_t offset) {
  return static_cast<std::uint32_t>(std::ranges::count(bytes.substr(0, offset), '\n') + 1);
}

/// Each conflict with the line of its marker.
std::vector<Problem> told(const Merge& merge, const std::string& path) {
  const auto parts = marked_parts(merge.bytes, path);
  std::vector<Problem> problems;
  for (const MergeConflict& one : merge.conflicts) {
    Place place{path, 0, 0, {}};
    for (const MarkedPart& part : *parts)
      if (part.id == one.id && (part.field.empty() || part.field == one.field || one.field.starts_with(part.field + ".")))
        place.line = line_of(merge.bytes, part.begin), place.column = 1;
    const auto shown = [](const std::string& value) { return value.empty() ? std::string("nothing") : value; };
    Problem found = one.field.empty()
                        ? problem("H102"_m, one.kind, one.id, one.ours.empty() ? "ours" : "theirs", one.ours.empty() ? "theirs" : "ours")
                        : problem("H101"_m, one.kind, one.id, one.field, shown(one.base), shown(one.ours), shown(one.theirs));
    problems.push_back(at(place, std::move(found)));
  }
  return problems;
}

/// What the rules say of one version of a file; its words without their places tell whether two versions break the same,
/// for they have a record on different lines.
Result<std::vector<Problem>> broken_in(check::DossierRules& rules, const std::string& bytes, const RepositoryPath& place) {
  std::vector<Problem> problems;
  if (bytes.empty()) return problems;
  TRY(dossier, read_dossier(bytes, place.path, home_of(place.kind)));
  rules.check(*dossier, problems);
  return problems;
}

/// The records of a kind that a version has and the base has not, or has otherwise.
std::string brought(const Dossier* base, const Dossier& version, std::string_view kind) {
  std::vector<std::string> ids;
  for (const Record& record : version.records) {
    if (!record.is(kind)) continue;
    const Record* old = base ? base->find(record.id) : nullptr;
    if (!old || !same(*old->root, *record.root)) ids.emplace_back(record.id);
  }
  return ids.empty() ? "nothing" : joined(ids, ", ");
}

/// The files of the workspace that the other side of git's merge has otherwise than the base of both; none when git does not say what
/// it merges.
std::optional<std::set<std::string, std::less<>>> merged_files(Workspace& workspace) {
  constexpr std::string_view prefix = "GITHEAD_";
  const auto history = history_of(workspace);
  const auto head = history ? history->find_commit("HEAD") : Result<std::string>(std::string());
  if (!history || !head) return std::nullopt;
  std::set<std::string, std::less<>> files;
  bool is_known = false;
  for (auto one = workspace.world().environment.lower_bound(std::string(prefix)); one != workspace.world().environment.end() && one->first.starts_with(prefix); ++one) {
    const auto base = history->common(*head, one->first.substr(prefix.size()));
    const auto changed = base && *base ? history->changed(**base, one->first.substr(prefix.size())) : Result<std::vector<ChangedFile>>(std::vector<ChangedFile>());
    if (!base || !*base || !changed) return std::nullopt;
    is_known = true;
    const std::string folder = history->in_repository("");
    for (const ChangedFile& file : *changed)
      if (file.path.starts_with(folder)) files.insert(file.path.substr(folder.size()));
  }
  return is_known ? std::optional(std::move(files)) : std::nullopt;
}

/// The rules that the merged dossier breaks and our side did not: the other side brings it, or the two together do; each with
/// the records that came together.
Result<std::vector<Problem>> broken_by_merging(Workspace& workspace, const Versions& versions, const std::string& merged, const RepositoryPath& place) {
  check::DossierRules rules(known_of(workspace));
  rules.known().is_merge = true;
  rules.known().merged = merged_files(workspace);
  TRY(broken, broken_in(rules, merged, place));
  std::set<std::string> before;
  TRY(known, broken_in(rules, versions.ours, place));
  for (const Problem& problem : known) before.insert(problem.text.english);
  std::erase_if(broken, [&](const Problem& one) { return before.contains(one.text.english); });
  if (broken.empty()) return broken;
  std::unique_ptr<Dossier> base;
  if (!versions.base.empty()) {
    TRY(read, read_dossier(versions.base, place.path, home_of(place.kind)));
    base = std::move(read);
  }
  TRY(ours, read_dossier(versions.ours, place.path, home_of(place.kind)));
  TRY(theirs, read_dossier(versions.theirs, place.path, home_of(place.kind)));
  for (Problem& one : broken) {
    const std::string kind = one.text.english.substr(0, one.text.english.find(' '));
    const Place where = one.place;
    one = at(where, problem("H103"_m, one.text, brought(base.get(), *ours, kind), brought(base.get(), *theirs, kind)));
  }
  return broken;
}

/// What no schema of one record sees: the schema again, for lists may have grown too long, then the rules of the dossier.
Result<std::vector<Problem>> faults_of_merged(World& world, const Globals& globals, const Versions& versions, const std::string& merged,
                                              const RepositoryPath& place) {
  if (auto read = read_dossier(merged, place.path, home_of(place.kind)); !read) return std::move(read.error().problems);
  Globals here = globals;
  if (globals.directory == ".") here.directory = place.folder;
  auto workspace = Workspace::open(world, here, Workspace::Use::read_one);
  if (!workspace) {
    if (workspace.error().exit != Exit::no_workspace) return tl::make_unexpected(std::move(workspace.error()));
    remark(world, phrase("no mloc.toml here: the rules of the programmes were not looked at"));
    return std::vector<Problem>{};
  }
  return broken_by_merging(*workspace, versions, merged, place);
}

Result<> put(World& world, const Globals& globals, const MergeDriverArgs& args, const std::string& ours, const std::string& merged) {
  if (globals.dry_run) return world.out.write(difference_text(args.path, ours, merged));
  return ours == merged ? Result<>() : replace_file(world.files, args.ours, merged);
}

/// Who holds the key says that the sealed records of both sides are right, and that the merged ones are.
Result<std::string> with_digests(World& world, const Globals& globals, const Versions& versions, std::string merged, const RepositoryPath& place) {
  const auto id = key_of(place.path);
  Globals here = globals;
  if (globals.directory == ".") here.directory = place.folder;
  const auto workspace = Workspace::open(world, here, Workspace::Use::read_one);
  Keys* keys = workspace && id ? sealed_disk(workspace->disk()).keys() : nullptr;
  if (!keys) return merged;
  TRY(key, keys->find(*id));
  if (!key) return merged;
  for (const std::string* side : {&versions.ours, &versions.theirs}) {
    TRY(read, read_dossier(*side, place.path, Folder::identities));
    CHECKED(opened_file(*read, *key));
  }
  TRY(dossier, read_dossier(merged, place.path, Folder::identities));
  return sealed_file(*dossier, *key);
}

/// Two offices meet though only one of them has migrated.
Versions in_present(Versions versions) {
  for (std::string* one : {&versions.base, &versions.ours, &versions.theirs}) *one = in_present_versions(std::move(*one));
  return versions;
}

}  // namespace

Result<Exit> drive_merge(World& world, const Globals& globals, const MergeDriverArgs& args) {
  TRY(versions, read_versions(world, args));
  const auto place = records_path(args.path);
  // Git takes what lies in `ours` for the merged file: it must not look whole when a version was left out.
  const auto refuse = [&](Failure failure) -> Result<Exit> {
    CHECKED(put(world, globals, args, versions.ours, marked_text(versions.ours, versions.theirs)));
    return tl::make_unexpected(std::move(failure));
  };
  if (!place && versions.ours == versions.theirs) return Exit::done;
  if (!place) return refuse({Exit::usage, {problem("H105"_m, args.path)}});
  const Versions present = in_present(versions);
  auto merged = merge_dossiers(present.base, present.ours, present.theirs, args.path, home_of(place->kind));
  if (!merged) return refuse(std::move(merged.error()));
  std::vector<Problem> problems = told(*merged, args.path);
  if (problems.empty()) {
    auto faults = faults_of_merged(world, globals, present, merged->bytes, *place);
    if (!faults) return refuse(std::move(faults.error()));
    problems = std::move(*faults);
  }
  if (problems.empty() && place->kind == FileKind::identity && holds_sealed(merged->bytes)) {
    auto whole = with_digests(world, globals, present, merged->bytes, *place);
    if (!whole) return refuse(std::move(whole.error()));
    merged->bytes = std::move(*whole);
  }
  CHECKED(put(world, globals, args, versions.ours, merged->bytes));
  if (!problems.empty()) return fail(Exit::conflict, std::move(problems));
  return Exit::done;
}

}  // namespace mloc::history
