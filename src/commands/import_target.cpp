#include "commands/import_target.hpp"

#include "mloc/base/text.hpp"

namespace mloc {

void put_mapped(Arena& arena, Node& record, const Node* draft, std::string_view kind, const Mapping& mapping) {
  for (const std::string& field : mapped_fields(mapping)) {
    const auto names = split(field, '.');
    if (names.front() != kind) continue;
    const Node* value = draft ? draft->find(names[1]) : nullptr;
    if (value) arena.set(record, names[1], arena.copy(*value));
    else arena.remove(record, names[1]);
  }
}

Node* origin_of(Arena& arena, const Mapping& mapping, const Draft& draft) {
  Node* origin = arena.map();
  arena.set(*origin, "import", arena.text(mapping.name));
  arena.set(*origin, "key", arena.text(draft.key));
  arena.set(*origin, "hash", arena.text(draft.hash));
  return origin;
}

}  // namespace mloc
