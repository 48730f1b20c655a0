#include "mloc/base/number.hpp"

#include <stdexcept>

#include "catch.hpp"

using namespace mloc;

TEST_CASE("a whole number is all of the text or nothing") {
  CHECK(whole_number("0") == 0);
  CHECK(whole_number("007") == 7);
  CHECK(whole_number("-12") == -12);
  CHECK(whole_number("2147483647") == 2147483647);
  for (const char* text : {"", "+1", " 1", "1 ", "1.0", "1,5", "12a", "0x10", "--1", "-", "2147483648", "\u0661"}) {
    INFO(text);
    CHECK_FALSE(whole_number(text));
  }
  CHECK_FALSE(whole_number<unsigned>("-1"));
  CHECK_FALSE(whole_number<unsigned>("-0"));
  CHECK(whole_number<std::int64_t>("9223372036854775807") == 9223372036854775807);
  CHECK_FALSE(whole_number<std::int64_t>("9223372036854775808"));
}

TEST_CASE("a number that a schema let pass is one, or is not there") {
  CHECK(checked_number("60") == 60);
  CHECK(checked_number("") == 0);
  CHECK_THROWS_AS(checked_number("60 minutes"), std::logic_error);
}

TEST_CASE("a decimal number is finite, and all of the text") {
  CHECK(decimal_number("-0.5") == -0.5);
  CHECK(decimal_number("1e3") == 1000.0);
  for (const char* text : {"", "1,5", "1.5 ", "inf", "nan", "1e400"}) {
    INFO(text);
    CHECK_FALSE(decimal_number(text));
  }
}

TEST_CASE("a measure is digits and a unit") {
  CHECK(measured("30d")->number == 30);
  CHECK(measured("30d")->unit == "d");
  CHECK(measured("5")->unit.empty());
  for (const char* text : {"", "d", "-3d", "99999999999s"}) {
    INFO(text);
    CHECK_FALSE(measured(text));
  }
}
