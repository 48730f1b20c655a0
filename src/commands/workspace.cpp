#include "mloc/commands/workspace.hpp"

#include <algorithm>

#include "commands/difference.hpp"
#include "commands/forgetting.hpp"
#include "commands/git_commit.hpp"
#include "commands/key_store.hpp"
#include "commands/sql_cells.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/codec/toml.hpp"
#include "mloc/store/sealed_disk.hpp"

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

Result<std::vector<std::string>> Workspace::programme_codes() const {
  TRY(listing, store().list(FileKind::programme));
  std::vector<std::string> codes;
  for (const FoundFile& file : listing.files) codes.emplace_back(name_of(file.path));
  return codes;
}

namespace {

/// What a rule of a criterion can be put to, as the schema of applications says it.
struct Fits {
  const Schema& field;
  bool operator()(const Between&) const { return field.type == Schema::Type::integer; }
  bool operator()(const Is&) const { return field.type == Schema::Type::flag; }
  bool operator()(const AtMost&) const { return field.definition == "money"; }
  bool operator()(const OneOf&) const { return field.type == Schema::Type::text; }
  bool operator()(const StartsWith&) const { return field.type == Schema::Type::text; }
  bool operator()(const NotAfter&) const { return field.definition == "day"; }
};

/// A criterion that asks what no application says would find everybody unknown.
Result<> check_criteria(const Programme& programme, const Node& root, const std::string& file) {
  const Schema& application = *find_kind("application")->schema;
  const Node* tree = programme.criteria.empty() ? nullptr : root.find("criteria")->first;
  for (const Criterion& criterion : programme.criteria) {
    const Schema::Property* field = application.find(criterion.field);
    if (!field || !std::visit(Fits{*field->schema}, criterion.rule)) {
      Problem wrong = problem("M170"_m, criterion.code, criterion.text(), printable(criterion.field));
      std::vector<std::string> known;
      for (const auto& property : application.properties) known.push_back(property.name);
      if (const auto near = nearest(criterion.field, known); !field && near) wrong.hint = did_you_mean(*near);
      return fail(Exit::no, at({file, tree->mark.line, tree->mark.column, {}}, std::move(wrong)));
    }
    tree = tree->next;
  }
  return {};
}

}  // namespace

Result<Programme> Workspace::programme(std::string_view code) const {
  TRY(file, store().find(programme_path(code)));
  if (!file) {
    Problem unknown = problem("I124"_m, code);
    TRY(known, programme_codes());
    if (const auto near = nearest(code, known)) unknown.hint = did_you_mean(*near);
    return fail(Exit::unknown, std::move(unknown));
  }
  Arena arena;
  TRY(root, read_settings(file->bytes, programme_path(code), "programme", arena));
  TRY(programme, Programme::from(*root, programme_path(code)));
  CHECKED(check_criteria(programme, *root, programme_path(code)));
  return programme;
}

Result<Mapping> Workspace::mapping(std::string_view name) const {
  TRY(file, store().find(mapping_path(name)));
  if (!file) return fail(Exit::unknown, problem("I127"_m, name));
  Arena arena;
  TRY(root, read_settings(file->bytes, mapping_path(name), "mapping", arena));
  return Mapping::from(*root);
}

