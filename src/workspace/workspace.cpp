#include "mloc/workspace/print.hpp"
#include "mloc/workspace/workspace.hpp"

#include <algorithm>
#include <functional>

#include "git_commit.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/migration.hpp"
#include "mloc/programme/contradictions.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/store/recover.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/store/sealing_mark.hpp"
#include "mloc/workspace/difference.hpp"
#include "mloc/workspace/journal_heads.hpp"
#include "mloc/workspace/key_store.hpp"
#include "mloc/workspace/rules.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "mloc/workspace/unfinished.hpp"

namespace mloc {
namespace {

/// A day counted in a zone that does not exist would be another's.
Result<> check_timezone(const World& world, const Node* zone) {
  if (!zone || !world.today_in || world.today_in(std::string(zone->text))) return {};
  return fail(Exit::no, at({std::string(settings_path), zone->mark.line, zone->mark.column, {}}, problem("S143"_m, printable(zone->text))));
}

Result<Settings> read_workspace_settings(const World& world, const Store& store, SealedDisk& disk) {
  TRY(file, store.read(std::string(settings_path)));
  Arena arena;
  TRY(root, read_settings(file.bytes, std::string(settings_path), "settings", arena));
  CHECKED(check_timezone(world, root->find("timezone")));
  if (auto wrong = contradictions_of_settings(*root, std::string(settings_path)); !wrong.empty()) return fail(Exit::no, std::move(wrong));
  const Node* identities = root->find("identities");
  TRY(sealed, identities_are_sealed(disk.raw(), identities && identities->get("sealed") == "true"));
  if (sealed) disk.start_sealing();
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
    if (entry.bytes) CHECKED(workspace.check_new_bytes(path, *entry.bytes));
    CHECKED(workspace.world().out.write(difference_text(path, present, entry.bytes.value_or(""))));
  }
  return differing;
}

/// The file before the change, or nullptr; what `mloc migrate` brings forward may be of an older version.
Result<std::unique_ptr<Dossier>> as_it_was(const Workspace& workspace, const std::string& path) {
  TRY(old, workspace.store().find(path));
  if (!old) return nullptr;
  TRY(opened, sealed_disk(workspace.disk()).opened(path, std::move(old->bytes)));
  return read_dossier(in_present_versions(std::move(opened)), path, home_of(*kind_of(path)));
}

/// A code once used stays valid for its record, whatever has become of its list.
bool had_before(const Dossier& before, const Record& record, const StrayCode& stray, const Lists& lists) {
  const Record* old = before.find(record.id);
  if (!old) return false;
  return std::ranges::any_of(stray_codes(*old->root, *old->kind->schema, lists), [&](const StrayCode& one) { return one.code == stray.code && one.schema == stray.schema; });
}

bool holds(const Node& tree, const Node* node) {
  if (&tree == node) return true;
  for (const Node& child : tree)
    if (holds(child, node)) return true;
  return false;
}

/// Told with the field of the record in which it lies, at whatever depth.
Problem about_field(const Record& record, const StrayCode& stray, const Lists& lists) {
  Problem told = told_stray(stray, lists);
  std::string_view field;
  for (const Node& child : *record.root)
    if (holds(child, stray.node)) field = child.key;
  told.text = prefixed(fmt::format("{}: {}", record.kind->name, field), std::move(told.text));
  return told;
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
    const auto reading = use == Use::read_one ? Store::Reading::one : Store::Reading::many;
    TRY(store, Store::open(sealed.stored(), reading, opening));
    workspace.store_ = std::make_unique<Store>(std::move(store));
    TRY(unfinished, use == Use::inspect ? Result<std::optional<Problem>>(std::nullopt) : unfinished_batch(sealed.stored()));
    if (unfinished) warn(world, *unfinished);
  }
  TRY(settings, read_workspace_settings(world, workspace.store(), sealed));
  workspace.settings_ = std::move(settings);
  if (use == Use::write) {
    // Before a key is made or destroyed: a git that is at work stops the whole command.
    if (globals.commit && !globals.dry_run) CHECKED(GitCommit::prepare(workspace).map([](const GitCommit&) {}));
    CHECKED(finish_forgetting(world, sealed));
  }
  return workspace;
}

Result<std::string> Workspace::actor() const {
  const std::string code = globals_->by.value_or(settings_.default_actor);
  if (code.empty()) return fail(Exit::usage, problem("C107"_m));
  if (settings_.has_staff(code)) return code;
  TRY(partner, store().holds(partner_path(code)));
  if (partner) return code;
  return fail(Exit::usage, *unknown_staff(settings_, code));
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
  TRY(opened, sealed_disk(*disk_).admitted(path, std::move(file.bytes)));
  TRY(dossier, read_dossier(std::move(opened), path, home_of(*kind_of(path))));
  return OpenDossier{std::move(dossier), file.digest};
}

