#include "mloc/workspace/workspace.hpp"

#include <algorithm>

#include "git_commit.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/difference.hpp"
#include "mloc/workspace/key_store.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "mloc/workspace/unfinished.hpp"

namespace mloc {
namespace {

Result<Settings> read_workspace_settings(const Store& store, SealedDisk& disk) {
  TRY(file, store.read(std::string(settings_path)));
  Arena arena;
  TRY(root, read_settings(file.bytes, std::string(settings_path), "settings", arena));
  if (const Node* identities = root->find("identities"); identities && identities->get("sealed") == "true") disk.start_sealing();
  return Settings::from(*root);
}

/// What would differ, as those see it who hold the keys.
Result<std::size_t> show_change(const Workspace& workspace, const Change& change) {
  std::size_t differing = 0;
  for (const auto& [path, entry] : change.entries()) {
    if (entry.changes_nothing()) continue;
    TRY(old, workspace.store().find(path));
    TRY(present, sealed_disk(workspace.disk()).opened(path, old ? std::move(old->bytes) : ""));
    if (old && entry.bytes == present) continue;
    ++differing;
    if (entry.bytes) CHECKED(check_bytes_at(path, *entry.bytes));
    CHECKED(workspace.world().out.write(difference_text(path, present, entry.bytes.value_or(""))));
  }
  return differing;
}

}  // namespace

Result<Workspace> Workspace::open(World& world, const Globals& globals, Use use) {
  Workspace workspace;
  workspace.world_ = &world;
  workspace.globals_ = &globals;
  TRY(folder, world.files.state(globals.directory));
  if (!folder) return fail(Exit::no_workspace, problem("D109"_m, globals.directory));
  TRY(disk, open_sealed_disk(world, globals.directory));
  SealedDisk& sealed = *disk;
  workspace.disk_ = std::move(disk);
  Opening opening;
  opening.folder = globals.directory;
  if (globals.lock_wait) opening.wait = *globals.lock_wait;
  opening.waiting = [&world] { remark(world, phrase("another mloc is at work here; waiting")); };
  if (use == Use::write) {
    TRY(store, WritableStore::open(sealed.stored(), opening));
    workspace.writable_ = std::make_unique<WritableStore>(std::move(store));
  } else {
    const auto reading = use == Use::read_many ? Store::Reading::many : Store::Reading::one;
    TRY(store, Store::open(sealed.stored(), reading, opening));
    workspace.store_ = std::make_unique<Store>(std::move(store));
  }
  TRY(settings, read_workspace_settings(workspace.store(), sealed));
  workspace.settings_ = std::move(settings);
  if (use == Use::write) CHECKED(finish_forgetting(world, sealed));
  return workspace;
}

Result<std::string> Workspace::actor() const {
  const std::string code = globals_->by.value_or(settings_.default_actor);
  if (code.empty()) return fail(Exit::usage, problem("C107"_m));
  if (settings_.has_staff(code)) return code;
  TRY(partner, store().holds(partner_path(code)));
  if (partner) return code;
  std::vector<std::string> known;
  for (const StaffMember& one : settings_.staff) known.push_back(one.code);
  Problem unknown = problem("I123"_m, code);
  if (const auto near = nearest(code, known)) unknown.hint = did_you_mean(*near);
  return fail(Exit::usage, std::move(unknown));
}

Result<Index*> Workspace::index() {
  if (!index_) {
    TRY(made, Index::open(*disk_, store(), {}));
    index_ = std::make_unique<Index>(std::move(made));
  }
  return index_.get();
}

Result<Index*> Workspace::valid_index() {
  TRY(found, index());
  CHECKED(found->require_valid(Invalid::refuse));
  return found;
}

Result<OpenDossier> Workspace::read(const std::string& path) const {
  TRY(file, store().read(path));
  TRY(opened, sealed_disk(*disk_).opened(path, std::move(file.bytes)));
  TRY(dossier, read_dossier(std::move(opened), path, home_of(*kind_of(path))));
  return OpenDossier{std::move(dossier), file.digest};
}

Result<std::optional<OpenDossier>> Workspace::find(const std::string& path) const {
  TRY(there, store().holds(path));
  if (!there) return std::nullopt;
  TRY(found, read(path));
  return std::optional(std::move(found));
}

Result<std::size_t> Workspace::commit_always(const Change& change) { return writable_->commit(change, check_bytes_at); }

Result<std::size_t> Workspace::commit(const Change& change) {
  if (globals_->dry_run) return show_change(*this, change);
  TRY(closed, sealed_disk(*disk_).closed(change, world_->random));
  if (!globals_->commit) return writable_->commit(closed, check_bytes_at);
  TRY(to_git, GitCommit::prepare(*this));
  TRY(written, writable_->commit(closed, check_bytes_at));
  CHECKED(to_git.make(*this, closed));
  return written;
}

Folder home_of(FileKind kind) {
  switch (kind) {
    case FileKind::identity: return Folder::identities;
    case FileKind::partner: return Folder::partners;
    case FileKind::draw: return Folder::draws;
    case FileKind::passport: return Folder::passports;
    default: return Folder::cases;
  }
}

Result<> check_bytes_at(const std::string& path, std::string_view bytes) {
  const auto kind = kind_of(path);
  if (!path.ends_with(".yaml") || !kind) return {};
  CHECKED(read_dossier(std::string(bytes), path, home_of(*kind)));
  return {};
}

Node* new_record(Arena& arena, std::string_view kind, Date day, std::string_view actor, const Dossier* taken,
                 Random& random) {
  std::string id;
  do id = make_record_id(day, random);
  while (taken && taken->find(id));
  Node* record = arena.map();
  arena.set(*record, "record", arena.text(fmt::format("{}/{}", kind, find_kind(kind)->version)));
  arena.set(*record, "id", arena.text(id));
  arena.set(*record, "by", arena.text(actor));
  return record;
}

Result<> check_shape(const Node& record) {
  std::vector<Problem> problems;
  const Kind* kind = kind_of(record);
  check_value(record, *kind->schema, kind->name, "", problems);
  for (Problem& one : problems) one.place = {};
  if (!problems.empty()) return fail(Exit::usage, std::move(problems));
  return {};
}

Result<> say(Workspace& workspace, const Phrase& line) {
  if (workspace.globals().quiet) return {};
  const Language language = workspace.world().language;
  std::string words = line.in(language);
  if (workspace.globals().dry_run) words.insert(0, language == Language::french ? "à blanc\u00a0: " : "would be: ");
  return workspace.world().out.write(words + "\n");
}

void remark(World& world, const Phrase& line) { static_cast<void>(world.err.write("mloc: " + line.in(world.language) + "\n")); }
void warn(World& world, const Problem& problem) {
  const std::string code(code_of(problem.code));
  remark(world, {fmt::format("warning[{}]: {}", code, problem.text.english), fmt::format("avertissement[{}]: {}", code, problem.text.french)});
}

}  // namespace mloc
