#include "mloc/index/index.hpp"
#include "mloc/index/behind.hpp"

#include <algorithm>
#include <future>

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "cache.hpp"
#include "query_guard.hpp"
#include "refresh.hpp"

namespace mloc {
namespace {

using index::Database;
using index::SqlError;
using index::Statement;
using index::Survey;

/// Names that are sealed are opened from their files when a query asks for them, and written into no cache.
bool has_sealed_names(Disk& disk) {
  const auto* workspace = dynamic_cast<const SealedDisk*>(&disk);
  return workspace && workspace->seals();
}

SqlValue value_of(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
    case SQLITE_NULL: return std::monostate();
    default: {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      return std::string(bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
  }
}

void bind_all(Statement& statement, const std::vector<SqlValue>& parameters) {
  int place = 0;
  for (const SqlValue& parameter : parameters) {
    ++place;
    if (const auto* text = std::get_if<std::string>(&parameter)) statement.bind(place, *text);
    else if (const auto* number = std::get_if<std::int64_t>(&parameter)) statement.bind(place, *number);
    else if (const auto* real = std::get_if<double>(&parameter)) sqlite3_bind_double(statement.handle(), place, *real);
    else statement.bind_null(place);
  }
}

/// Only blanks, comments and semicolons.
bool says_nothing(std::string_view sql) {
  for (std::size_t at = 0; at < sql.size();) {
    const std::string_view rest = sql.substr(at);
    const bool line = rest.starts_with("--");
    if (line || rest.starts_with("/*")) {
      const auto end = rest.find(line ? "\n" : "*/", 2);
      if (end == rest.npos) return line;
      at += end + (line ? 1 : 2);
    } else if (rest[0] == ' ' || rest[0] == '\n' || rest[0] == '\t' || rest[0] == '\r' || rest[0] == ';') {
      ++at;
    } else {
      return false;
    }
  }
  return true;
}

bool is_corruption(const SqlError& error) {
  return (error.code & 0xFF) == SQLITE_CORRUPT || (error.code & 0xFF) == SQLITE_NOTADB;
}

Failure bug(const SqlError& error) { return {Exit::bug, {problem("C190"_m, error.words)}}; }

Failure sql_failure(const SqlError& error) {
  if ((error.code & 0xFF) == SQLITE_INTERRUPT) return {Exit::no, {problem("C164"_m)}};
  Problem said = problem("C162"_m, printable(error.words));
  constexpr std::string_view no_table = "no such table: ";
  if (error.words.starts_with(no_table)) {
    std::vector<std::string> names;
    for (const SqlTable& table : sql_tables()) names.push_back(table.name);
    if (const auto near = nearest(error.words.substr(no_table.size()), names)) said.hint = did_you_mean(*near);
  }
  return {Exit::usage, {said}};
}

}  // namespace

std::vector<SqlTable> sql_tables() {
  std::vector<SqlTable> tables;
  for (const index::Shape* shape : index::shapes().all) tables.push_back(shape->table);
  const auto text = SqlColumn::Type::text;
  tables.push_back({"code",
                    {{"list", text, "List", "Liste"}, {"code", text, "Code", "Code"}, {"fr", text, "French", "Français"},
                     {"en", text, "English", "Anglais"}, {"sensitive", SqlColumn::Type::flag, "Sensitive", "Sensible"},
                     {"parent", text, "Adds up under", "Se compte sous"}},
                    2});
  tables.push_back({"field",
                    {{"kind", text, "Table", "Table"}, {"position", SqlColumn::Type::integer, "Position", "Rang"},
                     {"name", text, "Column", "Colonne"}, {"type", text, "Type", "Type"},
                     {"fr", text, "French", "Français"}, {"en", text, "English", "Anglais"}},
                    2});
  return tables;
}

struct Index::Inside {
  Disk& disk;
  bool sealed;
  Survey survey;
  Database database;
  std::future<Result<Survey>> looking;  ///< valid while the database is what lay there, not yet compared with the files
  std::optional<Failure> failure;       ///< why there is no answer
  std::vector<Problem> problems;
  Exit exit = Exit::no;
  std::optional<Period> period;
  std::optional<bool> covered;
  bool names_open = false;  ///< sealed names lie in this connection's own tables

  /// Waits for the survey and brings the database up to it; true when rows that were read before it may be others now.
  bool settle();
  bool is_as_surveyed() const;

