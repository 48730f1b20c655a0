#include "init_verbs.hpp"

#include <algorithm>
#include <set>

#include "mloc/base/embedded.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/git/repository.hpp"
#include "mloc/privacy/seal_settings.hpp"
#include "mloc/store/sealing_mark.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/key_store.hpp"
#include "mloc/workspace/workspace.hpp"
#include "own_office.hpp"

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

/// What a template says of itself: the first remark of its programme, else of its settings.
std::string sentence_of(const std::string& name) {
  const std::string prefix = std::string(templates) + name + "/";
  std::string sentence;
  for (const Embedded& file : embedded_files()) {
    const bool programme = file.path.starts_with(prefix + "programmes/");
    if (!file.path.starts_with(prefix) || !file.bytes.starts_with("# ") || (!programme && !sentence.empty())) continue;
    sentence = file.bytes.substr(2, file.bytes.find('\n') - 2);
    if (programme) break;
  }
  return sentence;
}

Result<Exit> list_templates(World& world) {
  std::size_t wide = 0;
  for (const std::string& name : template_names()) wide = std::max(wide, name.size());
  for (const std::string& name : template_names()) CHECKED(world.out.write(fmt::format("{:<{}}  {}\n", name, wide, sentence_of(name))));
  return Exit::done;
}

Result<Change> files_of_template(const std::string& name) {
  const auto names = template_names();
  if (std::ranges::find(names, name) == names.end()) {
    Problem unknown = problem("C103"_m, name, joined(names, ", "));
    if (const auto near = nearest(name, names)) unknown.hint = did_you_mean(*near);
    return fail(Exit::usage, std::move(unknown));
  }
  Change change;
  const std::string prefix = std::string(templates) + name + "/";
  for (const Embedded& file : embedded_files())
    if (file.path.starts_with(prefix)) change.put(std::string(file.path.substr(prefix.size())), std::string(file.bytes), std::nullopt);
  return change;
}

struct NewFiles {
  Change change;
  bool own;  ///< of an office of one's own, not of a template
};

/// The files of the template or of the office of one's own, and git's.
Result<NewFiles> files_of(World& world, const Globals& globals, const InitArgs& args) {
  if (args.template_name && says_own_office(args)) return fail(Exit::usage, problem("C102"_m, phrase("--template is an office of its own; leave the other options out")));
  const bool asks = world.read_line && !globals.quiet && !args.template_name && !says_own_office(args);
  TRY(said, asks ? asked(world, args) : Result<InitArgs>(args));
  TRY(change, says_own_office(said) ? own_office(said) : files_of_template(args.template_name.value_or("empty")));
  if (args.sealed) change.put(std::string(sealing_mark), with_sealing("", world.today(), "-"), std::nullopt);
  change.put(".gitignore", ignored(args.sealed), std::nullopt);
  change.put(".gitattributes", git_attributes(), std::nullopt);
  return NewFiles{std::move(change), says_own_office(said)};
}

Phrase outcome(Repository repository) {
  switch (repository) {
    case Repository::made: return phrase("a git repository was made (nothing is committed yet)");
    case Repository::there_already: return phrase("it lies in a git repository (`mloc git setup` lets it merge records)");
    case Repository::no_library: return phrase("no git repository was made, for libgit2 is not installed");
  }
  return {};
}

}  // namespace

Result<Exit> init_workspace(World& world, const Globals& globals, const InitArgs& args) {
  if (globals.commit) return fail(Exit::usage, problem("C102"_m, phrase("--commit: there is no repository yet; commit when the settings are right")));
  if (args.list) return list_templates(world);
  TRY(files, files_of(world, globals, args));
  const Change& change = files.change;
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
  // .gitattributes is git's, not the template's; no more is what says that names are sealed.
  CHECKED(say_done(world, globals,
                   phrase("workspace {}: {} files {}; {}{}", printable(args.folder), written - (args.sealed ? 2 : 1),
                          files.own ? phrase("of an office of its own") : phrase("from the template '{}'", args.template_name.value_or("empty")), outcome(repository),
                          args.sealed ? phrase("; the keys of names will lie in {}: back them up apart from it", printable(disk->keys_folder())) : Phrase())));
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

namespace {

/// Within a workspace, with the codes of its lists.
Result<std::string> schema_here(World& world, const Globals& globals, const std::string& kind) {
  const auto workspace = Workspace::open(world, globals, Workspace::Use::read_one);
  if (!workspace && workspace.error().exit == Exit::no_workspace) return standalone_schema(kind);
  if (!workspace) return tl::make_unexpected(workspace.error());
  TRY(lists, workspace->lists());
  return standalone_schema(kind, lists);
}

}  // namespace

Result<Exit> show_schema(World& world, const Globals& globals, const SchemaArgs& args) {
  const auto kinds = kind_names();
  const std::string wanted = args.kind.value_or("");
  const CodeList* list = code_list(wanted);
  if (!args.kind) CHECKED(world.out.write(joined(kinds, "\n") + "\n"));
  else if (find_kind(wanted)) {
    TRY(schema, schema_here(world, globals, wanted));
    CHECKED(world.out.write(schema));
  }
  else if (list) CHECKED(world.out.write(lines_of(*list, world.language)));
  else return unknown_name(wanted, kinds);
  return Exit::done;
}

}  // namespace mloc::office
