#include "refresh.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include <fmt/format.h>

#include "mloc/base/cipher.hpp"
#include "mloc/base/digest.hpp"
#include "mloc/base/embedded.hpp"
#include "mloc/base/seal.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/lists.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/records/yaml.hpp"
#include "mloc/store/sealed_disk.hpp"

namespace mloc::index {
namespace {

/// Coarser than the time stamps of any file system in use (FAT: two seconds).
constexpr std::int64_t margin_ns = 2'100'000'000;
constexpr std::string_view layout = "4";

std::int64_t system_now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch()).count();
}

bool is_followed(std::string_view path, FileKind kind) {
  if (kind == FileKind::passport) return path.ends_with(".yaml") && !name_of(path).starts_with("log-") && name_of(path) != "journals";
  return kind != FileKind::draw || path.ends_with("/announcement.yaml") || path.ends_with("/events.yaml") ||
         path.ends_with("/waves.yaml");
}

std::string stamp(bool sealed) {
  std::string all(layout);
  all += sealed ? " sealed\n" : "\n";
  for (const Embedded& file : embedded_files())
    if (file.path.starts_with("schemas/")) all.append(file.path).append("\n").append(file.bytes);
  return hex(blake2b(all));
}

Folder home_of(std::string_view path) {
  if (path.starts_with("cases/")) return Folder::cases;
  if (path.starts_with("identities/")) return Folder::identities;
  if (path.starts_with("partners/")) return Folder::partners;
  if (path.starts_with("passports/")) return Folder::passports;
  return path.starts_with("draws/") ? Folder::draws : Folder::settings;
}

std::string_view owner_of(std::string_view path) { return path == settings_path ? std::string_view() : name_of(path); }

/// Files whose rows share an owner are taken out and read again together: a draw has two.
struct Owner {
  Folder folder;
  std::string name;
  auto operator<=>(const Owner&) const = default;
};
Owner owner_key(std::string_view path) { return {home_of(path), std::string(owner_of(path))}; }

constexpr std::string_view shipped = "schemas/instruments/";

bool is_shipped(std::string_view instrument) {
  return embedded(fmt::format("{}{}.yaml", shipped, instrument)).has_value();
}

void put_instrument_rows(Filler& filler, std::string_view bytes, const std::string& path, std::string_view name, Failure& failure) {
  Arena arena;
  const auto root = read_plain_yaml(bytes, path, arena);
  if (!root) {
    failure = root.error();
    return;
  }
  check_value(**root, *find_kind("instrument")->schema, "", path, failure.problems);
  const std::string own = fmt::format("{}.{}", (*root)->get("instrument"), (*root)->get("version"));
  if (failure.problems.empty() && own != name) failure.problems.push_back(at({path, 1, 1, {}}, problem("G115"_m, own)));
  if (failure.problems.empty()) filler.put(*shapes().find("instrument"), name, "", **root);
}

void put_codes(const Database& database, const CodeList& list) {
  Statement insert(database, "INSERT OR REPLACE INTO code VALUES (?,?,?,?,?,?)");
  for (const Code& code : list.items) {
    insert.bind(1, list.name);
    insert.bind(2, code.code);
    insert.bind(3, code.fr);
    insert.bind(4, code.en);
    insert.bind(5, std::int64_t{code.sensitive});
    if (code.parent.empty()) insert.bind_null(6);
    else insert.bind(6, code.parent);
    insert.run();
  }
}

/// A kind's tables follow it in the list until the next kind begins.
bool belongs(const Shape& shape, const KindShape& kind) {
  const auto& kinds = shapes().kinds;
  const auto next = &kind + 1;
  const std::size_t end = next == kinds.data() + kinds.size() ? shapes().all.size() : next->shape->number;
  return shape.number >= kind.shape->number && shape.number < end;
}

/// What a cached name is bound to, beside its person's key.
constexpr std::string_view name_in_cache = "name in the cache";
/// In the place of a name that lies in clear where names are sealed.
constexpr std::string_view mixed_box = "mixed";

bool is_mixed(const Problem& one) { return one.code == "H223"_m; }

// --- writing

class Writer {
 public:
  Writer(const Database& database, Disk& disk, const Survey& survey)
      : database_(database), disk_(disk), now_(survey.now), sealed_(survey.sealed), filler_(database),
        file_(database, "INSERT OR REPLACE INTO cache_file VALUES (?,?,?,?,?,?)"),
        problem_(database, "INSERT OR REPLACE INTO cache_problem VALUES (?,?,?,?,?,?,?,?,?,?,?)"),
        name_(database, "INSERT OR REPLACE INTO cache_name VALUES (?,?)") {}

