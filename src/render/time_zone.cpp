#include <algorithm>

#include "mloc/base/number.hpp"
#include "mloc/render/calendar.hpp"

namespace mloc {
namespace {

bool is_digit(char letter) { return '0' <= letter && letter <= '9'; }
bool is_letter(char letter) { return ('a' <= letter && letter <= 'z') || ('A' <= letter && letter <= 'Z'); }

/// Reads the rule of a zone from its beginning (POSIX 1003.1, 8.3).
class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : left_(text) {}
  bool failed() const { return failed_; }
  bool done() const { return left_.empty(); }

  /// `CET`, `<+04>`.
  std::string name() {
    if (take('<')) {
      const std::string found = while_is([](char letter) { return letter != '>'; });
      if (!take('>')) failed_ = true;
      return found;
    }
    const std::string found = while_is(is_letter);
    if (found.size() < 3) failed_ = true;
    return found;
  }

  /// `-1`, `3:30`, `2`, as seconds.
  int clock() {
    const bool minus = take('-');
    if (!minus) take('+');
    int seconds = number() * 3600;
    for (const int unit : {60, 1})
      if (take(':')) seconds += number() * unit;
    return minus ? -seconds : seconds;
  }

  /// `,M3.5.0/3`.
  TimeZone::Change change() {
    TimeZone::Change found;
    if (!take(',') || !take('M')) failed_ = true;
    found.month = number();
    if (!take('.')) failed_ = true;
    found.week = number();
    if (!take('.')) failed_ = true;
    found.weekday = number();
    if (take('/')) found.seconds = clock();
    const bool fits = 1 <= found.month && found.month <= 12 && 1 <= found.week && found.week <= 5 && found.weekday <= 6;
    if (!fits || found.seconds < 0 || found.seconds >= 86400) failed_ = true;
    return found;
  }

  bool begins_clock() const { return !left_.empty() && (is_digit(left_.front()) || left_.front() == '-' || left_.front() == '+'); }

 private:
  bool take(char letter) {
    if (left_.empty() || left_.front() != letter) return false;
    left_.remove_prefix(1);
    return true;
  }
  template <class Is>
  std::string while_is(Is is) {
    const auto end = std::ranges::find_if_not(left_, is);
    const std::string found(left_.begin(), end);
    left_.remove_prefix(found.size());
    return found;
  }
  int number() {
    const std::string digits = while_is(is_digit);
    if (digits.empty() || digits.size() > 3) {
      failed_ = true;
      return 0;
    }
    return checked_number(digits);
  }

  std::string_view left_;
  bool failed_ = false;
};

}  // namespace

std::optional<TimeZone> TimeZone::parse(std::string name, std::string_view rule) {
  TimeZone zone;
  zone.name = std::move(name);
  RuleReader reader(rule);
  zone.standard = reader.name();
  zone.offset = -reader.clock();
  if (!reader.failed() && !reader.done()) {
    zone.summer = reader.name();
    zone.summer_offset = reader.begins_clock() ? -reader.clock() : zone.offset + 3600;
    zone.to_summer = reader.change();
    zone.to_standard = reader.change();
  }
  if (reader.failed() || !reader.done()) return std::nullopt;
  return zone;
}

}  // namespace mloc
