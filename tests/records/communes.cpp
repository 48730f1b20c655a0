#include "mloc/records/communes.hpp"

#include <fstream>
#include <set>
#include <sstream>

#include "catch.hpp"

using namespace mloc;

TEST_CASE("a postal code is one that the list's third column has, and nothing else is") {
  std::set<std::string> listed;
  std::ifstream file(MLOC_SOURCE "/schemas/communes.tsv");
  for (std::string line; std::getline(file, line);) {
    std::istringstream columns(line);
    std::string code, name, postcodes;
    std::getline(columns, code, '\t') && std::getline(columns, name, '\t') && std::getline(columns, postcodes, '\t');
    std::istringstream words(postcodes);
    for (std::string one; words >> one;) listed.insert(one);
  }
  CHECK(listed.size() > 6000);
  std::size_t found = 0;
  for (int number = 0; number < 100'000; ++number) {
    const std::string digits = std::to_string(number), code = std::string(5 - digits.size(), '0') + digits;
    if (is_postcode(code) != listed.contains(code)) FAIL_CHECK(code);
    found += is_postcode(code);
  }
  CHECK(found == listed.size());
  for (const char* text : {"", "4500", "450000", "4500a", "-4500", " 4500", "45 00"}) CHECK_FALSE(is_postcode(text));
}
