#pragma once
#include <span>
#include <string_view>

namespace mloc::office {

/// What was to be done by a day: `sql` gives whose it is (a case, a partner, a draw), which record, its day and whom it concerns, of
/// what stands open on the day ?1. `command` settles it, with {0} for whose and {1} for the record; empty where settling.hpp knows it.
struct Dated {
  std::string_view what, sql, command = {};
};
std::span<const Dated> all_dated();

}  // namespace mloc::office
