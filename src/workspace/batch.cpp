#include "mloc/workspace/batch.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/workspace/print.hpp"

namespace mloc {
namespace {

/// What a listing writes over its first column.
bool is_heading(std::string_view cell) {
  constexpr std::array<std::string_view, 6> headings = {"file_number", "case_id", "File number", "N° dossier", "Case", "Jeune"};
  return std::ranges::find(headings, cell) != headings.end();
}

std::string_view first_cell(std::string_view line) {
  std::string_view cell = trimmed(line.substr(0, line.find_first_of(";,\t\r")));
  if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
  return trimmed(cell);
}

/// One case a line, as a listing writes them: its first column, without what heads it, blank lines and remarks (#).
std::vector<CaseText> cases_in(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<CaseText> cases;
  bool is_first = true;
  for (const std::string_view line : split(text, '\n')) {
    const std::string_view cell = first_cell(line);
    if (cell.empty() || cell.front() == '#') continue;
    const bool heads = std::exchange(is_first, false) && is_heading(cell);
    if (!heads && std::ranges::find(cases, cell, &CaseText::text) == cases.end()) cases.push_back({std::string(cell)});
  }
  return cases;
}

Result<std::vector<CaseText>> cases_said(World& world, const CaseText& said) {
  if (!said.text.starts_with('@')) return std::vector{said};
  constexpr std::size_t largest = 1u << 20;
  const std::string file = said.text.substr(1);
  TRY(text, file == "-" ? world.read_input(largest) : world.files.read(file, largest));
  auto cases = cases_in(text);
  if (cases.empty()) return fail(Exit::usage, problem("L245"_m, printable(said.text)));
  return cases;
}

}  // namespace

Result<Exit> for_each_case(Workspace& workspace, const CaseText& said, const std::function<Result<std::optional<Part>>(const CaseText&)>& make) {
  TRY(cases, cases_said(workspace.world(), said));
  std::vector<Part> parts;
  Failure refused{Exit::rule, {}};
  for (const CaseText& one : cases) {
    auto part = make(one);
    if (part && *part) parts.push_back(*std::move(*part));
    if (part) continue;
    if (cases.size() == 1) return tl::make_unexpected(std::move(part.error()));
    if (refused.problems.empty()) refused.exit = part.error().exit;
    for (Problem& found : part.error().problems) {
      found.text = prefixed(printable(one.text), std::move(found.text));
      refused.problems.push_back(std::move(found));
    }
  }
  if (!refused.problems.empty()) return tl::make_unexpected(std::move(refused));
  Change change;
  for (const Part& part : parts) change.put(part.path, part.bytes, part.read);
  CHECKED(workspace.commit(change));
  for (const Part& part : parts) {
    CHECKED(say(workspace, part.said));
    if (part.after) CHECKED(part.after());
  }
  return Exit::done;
}

}  // namespace mloc
