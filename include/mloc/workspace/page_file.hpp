#pragma once
#include <optional>
#include <string>

#include "mloc/workspace/output_file.hpp"

namespace mloc {

/// Where a page for print goes: into a PDF file when its name says so, an HTML file, or to standard output.
class PrintedPage {
 public:
  /// As OutputFile::prepare, for pages that tell of persons.
  static Result<PrintedPage> prepare(World& world, const Globals& globals, const std::optional<std::string>& path);
  /// M119 when a PDF is wanted and weasyprint is not on the PATH; then nothing is written.
  Result<> write(const std::string& html) const;

 private:
  PrintedPage(const World& world, OutputFile file, bool is_pdf) : world_(&world), file_(std::move(file)), is_pdf_(is_pdf) {}
  const World* world_;
  OutputFile file_;
  bool is_pdf_;
};

}  // namespace mloc
