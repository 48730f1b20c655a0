#include "mloc/render/problems.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "mloc/base/text.hpp"
#include "mloc/base/utf8.hpp"

namespace mloc {
namespace {

std::string place_text(const Place& place) {
  if (place.file.empty()) return "mloc";
  std::string text = printable(place.file);
  if (place.line) text += fmt::format(":{}", place.line);
  if (place.line && place.column) text += fmt::format(":{}", place.column);
  if (!place.header.empty()) text += " (" + printable(place.header) + ")";
  return text;
}

/// The line of `source` with this number, from 1, in UTF-8.
std::optional<std::string> line_of(std::string_view source, std::uint32_t number) {
  for (std::uint32_t line = 1; line < number; ++line) {
    const auto end = source.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    source.remove_prefix(end + 1);
  }
  std::string_view text = source.substr(0, source.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (is_utf8(text)) return std::string(text);
  return from_windows_1252(text).value_or(std::string{});
}

/// Where a CSV field starts, counted in bytes; the field's number counts from 1. The separator is the commonest mark.
std::size_t start_of_field(std::string_view line, std::uint32_t number) {
  const auto count = [&](char mark) { return std::ranges::count(line, mark); };
  char separator = ',';
  for (const char mark : {';', '\t'})
    if (count(mark) > count(separator)) separator = mark;
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (number <= 1) return at;
    if (line[at] == '"') quoted = !quoted;
    if (line[at] == separator && !quoted) --number;
  }
  return line.size();
}

/// Bytes before the `column`th character.
std::size_t start_of_character(std::string_view line, std::uint32_t column) {
  std::size_t at = 0;
  for (std::uint32_t i = 1; i < column && at < line.size(); ++i) at += length_of_character(line, at);
  return at;
}

/// The line and a caret under the place, cut at both ends to fit.
std::string excerpt(const std::string& line, std::size_t caret, std::uint32_t number, std::size_t columns) {
  const std::string margin = fmt::format("{:>6} | ", number);
  const std::size_t room = columns > margin.size() + 20 ? columns - margin.size() : 20;
  std::size_t first = 0;
  while (first < caret && width(std::string_view(line).substr(first, caret - first)) > room / 2)
    first += length_of_character(line, first);
  std::size_t last = first;
  while (last < line.size()) {
    const std::size_t next = last + length_of_character(line, last);
    if (width(std::string_view(line).substr(first, next - first)) > room) break;
    last = next;
  }
  const std::string shown = printable(std::string_view(line).substr(first, last - first));
  const std::string before = printable(std::string_view(line).substr(first, caret - first));
  return margin + shown + "\n" + std::string(margin.size() - 2, ' ') + "| " + std::string(width(before), ' ') + "^\n";
}

std::string excerpt_of(const Problem& problem, const ProblemsView& view) {
  const Place& place = problem.place;
  if (!view.source || place.file.empty() || place.line == 0) return {};
  const auto source = view.source(place.file);
  const auto line = source ? line_of(*source, place.line) : std::nullopt;
  if (!line) return {};
  const std::size_t caret =
      place.header.empty() ? start_of_character(*line, place.column) : start_of_field(*line, place.column);
  return excerpt(*line, caret, place.line, static_cast<std::size_t>(std::max(view.columns, 40)));
}

std::string_view word_for_error(Language language) { return language == Language::french ? "erreur" : "error"; }

std::string painted(std::string line, const ProblemsView& view) {
  if (!view.color) return line;
  const std::string_view word = word_for_error(view.language);
  const auto at = line.find(std::string(word) + "[");
  return line.insert(at + word.size(), "\x1b[0m").insert(at, "\x1b[1;31m");
}

std::string counted(std::size_t number, std::string_view thing) {
  return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

std::string summary(const std::vector<Problem>& problems, Language language) {
  std::set<std::string> files;
  for (const Problem& problem : problems)
    if (!problem.place.file.empty()) files.insert(problem.place.file);
  if (files.empty() && problems.size() < 2) return {};
  const bool french = language == Language::french;
  std::string text = "mloc: " + counted(problems.size(), word_for_error(language));
  if (!files.empty()) text += (french ? " dans " : " in ") + counted(files.size(), french ? "fichier" : "file");
  return text + "\n";
}

}  // namespace

std::string problem_line(const Problem& problem, Language language) {
  std::string line = fmt::format("{}: {}[{}]: {}", place_text(problem.place), word_for_error(language), code_of(problem.code),
                                 printable(problem.text.in(language)));
  if (!problem.hint.empty()) line += (language == Language::french ? "\u00a0; " : "; ") + printable(problem.hint.in(language));
  return line;
}

std::string problems_text(std::vector<Problem> problems, const ProblemsView& view) {
  std::ranges::stable_sort(problems, {}, [](const Problem& problem) {
    return std::tie(problem.place.file, problem.place.line, problem.place.column);
  });
  std::string text;
  std::set<Message> explained;
  for (const Problem& problem : problems) {
    text += painted(problem_line(problem, view.language), view) + "\n";
    if (!view.explain) continue;
    text += excerpt_of(problem, view);
    if (explained.insert(problem.code).second) text += "       = " + std::string(explanation(problem.code, view.language)) + "\n";
  }
  return text + summary(problems, view.language);
}

}  // namespace mloc