  void set_cover(bool wanted) {
    if (covered == wanted) return;
    wanted ? cover(database) : uncover(database);
    covered = wanted;
  }
  void load_problems() {
    problems = survey.problems;
    exit = Exit::no;
    for (Problem& one : stored_problems(database, exit)) problems.push_back(std::move(one));
  }
  /// The same where reading them may show that the cache is damaged.
  void load_checked() {
    try {
      load_problems();
    } catch (const SqlError& error) {
      if (!is_corruption(error)) throw;
      start_again();
      load_problems();
    }
  }
  void put_period() const;
  /// Damage shows only when a page is read: the answer then comes from memory.
  void take_away() {
    index::take_away_cache(disk);
  }
  void start_again() {
    settle();
    take_away();
    database = index::open_in_memory(disk, survey);
    begin_again();
  }
  /// What lived with the connection before it.
  void begin_again() {
    covered.reset();
    names_open = false;
    if (period) put_period();
  }
  Result<> open_names_for(std::string_view sql, Sight sight);
  bool send(std::string_view sql, const std::vector<SqlValue>& parameters, Sight sight, const Receiver& receiver,
            Result<>& outcome) const;
  Result<> ask(std::string_view sql, const std::vector<SqlValue>& parameters, Sight sight, const Receiver& receiver);
  Result<> each(std::string_view sql, const std::vector<SqlValue>& parameters, Sight sight, const Receiver& receiver);
};

Index::Index(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Index::~Index() = default;
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;

bool Index::Inside::settle() {
  if (!looking.valid()) return false;
  auto looked = looking.get();
  if (!looked) {
    failure = std::move(looked.error());
    return false;
  }
  survey = std::move(*looked);
  try {
    const bool same = is_as_surveyed();
    if (!same) {
      database = Database();
      database = index::open_database(disk, survey);
      begin_again();
    }
    load_checked();
    return !same;
  } catch (const SqlError& error) {
    failure = bug(error);
    return false;
  }
}

bool Index::Inside::is_as_surveyed() const {
  try {
    return compare(database, survey).empty();
  } catch (const SqlError&) {
    return false;  // damaged: opening it again knows what to do
  }
}

Result<Index> Index::open(Disk& disk, const Store& store, const Options& options) {
  const bool sealed = has_sealed_names(disk);
  auto inside = std::make_unique<Inside>(Inside{disk, sealed, {}, {}, {}, {}, {}, Exit::no, {}, {}});
  const auto look = [&disk, &store, now = options.now, sealed] { return index::survey(disk, store, now, sealed); };
  try {
    if (auto found = index::open_unlooked(disk, sealed)) {
      inside->database = std::move(*found);
      inside->looking = std::async(std::launch::async, look);
      return Index(std::move(inside));
    }
    TRY(survey, look());
    inside->survey = std::move(survey);
    inside->database = index::open_database(disk, inside->survey);
    inside->load_checked();
    return Index(std::move(inside));
  } catch (const SqlError& error) {
    return tl::make_unexpected(bug(error));
  }
}

Result<std::size_t> files_behind(Disk& disk, const Store& store) {
  const bool sealed = has_sealed_names(disk);
  TRY(survey, index::survey(disk, store, {}, sealed));
  try {
    const auto database = index::open_unlooked(disk, sealed);
    return database ? index::compare(*database, survey).read.size() : survey.files.size();
  } catch (const SqlError&) {
    return survey.files.size();
  }
}

const std::vector<Problem>& Index::problems() const {
  inside_->settle();
  return inside_->problems;
}

Result<std::size_t> Index::require_valid(Invalid invalid) const {
  inside_->settle();
  if (inside_->failure) return tl::make_unexpected(*inside_->failure);
  if (invalid == Invalid::leave_out || inside_->problems.empty()) return inside_->problems.size();
  return fail(inside_->exit, inside_->problems);
}

void Index::Inside::put_period() const {
  database.run(
      "CREATE TEMP TABLE IF NOT EXISTS params (first_day TEXT, last_day TEXT, after_day TEXT);"
      "CREATE TEMP TABLE IF NOT EXISTS calendar (day TEXT PRIMARY KEY, month TEXT, quarter TEXT, year TEXT,"
      " weekday BIGINT) WITHOUT ROWID;"
      "DELETE FROM temp.params; DELETE FROM temp.calendar");
  Statement params(database, "INSERT INTO temp.params VALUES (?,?,?)");
  const std::string first = period->first.text(), last = period->last.text(), after = period->last.plus_days(1).text();
  params.bind(1, first);
  params.bind(2, last);
  params.bind(3, after);
  params.run();
  Statement insert(database, "INSERT INTO temp.calendar VALUES (?,?,?,?,?)");
  const Date monday = *Date::of(1900, 1, 1);
  for (Date day = period->first; day <= period->last; day = day.plus_days(1)) {
    const std::string text = day.text(), month = day.month_text(), year = month.substr(0, 4);
    const std::string quarter = fmt::format("{}-Q{}", year, (day.month() + 2) / 3);
    insert.bind(1, text);
    insert.bind(2, month);
    insert.bind(3, quarter);
    insert.bind(4, year);
    insert.bind(5, std::int64_t{((day.days_since(monday) % 7) + 7) % 7 + 1});
    insert.run();
    if (day == period->last) break;
  }
}

Result<> Index::set_period(const Period& period) {
  inside_->period = period;
  try {
    inside_->put_period();
  } catch (const SqlError& error) {
    return tl::make_unexpected(sql_failure(error));
  }
  return {};
}

/// Sealed names are opened for who asks for them and may, and only then.
Result<> Index::Inside::open_names_for(std::string_view sql, Sight sight) {
  if (!sealed || names_open || !sight.identities || !index::asks_for_names(database, sql)) return {};
  settle();
  if (failure) return tl::make_unexpected(*failure);
  names_open = true;
  return index::open_names(database, disk);
}

/// Runs the query; false when the cache turned out damaged before anything was given out.
bool Index::Inside::send(std::string_view sql, const std::vector<SqlValue>& parameters, Sight sight,
                         const Receiver& receiver, Result<>& outcome) const {
  bool given = false;
  const index::Guard guard(database, sight);
  try {
    Statement statement(database, sql);
    const bool reads = statement.handle() && sqlite3_stmt_readonly(statement.handle()) && !sqlite3_stmt_isexplain(statement.handle());
    if (!reads) throw SqlError{SQLITE_MISUSE, ""};
    bind_all(statement, parameters);
    std::vector<std::string> names;
    for (int i = 0; i < sqlite3_column_count(statement.handle()); ++i)
      names.emplace_back(sqlite3_column_name(statement.handle(), i));
    std::vector<SqlValue> row(names.size());
    bool more = statement.step();
    given = true;
    outcome = receiver.columns(names);
    for (; outcome && more; more = statement.step()) {
      for (std::size_t i = 0; i < row.size(); ++i) row[i] = value_of(statement.handle(), static_cast<int>(i));
      outcome = receiver.row(row);
      if (!outcome) break;
    }
  } catch (const SqlError& error) {
    if (is_corruption(error) && !given) return false;
    if (is_corruption(error)) outcome = fail(Exit::disk, problem("D131"_m));
    else if ((error.code & 0xFF) == SQLITE_NOMEM || (error.code & 0xFF) == SQLITE_TOOBIG) outcome = fail(Exit::no, problem("C250"_m));
    else if (error.code == SQLITE_MISUSE) outcome = fail(Exit::usage, problem("C161"_m));
    else if (!guard.refused().empty()) outcome = fail(Exit::usage, problem("C163"_m, guard.refused()));
    else outcome = tl::make_unexpected(sql_failure(error));
  }
  return true;
}

Result<> Index::Inside::ask(std::string_view sql, const std::vector<SqlValue>& parameters, Sight sight,
                            const Receiver& receiver) {
  Result<> outcome;
  try {
    CHECKED(open_names_for(sql, sight));
    set_cover(!sight.sensitive);
    if (send(sql, parameters, sight, receiver, outcome)) {
      if (!outcome && outcome.error().problems.front().code == "D131"_m) take_away();
      return outcome;
    }
  } catch (const SqlError& error) {
    if (!is_corruption(error)) throw;
  }
  start_again();
  CHECKED(open_names_for(sql, sight));
  set_cover(!sight.sensitive);
  send(sql, parameters, sight, receiver, outcome);
  return outcome;
}

Result<> Index::Inside::each(std::string_view sql, const std::vector<SqlValue>& parameters, Sight sight,
                             const Receiver& receiver) {
  // SQLite reads one statement and would pass over the rest in silence.
  const std::string text(sql);
  for (std::size_t end = text.find(';'); end != text.npos; end = text.find(';', end + 1)) {
    const std::string head = text.substr(0, end + 1);
    if (sqlite3_complete(head.c_str()) && !says_nothing(text.substr(end + 1)))
      return fail(Exit::usage, problem("C161"_m));
  }
  if (says_nothing(text)) return fail(Exit::usage, problem("C161"_m));
  try {
    return ask(sql, parameters, sight, receiver);
  } catch (const SqlError& error) {
    return tl::make_unexpected(sql_failure(error));
  }
}

Result<> Index::each(std::string_view sql, const std::vector<SqlValue>& parameters, Sight sight,
                     const Receiver& receiver) const {
  inside_->settle();
  if (inside_->failure) return tl::make_unexpected(*inside_->failure);
  return inside_->each(sql, parameters, sight, receiver);
}

Result<Rows> Index::rows(std::string_view sql, const std::vector<SqlValue>& parameters, Sight sight) const {
  const auto gather = [&]() -> Result<Rows> {
    Rows made;
    CHECKED(inside_->each(sql, parameters, sight,
                          {[&](const std::vector<std::string>& columns) -> Result<> {
                             made.columns = columns;
                             return {};
                           },
                           [&](std::span<const SqlValue> row) -> Result<> {
                             made.rows.emplace_back(row.begin(), row.end());
                             return {};
                           }}));
    return made;
  };
  Result<Rows> made = gather();
  const bool changed = inside_->settle();
  if (inside_->failure) return tl::make_unexpected(*inside_->failure);
  return changed ? gather() : std::move(made);
}

}  // namespace mloc
