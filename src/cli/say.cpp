#include "mloc/cli/say.hpp"

#include "mloc/base/text.hpp"
#include "mloc/render/problems.hpp"

namespace mloc {
namespace {

constexpr std::size_t longest_source = 64u << 20;

std::string environment_value(const World& world, const char* name) {
  const auto found = world.environment.find(name);
  return found == world.environment.end() ? std::string{} : found->second;
}

bool wants_color(const World& world, const Globals& globals) {
  if (globals.color != Globals::Color::automatic) return globals.color == Globals::Color::always;
  const std::string terminal = environment_value(world, "TERM");
  return world.err.is_terminal() && environment_value(world, "NO_COLOR").empty() && !terminal.empty() &&
         terminal != "dumb";
}

/// The text that a place names: a file of the caller, else one of the workspace.
std::optional<std::string> read_source(World& world, const Globals& globals, const std::string& file) {
  if (auto text = world.files.read(file, longest_source)) return std::move(*text);
  auto workspace = world.open(globals.directory);
  if (!workspace) return std::nullopt;
  auto text = (*workspace)->read(file, longest_source);
  return text ? std::optional(std::move(*text)) : std::nullopt;
}

}  // namespace

Result<> say(World& world, const Globals& globals, const Phrase& line) {
  if (globals.quiet) return {};
  return world.err.write("mloc: " + printable(line.in(world.language)) + "\n");
}

Result<> complain(World& world, const Globals& globals, std::vector<Problem> problems) {
  ProblemsView view;
  view.explain = globals.explain || world.err.is_terminal();
  view.color = wants_color(world, globals);
  view.columns = world.err.columns();
  view.language = world.language;
  view.source = [&](const std::string& file) { return read_source(world, globals, file); };
  return world.err.write(problems_text(std::move(problems), view));
}

}  // namespace mloc
