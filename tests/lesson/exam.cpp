#include <map>

#include "catch.hpp"
#include "lesson/exam_terms.hpp"

using namespace mloc;

using namespace mloc::lesson;

namespace {

using Codes = std::vector<std::string>;

/// Exams written in short: `TEST DAY RESULT POINTS MARKS`, `-` for what is left out, marks as `A1=2,A2=3`.
class Exams {
 public:
  explicit Exams(std::initializer_list<std::string> texts) {
    for (const std::string& text : texts) add(text);
  }
  std::vector<const Node*> nodes;

  Codes broken() const {
    Codes found;
    for (const BrokenRule& one : broken_exam_rules(nodes, exam_terms()))
      found.push_back(std::string(code_of(one.problem.code)) + " " + one.field);
    return found;
  }

 private:
  void add(std::string_view text) {
    Node* exam = arena_.map();
    arena_.set(*exam, "record", arena_.text("exam/1"));
    arena_.set(*exam, "id", arena_.text("r" + std::to_string(nodes.size() + 1)));
    for (const std::string_view field : {"test", "day", "result", "points", "marks"}) {
      const auto end = text.find(' ');
      const std::string_view value = text.substr(0, end);
      if (field == std::string_view("marks") && value != "-") arena_.set(*exam, field, marks(value));
      else if (value != "-") arena_.set(*exam, field, arena_.text(value));
      text = end == text.npos ? "-" : text.substr(end + 1);
    }
    nodes.push_back(exam);
  }

  Node* marks(std::string_view text) {
    Node* map = arena_.map();
    while (!text.empty()) {
      const auto end = text.find(',');
      arena_.set(*map, text.substr(0, 2), arena_.text(text.substr(3, end == text.npos ? end : end - 3)));
      text = end == text.npos ? "" : text.substr(end + 1);
    }
    return map;
  }

  Arena arena_;
};

const std::string full = "A1=2,A2=3,A3=3,B1=3,B2=3,B3=3,C1=3,C2=3,C3=3,D1=1,D2=1,D3=1,X1=1,X2=1";
std::string with(std::string text, const std::string& mark) {
  return text.replace(text.find(mark.substr(0, 3)), mark.find('=') + 2, mark);
}

}  // namespace

TEST_CASE("Points are whole or half") {
  CHECK(half_points("26") == 52);
  CHECK(half_points("26.5") == 53);
  CHECK(half_points("0.5") == 1);
  for (const char* text : {"", "-1", "26.", "26.50", "26,5", ".5", "100", "x"}) CHECK_FALSE(half_points(text));
  CHECK(points_text(53) == "26.5");
  CHECK(points_text(0) == "0");
}

TEST_CASE("The grid of the practical test holds 31 points") {
  int sum = 0;
  for (const ExamTerms::Item& item : exam_terms().grid) sum += *std::ranges::max_element(item.steps);
  CHECK(sum == 2 * 31);
  CHECK(exam_terms().test("pratique_b")->top == 2 * 31);
  CHECK(exam_terms().test("etg")->top == 2 * 40);
}

TEST_CASE("The result follows from the points, and an E fails") {
  const std::map<std::string, std::string> rows = {
      {"etg 2010-01-01 - 34", "insuffisant"},          {"etg 2010-01-01 - 35", "favorable"},
      {"pratique_b 2010-01-01 - 19.5", "insuffisant"}, {"pratique_b 2010-01-01 - 20", "favorable"},
      {"pratique_b 2010-01-01 - - " + full, "favorable"},
      {"pratique_b 2010-01-01 - - " + with(full, "B3=E"), "insuffisant"},
      {"etg 2010-01-01 -", ""}};
  for (const auto& [text, result] : rows) {
    INFO(text);
    CHECK(result_of(*Exams{text}.nodes.front(), exam_terms()) == result);
  }
}

TEST_CASE("A result that the points do not give is found") {
  CHECK(Exams{"etg 2010-01-01 favorable 35"}.broken().empty());
  CHECK(Exams{"etg 2010-01-01 favorable"}.broken().empty());
  CHECK(Exams{"etg 2010-01-01 favorable 34"}.broken() == Codes{"N102 result"});
  CHECK(Exams{"etg 2010-01-01 insuffisant 35"}.broken() == Codes{"N102 result"});
  CHECK(Exams{"etg 2010-01-01 favorable 40.5"}.broken() == Codes{"N101 points"});
  CHECK(Exams{"pratique_b 2010-01-01 favorable 31"}.broken().empty());
  CHECK(Exams{"pratique_b 2010-01-01 favorable 31.5"}.broken() == Codes{"N101 points"});
  CHECK(Exams{"pratique_b 2010-01-01 absent 20"}.broken() == Codes{"N103 result"});
  CHECK(Exams{"pratique_b 2010-01-01 absent"}.broken().empty());
}

