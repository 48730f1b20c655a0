#include "programme_pace.hpp"

#include <algorithm>

#include "mloc/render/figure_text.hpp"

namespace mloc::report {
namespace {

int month_number(Date day) { return day.year() * 12 + static_cast<int>(day.month()); }
bool ends_month(Date day) { return day.plus_days(1).day() == 1; }

void set_time(Pace& pace, const Period& runs, const Period& period) {
  const Date now = std::clamp(period.last, runs.first, runs.last);
  if (period.last < runs.first) return;
  const bool by_months = runs.first.day() == 1 && ends_month(runs.last) && ends_month(now);
  const int months = month_number(runs.last) - month_number(runs.first) + 1, gone = month_number(now) - month_number(runs.first) + 1;
  if (by_months) pace.time = {gone, months};
  else pace.time = {now.days_since(runs.first) + 1, runs.last.days_since(runs.first) + 1};
  if (period.last <= runs.last) {
    pace.month_now = gone;
    pace.months = months;
  }
}

std::optional<std::int64_t> places_of(const Programme& programme, const std::string& site) {
  if (programme.quotas.empty()) return std::nullopt;
  std::int64_t sum = 0;
  for (const auto& [name, places] : programme.quotas)
    if (site.empty() || site == name) sum += places;
  return sum;
}

/// Contracts and entries are planned as the places where the programme says no objective.
bool is_objective(const RunView& funnel, const Programme& programme, std::size_t row) {
  const auto planned = funnel.number(row, "planned");
  const std::string item = funnel.code(row, "item");
  return planned && ((item != "contrats" && item != "entrees") || planned != places_of(programme, ""));
}

}  // namespace

std::string Pace::time_text(Language language) const { return share_text(time->part, time->whole, language); }

std::optional<double> Pace::time_gone() const {
  return time ? std::optional(static_cast<double>(time->part) / static_cast<double>(time->whole)) : std::nullopt;
}

std::optional<std::int64_t> Pace::expected(std::int64_t of) const {
  return time ? std::optional((2 * of * time->part + time->whole) / (2 * time->whole)) : std::nullopt;
}

std::optional<std::int64_t> Pace::gap(std::int64_t reached) const {
  const auto even = goal ? expected(*goal) : std::nullopt;
  return even ? std::optional(reached - *even) : std::nullopt;
}

std::optional<std::int64_t> goal_of(const RunView& funnel, const Programme& programme, std::size_t row) {
  const auto planned = funnel.number(row, "planned");
  return planned ? planned : places_of(programme, funnel.code(row, "site"));
}

std::optional<Pace> pace_of(const RunView& funnel, const Programme& programme, const Period& period) {
  std::optional<std::size_t> with_objective, reached;
  for (const std::size_t row : funnel.rows({{"programme", programme.code}, {"section", "funnel"}, {"site", "-"}})) {
    if (funnel.code(row, "item") == "sorties") continue;
    // A hidden number is not nothing.
    if (funnel.number(row, "cumulative").value_or(1) > 0) reached = row;
    if (is_objective(funnel, programme, row)) with_objective = row;
  }
  if (!reached) return std::nullopt;
  Pace pace;
  pace.row = with_objective.value_or(*reached);
  pace.is_objective = with_objective.has_value();
  if (pace.is_objective || funnel.code(pace.row, "item") != "candidatures") pace.goal = goal_of(funnel, programme, pace.row);
  set_time(pace, programme.runs, period);
  return pace;
}

}  // namespace mloc::report
