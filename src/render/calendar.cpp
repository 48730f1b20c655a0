#include "mloc/render/calendar.hpp"

#include <string_view>

#include "mloc/base/text.hpp"
#include "mloc/base/utf8.hpp"

namespace mloc {
namespace {

constexpr std::size_t longest_line = 75;

/// TEXT of RFC 5545, 3.3.11.
std::string escaped(std::string_view text) {
  std::string made;
  for (const char letter : printable(text)) {
    if (letter == '\\' || letter == ';' || letter == ',') made += '\\';
    made += letter;
  }
  return made;
}

/// A content line, folded before a character that would pass the 75th octet (3.1).
std::string folded_line(std::string_view line) {
  std::string made;
  std::size_t room = longest_line;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t length = length_of_character(line, at);
    if (length > room) {
      made += "\r\n ";
      room = longest_line - 1;
    }
    made += line.substr(at, length);
    room -= length;
    at += length;
  }
  return made + "\r\n";
}

std::string basic(Date day) {
  const std::string text = day.text();
  return text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2);
}

std::string event_text(const CalendarEvent& event, Date stamp) {
  std::string text = "BEGIN:VEVENT\r\n" + folded_line("UID:" + escaped(event.uid)) + "DTSTAMP:" + basic(stamp) + "T000000Z\r\n";
  if (event.time.empty())
    text += "DTSTART;VALUE=DATE:" + basic(event.day) + "\r\nDTEND;VALUE=DATE:" + basic(event.day.plus_days(1)) + "\r\nTRANSP:TRANSPARENT\r\n";
  else
    text += "DTSTART:" + basic(event.day) + "T" + event.time.substr(0, 2) + event.time.substr(3, 2) + "00\r\nDURATION:PT1H\r\n";
  text += folded_line("SUMMARY:" + escaped(event.summary));
  if (!event.location.empty()) text += folded_line("LOCATION:" + escaped(event.location));
  return text + "END:VEVENT\r\n";
}

}  // namespace

std::string calendar_text(const std::vector<CalendarEvent>& events, Date stamp) {
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//mloc//meetings//FR\r\nCALSCALE:GREGORIAN\r\n";
  for (const CalendarEvent& event : events) text += event_text(event, stamp);
  return text + "END:VCALENDAR\r\n";
}

}  // namespace mloc
