#include "refresh.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include "mloc/base/digest.hpp"
#include "mloc/base/embedded.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/records/yaml.hpp"

namespace mloc::index {
namespace {

/// Coarser than the time stamps of any file system in use (FAT: two seconds).
constexpr std::int64_t margin_ns = 2'100'000'000;
constexpr std::string_view layout = "3";

std::int64_t system_now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch()).count();
}

bool is_followed(std::string_view path, FileKind kind) {
  if (kind == FileKind::passport) return path.ends_with(".yaml") && !name_of(path).starts_with("log-");
  return kind != FileKind::draw || path.ends_with("/announcement.yaml") || path.ends_with("/events.yaml") ||
         path.ends_with("/waves.yaml");
}

std::string stamp() {
  std::string all(layout);
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

// --- writing

class Writer {
 public:
  Writer(const Database& database, Disk& disk, std::int64_t now)
      : database_(database), disk_(disk), now_(now), filler_(database),
        file_(database, "INSERT OR REPLACE INTO cache_file VALUES (?,?,?,?,?,?)"),
        problem_(database, "INSERT OR REPLACE INTO cache_problem VALUES (?,?,?,?,?,?,?,?,?,?,?)") {}

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
    for (const char* table : {"cache_file", "cache_problem"}) {
      Statement remove(database_, fmt::format("DELETE FROM {} WHERE path = ?", table));
      for (const std::string& path : paths) {
        remove.bind(1, path);
        remove.run();
      }
    }
  }

 private:
  static bool belongs(const Shape& shape, const KindShape& kind) {
    // A kind's tables follow it in the list until the next kind begins.
    const auto& kinds = shapes().kinds;
    const auto next = &kind + 1;
    const std::size_t end = next == kinds.data() + kinds.size() ? shapes().all.size() : next->shape->number;
    return shape.number >= kind.shape->number && shape.number < end;
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
    if (partial.dossier)
      for (const Record& record : partial.dossier->records)
        if (is_new(path, owner, record, partial.failure))
          filler_.put(*shapes().find(record.kind->name), owner, record.id, *record.root);
    put_problems(path, partial.failure);
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

  void put_settings(const std::string& path) {
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
  Filler filler_;
  Statement file_, problem_;
  std::set<std::pair<std::string, std::string>> ids_;
};

void fill_codes(const Database& database) {
  Statement insert(database, "INSERT INTO code VALUES (?,?,?,?,?)");
  for (const std::string& name : code_list_names())
    for (const Code& code : code_list(name)->items) {
      insert.bind(1, name);
      insert.bind(2, code.code);
      insert.bind(3, code.fr);
      insert.bind(4, code.en);
      insert.bind(5, std::int64_t{code.sensitive});
      insert.run();
    }
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

void create_indexes(const Database& database) {
  // Each holds all that the monthly report asks of its table, so that a month costs its own rows and not every page.
  database.run("CREATE INDEX lesson_starts ON lesson (starts, voided_day, school, minutes, presence)");
  database.run("CREATE INDEX lesson_skills_value ON lesson_skills (value, case_id, record_id, key)");
  database.run("CREATE INDEX application_received ON application (case_id, received, id, site, voided_day)");
  database.run("CREATE INDEX application_file_number ON application (file_number)");
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

void write_stamp(const Database& database) {
  Statement insert(database, "INSERT INTO cache_stamp VALUES (?)");
  const std::string text = stamp();
  insert.bind(1, text);
  insert.run();
}

}  // namespace

Result<Survey> survey(Disk& disk, const Store& store, std::optional<std::int64_t> now) {
  Survey made;
  made.now = now ? *now : system_now();
  for (const FileKind kind : {FileKind::person, FileKind::draw, FileKind::identity, FileKind::instrument, FileKind::partner,
                              FileKind::passport, FileKind::programme}) {
    TRY(listing, store.list(kind));
    for (FoundFile& file : listing.files)
      if (is_followed(file.path, kind)) made.files.push_back({std::move(file.path), file.state});
    for (Problem& one : listing.problems) made.problems.push_back(std::move(one));
    if (kind != FileKind::instrument) continue;
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

void create_tables(const Database& database) {
  for (const SqlTable& table : sql_tables()) database.run(create_table(table));
  database.run(
      "CREATE TABLE cache_file (path TEXT PRIMARY KEY, size INTEGER, modified_ns INTEGER, changed_ns INTEGER,"
      " inode INTEGER, settled INTEGER) WITHOUT ROWID;"
      "CREATE TABLE cache_problem (path TEXT, position INTEGER, status INTEGER, code TEXT, words TEXT, file TEXT,"
      " line INTEGER, place INTEGER, hint TEXT, french_words TEXT, french_hint TEXT, PRIMARY KEY (path, position)) WITHOUT ROWID;"
      "CREATE TABLE cache_stamp (stamp TEXT)");
  fill_codes(database);
  fill_fields(database);
  fill_instruments(database);
  write_stamp(database);
}

bool is_current(const Database& database) {
  Statement there(database, "SELECT 1 FROM sqlite_schema WHERE name = 'cache_stamp'");
  if (!there.step()) return false;
  Statement select(database, "SELECT stamp FROM cache_stamp");
  return select.step() && select.text(0) == stamp();
}

void fill(const Database& database, Disk& disk, const Survey& survey) {
  create_tables(database);
  Writer(database, disk, survey.now).read(survey.files);
  create_indexes(database);
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
  Writer writer(database, disk, survey.now);
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
