#include "mloc/workspace/page_file.hpp"

#include "mloc/base/phrases.hpp"
#include "mloc/sys/program.hpp"

namespace mloc {
namespace {

constexpr std::size_t largest_pdf = 64u << 20;

Result<std::string> as_pdf(const World& world, const std::string& html) {
  const auto path = world.environment.find("PATH");
  const auto program = path == world.environment.end() ? std::nullopt : find_program(path->second, "weasyprint");
  if (!program) return fail(Exit::no, problem("M119"_m));
  return run_program(*program, {"--encoding", "utf-8", "-", "-"}, html, largest_pdf);
}

}  // namespace

Result<Globals> as_page_for(const Globals& globals, const std::optional<std::string>& path) {
  if (!path || !path->ends_with(".pdf")) return globals;
  const Format asked = globals.view.format;
  if (asked != Format::table && asked != Format::html) return fail(Exit::usage, problem("C102"_m, phrase("a PDF is a page: no other -O")));
  Globals page = globals;
  page.view.format = Format::html;
  return page;
}

Result<PrintedPage> PrintedPage::prepare(World& world, const Globals& globals, const std::optional<std::string>& path, Tells tells, const std::vector<std::string>& taken) {
  TRY(file, OutputFile::prepare(world, globals, path, tells, taken));
  return PrintedPage(world, std::move(file), path && path->ends_with(".pdf"));
}

Result<> PrintedPage::write(const std::string& html) const {
  if (!is_pdf_) return file_.write(html);
  TRY(pdf, as_pdf(*world_, html));
  return file_.write(pdf);
}

}  // namespace mloc
