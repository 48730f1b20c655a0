#include "catch.hpp"
#include "mloc/base/csv_text.hpp"
#include "mloc/base/utf8.hpp"
#include "mloc/render/json_text.hpp"

using namespace mloc;

TEST_CASE("JSON has quotes and backslashes escaped, and what no record may hold") {
  CHECK(json_text("a \"b\" \\ é") == R"("a \"b\" \\ é")");
  CHECK(json_text("\n\x1b\u202e") == R"("\u000a\u001b\u202e")");
  CHECK(json_text("\xff") == R"("\ufffd")");
  CHECK(json_object({{"a", "1"}, {"left out", ""}, {"b", json_text("x")}}) == R"({"a": 1, "b": "x"})");
  CHECK(json_array({}) == "[]");
  CHECK(json_array({"1", "2"}) == "[1, 2]");
  CHECK(json_array({"1", "2"}, "\n  ", "\n") == "[\n  1,\n  2\n]");
}

TEST_CASE("a field of CSV stands in quotes where it must") {
  CHECK(csv_line({"a", "b;c", "d\"e", ""}, ';') == "a;\"b;c\";\"d\"\"e\";\r\n");
  CHECK(csv_field("b;c", ',') == "b;c");
  CHECK(csv_field("two\nlines", ',') == "\"two\nlines\"");
  CHECK(csv_quoted("a") == "\"a\"");
}

TEST_CASE("characters are stepped over whole, and bad bytes one by one") {
  CHECK(count_of_characters("aé€😀") == 4);
  CHECK(length_of_character("é", 0) == 2);
  CHECK(length_of_character("😀", 0) == 4);
  CHECK(length_of_character("\xff\xff", 0) == 1);
}
