#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/workspace/workspace.hpp"

namespace mloc {

/// A column of a listing and the SQL that gives it.
struct Field {
  Column column;
  std::string sql;
  std::vector<std::string> codes = {};  ///< those it takes, when the kind is not the application's, person's or lesson's
  std::vector<std::string_view> lists = {};  ///< code lists that it takes codes of, with what the office adds to them
  std::string reference = {};                ///< what it names, as `x-ref` of a schema says it; programmes, sites, staff and partners are known
};

/// C108 with the field that was meant: one of that name, or of what stands over its column in either language; else all of them.
tl::unexpected<Failure> unknown_field(const std::string& name, const std::vector<Field>& fields);

/// Terms as a user writes them, in signs that no shell takes: `site:orleans`, `received:2010-02..`, `minutes:..60`, `not:site:orleans`.
struct Where {
  std::string sql;
  std::vector<SqlValue> parameters;
  std::vector<std::string> used = {};  ///< the fields that the terms speak of
};
/// C108 for an unknown field, R206 for a code that the field, or the workspace for a programme, site, colleague or partner, does not know.
Result<Where> where_of(Workspace& workspace, const std::vector<std::string>& terms, std::vector<Field> fields);

/// Runs `SELECT fields FROM … WHERE …` and prints it, as print() does. With --as no term may
/// speak of a field that the viewer does not see (N133): which rows come would tell its value.
Result<Exit> print_rows(Workspace& workspace, const std::string& kind, const std::vector<Field>& fields,
                               const std::string& from, const Where& where, const std::string& order, Sight sight);

/// What a computed listing is asked for: `field:value` and its like; any other word is a case.
struct Terms {
  std::vector<CaseText> cases;
  std::vector<std::string> terms;
  static Terms of(const std::vector<std::string>& words);
};
/// The condition for those of SQL: the terms as `where_of` has them, and one of the cases, whose column is `case_sql`.
Result<Where> where_of(Workspace& workspace, const Terms& said, std::vector<Field> fields, std::string_view case_sql);
/// What a column of a computed listing may hold: words of the program's own, or the codes of a list.
struct CodesOfColumn {
  CodesOfColumn(std::initializer_list<const char*> said) : words(said.begin(), said.end()) {}
  CodesOfColumn(std::vector<std::string> said) : words(std::move(said)) {}
  /// The codes of these lists.
  static CodesOfColumn list(auto... names) {
    CodesOfColumn codes(std::vector<std::string>{});
    codes.lists = {names...};
    return codes;
  }
  std::vector<std::string> words;
  std::vector<std::string_view> lists = {};
};
using CodesOfColumns = std::map<std::string, CodesOfColumn, std::less<>>;
/// The rows that the terms let pass, as where_of means them; N133 with --as for a field that the viewer does not see.
Result<Table> passing(Workspace& workspace, Table table, const std::vector<std::string>& terms, CodesOfColumns codes = {});
/// Prints the rows that the terms let pass; of the cases that they name, by the column `case_id`.
Result<Exit> print_passing(Workspace& workspace, Table table, const Terms& said, CodesOfColumns codes = {});
/// The same of a listing that no workspace is needed for.
Result<Exit> print_passing(World& world, const Globals& globals, Table table, const std::vector<std::string>& terms);

}  // namespace mloc