TEST_CASE("Marks are steps of the grid, whole and add up") {
  CHECK(Exams{"pratique_b 2010-01-01 favorable 33 " + full}.broken() == (Codes{"N101 points", "N106 points"}));
  CHECK(Exams{"pratique_b 2010-01-01 favorable 29 " + with(with(full, "X1=0"), "X2=0")}.broken().empty());
  CHECK(Exams{"pratique_b 2010-01-01 insuffisant 30 " + with(with(with(full, "X1=0"), "X2=1"), "C2=E")}.broken() == Codes{"N106 points"});
  CHECK(Exams{"pratique_b 2010-01-01 insuffisant 26 " + with(with(with(full, "X1=0"), "X2=0"), "C2=E")}.broken().empty());
  CHECK(Exams{"pratique_b 2010-01-01 insuffisant - " + with(full, "A1=E")}.broken() == Codes{"N105 marks"});
  CHECK(Exams{"pratique_b 2010-01-01 favorable - " + with(with(full, "A1=3"), "X1=0")}.broken() == (Codes{"N105 marks"}));
  CHECK(Exams{"pratique_b 2010-01-01 favorable 20 A1=2,A2=3"}.broken() == Codes{"N107 marks"});
  CHECK(Exams{"etg 2010-01-01 insuffisant 2 A1=2"}.broken() == Codes{"N108 marks"});
}

TEST_CASE("The licence is passed once, a test sat once a day") {
  CHECK(Exams{"pratique_b 2010-01-01 favorable", "pratique_b 2010-02-01 insuffisant"}.broken() == Codes{"N109 day"});
  CHECK(Exams{"pratique_b 2010-02-01 favorable", "pratique_b 2010-01-01 insuffisant"}.broken().empty());
  CHECK(Exams{"pratique_b 2010-01-01 favorable", "pratique_b 2010-02-01 annule"}.broken().empty());
  CHECK(Exams{"etg 2010-01-01 favorable", "etg 2015-02-01 favorable"}.broken().empty());
  CHECK(Exams{"etg 2010-01-01 insuffisant 30", "etg 2010-01-01 favorable 36"}.broken() == Codes{"N112 day"});
  CHECK(Exams{"etg 2010-01-01 favorable", "pratique_b 2010-01-01 insuffisant"}.broken().empty());
}

TEST_CASE("The delay after a failed practical test depends on the points") {
  const std::map<std::string, std::string> rows = {
      {"insuffisant 10", "2010-02-15"}, {"insuffisant 10.5", "2010-02-15"}, {"insuffisant 11", "2010-01-31"},
      {"insuffisant 16", "2010-01-21"}, {"insuffisant 20.5", "2010-01-21"}, {"insuffisant 21", "2010-01-11"},
      {"insuffisant 25.5", "2010-01-01"}, {"absent", "2010-02-10"}, {"favorable 25", ""}, {"insuffisant", ""}, {"annule", ""}};
  for (const auto& [text, next] : rows) {
    INFO(text);
    const Exams exams{"pratique_b 2010-01-01 " + text};
    const Attempt attempt = follow_exams(exams.nodes, exam_terms()).front();
    CHECK((attempt.next ? attempt.next->text() : "") == next);
  }
}

TEST_CASE("Attempts are counted by test, and what came too soon or without theory warns") {
  const Exams exams{"pratique_b 2010-03-01 insuffisant 12", "etg 2010-01-01 insuffisant 30", "etg 2010-02-01 favorable 36",
                    "pratique_b 2010-03-30 insuffisant 12", "pratique_b 2010-04-29 annule", "pratique_b 2010-04-29 favorable 22"};
  std::vector<std::tuple<std::string_view, int, bool, bool>> found;
  for (const Attempt& one : follow_exams(exams.nodes, exam_terms()))
    found.emplace_back(one.exam->get("id"), one.number, one.too_soon_after != nullptr, one.without_theory);
  CHECK(found == decltype(found){{"r2", 1, false, false}, {"r3", 2, false, false}, {"r1", 1, false, false},
                                 {"r4", 2, true, false}, {"r5", 0, false, false}, {"r6", 3, false, false}});
}

TEST_CASE("A theory test opens five practical ones within five years") {
  const Exams late{"etg 2005-01-01 favorable", "pratique_b 2010-01-01 insuffisant", "pratique_b 2010-01-02 insuffisant"};
  const auto lapsed = follow_exams(late.nodes, exam_terms());
  CHECK_FALSE(lapsed[1].without_theory);
  CHECK(lapsed[2].without_theory);
  const Exams many{"etg 2010-01-01 favorable",           "pratique_b 2010-02-01 insuffisant", "pratique_b 2010-03-01 insuffisant",
                   "pratique_b 2010-04-01 insuffisant", "pratique_b 2010-05-01 insuffisant", "pratique_b 2010-06-01 insuffisant",
                   "pratique_b 2010-07-01 insuffisant"};
  const auto used = follow_exams(many.nodes, exam_terms());
  CHECK_FALSE(used[5].without_theory);
  CHECK(used[6].without_theory);
  CHECK(follow_exams(Exams{"pratique_b 2010-02-01 favorable 22"}.nodes, exam_terms()).front().without_theory);
}
