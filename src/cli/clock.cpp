#include "mloc/cli/clock.hpp"

namespace mloc {
namespace {

/// No variable of anybody's: main() lets none in that is called so.
const std::string kept = "clock";

}  // namespace

Date clock_day(const World& world) {
  const auto found = world.environment.find(kept);
  return found == world.environment.end() ? world.today() : *Date::parse(found->second);
}

World with_today(const World& world, Date today) {
  World dated = world;
  dated.environment.emplace(kept, world.today().text());
  dated.today = [today] { return today; };
  return dated;
}

}  // namespace mloc
