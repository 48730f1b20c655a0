#include "mloc/facts/fact_target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::facts {

// Asked after the rooms that make something else of their kinds.
extern const Room room;
const Room room{.name = "facts", .target = fact_target};

}  // namespace mloc::facts
