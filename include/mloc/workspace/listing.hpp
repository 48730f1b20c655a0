#pragma once
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
};

/// Terms as a user writes them, in signs that no shell takes: `site:orleans`, `received:2010-02..`, `minutes:..60`, `not:site:orleans`.
struct Where {
  std::string sql;
  std::vector<SqlValue> parameters;
  std::vector<std::string> used = {};  ///< the fields that the terms speak of
};
/// C108 for an unknown field, C103 for an unknown code of a field that takes codes.
Result<Where> where_of(const std::vector<std::string>& terms, const std::vector<Field>& fields, const Date& today);

/// Runs `SELECT fields FROM … WHERE …` and prints it. Gives the number of rows that were found. With --as no term may
/// speak of a field that the viewer does not see (N133): which rows come would tell its value.
Result<std::size_t> print_rows(Workspace& workspace, const std::string& kind, const std::vector<Field>& fields,
                               const std::string& from, const Where& where, const std::string& order, Sight sight);

}  // namespace mloc
