#include "mloc/programme/trial_calendar.hpp"

#include <algorithm>

#include "mloc/base/number.hpp"

namespace mloc {

std::optional<TrialCalendar> TrialCalendar::from(const Node& programme) {
  const Node* trial = programme.find("trial");
  if (!trial) return std::nullopt;
  TrialCalendar calendar{*Date::parse(trial->has("ends") ? trial->get("ends") : programme.get("ends")), {}};
  if (const Node* waves = programme.find("waves"))
    for (const Node& one : *waves)
      calendar.waves.push_back({std::string(one.get("code")), checked_number(one.get("months")), one.has("window_days") ? checked_number(one.get("window_days")) : 0});
  return calendar;
}

const TrialCalendar::Wave* TrialCalendar::find(std::string_view code) const {
  const auto found = std::ranges::find(waves, code, &Wave::code);
  return found == waves.end() ? nullptr : &*found;
}

int TrialCalendar::window_of(std::string_view code) const {
  const Wave* wave = find(code);
  return wave ? wave->window_days : 0;
}

Date TrialCalendar::last_day(Date drawn, const std::vector<Planned>& planned) const {
  Date last = ends;
  for (const Wave& one : waves) last = std::max(last, drawn.plus_months(one.months).plus_days(one.window_days));
  for (const Planned& one : planned) last = std::max(last, one.due.plus_days(window_of(one.code)));
  return last;
}

}  // namespace mloc
