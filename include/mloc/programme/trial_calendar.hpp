#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/node.hpp"

namespace mloc {

/// Until when a programme is evaluated by a trial, and when those who were drawn are asked.
struct TrialCalendar {
  struct Wave {
    std::string code;
    int months = 0, window_days = 0;
  };
  Date ends;  ///< the evaluation's last day
  std::vector<Wave> waves;

  /// From the tree of a programme's file; nothing without a trial.
  static std::optional<TrialCalendar> from(const Node& programme);
  const Wave* find(std::string_view code) const;
  int window_of(std::string_view code) const;

  /// A wave that was planned for a draw.
  struct Planned {
    std::string code;
    Date due;
  };
  /// The last day on which somebody who was drawn on `drawn` is still needed: the evaluation's end, or the end of the last
  /// wave's window when that is later, of the waves that were planned and of those that the programme announces.
  Date last_day(Date drawn, const std::vector<Planned>& planned) const;
};

}  // namespace mloc
