#pragma once
#include <string>

#include "mloc/draw/rules/draw.hpp"
#include "mloc/store/change.hpp"
#include "mloc/workspace/workspace.hpp"
#include "verbs.hpp"

namespace mloc::draw {

/// A draw that is about to be announced: what will be put down, and who takes part of how many registered.
struct NewDraw {
  Workspace workspace;
  std::string actor;
  std::string announcement;  ///< bytes of announcement.yaml
  Roster roster;
  std::string programme;  ///< bytes of programme.toml
  std::size_t registered;
  Change change;
};
Result<NewDraw> new_draw(World& world, const Globals& globals, const AnnounceArgs& args);
Result<> say_announced(NewDraw& draw, const AnnounceArgs& args);

}  // namespace mloc::draw
