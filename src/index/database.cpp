#include "database.hpp"

#include <random>
#include <utility>

#include <fmt/format.h>

namespace mloc::index {
namespace {

[[noreturn]] void refuse(sqlite3* handle, int code) { throw SqlError{code, handle ? sqlite3_errmsg(handle) : ""}; }

/// What no honest query needs more of.
constexpr std::pair<int, int> limits[] = {{SQLITE_LIMIT_LENGTH, 64 << 20},      {SQLITE_LIMIT_SQL_LENGTH, 16 << 20}, {SQLITE_LIMIT_COLUMN, 500},
                                          {SQLITE_LIMIT_EXPR_DEPTH, 200},       {SQLITE_LIMIT_COMPOUND_SELECT, 200}, {SQLITE_LIMIT_VDBE_OP, 1'000'000},
                                          {SQLITE_LIMIT_FUNCTION_ARG, 100},     {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
                                          {SQLITE_LIMIT_VARIABLE_NUMBER, 1000}, {SQLITE_LIMIT_TRIGGER_DEPTH, 1},     {SQLITE_LIMIT_WORKER_THREADS, 0}};

/// Another one in each process, so that nothing written before can name it.
std::string unguessable() {
  std::random_device random;
  return fmt::format("d{:08x}{:08x}{:08x}", random(), random(), random());
}

}  // namespace

bool SqlError::is_damage() const {
  const int kind = code & 0xFF;
  return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || kind == SQLITE_ERROR || kind == SQLITE_CONSTRAINT ||
         kind == SQLITE_SCHEMA || kind == SQLITE_MISMATCH || kind == SQLITE_FORMAT;
}

Database Database::open(const std::string& path) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database(handle);
  if (code != SQLITE_OK) refuse(handle, code);
  sqlite3_extended_result_codes(handle, 1);
  // A cache that came with a received tree is data, never a program.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 1, nullptr);
  sqlite3_busy_timeout(handle, 20'000);
  database.limit();
  database.attach(path);
  // What is taken out of the cache leaves no name in its free pages; what is put aside for a query lies on no disk.
  database.run(fmt::format("PRAGMA secure_delete = ON; PRAGMA {}.secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA {}.cache_size = -24000",
                           database.home_, database.home_));
  return database;
}

void Database::limit() const {
  for (const auto& [which, most] : limits) sqlite3_limit(handle_, which, most);
}

void Database::attach(const std::string& path) {
  home_ = unguessable();
  sqlite3_limit(handle_, SQLITE_LIMIT_ATTACHED, 1);
  Statement attach(*this, "ATTACH ? AS " + home_);
  attach.bind(1, path);
  attach.run();
}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(home_, other.home_);
  return *this;
}
Database::~Database() { sqlite3_close(handle_); }

void Database::run(const std::string& sql) const {
  if (const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
    refuse(handle_, code);
}

Statement::Statement(const Database& database, std::string_view sql) {
  const int code = sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &handle_, nullptr);
  if (code != SQLITE_OK) refuse(database.handle(), code);
}
Statement::~Statement() { sqlite3_finalize(handle_); }

void Statement::require(int code) const {
  if (code != SQLITE_OK) refuse(sqlite3_db_handle(handle_), code);
}
void Statement::bind(int place, std::string_view text) {
  // A text without bytes is a text, not a NULL.
  const char* bytes = text.empty() ? "" : text.data();
  require(sqlite3_bind_text(handle_, place, bytes, static_cast<int>(text.size()), SQLITE_STATIC));
}
void Statement::bind(int place, std::int64_t number) { require(sqlite3_bind_int64(handle_, place, number)); }
void Statement::bind_null(int place) { require(sqlite3_bind_null(handle_, place)); }

bool Statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) refuse(sqlite3_db_handle(handle_), code);
  return false;
}
void Statement::reset() { sqlite3_reset(handle_); }
void Statement::run() {
  while (step()) {
  }
  reset();
}

std::string_view Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)))
               : std::string_view();
}

std::string sql_name(std::string_view name) { return '"' + std::string(name) + '"'; }

}  // namespace mloc::index
