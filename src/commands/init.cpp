#include "mloc/commands/init.hpp"

#include <algorithm>
#include <set>

#include "mloc/base/embedded.hpp"
#include "mloc/base/text.hpp"
#include "mloc/commands/workspace.hpp"
#include "mloc/git/repository.hpp"

namespace mloc {
namespace {

constexpr std::string_view templates = "examples/templates/";

std::vector<std::string> template_names() {
  std::set<std::string> names;
  for (const Embedded& file : embedded_files()) {
    if (!file.path.starts_with(templates)) continue;
    const std::string_view rest = file.path.substr(templates.size());
    names.emplace(rest.substr(0, rest.find('/')));
  }
  return {names.begin(), names.end()};
}

/// Names are kept out of git's reach until they are sealed; the rest of a workspace is tracked.
constexpr std::string_view ignored = "/.mloc/\n/identities/\n*.mloc-tmp\n";

std::string_view outcome(Repository repository) {
  switch (repository) {
    case Repository::made: return "a git repository was made (nothing is committed yet)";
    case Repository::there_already: return "it lies in a git repository (`mloc setup-git` lets it merge records)";
    case Repository::no_library: return "no git repository was made, for libgit2 is not installed";
  }
  return {};
}

}  // namespace

Result<Exit> init_workspace(World& world, const Globals& globals, const InitArgs& args) {
  if (globals.commit) return fail(Exit::usage, problem("C102"_m, "--commit: there is no repository yet; commit when the settings are right"));
  const auto names = template_names();
  if (std::find(names.begin(), names.end(), args.template_name) == names.end()) {
    Problem unknown = problem("C103"_m, args.template_name, joined(names, ", "));
    if (const auto near = nearest(args.template_name, names)) unknown.hint = fmt::format("did you mean '{}'?", *near);
    return fail(Exit::usage, std::move(unknown));
  }
  Change change;
  const std::string prefix = std::string(templates) + args.template_name + "/";
  for (const Embedded& file : embedded_files())
    if (file.path.starts_with(prefix)) change.put(std::string(file.path.substr(prefix.size())), std::string(file.bytes), std::nullopt);
  change.put(".gitignore", std::string(ignored), std::nullopt);
  change.put(".gitattributes", git_attributes(), std::nullopt);
  if (globals.dry_run) {
    for (const auto& [path, entry] : change.entries()) CHECKED(world.out.write("+++ " + path + "\n"));
    return Exit::done;
  }
  if (args.folder != ".") CHECKED(world.files.make_folder(args.folder));
  TRY(disk, world.open(args.folder));
  for (const auto& [path, entry] : change.entries()) {
    TRY(there, disk->state(path));
    if (there) return fail(Exit::no, problem("D110"_m, args.folder + "/" + path));
  }
  Opening opening;
  opening.folder = args.folder;
  TRY(store, WritableStore::create(*disk, opening));
  TRY(written, store.commit(change, check_bytes_at));
  TRY(repository, world.make_repository(args.folder));
  // .gitattributes is git's, not the template's.
  if (!globals.quiet)
    CHECKED(world.out.write(fmt::format("workspace {}: {} files from the template '{}'; {}\n", printable(args.folder), written - 1,
                                        args.template_name, outcome(repository))));
  return Exit::done;
}

Result<Exit> show_schema(World& world, const Globals&, const SchemaArgs& args) {
  const auto names = kind_names();
  if (!args.kind) {
    CHECKED(world.out.write(joined(names, "\n") + "\n"));
    return Exit::done;
  }
  if (!find_kind(*args.kind)) {
    Problem unknown = problem("C103"_m, *args.kind, joined(names, ", "));
    if (const auto near = nearest(*args.kind, names)) unknown.hint = fmt::format("did you mean '{}'?", *near);
    return fail(Exit::usage, std::move(unknown));
  }
  CHECKED(world.out.write(standalone_schema(*args.kind)));
  return Exit::done;
}

}  // namespace mloc
