#include "mloc/workspace/room.hpp"

namespace mloc {

Result<Corrected> corrected_by_room(Workspace& workspace, const std::string& owner, const std::string& record) {
  Corrected first;
  for (const Room* room : rooms()) {
    if (!room->corrections) continue;
    TRY(found, room->corrections->owner_of(workspace, owner, record));  // one of them says when two have a record of that id
    if (found && !first.by) first = {room->corrections, std::move(*found)};
  }
  return first;
}

Result<std::map<std::string, std::string>> frozen_numbers(Workspace& workspace) {
  std::map<std::string, std::string> frozen;
  for (const Room* room : rooms())
    if (room->frozen) {
      TRY(numbers, room->frozen(workspace));
      frozen.merge(numbers);
    }
  return frozen;
}

}  // namespace mloc
