#include "mloc/facts/fact_target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::facts {

// Written in another file of this room.
std::unique_ptr<DossierChecker> code_checker();

namespace {

Checkers checkers() {
  Checkers all;
  all.push_back(code_checker());
  return all;
}

}  // namespace

// Asked after the rooms that make something else of their kinds.
extern const Room room;
const Room room{.name = "facts", .target = fact_target, .checkers = checkers};

}  // namespace mloc::facts
