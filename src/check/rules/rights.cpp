#include "rights.hpp"

#include <algorithm>

#include "mloc/base/record.hpp"

namespace mloc::check {
namespace {

std::vector<std::string> texts_of(const Node& map, std::string_view key) {
  std::vector<std::string> texts;
  if (const Node* list = map.find(key))
    for (const Node& item : *list) texts.emplace_back(item.text);
  return texts;
}

bool holds(const std::vector<std::string>& texts, std::string_view text) { return std::ranges::find(texts, text) != texts.end(); }

bool is_person_of(const PushRight& right, const Writer& writer, std::span<const Node* const> dossier) {
  return std::ranges::any_of(dossier, [&](const Node* record) {
    return is_kind(*record, right.person_kind) && record->get(right.person_field) == writer.code;
  });
}

}  // namespace

bool PushRight::is_for_all() const { return holds(records, "all"); }

Rights Rights::from(const Node& root) {
  Rights rights;
  for (const Node& one : *root.find("rights")) {
    PushRight right{texts_of(one, "who"), texts_of(one, "records"), texts_of(one, "own"), {}, {}, one.get("remove") == "true"};
    if (const Node* person = one.find("person")) {
      right.person_kind = person->get("kind");
      right.person_field = person->get("field");
    }
    rights.rights_.push_back(std::move(right));
  }
  return rights;
}

const PushRight* Rights::of(const Writer& writer) const {
  const auto found = std::ranges::find_if(rights_, [&](const PushRight& right) { return holds(right.who, writer.role); });
  return found == rights_.end() ? nullptr : &*found;
}

std::optional<Problem> Rights::refuse(const Writer& writer, const PushedRecord& record) const {
  const PushRight* right = of(writer);
  const std::string_view id = (record.after ? record.after : record.before)->get("id");
  if (!right || !(right->is_for_all() || holds(right->records, record.kind))) return problem("H141"_m, writer.code, writer.role, record.kind, id);
  if (!record.after && !right->may_remove) return problem("H142"_m, writer.code, record.kind, id);
  for (const std::string& field : right->own)
    for (const Node* version : {record.before, record.after})
      if (version && version->has(field) && version->get(field) != writer.code) return problem("H143"_m, record.kind, id, field, version->get(field), writer.code);
  if (!right->person_kind.empty() && !is_person_of(*right, writer, record.dossier)) return problem("H144"_m, record.kind, id, writer.code);
  return std::nullopt;
}

}  // namespace mloc::check
