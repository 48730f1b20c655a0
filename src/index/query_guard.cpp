#include "query_guard.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace mloc::index {
namespace {

bool is_covered(const SqlTable& table) { return std::ranges::any_of(table.columns, &SqlColumn::sensitive); }

const std::map<std::string, SqlTable, std::less<>>& tables() {
  static const auto made = [] {
    std::map<std::string, SqlTable, std::less<>> all;
    for (SqlTable& table : sql_tables()) all.emplace(table.name, table);
    return all;
  }();
  return made;
}

constexpr sqlite3_int64 most_memory = 256 << 20;
constexpr std::string_view others[] = {"params", "calendar", "json_each", "json_tree"};

}  // namespace

Guard::Guard(const Database& database, Sight sight) : handle_(database.handle()), sight_(sight) {
  Statement names(database, fmt::format("SELECT name FROM {}.sqlite_schema UNION SELECT name FROM temp.sqlite_schema", database.home()));
  while (names.step()) own_.emplace(names.text(0));
  sqlite3_hard_heap_limit64(sqlite3_memory_used() + most_memory);
  sqlite3_set_authorizer(handle_, authorize, this);
  sqlite3_progress_handler(handle_, 1'000'000, count, this);
}
Guard::~Guard() {
  sqlite3_set_authorizer(handle_, nullptr, nullptr);
  sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
  sqlite3_hard_heap_limit64(0);
}

bool asks_for_names(const Database& database, std::string_view sql) {
  bool asks = false;
  sqlite3_set_authorizer(database.handle(), [](void* found, int action, const char* first, const char*, const char*, const char*) {
    if (action != SQLITE_READ) return SQLITE_OK;
    const auto table = tables().find(std::string_view(first));
    if (table != tables().end() && table->second.personal) *static_cast<bool*>(found) = true;
    return SQLITE_OK;
  }, &asks);
  try {
    const Statement parsed(database, sql);
  } catch (const SqlError&) {
    // Whoever runs it tells.
  }
  sqlite3_set_authorizer(database.handle(), nullptr, nullptr);
  return asks;
}

int Guard::count(void* self) { return --static_cast<Guard*>(self)->left_ <= 0; }

int Guard::refuse(const std::string& what) {
  if (refused_.empty()) refused_ = what;
  return SQLITE_DENY;
}

int Guard::authorize(void* self, int action, const char* first, const char* second, const char*, const char*) {
  auto& guard = *static_cast<Guard*>(self);
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_FUNCTION:
      return second == std::string_view("load_extension") ? guard.refuse("extensions") : SQLITE_OK;
    case SQLITE_READ: return guard.may_read(first, second);
    case SQLITE_ATTACH: return guard.refuse("other databases");
    case SQLITE_PRAGMA: return guard.refuse("settings of SQLite");
    default: return guard.refuse("what it would change");
  }
}

int Guard::may_read(const std::string& table, std::string_view column) {
  if (std::ranges::find(others, table) != std::end(others)) return SQLITE_OK;
  const auto found = tables().find(table);
  // A recursive WITH of which no column is read is asked for by the name that the query gave it.
  if (found == tables().end() && column.empty() && !own_.contains(table) && !table.starts_with("sqlite_")) return SQLITE_OK;
  if (found == tables().end()) return refuse("'" + table + "'");
  if (found->second.personal && !sight_.identities) return refuse("'" + table + "' without --identities");
  if (found->second.owned && !sight_.passports) return refuse("'" + table + "': `mloc passport` reads it and keeps a journal of readings");
  return SQLITE_OK;
}

/// An answer shows when its item is known and neither the item nor the choice is sensitive.
constexpr std::string_view answer_shows =
    "EXISTS (SELECT 1 FROM {0}.instrument_item i WHERE i.file = {0}.answer.instrument || '.' || {0}.answer.version "
    "AND i.code = {0}.answer.item AND COALESCE(i.sensitive, 0) = 0 "
    "AND NOT EXISTS (SELECT 1 FROM {0}.instrument_choice c WHERE c.file = i.file AND c.instrument_item_position = i.position "
    "AND c.code = {0}.answer.text AND c.sensitive = 1) "
    "AND NOT EXISTS (SELECT 1 FROM {0}.code c WHERE c.list = i.list AND c.code = {0}.answer.text AND c.sensitive = 1))";

/// That such a question was asked at all tells its answer: the amount of a disability allowance.
constexpr std::string_view question_tells =
    "EXISTS (SELECT 1 FROM {0}.instrument_item i JOIN {0}.instrument_item_when w ON w.file = i.file "
    "AND w.instrument_item_position = i.position WHERE i.file = {0}.answer.instrument || '.' || {0}.answer.version "
    "AND i.code = {0}.answer.item AND i.sensitive = 1)";

void cover_answers(const Database& database) {
  const std::string shows = fmt::format(answer_shows, database.home()), tells = fmt::format(question_tells, database.home());
  database.run(fmt::format("CREATE TEMP VIEW IF NOT EXISTS answer AS SELECT case_id, record_id, position, instrument, version, "
                           "CASE WHEN {1} THEN 'masked' ELSE item END AS item, "
                           "CASE WHEN {0} THEN text ELSE 'masked' END AS text, CASE WHEN {0} THEN number END AS number, "
                           "CASE WHEN {0} THEN cents END AS cents FROM {2}.answer", shows, tells, database.home()));
}

void cover(const Database& database) {
  cover_answers(database);
  for (const auto& [name, table] : tables()) {
    if (!is_covered(table) || name == "answer") continue;
    std::string columns;
    for (const SqlColumn& column : table.columns) {
      const std::string as = sql_name(column.name);
      columns += columns.empty() ? "" : ", ";
      columns += column.sensitive ? fmt::format("CASE WHEN {0} IN (SELECT code FROM {1}.code WHERE sensitive = 1) OR {0} NOT IN (SELECT code FROM {1}.code) "
                                                "THEN 'masked' ELSE {0} END AS {0}", as, database.home())
                                  : as;
    }
    database.run(fmt::format("CREATE TEMP VIEW IF NOT EXISTS {0} AS SELECT {1} FROM {2}.{0}", sql_name(name), columns, database.home()));
  }
}

void uncover(const Database& database) {
  for (const auto& [name, table] : tables())
    if (is_covered(table)) database.run("DROP VIEW IF EXISTS temp." + sql_name(name));
}

}  // namespace mloc::index
