#include "mloc/base/embedded.hpp"

#include <algorithm>
#include <vector>

extern "C" {
#define MLOC_EMBEDDED(number, path)                 \
  extern const char mloc_embedded_##number[];      \
  extern const char mloc_embedded_end_##number[];
#include "embedded.inc"
#undef MLOC_EMBEDDED
}

namespace mloc {

std::span<const Embedded> embedded_files() {
  static const std::vector<Embedded> files = {
#define MLOC_EMBEDDED(number, path) \
  {path, {mloc_embedded_##number, static_cast<std::size_t>(mloc_embedded_end_##number - mloc_embedded_##number)}},
#include "embedded.inc"
#undef MLOC_EMBEDDED
  };
  return files;
}

std::optional<std::string_view> embedded(std::string_view path) {
  const auto files = embedded_files();
  const auto found = std::ranges::find(files, path, &Embedded::path);
  return found == files.end() ? std::nullopt : std::optional(found->bytes);
}

}  // namespace mloc
