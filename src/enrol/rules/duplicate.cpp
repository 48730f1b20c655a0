#include "mloc/enrol/rules/duplicate.hpp"

#include <algorithm>
#include <map>

#include "mloc/base/text.hpp"

namespace mloc::enrol {

CasePair case_pair(std::string_view a, std::string_view b) {
  return a < b ? CasePair(a, b) : CasePair(b, a);
}

std::string duplicate_key(std::string_view surname, std::string_view first_name, Date birth_date) {
  return folded(surname) + '\n' + folded(first_name) + '\n' + birth_date.text();
}

std::vector<CasePair> undecided_duplicates(std::span<const NamedCase> cases, const std::set<CasePair>& decided) {
  std::map<std::string, std::set<std::string_view>> groups;
  for (const NamedCase& named : cases)
    groups[duplicate_key(named.surname, named.first_name, named.birth_date)].insert(named.id);
  std::vector<CasePair> pairs;
  for (const auto& [key, ids] : groups)
    for (auto first = ids.begin(); first != ids.end(); ++first)
      for (auto second = std::next(first); second != ids.end(); ++second)
        if (CasePair pair = case_pair(*first, *second); !decided.contains(pair)) pairs.push_back(std::move(pair));
  std::ranges::sort(pairs);
  return pairs;
}

}  // namespace mloc::enrol
