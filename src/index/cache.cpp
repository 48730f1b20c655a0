#include "cache.hpp"

#include <fmt/format.h>

namespace mloc::index {
namespace {

const std::string home = ".mloc";
const std::string cache = ".mloc/cache.sqlite";
const std::string journal = ".mloc/cache.sqlite-journal";
const std::string lock_file = ".mloc/cache.lock";
/// How the cache looked when this program wrote it last: number, size and times of the file. No copy, no other tool and nobody
/// who sends a folder can make a file look so.
const std::string seen = ".mloc/cache.seen";

bool is_plain_or_missing(Disk& disk, const std::string& path) {
  const auto state = disk.state(path);
  return state && (!*state || (*state)->kind == FileState::Kind::file);
}

/// A folder of our own without links: SQLite itself would follow them.
bool can_hold_cache(Disk& disk) {
  if (!disk.make_folder(home)) return false;
  const auto folder = disk.state(home);
  return folder && *folder && (*folder)->kind == FileState::Kind::folder && is_plain_or_missing(disk, cache) &&
         is_plain_or_missing(disk, journal);
}

void take_away(Disk& disk, const std::string& path) {
  if (const auto state = disk.state(path); state && *state) (void)disk.remove(path);
}

void throw_away(Disk& disk) {
  for (const std::string& path : {journal, seen, cache}) take_away(disk, path);
}

std::string look_of(const FileState& state) {
  return fmt::format("{} {} {} {} {:o}\n", state.inode, state.size, state.modified_ns, state.changed_ns, state.rights);
}

/// Whether the cache is as this program left it.
bool is_own(Disk& disk) {
  const auto there = disk.state(cache);
  if (!there || !*there) return false;
  const auto known = disk.read(seen, 1000);
  return known && *known == look_of(**there);
}

/// By who holds the lock, after the last byte.
void note_look(Disk& disk) {
  take_away(disk, seen);
  if (const auto there = disk.state(cache); there && *there) (void)disk.create(seen, look_of(**there), Sync::no, FileState::owner);
}

/// Nobody else's from its first byte; SQLite gives its journal the same rights.
bool make_private(Disk& disk) {
  const auto there = disk.state(cache);
  return there && (*there || disk.create(cache, "", Sync::no, FileState::owner));
}

/// So much has changed that building anew is quicker than taking rows out one owner at a time.
bool is_mostly_new(const Difference& difference, const Survey& survey) {
  const std::size_t changed = difference.read.size() + difference.gone.size();
  return changed > 500 && changed > survey.files.size() / 4;
}

/// The cache as it lies there, when it already says what the survey says.
std::optional<Database> open_current(Disk& disk, const Survey& survey, const std::string& path) {
  if (!is_own(disk)) return std::nullopt;
  Database database = Database::open(path);
  database.run("BEGIN");
  if (!is_current(database, survey.sealed) || !compare(database, survey).empty()) return std::nullopt;
  return database;
}

void bring_up(const Database& database, Disk& disk, const Survey& survey) {
  database.run("BEGIN IMMEDIATE");
  if (is_current(database, survey.sealed)) {
    const Difference difference = compare(database, survey);
    if (is_mostly_new(difference, survey)) throw SqlError{SQLITE_SCHEMA, ""};
    refresh(database, disk, survey, difference);
  } else {
    Statement any(database, "SELECT 1 FROM " + database.home() + ".sqlite_schema");
    if (any.step()) throw SqlError{SQLITE_SCHEMA, ""};
    any.reset();
    fill(database, disk, survey);
  }
  database.run("COMMIT");
}

/// Held while one process writes the cache: a file may be taken away only when nobody has a journal beside it.
std::optional<Database> open_updated(Disk& disk, const Survey& survey, const std::string& path) {
  const auto lock = disk.lock(lock_file, Lock::Kind::exclusive, std::chrono::seconds(20), [] {});
  if (!lock) return std::nullopt;
  if (!is_own(disk)) throw_away(disk);
  for (bool again = true;; again = false) {
    try {
      if (!make_private(disk)) return std::nullopt;
      Database database = Database::open(path);
      database.run(fmt::format("PRAGMA {0}.page_size = 8192; PRAGMA {0}.synchronous = NORMAL", database.home()));
      bring_up(database, disk, survey);
      note_look(disk);
      database.run("BEGIN");
      return database;
    } catch (const SqlError& error) {
      if (!again || !error.is_damage()) throw;
      throw_away(disk);
    }
  }
}

}  // namespace

std::optional<Database> open_unlooked(Disk& disk, bool sealed) {
  const std::string path = disk.system_path(cache);
  if (path.empty() || !can_hold_cache(disk)) return std::nullopt;
  try {
    if (!is_own(disk)) return std::nullopt;
    Database database = Database::open(path);
    database.run("BEGIN");
    if (is_current(database, sealed)) return database;
  } catch (const SqlError&) {
    // Damaged or locked: opening it after the survey knows what to do.
  }
  return std::nullopt;
}

Database open_in_memory(Disk& disk, const Survey& survey) {
  Database database = Database::open(":memory:");
  database.run("BEGIN");
  fill(database, disk, survey);
  return database;
}

Database open_database(Disk& disk, const Survey& survey) {
  const std::string path = disk.system_path(cache);
  if (path.empty() || !can_hold_cache(disk)) return open_in_memory(disk, survey);
  try {
    if (auto database = open_current(disk, survey, path)) return std::move(*database);
  } catch (const SqlError&) {
    // Damaged or locked: the next step knows what to do.
  }
  try {
    if (auto database = open_updated(disk, survey, path)) return std::move(*database);
  } catch (const SqlError&) {
    // Read-only, full or locked for long: the answer does not need the file.
  }
  return open_in_memory(disk, survey);
}

/// Damage shows only when a page is read.
void take_away_cache(Disk& disk) {
  if (disk.lock(lock_file, Lock::Kind::exclusive, std::chrono::seconds(1), [] {})) throw_away(disk);
}

}  // namespace mloc::index
