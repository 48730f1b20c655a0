#include "mloc/workspace/person.hpp"

#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc {
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

Result<CaseId> resolve_case(Workspace& workspace, const CaseText& said, Reference reference) {
  const std::string& text = said.text;
  if (const auto id = CaseId::parse(text)) {
    TRY(there, workspace.store().holds(case_path(*id)));
    if (there) return followed(workspace, *id);
  }
  TRY(index, workspace.index());
  TRY(numbered, index->rows("SELECT DISTINCT case_id FROM application WHERE file_number = ?1 AND voided_day IS NULL",
                            {text}));
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

Result<std::vector<CaseId>> cases_with(Workspace& workspace, std::string_view kind) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows(fmt::format("SELECT DISTINCT case_id FROM {} WHERE voided_day IS NULL ORDER BY case_id", kind)));
  std::vector<CaseId> cases;
  for (const auto& row : rows.rows) cases.push_back(*CaseId::parse(std::get<std::string>(row.front())));
  return cases;
}

}  // namespace mloc
