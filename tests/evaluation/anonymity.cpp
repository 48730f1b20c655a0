#include <map>

#include "catch.hpp"
#include "evaluation/rules/anonymity.hpp"

using namespace mloc;

using namespace mloc::evaluation;

namespace {

std::vector<KnownValues> people_of(const std::vector<std::pair<KnownValues, int>>& counted) {
  std::vector<KnownValues> people;
  for (const auto& [values, number] : counted) people.insert(people.end(), static_cast<std::size_t>(number), values);
  return people;
}

std::map<KnownValues, int> classes_of(const std::vector<KnownValues>& people) {
  std::map<KnownValues, int> classes;
  for (const KnownValues& one : people) ++classes[one];
  return classes;
}

}  // namespace

TEST_CASE("whoever is alone loses the last column first, and takes others along where they would be too few", "[anonymity]") {
  auto people = people_of({{{"F", "18-20"}, 6}, {{"F", "21-23"}, 2}, {{"H", "18-20"}, 7}, {{"H", "21-23"}, 5}});
  const Emptied emptied = share_values(people, std::vector<char>(people.size()), 5);
  // Two women of 21 to 23 are too few, and with them the six others lose their age.
  CHECK(classes_of(people) == std::map<KnownValues, int>{{{"F", ""}, 8}, {{"H", "18-20"}, 7}, {{"H", "21-23"}, 5}});
  CHECK(emptied.people == 8);
  CHECK(emptied.values == 8);
}

TEST_CASE("a cell with too few people loses every value", "[anonymity]") {
  auto people = people_of({{{"F", "18-20"}, 2}, {{"H", "21-23"}, 2}});
  CHECK(share_values(people, std::vector<char>(4), 5).values == 8);
  CHECK(classes_of(people) == std::map<KnownValues, int>{{{"", ""}, 4}});
}

TEST_CASE("those who are rare for another reason lose theirs, with the smallest class for company", "[anonymity]") {
  auto people = people_of({{{"F", "18-20"}, 9}, {{"F", "21-23"}, 6}, {{"H", "18-20"}, 8}});
  std::vector<char> rare(people.size());
  rare[0] = rare[20] = 1;
  share_values(people, rare, 5);
  CHECK(classes_of(people) == std::map<KnownValues, int>{{{"", ""}, 8}, {{"F", "18-20"}, 8}, {{"H", "18-20"}, 7}});
}

TEST_CASE("strata with a small arm become one, with another when that is still too small", "[anonymity]") {
  CHECK(strata_to_merge({{20, 30}, {5, 5}}, 5) == std::vector<char>{0, 0});
  CHECK(strata_to_merge({{20, 30}, {3, 9}, {4, 2}, {9, 9}}, 5) == std::vector<char>{0, 1, 1, 0});
  CHECK(strata_to_merge({{20, 30}, {2, 9}, {9, 9}}, 5) == std::vector<char>{0, 1, 1});
  CHECK(strata_to_merge({{2, 1}}, 5) == std::vector<char>{1});
  // Where all got a place there is no control arm that could be small.
  CHECK(strata_to_merge({{0, 30}, {9, 9}}, 5) == std::vector<char>{0, 0});
}
