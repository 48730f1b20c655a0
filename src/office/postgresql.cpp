// Several workspaces in one database: a script for psql. Each organisation is a partition of every table and has a schema
// in which the reports' SQL finds its own rows; the schema `everyone` shows all.
#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include <fmt/format.h>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/meeting/meeting_case.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "mloc/workspace/trust.hpp"
#include "query_verbs.hpp"

namespace mloc::office {
namespace {

constexpr std::size_t chunk = 1u << 20, longest_name = 40;

std::string sql_identifier(std::string_view name) { return fmt::format("\"{}\"", name); }

std::string literal(std::string_view text) {
  std::string made = "'";
  for (const char c : text) made += c == '\'' ? "''" : std::string(1, c);
  return made + "'";
}

/// A value as COPY reads it: tabs part the values, lines the rows, \N is nothing.
void put_value(std::string& line, const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) line += std::to_string(*number);
  else if (std::holds_alternative<std::monostate>(value)) line += "\\N";
  for (const char c : text_of(value)) {
    if (c == '\\') line += "\\\\";
    else if (c == '\t') line += "\\t";
    else if (c == '\n') line += "\\n";
    else if (c == '\r') line += "\\r";
    else line += c;
  }
}

/// Tables of the index that reports read, and the meetings that mloc computes.
std::vector<SqlTable> tables_of_reports() {
  std::vector<SqlTable> tables = sql_tables();
  std::erase_if(tables, [](const SqlTable& table) { return table.personal || table.owned; });
  SqlTable waiting;
  waiting.name = "waiting_meeting";
  for (const char* name : {"case_id", "job", "meeting", "due"}) waiting.columns.push_back({name, SqlColumn::Type::text, "", "", false});
  tables.push_back(std::move(waiting));
  return tables;
}

std::string names_of(const SqlTable& table) {
  std::string names;
  for (const SqlColumn& column : table.columns) names += (names.empty() ? "" : ", ") + sql_identifier(column.name);
  return names;
}

std::string select_of(const SqlTable& table) {
  std::string sql = "SELECT " + names_of(table) + " FROM " + sql_identifier(table.name);
  for (std::size_t i = 0; i < table.keys; ++i) sql += (i ? ", " : " ORDER BY ") + sql_identifier(table.columns[i].name);
  return sql;
}

/// A row of somebody's is in one organisation only; what is not (partners, programmes, code lists) may stand in several
/// under one code, and is then one thing.
std::string view_of(const SqlTable& table) {
  const bool is_somebodys = table.columns.front().name == "case_id";
  std::string keys;
  for (std::size_t i = 0; i < table.keys; ++i) keys += (i ? ", " : "") + sql_identifier(table.columns[i].name);
  const std::string what = is_somebodys ? "" : keys.empty() ? "DISTINCT " : fmt::format("DISTINCT ON ({}) ", keys);
  const std::string order = is_somebodys || keys.empty() ? "" : fmt::format(" ORDER BY {}, organisation", keys);
  return fmt::format("CREATE VIEW everyone.{0} AS SELECT {1}{2} FROM records.{0}{3};\n", sql_identifier(table.name), what, names_of(table), order);
}

std::string create_of(const SqlTable& table) {
  std::string columns = "organisation TEXT NOT NULL";
  for (const SqlColumn& column : table.columns)
    columns += fmt::format(", {} {}", sql_identifier(column.name), column.type == SqlColumn::Type::text ? "TEXT" : "BIGINT");
  return fmt::format("CREATE TABLE records.{} ({}) PARTITION BY LIST (organisation);\n", sql_identifier(table.name), columns);
}

constexpr std::string_view beginning = R"(-- Made by mloc export postgresql, for psql: nothing is loaded unless all is.
\set ON_ERROR_STOP on
BEGIN;
SET LOCAL client_encoding = 'UTF8';
SET LOCAL standard_conforming_strings = on;
SET LOCAL client_min_messages = warning;
CREATE SCHEMA records;
CREATE SCHEMA everyone;
CREATE SCHEMA period;
CREATE TABLE period.params (first_day TEXT, last_day TEXT, after_day TEXT);
CREATE TABLE period.calendar (day TEXT PRIMARY KEY, month TEXT, quarter TEXT, year TEXT, weekday BIGINT);
CREATE PROCEDURE period.choose(first TEXT, last TEXT) LANGUAGE sql AS $$
  DELETE FROM period.params;
  DELETE FROM period.calendar;
  INSERT INTO period.params VALUES (first, last, to_char(last::date + 1, 'YYYY-MM-DD'));
  INSERT INTO period.calendar SELECT to_char(d, 'YYYY-MM-DD'), to_char(d, 'YYYY-MM'), to_char(d, 'YYYY"-Q"Q'), to_char(d, 'YYYY'),
    extract(isodow FROM d) FROM generate_series(first::date, last::date, '1 day') AS d;
$$;
)";

