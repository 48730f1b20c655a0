// Settings: what is looked over before the library reads it.
#include "catch.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/toml.hpp"

using namespace mloc;

namespace {

std::string many(std::string_view text, std::size_t times) {
  std::string made;
  for (std::size_t i = 0; i < times; ++i) made += text;
  return made;
}

/// `ok`, or the first problem's code and line.
std::string verdict(const std::string& bytes) {
  Arena arena;
  const auto read = read_toml(bytes, "x.toml", arena);
  if (read) return "ok";
  const Problem& first = read.error().problems.front();
  return fmt::format("{} {}", code_of(first.code), first.place.line);
}

}  // namespace

TEST_CASE("settings that are too long, too deep or too many are refused before they are read") {
  CHECK(verdict("a" + many(".a", 20'000) + " = 1\n") == "S162 1");
  CHECK(verdict("\n[a" + many(".a", 20'000) + "]\n") == "S162 2");
  CHECK(verdict("a = 1\nb" + many(" . a", 20'000) + " = 1\n") == "S162 2");
  CHECK(verdict("a = " + many("[", 20'000) + many("]", 20'000) + "\n") == "S162 1");
  CHECK(verdict("a = " + many("[\n", 20'000) + "\n") == "S162 17");
  CHECK(verdict("a = " + many("{a = ", 20'000) + "\n") == "S162 1");
  CHECK(verdict("a = [" + many("1, ", 30'000) + "]\n") == "S162 1");
  CHECK(verdict(many("# nothing\n", 200'000)) == "S162 1");
  CHECK(verdict("a" + many(".a", 15) + " = 1\n") == "ok");
  CHECK(verdict("a = " + many("[", 16) + many("]", 16) + "\n") == "ok");
  CHECK(verdict("a = \"" + many(".", 4000) + many("[", 90) + "\" # " + many("[", 100) + "\n") == "ok");
  CHECK(verdict("a = '''" + many("[\"", 100) + "'''\nb = \"\"\"\\\"\"\" " + many("[.", 100) + "\"\"\"\nc = '['\n") == "ok");
  // A text of several lines is read by the library, and no value of settings.
  CHECK(verdict("a = '''\n" + many("[\n", 100) + "'''\n") == "Y104 1");
}

TEST_CASE("a letter with an accent stands in quotes or in a comment") {
  CHECK(verdict("été = 1\n") == "S101 1");
  CHECK(verdict("a = 1\n[été]\n") == "S101 2");
  CHECK(verdict("[a.\"été\"]\nb = \"é\" # é\n'é' = 2\n") == "ok");
  CHECK(verdict("\xEF\xBB\xBF" "a = 1\n") == "ok");
  CHECK(verdict("\xC3") == "S101 1");
}

TEST_CASE("a table without a name is refused where it stands") {
  for (const char* bad : {"[\n", "[[\n", "[ ]\n", "[", "[[", "[.a]\n", "[[ = 1\n", "[#\n"}) CHECK(verdict(bad) == "S101 1");
  CHECK(verdict("a = 1\n  [\n") == "S101 2");
  CHECK(verdict("[ a ]\n[[\"b\"]]\n[ 'c' . d-1 ]\n[_]\n") == "ok");
  CHECK(verdict("a = [\n[\n]\n]\n") == "ok");
}

TEST_CASE("a text that is written as TOML reads back as it was") {
  for (const std::string text : {"Mission locale", "l\"Orléanais\"", "C:\\exports\\", "é", ""}) {
    Arena arena;
    const auto read = read_toml("name = " + toml_text(text) + "\n", "x.toml", arena);
    REQUIRE(read);
    CHECK((*read)->get("name") == text);
  }
  CHECK(toml_text("two\nlines") == "\"two\\u000Alines\"");
}
