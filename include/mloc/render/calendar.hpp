#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"

namespace mloc {

/// One entry of a calendar: a whole day, or an hour from `time` (`10:30`) by the clock of the place.
struct CalendarEvent {
  enum class Status : std::uint8_t { tentative, confirmed, cancelled };
  std::string uid;  ///< the same for the same thing, whenever the calendar is made
  Date day;
  std::string time;
  std::string summary, location;
  Status status = Status::confirmed;
  int sequence = 0;  ///< higher after each change, so that a reader takes the newer one
};

/// When the clocks of a place are what: the last line of its file in /usr/share/zoneinfo, as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct TimeZone {
  struct Change {
    int month = 1, week = 1, weekday = 0;  ///< the 5th week is the last; 0: Sunday
    int seconds = 7200;                    ///< after midnight, by the clock before the change
  };
  std::string name, standard, summer;
  int offset = 0, summer_offset = 0;  ///< seconds east of UTC
  std::optional<Change> to_summer, to_standard;

  /// None for a text that is no such rule.
  static std::optional<TimeZone> parse(std::string name, std::string_view rule);
};

/// A calendar after RFC 5545: lines of at most 75 octets that end in CRLF, texts escaped; control characters are gone.
/// `stamp` is the day on which it was made; with a zone, hours are of that zone, which is described.
std::string calendar_text(const std::vector<CalendarEvent>& events, Date stamp, const std::optional<TimeZone>& zone = std::nullopt);

}  // namespace mloc
