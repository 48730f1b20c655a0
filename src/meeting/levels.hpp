#pragma once
#include <map>
#include <string>
#include <string_view>

#include "mloc/facts/facts.hpp"

namespace mloc::meeting {

/// What each party says of each item of a meeting: item to party to level.
std::map<std::string, std::map<std::string, std::string>> levels_of(const facts::OpenOwner& owner, std::string_view meeting);
/// How far the parties are from each other, in steps of the scale; what nobody could observe does not count.
Cell gap_of(const std::map<std::string, std::string>& by_party);

}  // namespace mloc::meeting
