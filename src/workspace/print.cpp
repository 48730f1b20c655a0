#include "mloc/workspace/print.hpp"

#include "mloc/workspace/audience.hpp"

namespace mloc {

Result<> print(World& world, const Globals& globals, Table table) {
  TRY(seen, for_audience(world, globals, std::move(table)));
  TRY(text, rendered(std::move(seen), globals.view));
  return world.out.write(text);
}

}  // namespace mloc
