#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/date.hpp"

namespace mloc {

/// One entry of a calendar: a whole day, or an hour from `time` (`10:30`) by the clock of the place.
struct CalendarEvent {
  std::string uid;  ///< the same for the same thing, whenever the calendar is made
  Date day;
  std::string time;
  std::string summary, location;
};

/// A calendar after RFC 5545: lines of at most 75 octets that end in CRLF, texts escaped; control characters are gone.
/// `stamp` is the day on which it was made.
std::string calendar_text(const std::vector<CalendarEvent>& events, Date stamp);

}  // namespace mloc
