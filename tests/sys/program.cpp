#include "mloc/sys/program.hpp"

#include "catch.hpp"
#include "mloc/sys/system.hpp"

using namespace mloc;

TEST_CASE("a program is found in the folders of PATH only") {
  CHECK(find_program("/nowhere:/bin:/usr/bin", "cat"));
  CHECK_FALSE(find_program("/nowhere", "cat"));
  CHECK_FALSE(find_program("", "cat"));
  CHECK_FALSE(find_program(".:bin", "cat"));
  CHECK_FALSE(find_program("/usr", "bin"));
}

TEST_CASE("what a program is given and says passes whole, however long") {
  ignore_broken_pipes();
  const std::string long_text(3u << 20, 'x');
  const auto said = run_program("/bin/cat", {}, long_text, 4u << 20);
  REQUIRE(said);
  CHECK(*said == long_text);
  CHECK_FALSE(run_program("/bin/cat", {}, long_text, 1u << 20));
}

TEST_CASE("a program that fails, reads nothing or is not there is told of") {
  ignore_broken_pipes();
  const std::string long_text(3u << 20, 'x');
  const auto failed = run_program("/bin/false", {}, long_text, 100);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().problems.front().text.english == "/bin/false: status 1");
  CHECK(run_program("/bin/true", {}, long_text, 100));
  CHECK_FALSE(run_program("/nowhere/at-all", {}, "", 100));
}

TEST_CASE("no shell reads the arguments") {
  const auto said = run_program("/bin/echo", {"$HOME `id` ; ls *"}, "", 1000);
  REQUIRE(said);
  CHECK(*said == "$HOME `id` ; ls *\n");
}
