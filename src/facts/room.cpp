#include "mloc/facts/fact_target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc {

// Asked after the rooms that make something else of their kinds.
extern const Room facts_room;
const Room facts_room{.name = "facts", .target = fact_target};

}  // namespace mloc
