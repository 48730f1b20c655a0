#include "anonymity.hpp"

#include <algorithm>
#include <map>

namespace mloc::evaluation {
namespace {

using Members = std::vector<std::size_t>;

class Sharing {
 public:
  Sharing(std::vector<KnownValues>& people, std::size_t least) : people_(people), least_(least) {}

  /// Tells the members apart by `column` and all after it; whoever would be with too few loses the value, and stays with the
  /// others who have none.
  void tell_apart(const Members& members, std::size_t column) {
    if (members.empty()) return;
    if (column == people_[members.front()].size()) {
      classes_.push_back(members);
      return;
    }
    std::map<std::string, Members> parts;
    for (const std::size_t one : members) parts[people_[one][column]].push_back(one);
    Members without = std::move(parts[""]);
    parts.erase("");
    for (auto part = parts.begin(); part != parts.end();) part = part->second.size() < least_ ? give_up(parts, part, without) : std::next(part);
    while (!without.empty() && without.size() < least_ && !parts.empty())
      give_up(parts, std::ranges::min_element(parts, {}, [](const auto& part) { return part.second.size(); }), without);
    for (const std::size_t one : without) people_[one][column].clear();
    for (const auto& [value, part] : parts) tell_apart(part, column + 1);
    tell_apart(without, column + 1);
  }

  /// Too few people without any value take the smallest class with them.
  void join(const Members& rare) {
    if (rare.empty()) return;
    std::size_t alike = rare.size();
    for (const Members& one : classes_) alike += is_empty(one.front()) ? one.size() : 0;
    std::ranges::sort(classes_, {}, &Members::size);
    for (const Members& one : classes_) {
      if (alike >= least_) return;
      if (is_empty(one.front())) continue;
      alike += one.size();
      for (const std::size_t member : one) std::ranges::fill(people_[member], std::string());
    }
  }

 private:
  using Parts = std::map<std::string, Members>;
  static Parts::iterator give_up(Parts& parts, Parts::iterator part, Members& without) {
    without.insert(without.end(), part->second.begin(), part->second.end());
    return parts.erase(part);
  }
  bool is_empty(std::size_t person) const { return std::ranges::all_of(people_[person], &std::string::empty); }

  std::vector<KnownValues>& people_;
  std::size_t least_;
  std::vector<Members> classes_;
};

}  // namespace

Emptied share_values(std::vector<KnownValues>& people, const std::vector<char>& rare, std::size_t least) {
  const std::vector<KnownValues> before = people;
  Members common, alone;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (rare[i]) std::ranges::fill(people[i], std::string());
    (rare[i] ? alone : common).push_back(i);
  }
  Sharing sharing(people, least);
  sharing.tell_apart(common, 0);
  sharing.join(alone);
  Emptied emptied;
  for (std::size_t i = 0; i < people.size(); ++i) {
    std::size_t values = 0;
    for (std::size_t j = 0; j < people[i].size(); ++j) values += people[i][j] != before[i][j];
    emptied.values += values;
    emptied.people += values > 0;
  }
  return emptied;
}

std::vector<char> strata_to_merge(const std::vector<ArmSizes>& strata, std::size_t least) {
  const auto is_small = [&](const ArmSizes& arms) {
    return (arms.control > 0 && arms.control < least) || (arms.test > 0 && arms.test < least);
  };
  std::vector<char> merged(strata.size());
  ArmSizes together;
  const auto add = [&](std::size_t stratum) {
    merged[stratum] = 1;
    together.control += strata[stratum].control;
    together.test += strata[stratum].test;
  };
  for (std::size_t i = 0; i < strata.size(); ++i)
    if (is_small(strata[i])) add(i);
  while (is_small(together)) {
    std::size_t smallest = strata.size();
    for (std::size_t i = 0; i < strata.size(); ++i)
      if (!merged[i] && (smallest == strata.size() || strata[i].control + strata[i].test < strata[smallest].control + strata[smallest].test)) smallest = i;
    if (smallest == strata.size()) break;
    add(smallest);
  }
  return merged;
}

}  // namespace mloc::evaluation
