#include "catch.hpp"
#include "mloc/render/calendar.hpp"

using namespace mloc;

TEST_CASE("a zone is read from the last line of its file") {
  const auto paris = TimeZone::parse("Europe/Paris", "CET-1CEST,M3.5.0,M10.5.0/3");
  REQUIRE(paris);
  CHECK(paris->standard == "CET");
  CHECK(paris->summer == "CEST");
  CHECK(paris->offset == 3600);
  CHECK(paris->summer_offset == 7200);
  CHECK(paris->to_summer->month == 3);
  CHECK(paris->to_summer->week == 5);
  CHECK(paris->to_summer->seconds == 7200);
  CHECK(paris->to_standard->seconds == 10800);
  const auto cayenne = TimeZone::parse("America/Cayenne", "<-03>3");
  REQUIRE(cayenne);
  CHECK(cayenne->standard == "-03");
  CHECK(cayenne->offset == -10800);
  CHECK_FALSE(cayenne->to_summer);
  CHECK(TimeZone::parse("Asia/Kolkata", "IST-5:30")->offset == 19800);
  CHECK(TimeZone::parse("America/St_Johns", "NST3:30NDT,M3.2.0,M11.1.0")->summer_offset == -9000);
  for (const char* wrong : {"", "CET", "CET-1CEST", "CE-1", "CET-1CEST,J60,J300", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/26", "TZif"})
    CHECK_FALSE(TimeZone::parse("X", wrong));
}

TEST_CASE("a calendar describes its zone, and its hours are of that zone") {
  const CalendarEvent event{"a@mloc", *Date::parse("2012-02-28"), "10:30", "Rencontre", "", CalendarEvent::Status::cancelled, 3};
  const std::string text = calendar_text({event}, *Date::parse("2012-02-20"), TimeZone::parse("Europe/Paris", "CET-1CEST,M3.5.0,M10.5.0/3"));
  for (const char* line : {"TZID:Europe/Paris\r\n", "BEGIN:DAYLIGHT\r\nTZNAME:CEST\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nDTSTART:19700329T020000\r\n"
                           "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n",
                           "BEGIN:STANDARD\r\nTZNAME:CET\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nDTSTART:19701025T030000\r\n",
                           "DTSTART;TZID=Europe/Paris:20120228T103000\r\n", "SEQUENCE:3\r\n", "STATUS:CANCELLED\r\n"})
    CHECK(text.find(line) != std::string::npos);
}
