#include "init_verbs.hpp"

#include <algorithm>
#include <set>

#include "mloc/base/embedded.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/git/repository.hpp"
#include "mloc/privacy/seal_settings.hpp"
#include "mloc/workspace/key_store.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::office {
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
std::string ignored(bool sealed) { return "/.mloc/\n" + std::string(sealed ? "" : privacy::ignored_identities) + "*.mloc-tmp\n"; }

/// The files of the template, and git's.
Result<Change> files_of(const InitArgs& args) {
  Change change;
  const std::string prefix = std::string(templates) + args.template_name + "/";
  for (const Embedded& file : embedded_files()) {
    if (!file.path.starts_with(prefix)) continue;
    const std::string path(file.path.substr(prefix.size()));
    std::string bytes(file.bytes);
    if (args.sealed && path == settings_path) {
      TRY(sealed, privacy::with_sealing(bytes));
      bytes = std::move(sealed);
    }
    change.put(path, std::move(bytes), std::nullopt);
  }
  change.put(".gitignore", ignored(args.sealed), std::nullopt);
  change.put(".gitattributes", git_attributes(), std::nullopt);
  return change;
}

Phrase outcome(Repository repository) {
  switch (repository) {
    case Repository::made: return phrase("a git repository was made (nothing is committed yet)");
    case Repository::there_already: return phrase("it lies in a git repository (`mloc setup-git` lets it merge records)");
    case Repository::no_library: return phrase("no git repository was made, for libgit2 is not installed");
  }
  return {};
}

}  // namespace

Result<Exit> init_workspace(World& world, const Globals& globals, const InitArgs& args) {
  if (globals.commit) return fail(Exit::usage, problem("C102"_m, phrase("--commit: there is no repository yet; commit when the settings are right")));
  const auto names = template_names();
  if (std::find(names.begin(), names.end(), args.template_name) == names.end()) {
    Problem unknown = problem("C103"_m, args.template_name, joined(names, ", "));
    if (const auto near = nearest(args.template_name, names)) unknown.hint = did_you_mean(*near);
    return fail(Exit::usage, std::move(unknown));
  }
  TRY(change, files_of(args));
  if (globals.dry_run) {
    for (const auto& [path, entry] : change.entries()) CHECKED(world.out.write("+++ " + path + "\n"));
    return Exit::done;
  }
  if (args.folder != ".") CHECKED(world.files.make_folder(args.folder));
  TRY(disk, open_sealed_disk(world, args.folder));
  for (const auto& [path, entry] : change.entries()) {
    TRY(there, disk->state(path));
    if (there) return fail(Exit::no, problem("D110"_m, args.folder + "/" + path));
  }
  Opening opening;
  opening.folder = args.folder;
  TRY(store, WritableStore::create(disk->raw(), opening));
  if (args.sealed) CHECKED(make_key_store(world, *disk));
  TRY(written, store.commit(change, check_bytes_at));
  TRY(repository, world.make_repository(args.folder));
  // libgit2 syncs nothing of a new repository.
  if (repository == Repository::made)
    if (const auto synced = disk->sync_all(); !synced)
      return fail(Exit::disk, problem("D121"_m, args.folder + "/.git", synced.error().problems.front().text));
  // .gitattributes is git's, not the template's.
  if (!globals.quiet)
    CHECKED(world.out.write(phrase("workspace {}: {} files from the template '{}'; {}{}", printable(args.folder), written - 1, args.template_name,
                                   outcome(repository),
                                   args.sealed ? phrase("; the keys of names will lie in {}: back them up apart from it", printable(disk->keys_folder()))
                                               : Phrase())
                                .in(world.language) +
                            "\n"));
  return Exit::done;
}

namespace {

/// A code on a line, with its label.
std::string lines_of(const CodeList& list, Language language) {
  std::size_t wide = 0;
  for (const Code& code : list.items) wide = std::max(wide, code.code.size());
  std::string text;
  for (const Code& code : list.items) text += fmt::format("{:<{}}  {}\n", code.code, wide, language == Language::french ? code.fr : code.en);
  return text;
}

tl::unexpected<Failure> unknown_name(const std::string& name, const std::vector<std::string>& kinds) {
  std::vector<std::string> known = kinds;
  for (std::string& list : code_list_names()) known.push_back(std::move(list));
  Problem unknown = problem("C103"_m, name, joined(kinds, ", "));
  if (const auto near = nearest(name, known)) unknown.hint = did_you_mean(*near);
  return fail(Exit::usage, std::move(unknown));
}

}  // namespace

Result<Exit> show_schema(World& world, const Globals&, const SchemaArgs& args) {
  const auto kinds = kind_names();
  const std::string wanted = args.kind.value_or("");
  const CodeList* list = code_list(wanted);
  if (!args.kind) CHECKED(world.out.write(joined(kinds, "\n") + "\n"));
  else if (find_kind(wanted)) CHECKED(world.out.write(standalone_schema(wanted)));
  else if (list) CHECKED(world.out.write(lines_of(*list, world.language)));
  else return unknown_name(wanted, kinds);
  return Exit::done;
}

}  // namespace mloc::office
