#pragma once
#include <optional>

#include "mloc/base/phrase.hpp"
#include "mloc/programme/programme.hpp"
#include "run_view.hpp"

namespace mloc::report {

/// How far a programme is, and how far it would be if it went on evenly.
struct Pace {
  std::size_t row = 0;                ///< of the report `programme`: the step that is looked at, all sites
  std::optional<std::int64_t> goal;   ///< its objective, else the places; applications are not for places
  bool is_objective = false;
  std::optional<Ratio> time;          ///< gone by the period's last day: months where all days are those of months, else days
  std::optional<int> month_now, months;

  std::string time_text(Language language) const;
  std::optional<double> time_gone() const;
  /// What an even pace would have reached, half up.
  std::optional<std::int64_t> expected(std::int64_t of) const;
  /// By how many `reached` is before (or, negative, behind) an even pace.
  std::optional<std::int64_t> gap(std::int64_t reached) const;
};

/// The last step of the funnel that has an objective, else the last that anybody reached, against the places. Nothing when no step
/// was reached.
std::optional<Pace> pace_of(const RunView& funnel, const Programme& programme, const Period& period);
/// What is planned of a row of the funnel, else the places of its site.
std::optional<std::int64_t> goal_of(const RunView& funnel, const Programme& programme, std::size_t row);

}  // namespace mloc::report
