#include "hours.hpp"

#include <map>

#include "lesson.hpp"
#include "mloc/base/date.hpp"
#include "mloc/base/number.hpp"

namespace mloc::lesson {
namespace {

constexpr int most_minutes = 10 * 60, many_minutes = 5 * 60;

/// A lesson that somebody attended, in minutes since the first of all days.
struct Attended {
  const Node* lesson;
  std::int64_t begins, ends;
};

std::vector<Attended> attended(std::span<const Node* const> records) {
  static const Date first = *Date::of(1, 1, 1);
  std::vector<Attended> all;
  for (const Node* lesson : lessons_by_start(records)) {
    const std::string_view starts = lesson->get("starts");
    const auto day = Date::parse(starts.substr(0, 10));
    if (!was_there(*lesson) || !day) continue;
    const std::int64_t begins = std::int64_t{day->days_since(first)} * 24 * 60 + checked_number(starts.substr(11, 2)) * 60 + checked_number(starts.substr(14, 2));
    all.push_back({lesson, begins, begins + checked_number(lesson->get("minutes"))});
  }
  return all;
}

/// Said of the last lesson of a day that has more minutes than that.
void say_days(std::span<const Node* const> records, int limit, Message code, std::vector<BrokenRule>& broken) {
  std::map<std::string_view, std::pair<const Node*, int>> days;
  for (const Attended& one : attended(records)) {
    auto& [last, minutes] = days[one.lesson->get("starts").substr(0, 10)];
    last = one.lesson;
    minutes += static_cast<int>(one.ends - one.begins);
  }
  for (const auto& [day, sum] : days)
    if (limit < sum.second) broken.push_back({sum.first, "minutes", problem(code, sum.second, day, limit / 60)});
}

}  // namespace

std::vector<BrokenRule> impossible_hours(std::span<const Node* const> records) {
  std::vector<BrokenRule> broken;
  const std::vector<Attended> lessons = attended(records);
  const Attended* longest = nullptr;
  for (const Attended& one : lessons) {
    if (longest && one.begins < longest->ends)
      broken.push_back({one.lesson, "starts", problem("N212"_m, longest->lesson->get("id"), longest->lesson->get("starts"), longest->lesson->get("minutes"))});
    if (!longest || longest->ends < one.ends) longest = &one;
  }
  say_days(records, most_minutes, "N213"_m, broken);
  return broken;
}

std::vector<BrokenRule> long_days(std::span<const Node* const> records) {
  std::vector<BrokenRule> broken;
  say_days(records, many_minutes, "N214"_m, broken);
  return broken;
}

}  // namespace mloc::lesson
