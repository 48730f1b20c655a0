#include "mloc/workspace/shared_sql.hpp"

#include <fmt/format.h>

#include "mloc/base/embedded.hpp"
#include "mloc/base/text.hpp"

namespace mloc {

std::optional<std::string_view> shared_sql(std::string_view name) { return embedded(fmt::format("src/report/sql/parts/{}.sql", name)); }

std::string over_shared_sql(std::initializer_list<std::string_view> names, std::string_view select) {
  constexpr std::string_view begin = "\nWITH ";
  std::string tables;
  for (const std::string_view name : names) {
    // A part that stands first in a report begins it.
    std::string text = "\n" + std::string(*shared_sql(name));
    if (const auto with = text.find(begin); with != text.npos) text.replace(with, begin.size(), "\n");
    tables += text;
  }
  tables.resize(tables.rfind(','));
  // The comments at its head may stand after WITH.
  return fmt::format("WITH {}\n{}", tables, select);
}

}  // namespace mloc
