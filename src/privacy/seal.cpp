#include "mloc/privacy/seal_settings.hpp"

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/check/plain_past.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/workspace/key_store.hpp"
#include "mloc/workspace/workspace.hpp"
#include "verbs.hpp"

namespace mloc::privacy {
namespace {

const std::string ignore_path = ".gitignore";

struct Found {
  Change change;
  std::size_t people = 0, references = 0;
};

Result<> add_identities(const Workspace& workspace, Found& found) {
  TRY(listing, workspace.store().list(FileKind::identity));
  for (const FoundFile& one : listing.files) {
    TRY(file, workspace.store().read(one.path));
    TRY(dossier, read_dossier(std::move(file.bytes), one.path, Folder::identities));
    if (is_sealed(*dossier)) continue;
    if (!is_canonical(*dossier)) return fail(Exit::no, at({one.path, 1, 1, {}}, problem("H153"_m)));
    found.change.put(one.path, std::move(dossier->bytes), file.digest);
    ++found.people;
  }
  return {};
}

Result<> add_references(const Workspace& workspace, Found& found) {
  TRY(listing, workspace.store().list(FileKind::passport));
  for (const FoundFile& one : listing.files) {
    if (one.path.ends_with(".yaml")) continue;
    TRY(file, workspace.store().read(one.path));
    if (is_sealed_reference(file.bytes)) continue;
    found.change.put(one.path, std::move(file.bytes), file.digest);
    ++found.references;
  }
  return {};
}

/// The workspace says so from now on, and git no longer passes the identities over.
Result<> add_settings(const Workspace& workspace, Found& found) {
  TRY(settings, workspace.store().read(std::string(settings_path)));
  TRY(sealed, with_sealing(settings.bytes));
  found.change.put(std::string(settings_path), std::move(sealed), settings.digest);
  TRY(ignored, workspace.store().find(ignore_path));
  if (ignored) found.change.put(ignore_path, without_ignored_identities(ignored->bytes), ignored->digest);
  return {};
}

}  // namespace

Result<std::string> with_sealing(std::string_view settings) {
  std::string text(settings);
  const std::string wanted = "sealed = true";
  if (const auto off = text.find("sealed = false"); off != std::string::npos) text.replace(off, 14, wanted);
  else text += "\n# Noms, adresses et références chiffrés ; les clés sont hors d'ici (man mloc-seal).\n[identities]\n" + wanted + "\n";
  Arena arena;
  const auto root = read_settings(text, std::string(settings_path), "settings", arena);
  if (!root || !(*root)->find("identities") || (*root)->find("identities")->get("sealed") != "true")
    return fail(Exit::no, at({std::string(settings_path), 0, 0, {}}, problem("H155"_m)));
  return text;
}

std::string without_ignored_identities(std::string_view ignored) {
  std::string text;
  for (const std::string_view line : split(ignored, '\n'))
    if (!line.empty() && std::string(line) + "\n" != ignored_identities) text += std::string(line) + "\n";
  return text;
}

Result<Exit> seal_identities(World& world, const Globals& globals, const SealArgs&) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  SealedDisk& disk = sealed_disk(workspace.disk());
  Found found;
  CHECKED(add_identities(workspace, found));
  CHECKED(add_references(workspace, found));
  if (!disk.seals()) CHECKED(add_settings(workspace, found));
  const bool had_keys = disk.keys() != nullptr;
  disk.start_sealing();
  if (!globals.dry_run) CHECKED(make_key_store(world, disk));
  TRY(written, workspace.commit(found.change));
  CHECKED(check::warn_of_plain_past(workspace));
  if (written == 0 && found.people == 0 && found.references == 0 && had_keys) {
    CHECKED(say(workspace, phrase("sealed already; the keys are in {}", printable(disk.keys_folder()))));
    return Exit::done;
  }
  CHECKED(say(workspace, phrase("{} people and {} references sealed; the keys are in {}: back them up, apart from the repository",
                                found.people, found.references, printable(disk.keys_folder()))));
  return Exit::done;
}

}  // namespace mloc::privacy
