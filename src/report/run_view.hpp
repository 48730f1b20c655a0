#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "run_report.hpp"

namespace mloc::report {

/// What the readers of a run see of it, figure by figure: pages take every number from here, so that what is hidden in a table is
/// hidden in sentences and drawings, too.
class RunView {
 public:
  static Result<RunView> of(const Index& index, const ReportRun& run, Language language);

  using Where = std::vector<std::pair<std::string_view, std::string_view>>;
  /// Rows whose columns hold these codes; `-` is nothing.
  std::vector<std::size_t> rows(const Where& where) const;
  std::optional<std::size_t> row(const Where& where) const;

  /// No value for what is hidden or not known.
  std::optional<std::int64_t> number(std::size_t row, std::string_view column) const;
  std::optional<Ratio> ratio(std::size_t row, std::string_view column) const;
  bool is_hidden(std::size_t row, std::string_view column) const;
  std::string code(std::size_t row, std::string_view column) const;
  /// As people read it: a word for a code, `s` for what is hidden.
  std::string shown(std::size_t row, std::string_view column) const;
  /// Of the first of those rows; no_figure without one.
  std::string shown(const Where& where, std::string_view column) const;
  std::optional<std::int64_t> number(const Where& where, std::string_view column) const;
  /// All of the report.
  std::size_t size() const { return run_->figures.rows.size(); }
  const ReportRun& run() const { return *run_; }

 private:
  RunView(const ReportRun& run, Table words, Language language) : run_(&run), words_(std::move(words)), language_(language) {}
  std::optional<std::size_t> place(std::string_view column) const;

  const ReportRun* run_;
  Table words_;
  Language language_;
};

}  // namespace mloc::report
