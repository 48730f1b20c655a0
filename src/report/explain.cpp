// What a report counts, column by column: in words, and as SQL.
#include "explain.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace mloc::report {
namespace {

/// `ratio(present, known, 6)` as people read it.
std::string formula(const ReportColumn& column) {
  return column.kind == ReportColumn::Kind::ratio ? fmt::format(" [{} / {}]", column.part, column.whole) : std::string();
}

}  // namespace

std::string explained(const Report& report, Language language) {
  const bool french = language == Language::french;
  const auto said = [&](const ReportSays& says) { return french ? says.french : says.english; };
  std::string text = fmt::format("{}\n\n{}\n", french ? report.french : report.english, french ? "Colonnes" : "Columns");
  for (const ReportColumn& column : report.columns) {
    const auto says = std::ranges::find(report.says, column.name, &ReportSays::what);
    text += fmt::format("  {} ({}){}{}\n", column.name, french ? column.french : column.english, formula(column),
                        says == report.says.end() ? std::string() : (french ? "\u00a0: " : ": ") + said(*says));
  }
  bool is_first = true;
  for (const ReportSays& says : report.says) {
    if (says.what.find('=') == std::string::npos) continue;
    if (std::exchange(is_first, false)) text += french ? "\nLignes\n" : "\nRows\n";
    text += fmt::format("  {}{}{}\n", says.what, french ? "\u00a0: " : ": ", said(says));
  }
  return text + "\nSQL\n" + report.sql + "\n";
}

}  // namespace mloc::report
