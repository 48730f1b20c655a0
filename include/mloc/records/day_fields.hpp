#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/node.hpp"
#include "mloc/base/when.hpp"

namespace mloc {

/// A field of a kind that holds a day, a local time, or (the last part `*`) a map of days.
struct DayField {
  std::string name;                                ///< its path: `decision.day`
  When when = When::any;
  std::string by;                                  ///< the field of the record that it hangs on; or empty
  std::map<std::string, When, std::less<>> cases;  ///< what that field says: then `when` is for all else

  When of(const Node& record) const;
};
/// Those of the newest version of a kind, in the order of its schema.
const std::vector<DayField>& day_fields(std::string_view kind);

}  // namespace mloc
