#include <map>

#include <rapidcheck.h>

#include "catch.hpp"
#include "evaluation/rules/anonymity.hpp"

using namespace mloc;

using namespace mloc::evaluation;

TEST_CASE("whatever people are like, everybody shares all values with enough others, and none is another value", "[anonymity]") {
  CHECK(rc::check([] {
    const auto number = *rc::gen::inRange<std::size_t>(0, 60);
    const auto least = *rc::gen::inRange<std::size_t>(1, 12);
    const auto value = rc::gen::elementOf(std::vector<std::string>{"", "a", "b", "c"});
    auto people = *rc::gen::container<std::vector<KnownValues>>(number, rc::gen::container<KnownValues>(3, value));
    const auto rare = *rc::gen::container<std::vector<char>>(number, rc::gen::element<char>(0, 0, 0, 1));
    const auto before = people;
    const Emptied emptied = share_values(people, rare, least);
    std::map<KnownValues, std::size_t> classes;
    std::size_t gone = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
      ++classes[people[i]];
      for (std::size_t j = 0; j < 3; ++j) {
        RC_ASSERT(people[i][j].empty() || people[i][j] == before[i][j]);
        gone += people[i][j] != before[i][j];
        if (rare[i]) RC_ASSERT(people[i][j].empty());
      }
    }
    RC_ASSERT(gone == emptied.values);
    for (const auto& [values, count] : classes) RC_ASSERT(count >= std::min(least, number));
  }));
}
