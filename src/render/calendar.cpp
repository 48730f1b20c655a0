#include "mloc/render/calendar.hpp"

#include <array>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

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

std::string offset_text(int seconds) {
  const int minutes = std::abs(seconds) / 60;
  return fmt::format("{}{:02}{:02}", seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

/// The first such day from 1970 on.
Date first_day(const TimeZone::Change& change) {
  const Date start = *Date::of(1970, static_cast<unsigned>(change.month), 1);
  static const Date sunday = *Date::of(1970, 1, 4);
  const auto weekday = [&](Date day) { return ((day.days_since(sunday) % 7) + 7) % 7; };
  Date day = start.plus_days((change.weekday - weekday(start) + 7) % 7);
  for (int week = 1; week < change.week && day.plus_days(7).month() == start.month(); ++week) day = day.plus_days(7);
  return day;
}

/// STANDARD or DAYLIGHT: since when and by which rule the clock is so much from UTC.
std::string observance(const char* what, const std::string& name, int from, int to, const std::optional<TimeZone::Change>& change) {
  constexpr std::array days = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  std::string text = fmt::format("BEGIN:{}\r\nTZNAME:{}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\n", what, name, offset_text(from), offset_text(to));
  const int seconds = change ? change->seconds : 0;
  const Date since = change ? first_day(*change) : *Date::of(1970, 1, 1);
  text += fmt::format("DTSTART:{}T{:02}{:02}{:02}\r\n", basic(since), seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (change)
    text += fmt::format("RRULE:FREQ=YEARLY;BYMONTH={};BYDAY={}{}\r\n", change->month, change->week == 5 ? -1 : change->week,
                        days[static_cast<std::size_t>(change->weekday)]);
  return text + fmt::format("END:{}\r\n", what);
}

std::string zone_text(const TimeZone& zone) {
  std::string text = "BEGIN:VTIMEZONE\r\n" + folded_line("TZID:" + zone.name);
  text += observance("STANDARD", zone.standard, zone.to_standard ? zone.summer_offset : zone.offset, zone.offset, zone.to_standard);
  if (zone.to_summer) text += observance("DAYLIGHT", zone.summer, zone.offset, zone.summer_offset, zone.to_summer);
  return text + "END:VTIMEZONE\r\n";
}

std::string_view status_text(CalendarEvent::Status status) {
  if (status == CalendarEvent::Status::cancelled) return "CANCELLED";
  return status == CalendarEvent::Status::confirmed ? "CONFIRMED" : "TENTATIVE";
}

std::string event_text(const CalendarEvent& event, Date stamp, const std::optional<TimeZone>& zone) {
  std::string text = "BEGIN:VEVENT\r\n" + folded_line("UID:" + escaped(event.uid)) + "DTSTAMP:" + basic(stamp) + "T000000Z\r\n";
  text += fmt::format("SEQUENCE:{}\r\nSTATUS:{}\r\n", event.sequence, status_text(event.status));
  if (event.time.empty())
    text += "DTSTART;VALUE=DATE:" + basic(event.day) + "\r\nDTEND;VALUE=DATE:" + basic(event.day.plus_days(1)) + "\r\nTRANSP:TRANSPARENT\r\n";
  else
    text += "DTSTART" + (zone ? ";TZID=" + zone->name : "") + ":" + basic(event.day) + "T" + event.time.substr(0, 2) + event.time.substr(3, 2) + "00\r\nDURATION:PT1H\r\n";
  text += folded_line("SUMMARY:" + escaped(event.summary));
  if (!event.location.empty()) text += folded_line("LOCATION:" + escaped(event.location));
  return text + "END:VEVENT\r\n";
}

}  // namespace

std::string calendar_text(const std::vector<CalendarEvent>& events, Date stamp, const std::optional<TimeZone>& zone) {
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//mloc//meetings//FR\r\nCALSCALE:GREGORIAN\r\n";
  if (zone) text += zone_text(*zone);
  for (const CalendarEvent& event : events) text += event_text(event, stamp, zone);
  return text + "END:VCALENDAR\r\n";
}

}  // namespace mloc
