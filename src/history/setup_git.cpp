#include "mloc/base/phrases.hpp"
#include "mloc/git/repository.hpp"
#include "mloc/workspace/clone.hpp"
#include "verbs.hpp"

namespace mloc::history {
namespace {

/// A text in single quotes for a shell.
std::string shell_word(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

std::string pre_commit(const std::string& folder) {
  return "#!/bin/sh\n"
         "# Written by `mloc git setup --hooks`: only what `mloc check` accepts is committed.\n"
         "command -v mloc >/dev/null 2>&1 || { echo 'pre-commit: mloc is not installed here' >&2; exit 1; }\n"
         "exec mloc -C " + shell_word(folder.empty() ? "." : folder) + " check --staged\n";
}

/// Writes the hook; one that says something else is left alone.
Result<bool> put_hook(World& world, History& history, bool dry_run) {
  const std::string path = history.git_folder() + "hooks/pre-commit", text = pre_commit(history.in_repository(""));
  TRY(there, world.files.state(path));
  if (there) {
    TRY(present, world.files.read(path, Store::limit));
    if (present == text) return false;
    return fail(Exit::no, problem("H131"_m, path));
  }
  if (dry_run) return true;
  CHECKED(world.files.make_folder(history.git_folder() + "hooks"));
  CHECKED(world.files.create(path, text, Sync::yes));
  CHECKED(history.make_executable("hooks/pre-commit"));
  return true;
}

Result<std::size_t> put_settings(History& history, bool dry_run) {
  std::size_t changed = 0;
  for (const GitSetting& one : wanted_settings()) {
    if (history.setting(one.name) == one.value) continue;
    ++changed;
    if (!dry_run) CHECKED(history.set(one.name, one.value));
  }
  return changed;
}

}  // namespace

Result<Exit> set_up_git(World& world, const Globals& globals, const SetupGitArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(history, history_of(workspace));
  TRY(attributes, workspace.store().find(attributes_path));
  Change change;
  change.put(attributes_path, with_attributes(attributes ? attributes->bytes : ""), attributes ? std::optional(attributes->digest) : std::nullopt);
  TRY(files, workspace.commit(change));
  TRY(settings, put_settings(history, globals.dry_run));
  bool hook = false;
  if (args.hooks) {
    TRY(made, put_hook(world, history, globals.dry_run));
    hook = made;
  }
  if (files + settings == 0 && !hook) CHECKED(say(workspace, phrase("git merges and shows records by mloc already")));
  else CHECKED(say(workspace, phrase("git merges and shows records by mloc: {} settings{}{}", settings,
                                          files ? phrase(", .gitattributes (commit it)") : Phrase(), hook ? phrase(", a pre-commit hook") : Phrase())));
  return Exit::done;
}

}  // namespace mloc::history
