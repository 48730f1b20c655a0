#include "mloc/workspace/shared_sql.hpp"

#include <fmt/format.h>

#include "mloc/base/embedded.hpp"
#include "mloc/base/text.hpp"

namespace mloc {

std::optional<std::string_view> shared_sql(std::string_view name) { return embedded(fmt::format("src/report/sql/parts/{}.sql", name)); }

std::string over_shared_sql(std::string_view name, std::string_view select) {
  const std::string_view tables = trimmed(*shared_sql(name));
  // The comments at its head may stand after WITH.
  return fmt::format("WITH {}\n{}", tables.substr(0, tables.rfind(',')), select);
}

}  // namespace mloc
