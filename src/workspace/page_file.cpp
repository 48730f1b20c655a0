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

Result<> write_output(World& world, const Globals& globals, const std::string& path, std::string_view bytes) {
  if (path == "-") return world.out.write(bytes);
  if (globals.dry_run) return {};
  return world.files.create(path, bytes, Sync::yes);
}

Result<> check_output(World& world, const std::string& path) {
  if (path == "-") return {};
  TRY(there, world.files.state(path));
  return there ? Result<>(fail(Exit::disk, problem("D110"_m, path))) : Result<>{};
}

Result<> put_page(World& world, const Globals& globals, const std::string& html, const Destination& destination) {
  if (destination.pdf) {
    TRY(pdf, as_pdf(world, html));
    CHECKED(write_output(world, globals, *destination.pdf, pdf));
  }
  if (!destination.html && destination.pdf) return {};
  return write_output(world, globals, destination.html.value_or("-"), html);
}

}  // namespace mloc
