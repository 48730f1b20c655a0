#pragma once
#include <optional>
#include <string>

#include "mloc/base/result.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {

/// Where a printed page goes: into a new HTML file, a new PDF file, or to standard output when neither is named.
struct Destination {
  std::optional<std::string> html, pdf;
};
/// M119 when a PDF is wanted and weasyprint is not on the PATH; then nothing is written.
Result<> put_page(World& world, const std::string& html, const Destination& destination);

}  // namespace mloc
