#include "mloc/render/calendar.hpp"

#include "catch.hpp"

using namespace mloc;

namespace {

CalendarEvent event(std::string summary, std::string time = {}) {
  return {"7KQ39XM4H9-2012-01-31-k7qm-R2@mloc", *Date::parse("2012-02-29"), std::move(time), std::move(summary), "Restaurant du Quai"};
}
std::string calendar(const CalendarEvent& one) { return calendar_text({one}, *Date::parse("2012-02-20")); }

}  // namespace

TEST_CASE("a day without a time is a whole day, one with a time an hour of the place's clock") {
  CHECK(calendar(event("R2")) ==
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//mloc//meetings//FR\r\nCALSCALE:GREGORIAN\r\nBEGIN:VEVENT\r\n"
        "UID:7KQ39XM4H9-2012-01-31-k7qm-R2@mloc\r\nDTSTAMP:20120220T000000Z\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\nDTSTART;VALUE=DATE:20120229\r\n"
        "DTEND;VALUE=DATE:20120301\r\nTRANSP:TRANSPARENT\r\nSUMMARY:R2\r\nLOCATION:Restaurant du Quai\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  CHECK(calendar(event("R2", "10:30")).find("DTSTART:20120229T103000\r\nDURATION:PT1H\r\n") != std::string::npos);
}

TEST_CASE("texts are escaped and cannot begin a line of their own") {
  CHECK(calendar(event("a;b,c\\d\r\nEND:VCALENDAR\x1b")).find("\r\nSUMMARY:a\\;b\\,c\\\\d") != std::string::npos);
  CHECK(calendar(event("a\nATTENDEE:x")).find("\nATTENDEE") == std::string::npos);
}

TEST_CASE("no line is longer than 75 octets, and no character is cut in two") {
  std::string accents;
  for (int i = 0; i < 200; ++i) accents += i % 3 ? "é" : "€";
  const std::string text = calendar(event(accents));
  std::string unfolded = text;
  for (auto at = unfolded.find("\r\n "); at != std::string::npos; at = unfolded.find("\r\n ")) unfolded.erase(at, 3);
  CHECK(unfolded.find("SUMMARY:" + accents + "\r\n") != std::string::npos);
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find("\r\n", begin);
    REQUIRE(end != std::string::npos);
    CHECK(end - begin <= 75);
    CHECK((static_cast<unsigned char>(text[begin]) & 0xC0) != 0x80);
    begin = end + 2;
  }
}
