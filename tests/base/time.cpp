#include "catch.hpp"
#include "mloc/base/time.hpp"

using namespace mloc;

TEST_CASE("a time of day is strict in records, and as people write it on the command line") {
  CHECK(Time::parse("09:05")->text() == "09:05");
  CHECK(Time::parse("23:59")->minutes() == 1439);
  for (const auto* bad : {"9:05", "24:00", "12:60", "09h05", "09:5", "", ":", "-1:00", "09:05 "}) CHECK_FALSE(Time::parse(bad));
  CHECK(Time::parse_french("9h30")->text() == "09:30");
  CHECK(Time::parse_french("9H")->text() == "09:00");
  CHECK(Time::parse_french("9:30")->text() == "09:30");
  for (const auto* bad : {"9:", "9h5", "noon", "930", "2010-05-11T09:00"}) CHECK_FALSE(Time::parse_french(bad));
  CHECK(*Time::of(0) < *Time::of(1439));
  CHECK_FALSE(Time::of(1440));
}