  void read(const std::vector<Followed>& files) {
    std::vector<Job> jobs;
    for (const Followed& file : files) {
      if (home_of(file.path) == Folder::settings) put_settings(file.path);
      else jobs.push_back({file.path, home_of(file.path)});
    }
    Reading reading(disk_, jobs);
    std::size_t at = 0;
    for (auto batch = reading.next(); !batch.empty(); batch = reading.next())
      for (Partial& partial : batch) put(jobs[at++].path, std::move(partial));
    for (const Followed& file : files) put_file(file);
  }

  void forget(const std::set<Owner>& owners, const std::vector<std::string>& paths) {
    for (const KindShape& kind : shapes().kinds)
      for (const Shape* shape : shapes().all)
        if (belongs(*shape, kind)) forget_rows(*shape, kind, owners);
    for (const std::string& path : paths)
      if (kind_of(path) == FileKind::codes) as_shipped(name_of(path));
    for (const char* table : {"cache_file", "cache_problem", "cache_name"}) {
      Statement remove(database_, fmt::format("DELETE FROM {} WHERE path = ?", table));
      for (const std::string& path : paths) {
        remove.bind(1, path);
        remove.run();
      }
    }
  }

 private:
  void as_shipped(std::string_view list) {
    Statement remove(database_, "DELETE FROM code WHERE list = ?");
    remove.bind(1, list);
    remove.run();
    if (const CodeList* known = code_list(list)) put_codes(database_, *known);
  }

  void forget_rows(const Shape& shape, const KindShape& kind, const std::set<Owner>& owners) {
    const bool one_file = kind.kind->name == "settings";
    Statement remove(database_, "DELETE FROM " + sql_name(shape.table.name) +
                                    (one_file ? "" : " WHERE " + sql_name(shape.table.columns[0].name) + " = ?"));
    for (const Owner& owner : owners) {
      if (owner.folder != kind.kind->folder || one_file != owner.name.empty() || is_shipped(owner.name)) continue;
      if (!one_file) remove.bind(1, owner.name);
      remove.run();
    }
  }

  void put(const std::string& path, Partial partial) {
    const std::string_view owner = owner_of(path);
    if (sealed_ && home_of(path) == Folder::identities) return put_sealed(path, partial);
    if (partial.dossier)
      for (const Record& record : partial.dossier->records)
        if (is_new(path, owner, record, partial.failure))
          filler_.put(*shapes().find(record.kind->name), owner, record.id, *record.root);
    put_problems(path, partial.failure);
  }

  /// A name lies under its person's own key here, too, so that it dies with the key; what nobody could open as it is.
  void put_sealed(const std::string& path, const Partial& partial) {
    const bool mixed = std::ranges::any_of(partial.failure.problems, is_mixed);
    auto box = mixed ? Result<std::string>(std::string(mixed_box)) : partial.dossier ? boxed(path, partial.dossier->bytes) : Result<std::string>(std::string());
    if (!box) return put_problems(path, box.error());
    name_.bind(1, path);
    name_.bind(2, *box);
    name_.run();
    put_problems(path, without_values(path, partial.failure));
  }
  Result<std::string> boxed(const std::string& path, const std::string& bytes) {
    Keys* keys = sealed_disk(disk_).keys();
    if (!keys || holds_sealed(bytes)) return bytes;
    TRY(key, keys->find(*key_of(path)));
    return key ? base64(seal_value(*key, name_in_cache, bytes)) : std::string();
  }

  /// A problem quotes what is wrong. What lies there in clear is told to those who want names, and hinders nobody else.
  static Failure without_values(const std::string& path, const Failure& failure) {
    Failure made{failure.exit, {}};
    for (const Problem& one : failure.problems) {
      if (is_mixed(one)) continue;
      // What the disk says (D…) and what a key is missing for quote nothing of the file.
      const bool quotes = !code_of(one.code).starts_with('D') && one.code != "H151"_m && one.code != "H224"_m && one.code != "H225"_m;
      made.problems.push_back(quotes ? at({path, one.place.line, one.place.column, {}}, problem("R276"_m, code_of(one.code))) : one);
    }
    return made;
  }

