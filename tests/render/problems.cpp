#include "catch.hpp"
#include "mloc/render/problems.hpp"

using namespace mloc;

namespace {

Problem wrong_day(std::string file, std::uint32_t line, std::uint32_t column, std::string header = {}) {
  return at({std::move(file), line, column, std::move(header)}, problem("C104"_m, "31/02/1990"));
}

}  // namespace

TEST_CASE("A problem is one line in the compilers' form") {
  CHECK(problem_line(wrong_day("candidatures.csv", 190, 5, "Date de naissance")) ==
        "candidatures.csv:190:5 (Date de naissance): error[C104]: '31/02/1990' is not a valid day; write 2010-05-11, today, yesterday or -30d");
  CHECK(problem_line(wrong_day("mloc.toml", 3, 0)) == "mloc.toml:3: error[C104]: '31/02/1990' is not a valid day; write 2010-05-11, today, yesterday or -30d");
  CHECK(problem_line(hinted(problem("C101"_m, "enrl"), "did you mean 'enrol'?")) ==
        "mloc: error[C101]: unknown command 'enrl'; did you mean 'enrol'?");
  CHECK(problem_line(at({"a\x1b.csv", 1, 1, ""}, problem("C101"_m, "\u202e"))) ==
        "a\uFFFD.csv:1:1: error[C101]: unknown command '\uFFFD'");
}

TEST_CASE("Problems are sorted by place and counted") {
  CHECK(problems_text({wrong_day("b.csv", 2, 1), wrong_day("b.csv", 1, 10), wrong_day("b.csv", 1, 9),
                       wrong_day("a.csv", 7, 1)},
                      {}) ==
        "a.csv:7:1: error[C104]: '31/02/1990' is not a valid day; write 2010-05-11, today, yesterday or -30d\n"
        "b.csv:1:9: error[C104]: '31/02/1990' is not a valid day; write 2010-05-11, today, yesterday or -30d\n"
        "b.csv:1:10: error[C104]: '31/02/1990' is not a valid day; write 2010-05-11, today, yesterday or -30d\n"
        "b.csv:2:1: error[C104]: '31/02/1990' is not a valid day; write 2010-05-11, today, yesterday or -30d\n"
        "mloc: 4 errors in 2 files\n");
  CHECK(problems_text({wrong_day("a.csv", 1, 1)}, {}).ends_with("\nmloc: 1 error in 1 file\n"));
  CHECK(problems_text({wrong_day("", 0, 0)}, {}) == "mloc: error[C104]: '31/02/1990' is not a valid day; write 2010-05-11, today, yesterday or -30d\n");
  CHECK(problems_text({wrong_day("", 0, 0), wrong_day("", 0, 0)}, {}).ends_with("\nmloc: 2 errors\n"));
}

TEST_CASE("With explain a problem shows its line, a caret and the remedy once for each code") {
  ProblemsView view;
  view.explain = true;
  view.source = [](const std::string& file) -> std::optional<std::string> {
    if (file == "a.csv") return "Nom;Site;Naissance\r\n\"Le;Go\xeb\";Orl\xe9" "ans;31/02/1990\r\n";
    if (file == "b.yaml") return "zoé: 31/02/1990\n";
    return std::nullopt;
  };
  const std::string text = problems_text(
      {wrong_day("a.csv", 2, 3, "Naissance"), wrong_day("b.yaml", 1, 6), wrong_day("c.yaml", 1, 6)}, view);
  CHECK(text ==
        "a.csv:2:3 (Naissance): error[C104]: '31/02/1990' is not a valid day; write 2010-05-11, today, yesterday or -30d\n"
        "     2 | \"Le;Goë\";Orléans;31/02/1990\n"
        "       |                  ^\n"
        "       = " + std::string(explanation("C104"_m, Language::english)) + "\n"
        "b.yaml:1:6: error[C104]: '31/02/1990' is not a valid day; write 2010-05-11, today, yesterday or -30d\n"
        "     1 | zoé: 31/02/1990\n"
        "       |      ^\n"
        "c.yaml:1:6: error[C104]: '31/02/1990' is not a valid day; write 2010-05-11, today, yesterday or -30d\n"
        "mloc: 3 errors in 3 files\n");
}

TEST_CASE("A long line is cut round the caret") {
  ProblemsView view;
  view.explain = true;
  view.columns = 49;
  const std::string line = std::string(100, 'a') + "X" + std::string(100, 'b');
  view.source = [&](const std::string&) { return std::optional(line + "\n"); };
  const std::string text = problems_text({wrong_day("a.yaml", 1, 101)}, view);
  CHECK(text.find("     1 | " + std::string(20, 'a') + "X" + std::string(19, 'b') + "\n       | " +
                  std::string(20, ' ') + "^\n") != std::string::npos);
}