Result<std::optional<OpenDossier>> Workspace::find(const std::string& path) const {
  TRY(there, store().holds(path));
  if (!there) return std::nullopt;
  TRY(found, read(path));
  return std::optional(std::move(found));
}

Result<const Lists*> Workspace::lists() const {
  if (lists_) return lists_.get();
  auto read = std::make_shared<Lists>();
  TRY(listing, store().list(FileKind::codes));
  std::vector<Problem> problems = std::move(listing.problems);
  for (const FoundFile& file : listing.files) {
    TRY(found, store().read(file.path));
    read->read(found.bytes, file.path, problems);
  }
  if (!problems.empty()) return fail(Exit::no, std::move(problems));
  lists_ = std::move(read);
  return lists_.get();
}

Result<> Workspace::check_new_bytes(const std::string& path, std::string_view bytes) const {
  const auto kind = kind_of(path);
  if (!path.ends_with(".yaml") || !kind || *kind == FileKind::codes || *kind == FileKind::instrument) return {};
  TRY(fresh, read_dossier(std::string(bytes), path, home_of(*kind)));
  TRY(lists, this->lists());
  std::vector<Problem> problems;
  std::unique_ptr<Dossier> before;
  for (const Record& record : fresh->records)
    for (const StrayCode& stray : stray_codes(*record.root, *record.kind->schema, *lists)) {
      if (!before) {
        TRY(old, as_it_was(*this, path));
        before = old ? std::move(old) : std::make_unique<Dossier>();
      }
      if (had_before(*before, record, stray, *lists)) continue;
      Problem told = about_field(record, stray, *lists);
      // One command may say the same of several records.
      const auto same_words = [&](const Problem& one) { return one.text.english == told.text.english; };
      if (std::ranges::none_of(problems, same_words)) problems.push_back(std::move(told));
    }
  if (!problems.empty()) return fail(Exit::usage, std::move(problems));
  return {};
}

namespace {

using BytesCheck = std::function<Result<>(const std::string& path, std::string_view bytes)>;

Result<std::size_t> put_down(WritableStore& store, Disk& disk, World& world, const Change& change, const BytesCheck& check) {
  TRY(written, store.commit(change, check));
  // It is in place: that it was not noted beside it undoes nothing.
  if (auto noted = note_heads(disk, change); !noted) warn(world, noted.error().problems.front());
  return written;
}

}  // namespace

Result<std::size_t> Workspace::commit_always(const Change& change) { return put_down(*writable_, *disk_, *world_, change, check_bytes_at); }

Result<std::size_t> Workspace::commit(const Change& change) {
  // A code that was mistyped is told as such before any rule speaks; -n refuses it too.
  for (const auto& [path, entry] : change.entries())
    if (entry.bytes && !entry.changes_nothing()) CHECKED(check_new_bytes(path, *entry.bytes));
  CHECKED(judge_change(*this, change));
  if (globals_->dry_run) return show_change(*this, change);
  TRY(closed, sealed_disk(*disk_).closed(change, world_->random));
  if (!globals_->commit) return put_down(*writable_, *disk_, *world_, closed, check_bytes_at);
  TRY(to_git, GitCommit::prepare(*this));
  TRY(written, put_down(*writable_, *disk_, *world_, closed, check_bytes_at));
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
  if (!path.ends_with(".yaml") || !kind || *kind == FileKind::codes || *kind == FileKind::instrument) return {};
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

Result<> say(Workspace& workspace, const Phrase& line) { return say_done(workspace.world(), workspace.globals(), line); }

Result<> say_done(World& world, const Globals& globals, const Phrase& line) {
  if (globals.quiet) return {};
  std::string words = line.in(world.language);
  if (globals.dry_run) words.insert(0, world.language == Language::french ? "à blanc\u00a0: " : "would be: ");
  auto said = world.out.write(words + "\n");
  if (said || globals.dry_run) return said;
  // It is done all the same, and whoever reads the status must not do it again.
  return fail(said.error().exit, problem("D191"_m, line, said.error().problems.front().text));
}

void remark(World& world, const Phrase& line) { static_cast<void>(world.err.write("mloc: " + line.in(world.language) + "\n")); }
void warn(World& world, const Problem& problem) {
  const std::string code(code_of(problem.code));
  const auto told = [&](const std::string& text, const std::string& hint) { return text + (hint.empty() ? "" : "; " + hint); };
  remark(world, {fmt::format("warning[{}]: {}", code, told(problem.text.english, problem.hint.english)),
                 fmt::format("avertissement[{}]: {}", code, told(problem.text.french, problem.hint.french))});
}

}  // namespace mloc