  /// A draw's two files share its ids; in all other folders the reader has seen to it.
  bool is_new(const std::string& path, std::string_view owner, const Record& record, Failure& failure) {
    if (record.kind->folder != Folder::draws || ids_.emplace(std::string(owner), std::string(record.id)).second) return true;
    const Mark mark = record.root->find("id")->mark;
    failure.problems.push_back(at({path, mark.line, mark.column, {}}, problem("R213"_m, record.id)));
    return false;
  }

  /// One that mloc brings along keeps its rows whatever lies in the workspace.
  void put_instrument(const std::string& path) {
    auto bytes = disk_.read(path, Store::limit);
    if (!bytes) return put_problems(path, bytes.error());
    Failure failure;
    if (is_shipped(owner_of(path))) failure.problems.push_back(at({path, 1, 1, {}}, problem("G116"_m, owner_of(path))));
    else put_instrument_rows(filler_, *bytes, path, owner_of(path), failure);
    put_problems(path, failure);
  }

  /// The shipped list first: what the file said before may be gone from it.
  void put_list(const std::string& path) {
    const std::string name(name_of(path));
    auto bytes = disk_.read(path, Store::limit);
    if (!bytes) return put_problems(path, bytes.error());
    Failure failure;
    Lists lists;
    lists.read(*bytes, path, failure.problems);
    if (failure.problems.empty()) put_codes(database_, *lists.find(name));
    put_problems(path, failure);
  }

  void put_settings(const std::string& path) {
    if (path.starts_with(folder_of(FileKind::codes))) return put_list(path);
    if (path.starts_with(folder_of(FileKind::instrument))) return put_instrument(path);
    const std::string_view kind = path == settings_path ? "settings" : "programme";
    auto bytes = disk_.read(path, Store::limit);
    if (!bytes) return put_problems(path, bytes.error());
    Arena arena;
    const auto root = read_settings(*bytes, path, kind, arena);
    if (!root) return put_problems(path, root.error());
    filler_.put(*shapes().find(kind), owner_of(path), "", **root);
  }

  void put_problems(const std::string& path, const Failure& failure) {
    std::int64_t position = 0;
    for (const Problem& one : failure.problems) {
      const std::string_view code = code_of(one.code);
      problem_.bind(1, path);
      problem_.bind(2, ++position);
      problem_.bind(3, static_cast<std::int64_t>(failure.exit));
      problem_.bind(4, code);
      problem_.bind(5, one.text.english);
      problem_.bind(6, one.place.file);
      problem_.bind(7, static_cast<std::int64_t>(one.place.line));
      problem_.bind(8, static_cast<std::int64_t>(one.place.column));
      problem_.bind(9, one.hint.english);
      problem_.bind(10, one.text.french);
      problem_.bind(11, one.hint.french);
      problem_.run();
    }
  }

  void put_file(const Followed& file) {
    const std::int64_t youngest = std::max(file.state.modified_ns, file.state.changed_ns);
    file_.bind(1, file.path);
    file_.bind(2, static_cast<std::int64_t>(file.state.size));
    file_.bind(3, file.state.modified_ns);
    file_.bind(4, file.state.changed_ns);
    file_.bind(5, static_cast<std::int64_t>(file.state.inode));
    file_.bind(6, std::int64_t{youngest < now_ - margin_ns});
    file_.run();
  }

  const Database& database_;
  Disk& disk_;
  std::int64_t now_;
  bool sealed_;
  Filler filler_;
  Statement file_, problem_, name_;
  std::set<std::pair<std::string, std::string>> ids_;
};

void fill_codes(const Database& database) {
  for (const std::string& name : code_list_names()) put_codes(database, *code_list(name));
}

void fill_fields(const Database& database) {
  constexpr std::array<std::string_view, 4> types = {"text", "integer", "cents", "flag"};
  Statement insert(database, "INSERT INTO field VALUES (?,?,?,?,?,?)");
  for (const SqlTable& table : sql_tables())
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const SqlColumn& column = table.columns[i];
      insert.bind(1, table.name);
      insert.bind(2, static_cast<std::int64_t>(i + 1));
      insert.bind(3, column.name);
      insert.bind(4, types[static_cast<std::size_t>(column.type)]);
      insert.bind(5, column.french);
      insert.bind(6, column.english);
      insert.run();
    }
}

