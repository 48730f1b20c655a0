#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/rule.hpp"
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

/// What only the records of one dossier together show, as far as one room knows it: asked by `check` of every dossier, by
/// a merge of the one that it made.
class DossierChecker {
 public:
  virtual ~DossierChecker() = default;
  /// Reads what the rules hang on: programmes that can be read, instruments. What is wrong with files of the room's own
  /// goes to `problems`.
  virtual Result<> load(Workspace& workspace, std::vector<Problem>& problems) = 0;
  /// Every broken rule with its place. May compare with the dossiers asked about before.
  virtual void check(const Dossier& dossier, std::vector<Problem>& problems) = 0;
};
using Checkers = std::vector<std::unique_ptr<DossierChecker>>;

/// What a room of the house adds to what all share. Each is one row in src/house.cpp.
struct Room {
  std::string_view name;
  /// Its simple kinds.
  std::span<const facts::FactKind> (*kinds)() = nullptr;
  /// Its rules over the records of one dossier that are not voided.
  std::vector<BrokenRule> (*broken)(std::span<const Node* const> records) = nullptr;
  /// Is told of each simple record that a command wrote, in the place of `before` when it is not new; may say what follows.
  Result<> (*written)(Workspace& workspace, const facts::OpenOwner& owner, const Node* before, const Node& record) = nullptr;
  /// What the rows of a mapping that makes `makes` become; nullptr when that is no kind of this room.
  std::unique_ptr<imports::ImportTarget> (*target)(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) = nullptr;
  /// Its rules that take a programme, an instrument or other dossiers to see.
  Checkers (*checkers)() = nullptr;
};

/// Every room, written in src/house.cpp, which alone knows them all.
std::span<const Room* const> rooms();

/// A problem of one field of a record, with its place and the record's name before it.
Problem told_of(const Dossier& dossier, const Record& record, const Node& node, Problem found);

}  // namespace mloc