/// A workspace that goes into the database.
struct Member {
  Globals globals;
  std::optional<Workspace> workspace;
  Index* index = nullptr;
  std::string organisation, schema;
};

/// A schema of letters, digits and _ after the organisation's name.
std::string schema_name(std::string_view organisation, std::set<std::string>& used) {
  std::string name = "org_";
  for (const char c : folded(organisation)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) name += c;
    else if (!name.ends_with('_')) name += '_';
    if (name.size() == longest_name) break;
  }
  while (name.ends_with('_')) name.pop_back();
  std::string unused = name;
  for (int number = 2; !used.insert(unused).second; ++number) unused = fmt::format("{}_{}", name, number);
  return unused;
}

/// Everything is opened and looked through before the first line is written.
Result<> open_all(World& world, const Globals& globals, const PostgresArgs& args, std::deque<Member>& members) {
  std::map<std::string, std::string> folders;
  std::set<std::string> schemas;
  std::vector<std::string> wanted = args.workspaces;
  if (wanted.empty()) wanted.push_back(globals.directory);
  for (const std::string& folder : wanted) {
    Member& member = members.emplace_back();
    member.globals = globals;
    member.globals.directory = folder;
    TRY(workspace, Workspace::open(world, member.globals, Workspace::Use::read_many));
    member.workspace.emplace(std::move(workspace));
    TRY(trusted, trusted_index(*member.workspace, false));
    member.index = trusted.index;
    member.organisation = member.workspace->settings().organisation;
    member.schema = schema_name(member.organisation, schemas);
    const auto [other, is_new] = folders.emplace(member.organisation, folder);
    if (!is_new) return fail(Exit::usage, problem("V207"_m, other->second, folder, member.organisation));
  }
  return {};
}

class Script {
 public:
  explicit Script(World& world) : world_(world) {}
  Result<> add(std::string_view text) {
    text_ += text;
    return text_.size() < chunk ? Result<>() : flush();
  }
  Result<> flush() {
    CHECKED(world_.out.write(text_));
    text_.clear();
    return {};
  }

  Result<> copy(Member& member, const SqlTable& table, Sight sight) {
    CHECKED(add(fmt::format("COPY {}.{} ({}) FROM stdin;\n", sql_identifier(member.schema), sql_identifier(table.name), names_of(table))));
    const auto row = [&](std::span<const SqlValue> values) -> Result<> {
      std::string line;
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (i) line += '\t';
        put_value(line, values[i]);
      }
      return add(line + "\n");
    };
    if (table.name == "waiting_meeting") {
      TRY(due, meeting::read_due_meetings(*member.workspace, *member.index, std::nullopt));
      for (const meeting::DueMeeting& one : due)
        for (const std::string& code : one.codes)
          if (one.due) CHECKED(row(std::vector<SqlValue>{one.case_id, one.job, code, one.due->text()}));
    } else {
      CHECKED(member.index->each(select_of(table), {}, sight, {[](const std::vector<std::string>&) { return Result<>(); }, row}));
    }
    return add("\\.\n");
  }

 private:
  World& world_;
  std::string text_;
};

}  // namespace

Result<Exit> export_postgresql(World& world, const Globals& globals, const PostgresArgs& args) {
  CHECKED(refuse_audience(globals, "export postgresql"));
  std::deque<Member> members;
  CHECKED(open_all(world, globals, args, members));
  Script script(world);
  const std::vector<SqlTable> tables = tables_of_reports();
  CHECKED(script.add(beginning));
  for (const SqlTable& table : tables) CHECKED(script.add(create_of(table) + view_of(table)));
  for (Member& member : members) {
    CHECKED(script.add(fmt::format("CREATE SCHEMA {};\n", sql_identifier(member.schema))));
    for (const SqlTable& table : tables) {
      CHECKED(script.add(fmt::format("CREATE TABLE {0}.{1} PARTITION OF records.{1} (organisation DEFAULT {2}) FOR VALUES IN ({2});\n",
                                     sql_identifier(member.schema), sql_identifier(table.name), literal(member.organisation))));
      CHECKED(script.copy(member, table, {args.sensitive, false}));
    }
  }
  CHECKED(script.add("COMMIT;\n"));
  // Without figures of its own the planner joins by loops that take hours.
  CHECKED(script.add("ANALYZE;\n"));
  CHECKED(script.flush());
  for (const Member& member : members)
    if (!globals.quiet) remark(world, phrase("{}: {}", member.schema, member.organisation));
  return Exit::done;
}

}  // namespace mloc::office
