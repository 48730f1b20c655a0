#include "mloc/workspace/room.hpp"

#include "mloc/base/phrases.hpp"

namespace mloc {

Problem told_of(const Dossier& dossier, const Record& record, const Node& node, Problem found) {
  found.text = prefixed(fmt::format("{} {}: {}", record.kind->name, record.id, node.key), std::move(found.text));
  return at({dossier.file, node.mark.line, node.mark.column, {}}, std::move(found));
}

}  // namespace mloc
