#include "catch.hpp"
#include "mloc/base/date.hpp"

using namespace mloc;

TEST_CASE("a day that does not exist is no day") {
  CHECK_FALSE(Date::parse("2010-02-31"));
  CHECK_FALSE(Date::parse("1900-02-29"));
  CHECK_FALSE(Date::parse("2010-13-01"));
  CHECK_FALSE(Date::parse("2010-1-01"));
  CHECK_FALSE(Date::parse("-010-01-01"));
  CHECK_FALSE(Date::parse_french("31/02/1990"));
  CHECK(Date::parse("2000-02-29")->text() == "2000-02-29");
  CHECK(Date::parse_french("11/05/2010")->text() == "2010-05-11");
}

TEST_CASE("months are added with the month's end in mind") {
  CHECK(Date::parse("2012-01-31")->plus_months(1).text() == "2012-02-29");
  CHECK(Date::parse("2011-12-15")->plus_months(1).text() == "2012-01-15");
  CHECK(Date::parse("2012-03-31")->plus_months(-1).text() == "2012-02-29");
}

TEST_CASE("born 1984-03-02 is 25 on 2010-03-01 and 26 the day after") {
  const Date birth = *Date::parse("1984-03-02");
  CHECK(age_on(birth, *Date::parse("2010-03-01")) == 25);
  CHECK(age_on(birth, *Date::parse("2010-03-02")) == 26);
  CHECK(age_on(*Date::parse("1992-02-29"), *Date::parse("2010-02-28")) == 17);
  CHECK(age_on(*Date::parse("1992-02-29"), *Date::parse("2010-03-01")) == 18);
}

TEST_CASE("periods are what a person writes") {
  const Date today = *Date::parse("2010-06-15");
  const auto text = [&](std::string_view written) { return parse_period(written, today)->text(); };
  CHECK(text("2010-06") == "2010-06-01..2010-06-30");
  CHECK(text("2010-Q2") == "2010-04-01..2010-06-30");
  CHECK(text("2010") == "2010-01-01..2010-12-31");
  CHECK(text("2010-03..2010-06") == "2010-03-01..2010-06-30");
  CHECK(text("last-month") == "2010-05-01..2010-05-31");
  CHECK(text("-30d") == "2010-05-16..2010-05-16");
  CHECK_FALSE(parse_period("2010-02-31", today));
  CHECK_FALSE(parse_period("2010-06..2010-03", today));
  CHECK_FALSE(parse_period("soon", today));
}
