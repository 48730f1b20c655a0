#include "mloc/workspace/print.hpp"

#include <algorithm>

#include "mloc/workspace/audience.hpp"

namespace mloc {

View view_on(const World& world, const Globals& globals) {
  View view = globals.view;
  if (world.out.is_terminal()) view.width = static_cast<std::size_t>(std::max(20, world.out.columns()));
  return view;
}

Result<Exit> print(World& world, const Globals& globals, Table table) {
  TRY(seen, for_audience(world, globals, std::move(table)));
  const Exit exit = globals.exit_of(seen.rows.size());
  TRY(text, rendered(std::move(seen), view_on(world, globals)));
  CHECKED(world.out.write(text));
  return exit;
}

}  // namespace mloc
