#pragma once
#include <string>
#include <vector>

#include "mloc/draw/draw_files.hpp"
#include "mloc/store/change.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::draw {

/// A workspace opened for writing, and one of its draws.
struct OpenDraw {
  Workspace workspace;
  DrawFolder folder;
  std::string actor;
};

/// K105 (exit 6) when the workspace has no such draw.
Result<DrawFolder> read_draw(Workspace& workspace, const std::string& draw);
Result<OpenDraw> open_draw(World& world, const Globals& globals, const std::string& draw);

/// Where somebody stands in a draw that was run.
struct DrawPlace {
  std::string draw, programme;
  Position position;
};
/// The places of a dossier's file numbers, in the order of the draws.
Result<std::vector<DrawPlace>> draw_places_of(const Workspace& workspace, const Dossier& dossier);
/// The folder of every draw, run or not.
Result<std::vector<DrawFolder>> every_draw(const Workspace& workspace);

/// A new event, after all others: its id is the greatest.
Node* next_event(Arena& arena, World& world, std::string_view actor, const Dossier& events, std::string_view kind);
/// Puts `record` into the draw's events.yaml.
void put_event(Change& change, const std::string& draw, const DrawFolder& folder, const Node& record);

/// What is put before all that a rehearsal says.
std::string mark_of(bool rehearsal);

}  // namespace mloc::draw