void fill_instruments(const Database& database) {
  Filler filler(database);
  Failure failure;
  for (const Embedded& file : embedded_files())
    if (file.path.starts_with(shipped))
      put_instrument_rows(filler, file.bytes, std::string(file.path), file.path.substr(shipped.size(), file.path.size() - shipped.size() - 5),
                          failure);
  if (!failure.problems.empty()) throw std::logic_error(failure.problems.front().place.file + ": " + failure.problems.front().text.english);
}

void write_stamp(const Database& database, bool sealed) {
  Statement insert(database, "INSERT INTO cache_stamp VALUES (?)");
  const std::string text = stamp(sealed);
  insert.bind(1, text);
  insert.run();
}

}  // namespace

Result<Survey> survey(Disk& disk, const Store& store, std::optional<std::int64_t> now, bool sealed) {
  Survey made;
  made.now = now ? *now : system_now();
  made.sealed = sealed;
  for (const FileKind kind : {FileKind::person, FileKind::draw, FileKind::identity, FileKind::instrument, FileKind::codes, FileKind::partner,
                              FileKind::passport, FileKind::programme}) {
    TRY(listing, store.list(kind));
    for (FoundFile& file : listing.files)
      if (is_followed(file.path, kind)) made.files.push_back({std::move(file.path), file.state});
    for (Problem& one : listing.problems) made.problems.push_back(std::move(one));
    if (kind != FileKind::codes) continue;
    TRY(settings, disk.state(std::string(settings_path)));
    if (settings) made.files.push_back({std::string(settings_path), *settings});
  }
  return made;
}

Difference compare(const Database& database, const Survey& survey) {
  Difference made;
  Statement known(database, "SELECT path, size, modified_ns, changed_ns, inode, settled FROM cache_file ORDER BY path");
  bool more = known.step();
  for (const Followed& file : survey.files) {
    while (more && known.text(0) < file.path) {
      made.gone.emplace_back(known.text(0));
      more = known.step();
    }
    const bool met = more && known.text(0) == file.path;
    const FileState& now = file.state;
    const bool same_file = met && known.integer(1) == static_cast<std::int64_t>(now.size) &&
                           known.integer(2) == now.modified_ns && known.integer(3) == now.changed_ns &&
                           known.integer(4) == static_cast<std::int64_t>(now.inode) && known.integer(5) == 1;
    if (!same_file) made.read.push_back(file);
    if (met) more = known.step();
  }
  for (; more; more = known.step()) made.gone.emplace_back(known.text(0));
  return made;
}

namespace {

/// Each holds all that the monthly report asks of its table, so that a month costs its own rows and not every page.
constexpr std::string_view indexes[] = {"lesson_starts ON lesson (starts, voided_day, school, minutes, presence)",
                                        "lesson_skills_value ON lesson_skills (value, case_id, record_id, key)",
                                        "application_received ON application (case_id, received, id, site, voided_day)",
                                        "application_file_number ON application (file_number)"};
constexpr std::string_view own_tables[] = {
    "cache_file (path TEXT PRIMARY KEY, size INTEGER, modified_ns INTEGER, changed_ns INTEGER, inode INTEGER, settled INTEGER) WITHOUT ROWID",
    "cache_problem (path TEXT, position INTEGER, status INTEGER, code TEXT, words TEXT, file TEXT, line INTEGER, place INTEGER, hint TEXT,"
    " french_words TEXT, french_hint TEXT, PRIMARY KEY (path, position)) WITHOUT ROWID",
    "cache_name (path TEXT PRIMARY KEY, box TEXT) WITHOUT ROWID", "cache_stamp (stamp TEXT)"};

std::string name_in(std::string_view made) { return std::string(made.substr(0, made.find(' '))); }

void create_indexes(const Database& database) {
  for (const std::string_view index : indexes) database.run(fmt::format("CREATE INDEX {}.{}", database.home(), index));
}

void create_tables(const Database& database, bool sealed) {
  for (const SqlTable& table : sql_tables()) database.run(create_table(table, database.home() + "."));
  for (const std::string_view table : own_tables) database.run(fmt::format("CREATE TABLE {}.{}", database.home(), table));
  fill_codes(database);
  fill_fields(database);
  fill_instruments(database);
  write_stamp(database, sealed);
}

/// What a good cache is made of, as SQLite keeps it: each name with its statement.
std::map<std::string, std::string, std::less<>> wanted_shape() {
  std::map<std::string, std::string, std::less<>> wanted;
  for (const SqlTable& table : sql_tables()) wanted.emplace(table.name, create_table(table, ""));
  for (const std::string_view table : own_tables) wanted.emplace(name_in(table), fmt::format("CREATE TABLE {}", table));
  for (const std::string_view index : indexes) wanted.emplace(name_in(index), fmt::format("CREATE INDEX {}", index));
  return wanted;
}

/// Tables and indexes of this program and nothing else: no view, no trigger.
bool has_wanted_shape(const Database& database) {
  auto wanted = wanted_shape();
  Statement select(database, fmt::format("SELECT name, sql FROM {}.sqlite_schema", database.home()));
  while (select.step()) {
    const auto found = wanted.find(select.text(0));
    if (found == wanted.end() || found->second != select.text(1)) return false;
    wanted.erase(found);
  }
  return wanted.empty();
}

}  // namespace

