#include "mloc/workspace/repository_path.hpp"

namespace mloc {

std::optional<RepositoryPath> records_path(const std::string& path) {
  for (std::size_t from = 0;;) {
    const std::string rest = path.substr(from);
    if (const auto kind = kind_of(rest); kind && rest.ends_with(".yaml") && *kind != FileKind::instrument && *kind != FileKind::codes)
      return RepositoryPath{from == 0 ? "." : path.substr(0, from - 1), rest, *kind};
    const auto slash = path.find('/', from);
    if (slash == std::string::npos) return std::nullopt;
    from = slash + 1;
  }
}

}  // namespace mloc
