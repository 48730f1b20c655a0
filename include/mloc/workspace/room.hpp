#pragma once
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/named.hpp"
#include "mloc/workspace/rules.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc {

namespace facts {
struct FactKind;
struct OpenOwner;
}  // namespace facts
namespace imports {
struct Import;
class ImportTarget;
}  // namespace imports

/// How a room's own records are corrected where more hangs on them than on a simple record.
struct Corrections {
  /// The owner in whose file the room has that record, for the functions below; none when it has none. `owner` is what was
  /// typed: a case, a partner, or what only the room knows. Without a record the owner itself is meant: what a case applied
  /// for, what a partner is.
  Result<std::optional<std::string>> (*owner_of)(Workspace& workspace, const std::string& owner, const std::string& record) = nullptr;
  Result<Exit> (*amend)(Workspace workspace, const std::string& owner, const std::string& record, const std::vector<Named<std::string>>& values) = nullptr;
  /// nullptr where `void` marks the record as any other.
  Result<Exit> (*annul)(Workspace workspace, const std::string& owner, const std::string& record, const std::string& reason) = nullptr;
};

/// What a room of the house adds to what all share. Each is one row in src/house.cpp.
struct Room {
  std::string_view name;
  /// Its simple kinds.
  std::span<const facts::FactKind> (*kinds)() = nullptr;
  /// Its rules over the records of one file.
  std::span<const Rule> (*rules)() = nullptr;
  /// Is told of each simple record that a command wrote, in the place of `before` when it is not new; may say what follows.
  Result<> (*written)(Workspace& workspace, const facts::OpenOwner& owner, const Node* before, const Node& record) = nullptr;
  /// What the rows of a mapping that makes `makes` become; nullptr when that is no kind of this room.
  std::unique_ptr<imports::ImportTarget> (*target)(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) = nullptr;
  /// What is wrong with files of its own that are no records (for check).
  Result<> (*faults)(Workspace& workspace, std::vector<Problem>& problems) = nullptr;
  /// The file numbers whose persons no import may change any more, each with what holds them: a roster.
  Result<std::map<std::string, std::string>> (*frozen)(Workspace& workspace) = nullptr;
  /// What follows where two file numbers turn out to be one person's, of whom the first stands: put into the change, and told.
  Result<std::vector<Phrase>> (*joined)(Workspace& workspace, Change& change, const std::string& first, const std::string& later) = nullptr;
  const Corrections* corrections = nullptr;
  /// Shows an owner that is no case; no value when it is none of the room's.
  Result<std::optional<Exit>> (*show)(Workspace& workspace, const std::string& owner, bool sensitive) = nullptr;
};

/// Every room, written in src/house.cpp, which alone knows them all.
std::span<const Room* const> rooms();

/// The file numbers that some room has frozen, each with what holds it.
Result<std::map<std::string, std::string>> frozen_numbers(Workspace& workspace);

/// A record that a room corrects itself: the room and the owner; no room for all others.
struct Corrected {
  const Corrections* by = nullptr;
  std::string owner;
};
Result<Corrected> corrected_by_room(Workspace& workspace, const std::string& owner, const std::string& record);

}  // namespace mloc
