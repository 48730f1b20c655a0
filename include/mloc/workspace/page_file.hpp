#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/workspace/output_file.hpp"

namespace mloc {

/// The form that a figure's file has: of FILE.pdf a page, whatever else was not said. C102 with another form (-O csv).
Result<Globals> as_page_for(const Globals& globals, const std::optional<std::string>& path);

/// Where a page for print goes: into a PDF file when its name says so, an HTML file, or to standard output.
class PrintedPage {
 public:
  /// As OutputFile::prepare; most pages tell of persons.
  static Result<PrintedPage> prepare(World& world, const Globals& globals, const std::optional<std::string>& path, Tells tells = Tells::persons,
                                     const std::vector<std::string>& taken = {});
  /// M119 when a PDF is wanted and weasyprint is not on the PATH; then nothing is written.
  Result<> write(const std::string& html) const;
  bool is_pdf() const { return is_pdf_; }

 private:
  PrintedPage(const World& world, OutputFile file, bool is_pdf) : world_(&world), file_(std::move(file)), is_pdf_(is_pdf) {}
  const World* world_;
  OutputFile file_;
  bool is_pdf_;
};

}  // namespace mloc
