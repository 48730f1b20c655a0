#include "mloc/facts/fact_target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::facts {

// Written in another file of this room.
std::span<const Rule> fact_rules();

// Asked after the rooms that make something else of their kinds.
extern const Room room;
const Room room{.name = "facts", .rules = fact_rules, .target = fact_target};

}  // namespace mloc::facts
