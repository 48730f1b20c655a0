#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace mloc::evaluation {

/// People of one cell that stays as it is (an arm of a stratum), and what others may know of each: one value in each column,
/// empty where it is not known. Columns stand from the one to keep to the one to give up first.
using KnownValues = std::vector<std::string>;

/// What was given up.
struct Emptied {
  std::size_t people = 0, values = 0;
};

/// Empties values until everybody shares all of theirs with `least` or more people of the cell, themselves among them
/// (k-anonymity, Sweeney 2002); a cell of fewer people loses all. `rare` people (one element each) lose theirs in any case.
Emptied share_values(std::vector<KnownValues>& people, const std::vector<char>& rare, std::size_t least);

/// How many were drawn to each arm of a stratum.
struct ArmSizes {
  std::size_t control = 0, test = 0;
};
/// Which strata must become one so that no arm of any has from 1 to `least` − 1 people: 1 for each of them. When even all
/// together are too few, all.
std::vector<char> strata_to_merge(const std::vector<ArmSizes>& strata, std::size_t least);

}  // namespace mloc::evaluation