Result<Mapping> Workspace::mapping_for(std::string_view kind, const std::optional<std::string>& name) const {
  if (name) return mapping(*name);
  TRY(listing, store().list(FileKind::mapping));
  std::vector<Mapping> fitting;
  std::vector<std::string> names;
  for (const FoundFile& file : listing.files) {
    TRY(found, mapping(name_of(file.path)));
    if (found.makes != kind) continue;
    names.emplace_back(name_of(file.path));
    fitting.push_back(std::move(found));
  }
  if (fitting.empty()) return fail(Exit::unknown, problem("I125"_m, kind));
  if (fitting.size() > 1) return fail(Exit::usage, problem("I126"_m, kind, joined(names, ", ")));
  return fitting.front();
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
  TRY(dossier, read_dossier(std::move(opened), path, room_of(*kind_of(path))));
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

Room room_of(FileKind kind) {
  switch (kind) {
    case FileKind::identity: return Room::identities;
    case FileKind::partner: return Room::partners;
    case FileKind::draw: return Room::draws;
    case FileKind::passport: return Room::passports;
    default: return Room::cases;
  }
}

Result<> check_bytes_at(const std::string& path, std::string_view bytes) {
  const auto kind = kind_of(path);
  if (!path.ends_with(".yaml") || !kind) return {};
  CHECKED(read_dossier(std::string(bytes), path, room_of(*kind)));
  return {};
}

namespace {

Result<CaseId> one_of(const Rows& found, std::string_view text) {
  if (found.rows.empty()) return fail(Exit::unknown, problem("K101"_m, text));
  if (found.rows.size() == 1) return *CaseId::parse(text_of(found.rows.front().front()));
  std::vector<Problem> problems{problem("C109"_m, text, found.rows.size())};
  std::string list;
  for (std::size_t i = 0; i < std::min<std::size_t>(found.rows.size(), 12); ++i)
    list += (i ? ", " : "") + CaseId::parse(text_of(found.rows[i].front()))->shown();
  problems.front().hint = list;
  return fail(Exit::usage, std::move(problems));
}

/// A dossier merged into another one leads there.
Result<CaseId> followed(Workspace& workspace, const CaseId& id) {
  TRY(index, workspace.index());
  TRY(rows, index->rows("SELECT \"into\" FROM merged WHERE case_id = ?1", {id.text()}));
  if (rows.rows.empty()) return id;
  return *CaseId::parse(text_of(rows.rows.front().front()));
}

Result<CaseId> by_prefix_or_name(Index& index, std::string_view text) {
  std::string prefix;
  for (const char c : text)
    if (c != '-') prefix += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  TRY(starting, index.rows("SELECT DISTINCT case_id FROM person WHERE substr(case_id, 1, ?1) = ?2 ORDER BY case_id",
                           {static_cast<std::int64_t>(prefix.size()), prefix}));
  if (!starting.rows.empty() && prefix.size() >= 4) return one_of(starting, text);
  TRY(names, index.rows("SELECT case_id, surname, first_name FROM identity ORDER BY case_id", {}, {true, true}));
  const std::string wanted = folded(text);
  Rows matching;
  for (auto& row : names.rows) {
    const std::string surname = folded(text_of(row[1])), first = folded(text_of(row[2]));
    if (wanted == surname || wanted == first || wanted == surname + " " + first || wanted == first + " " + surname)
      matching.rows.push_back(std::move(row));
  }
  return one_of(matching, text);
}

}  // namespace

Result<CaseId> resolve_case(Workspace& workspace, std::string_view text, Reference reference) {
  if (const auto id = CaseId::parse(text)) {
    TRY(there, workspace.store().holds(case_path(*id)));
    if (there) return followed(workspace, *id);
  }
  TRY(index, workspace.index());
  TRY(numbered, index->rows("SELECT DISTINCT case_id FROM application WHERE file_number = ?1 AND voided_day IS NULL",
                            {std::string(text)}));
  if (!numbered.rows.empty()) {
    TRY(id, one_of(numbered, text));
    return followed(workspace, id);
  }
  if (reference == Reference::reading) return by_prefix_or_name(*index, text);
  if (CaseId::parse(text)) return fail(Exit::unknown, problem("K101"_m, text));
  TRY(near, by_prefix_or_name(*index, text).map([](const CaseId& id) { return id.shown(); }).or_else(
                [](const Failure&) -> Result<std::string> { return std::string(); }));
  Problem refused = problem("C110"_m, text);
  if (!near.empty()) refused.hint = did_you_mean(near);
  return fail(near.empty() ? Exit::unknown : Exit::usage, std::move(refused));
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
