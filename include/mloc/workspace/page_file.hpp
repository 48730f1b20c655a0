#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {

/// Into a new file of the caller, or to standard output for `-`; with --dry-run no file is made.
Result<> write_output(World& world, const Globals& globals, const std::string& path, std::string_view bytes);
/// D110 when the file is there: asked before anything else is done.
Result<> check_output(World& world, const std::string& path);

/// Where a printed page goes: into a new HTML file, a new PDF file, or to standard output when neither is named.
struct Destination {
  std::optional<std::string> html, pdf;
};
/// M119 when a PDF is wanted and weasyprint is not on the PATH; then nothing is written.
Result<> put_page(World& world, const Globals& globals, const std::string& html, const Destination& destination);

}  // namespace mloc
