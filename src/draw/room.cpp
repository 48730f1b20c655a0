#include <algorithm>

#include "mloc/base/record.hpp"
#include "mloc/draw/open.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::draw {
namespace {

/// Who waits in a draw of the programme is its control group: an entry is told, and take-up counts it.
Result<> written(Workspace& workspace, const facts::OpenOwner& owner, const Node* before, const Node& record) {
  if (before || !is_kind(record, "participation")) return {};
  TRY(places, draw_places_of(workspace, *owner.open.dossier));
  std::erase_if(places, [&](const DrawPlace& one) { return one.programme != record.get("programme"); });
  const bool holds_one = std::ranges::any_of(places, [](const DrawPlace& one) { return one.position.holds_place(); });
  if (!places.empty() && !holds_one) warn(workspace.world(), problem("L169"_m, places.back().position.applicant.id, places.back().draw));
  return {};
}

}  // namespace

extern const Room room;
const Room room{.name = "draw", .written = written};

}  // namespace mloc::draw
