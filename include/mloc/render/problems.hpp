#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/result.hpp"

namespace mloc {

/// How problems are shown. With `explain` each has its line of the source, a caret and the remedy.
struct ProblemsView {
  bool explain = false;
  bool color = false;
  int columns = 80;  ///< longer excerpts are cut round the caret
  Language language = Language::english;
  /// The bytes of a file that a place names, or nothing when it cannot be read.
  std::function<std::optional<std::string>(const std::string& file)> source = {};
};

/// `file:line:column (Header): error[I104]: words; hint`, or `mloc: error[C101]: words` without a place.
std::string problem_line(const Problem& problem, Language language = Language::english);
/// All of them sorted by place, one line each, then `mloc: 2 errors in 2 files` when a file is named or there are several.
std::string problems_text(std::vector<Problem> problems, const ProblemsView& view);

}  // namespace mloc
