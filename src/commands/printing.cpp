#include "commands/printing.hpp"

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

Result<> put_page(World& world, const std::string& html, const Destination& destination) {
  if (destination.pdf) {
    TRY(pdf, as_pdf(world, html));
    CHECKED(*destination.pdf == "-" ? world.out.write(pdf) : world.files.create(*destination.pdf, pdf, Sync::yes));
  }
  if (destination.html && *destination.html != "-") return world.files.create(*destination.html, html, Sync::yes);
  if (destination.html || !destination.pdf) return world.out.write(html);
  return {};
}

}  // namespace mloc
