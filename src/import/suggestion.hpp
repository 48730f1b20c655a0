#pragma once
#include <string>

#include "mloc/programme/settings.hpp"
#include "mloc/records/csv.hpp"

namespace mloc::imports {

/// A mapping file that fits a table, for rows of one kind: columns by their header, then by what their cells are.
struct Suggestion {
  std::string text;                  ///< TOML, what is guessed has a comment
  std::vector<std::string> unread;   ///< headers that no field takes
  std::vector<std::string> missing;  ///< fields that must be there and have no column
};
Suggestion suggested_mapping(const Csv& csv, const std::string& kind, const std::string& name, const Settings& settings,
                             const std::vector<std::string>& programmes);

}  // namespace mloc::imports
