#include "mloc/workspace/person.hpp"

#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "whole_reference.hpp"

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

/// Whether who looks (--as) sees what a person would be found by: a search tells what it finds by.
Result<bool> may_search_by(Workspace& workspace, std::string_view field) {
  const auto& as = workspace.globals().as;
  if (!as) return true;
  TRY(viewer, viewer_of(workspace, *as));
  return viewer.sees("cases", field);
}

Result<CaseId> by_prefix_or_name(Workspace& workspace, Index& index, std::string_view text) {
  std::string prefix;
  for (const char c : text)
    if (c != '-') prefix += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  TRY(starting, index.rows("SELECT DISTINCT case_id FROM person WHERE substr(case_id, 1, ?1) = ?2 ORDER BY case_id",
                           {static_cast<std::int64_t>(prefix.size()), prefix}));
  TRY(by_id, may_search_by(workspace, "case_id"));
  if (by_id && !starting.rows.empty() && prefix.size() >= 4) return one_of(starting, text);
  TRY(by_name, may_search_by(workspace, "surname"));
  if (!by_name) return one_of({}, text);
  TRY(names, index.rows("SELECT case_id, surname, first_name FROM identity ORDER BY case_id", {}, {true, true}));
  const std::string wanted = letters_of(text);
  Rows matching;
  for (auto& row : names.rows) {
    const std::string surname = letters_of(text_of(row[1])), first = letters_of(text_of(row[2]));
    if (wanted == surname || wanted == first || wanted == surname + first || wanted == first + surname)
      matching.rows.push_back(std::move(row));
  }
  return one_of(matching, text);
}

}  // namespace

Result<std::optional<CaseId>> whole_reference(Workspace& workspace, const std::string& text, bool by_number) {
  if (const auto id = CaseId::parse(text)) {
    TRY(there, workspace.store().holds(case_path(*id)));
    if (there) return followed(workspace, *id).map([](const CaseId& one) { return std::optional(one); });
  }
  if (!by_number) return std::nullopt;
  TRY(index, workspace.index());
  TRY(numbered, index->rows("SELECT DISTINCT case_id FROM application WHERE file_number = ?1 AND (voided_day IS NULL OR merged IS NOT NULL)",
                            {text}));
  if (numbered.rows.empty()) return std::nullopt;
  TRY(id, one_of(numbered, text));
  return followed(workspace, id).map([](const CaseId& one) { return std::optional(one); });
}

Result<CaseId> resolve_case(Workspace& workspace, const CaseText& said, Reference reference) {
  const std::string& text = said.text;
  TRY(by_number, may_search_by(workspace, "file_number"));
  TRY(whole, whole_reference(workspace, text, by_number));
  if (whole) return *whole;
  TRY(index, workspace.index());
  if (reference == Reference::reading) return by_prefix_or_name(workspace, *index, text);
  if (CaseId::parse(text)) return fail(Exit::unknown, problem("K101"_m, text));
  TRY(near, by_prefix_or_name(workspace, *index, text).map([](const CaseId& id) { return id.shown(); }).or_else(
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

Result<std::vector<CaseId>> cases_asked(Workspace& workspace, const std::vector<CaseText>& named, std::string_view kind) {
  if (named.empty()) return cases_with(workspace, kind);
  std::vector<CaseId> cases;
  for (const CaseText& said : named) {
    TRY(id, resolve_case(workspace, said, Reference::reading));
    if (std::ranges::find(cases, id) == cases.end()) cases.push_back(id);
  }
  return cases;
}

}  // namespace mloc
