#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mloc {

/// `forfait_code=250.00`, read.
template <class Value>
struct Named {
  std::string name;
  Value value;
};

/// `minutes=45, kind=code`
std::string joined(const std::vector<Named<std::string>>& parts, std::string_view between);

}  // namespace mloc
