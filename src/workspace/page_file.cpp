#include "mloc/workspace/page_file.hpp"

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

Result<PrintedPage> PrintedPage::prepare(World& world, const Globals& globals, const std::optional<std::string>& html, const std::optional<std::string>& pdf) {
  PrintedPage page(world);
  if (pdf) {
    TRY(file, OutputFile::prepare(world, globals, pdf, Tells::persons));
    page.pdf_ = std::move(file);
  }
  if (html || !pdf) {
    TRY(file, OutputFile::prepare(world, globals, html, Tells::persons, pdf ? std::vector{*pdf} : std::vector<std::string>()));
    page.html_ = std::move(file);
  }
  return page;
}

Result<> PrintedPage::write(const std::string& html) const {
  if (pdf_) {
    TRY(pdf, as_pdf(*world_, html));
    CHECKED(pdf_->write(pdf));
  }
  return html_ ? html_->write(html) : Result<>();
}

}  // namespace mloc
