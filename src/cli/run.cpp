#include "mloc/cli/run.hpp"

#include <exception>

#include "globals.hpp"
#include "line.hpp"
#include "mloc/cli/nouns.hpp"
#include "mloc/cli/say.hpp"

namespace mloc {
namespace {

int report_failure(World& world, const Globals& globals, Failure failure) {
  // When standard error is gone, too, the status is all that is left to say.
  static_cast<void>(complain(world, globals, std::move(failure.problems)));
  return static_cast<int>(failure.exit);
}

int report_bug(World& world, std::string_view words) {
  return report_failure(world, {}, Failure{Exit::bug, {problem("C190"_m, words)}});
}

}  // namespace

int report_failure(World& world, Failure failure) { return report_failure(world, {}, std::move(failure)); }

int run(World& world, std::vector<std::string> arguments) {
  try {
    Globals globals;
    const cli::Manner manner = cli::manner_of(world, arguments);
    globals.explain = manner.explain;
    world.language = manner.language;
    auto done = cli::run_line(world, cli::nouns(), std::move(arguments), globals);
    if (!done) return report_failure(world, globals, std::move(done.error()));
    return static_cast<int>(*done);
  } catch (const std::exception& bug) {
    return report_bug(world, bug.what());
  } catch (...) {
    return report_bug(world, "an exception without words");
  }
}

}  // namespace mloc