bool is_current(const Database& database, bool sealed) {
  if (!has_wanted_shape(database)) return false;
  Statement select(database, "SELECT stamp FROM cache_stamp");
  return select.step() && select.text(0) == stamp(sealed);
}

void fill(const Database& database, Disk& disk, const Survey& survey) {
  create_tables(database, survey.sealed);
  Writer(database, disk, survey).read(survey.files);
  create_indexes(database);
}

namespace {

/// Nothing where the key has gone meanwhile.
Result<std::string> opened_box(Disk& disk, const std::string& path, std::string_view box) {
  if (box == mixed_box) return fail(Exit::no, at({path, 0, 0, {}}, problem("H223"_m)));
  Keys* keys = sealed_disk(disk).keys();
  if (box.empty() || holds_sealed(box) || !keys) return std::string(box);
  TRY(key, keys->find(*key_of(path)));
  const auto bytes = from_base64(box);
  auto text = key && bytes ? open_value(*key, name_in_cache, *bytes) : std::nullopt;
  return text.value_or("");
}

}  // namespace

Result<> open_names(const Database& database, Disk& disk) {
  for (const KindShape& kind : shapes().kinds)
    for (const Shape* shape : shapes().all)
      if (kind.kind->folder == Folder::identities && belongs(*shape, kind)) database.run(create_table(shape->table, "temp."));
  Filler filler(database);
  Statement names(database, "SELECT path, box FROM cache_name ORDER BY path");
  while (names.step()) {
    const std::string path(names.text(0));
    TRY(text, opened_box(disk, path, names.text(1)));
    if (text.empty()) continue;
    const Partial partial = read_partly(std::move(text), path, Folder::identities);
    if (!partial.dossier) continue;
    for (const Record& record : partial.dossier->records) filler.put(*shapes().find(record.kind->name), owner_of(path), record.id, *record.root);
  }
  return {};
}

void refresh(const Database& database, Disk& disk, const Survey& survey, const Difference& difference) {
  std::set<Owner> owners;
  std::vector<std::string> paths = difference.gone;
  for (const std::string& path : difference.gone) owners.insert(owner_key(path));
  for (const Followed& file : difference.read) owners.insert(owner_key(file.path));
  std::vector<Followed> again;
  const bool draws = std::ranges::any_of(owners, [](const Owner& owner) { return owner.folder == Folder::draws; });
  for (const Followed& file : survey.files) {
    const bool changed = std::ranges::binary_search(difference.read, file.path, {}, &Followed::path);
    const bool beside = !changed && draws && home_of(file.path) == Folder::draws && owners.contains(owner_key(file.path));
    if (!changed && !beside) continue;
    again.push_back(file);
    paths.push_back(file.path);
  }
  Writer writer(database, disk, survey);
  writer.forget(owners, paths);
  writer.read(again);
}

std::vector<Problem> stored_problems(const Database& database, Exit& exit) {
  std::vector<Problem> problems;
  Statement select(database, "SELECT status, code, words, file, line, place, hint, french_words, french_hint FROM cache_problem ORDER BY path, position");
  while (select.step()) {
    const auto status = static_cast<Exit>(select.integer(0));
    if (status == Exit::newer) exit = status;
    const auto code = find_message(select.text(1));
    problems.push_back({code.value_or("R211"_m), {std::string(select.text(2)), std::string(select.text(7))},
                        {std::string(select.text(3)), static_cast<std::uint32_t>(select.integer(4)),
                         static_cast<std::uint32_t>(select.integer(5)), {}},
                        {std::string(select.text(6)), std::string(select.text(8))}});
  }
  return problems;
}

}  // namespace mloc::index
