#pragma once
#include <optional>
#include <string>

#include "mloc/workspace/output_file.hpp"

namespace mloc {

/// Where a page for print goes: into an HTML file, a PDF file, both, or to standard output when neither is named.
class PrintedPage {
 public:
  /// As OutputFile::prepare, for pages that tell of persons.
  static Result<PrintedPage> prepare(World& world, const Globals& globals, const std::optional<std::string>& html, const std::optional<std::string>& pdf);
  /// M119 when a PDF is wanted and weasyprint is not on the PATH; then nothing is written.
  Result<> write(const std::string& html) const;

 private:
  explicit PrintedPage(const World& world) : world_(&world) {}
  const World* world_;
  std::optional<OutputFile> html_, pdf_;
};

}  // namespace mloc
