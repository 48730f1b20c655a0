#pragma once
#include <map>
#include <set>
#include <string>

#include "mloc/workspace/rules.hpp"

namespace mloc {

/// Who holds which value that only one may hold (a SIRET, a file number): filled from the index once, then kept in step with the
/// files that a check assumes.
class Holders {
 public:
  void add(const std::string& value, const std::string& holder) {
    of_[value].insert(holder);
    held_[holder].insert(value);
  }
  void drop(const std::string& holder) {
    for (const std::string& value : held_[holder]) of_[value].erase(holder);
    held_.erase(holder);
  }
  /// The first holder that is not `but`; or empty.
  std::string other(const std::string& value, const std::string& but) const {
    if (const auto found = of_.find(value); found != of_.end())
      for (const std::string& one : found->second)
        if (one != but) return one;
    return {};
  }
  /// Calls read(path) for each file assumed since the last call.
  template <class Read>
  void follow(Knowledge& known, const Read& read) {
    for (; followed_ < known.assumptions().size(); ++followed_) read(known.assumptions()[followed_]);
  }

 private:
  std::map<std::string, std::set<std::string>> of_, held_;
  std::size_t followed_ = 0;
};

}  // namespace mloc
