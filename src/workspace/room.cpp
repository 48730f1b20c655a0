#include "mloc/workspace/room.hpp"

#include "mloc/base/phrases.hpp"

namespace mloc {

Problem told_of(const Dossier& dossier, const Record& record, const Node& node, Problem found) {
  found.text = prefixed(fmt::format("{} {}: {}", record.kind->name, record.id, node.key), std::move(found.text));
  return at({dossier.file, node.mark.line, node.mark.column, {}}, std::move(found));
}

Result<Corrected> corrected_by_room(Workspace& workspace, const std::string& owner, const std::string& record) {
  for (const Room* room : rooms()) {
    if (!room->corrections) continue;
    TRY(found, room->corrections->owner_of(workspace, owner, record));
    if (found) return Corrected{room->corrections, std::move(*found)};
  }
  return Corrected{};
}

}  // namespace mloc
