#include "rights.hpp"

#include <algorithm>

#include "mloc/base/number.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/values.hpp"

namespace mloc::check {
namespace {

bool holds(const std::vector<std::string>& texts, std::string_view text) { return std::ranges::find(texts, text) != texts.end(); }

std::string_view day_of(const Node& record, const std::vector<std::string>& fields) {
  for (const std::string& field : fields)
    if (record.has(field)) return record.get(field).substr(0, 10);
  return record.get("id").substr(0, 10);
}

/// Whether the writer is the one of the latest record that had begun on the day.
bool is_person_on(const PushRight::Person& person, const Writer& writer, std::span<const Node* const> dossier, std::string_view day) {
  const Node* latest = nullptr;
  for (const Node* record : dossier)
    if (is_kind(*record, person.kind) && record->get(person.starts) <= day && (!latest || latest->get(person.starts) <= record->get(person.starts)))
      latest = record;
  return latest && latest->get(person.field) == writer.code;
}

/// The first name of somebody else that a change puts under `by`, however deep.
std::optional<std::string> foreign_name(const Node* before, const Node& after, const Writer& writer) {
  for (const Node& child : after) {
    const Node* old = before && after.kind == Node::Kind::map ? before->find(child.key) : nullptr;
    const bool is_name = child.key == "by" && child.kind == Node::Kind::text;
    if (is_name && child.text != writer.code && child.text != writer.office && !(old && old->text == child.text)) return std::string(child.text);
    if (child.kind == Node::Kind::text) continue;
    if (auto found = foreign_name(old, child, writer)) return found;
  }
  return std::nullopt;
}

/// The fields that must be the writer's own, however deep they stand.
std::optional<std::pair<std::string, std::string>> not_own(const std::vector<std::string>& own, const Node& record, const Writer& writer) {
  for (const Node& child : record) {
    if (child.kind == Node::Kind::text && holds(own, child.key) && child.text != writer.code) return std::pair(std::string(child.key), std::string(child.text));
    if (child.kind == Node::Kind::text) continue;
    if (auto found = not_own(own, child, writer)) return found;
  }
  return std::nullopt;
}

}  // namespace

bool PushRight::is_for_all() const { return holds(records, "all"); }
bool PushRight::is_for_all_files() const { return holds(files, "all"); }

Rights Rights::from(const Node& root) {
  Rights rights;
  for (const Node& one : *root.find("rights")) {
    PushRight right{texts_of(one.find("who")), texts_of(one.find("records")), texts_of(one.find("files")), texts_of(one.find("own")), std::nullopt};
    right.may_write_beside = one.get("beside") == "true";
    right.is_bound_to_own_name = one.get("author") != "any";
    right.may_remove = one.get("remove") == "true";
    right.may_drop_history = one.get("history") == "true";
    if (const Node* person = one.find("person"))
      right.person = PushRight::Person{std::string(person->get("kind")), std::string(person->get("field")), std::string(person->get("starts")),
                                       texts_of(person->find("day"))};
    rights.rights_.push_back(std::move(right));
  }
  rights.kept_ = texts_of(root.find("kept"));
  for (const Node& one : *root.find("grows")) rights.grows_.emplace(one.key, one.text);
  for (std::string& word : texts_of(root.find("words"))) rights.words_.insert(std::move(word));
  return rights;
}

const PushRight* Rights::of(const Writer& writer) const {
  const auto found = std::ranges::find_if(rights_, [&](const PushRight& right) { return holds(right.who, writer.role); });
  return found == rights_.end() ? nullptr : &*found;
}

std::optional<Problem> Rights::refuse_kept(const Writer& writer, const PushRight& right, const PushedRecord& record) const {
  if (right.may_drop_history || !record.before) return std::nullopt;
  const std::string_view id = record.before->get("id");
  if (holds(kept_, record.kind)) return problem("H213"_m, writer.code, record.kind, id);
  const auto grows = grows_.find(std::string(record.kind));
  if (grows == grows_.end()) return std::nullopt;
  const bool smaller = !record.after || checked_number(record.after->get(grows->second)) < checked_number(record.before->get(grows->second));
  return smaller ? std::optional(problem("H213"_m, writer.code, record.kind, id)) : std::nullopt;
}

std::optional<Problem> Rights::refuse(const Writer& writer, const PushedRecord& record) const {
  const PushRight* right = of(writer);
  const std::string_view id = (record.after ? record.after : record.before)->get("id");
  if (!right || !(right->is_for_all() || holds(right->records, record.kind))) return problem("H141"_m, writer.code, writer.role, record.kind, id);
  if (!record.after && !right->may_remove) return problem("H142"_m, writer.code, record.kind, id);
  if (auto kept = refuse_kept(writer, *right, record)) return kept;
  for (const Node* version : {record.before, record.after})
    if (const auto other = version ? not_own(right->own, *version, writer) : std::nullopt)
      return problem("H143"_m, record.kind, id, other->first, other->second, writer.code);
  if (right->is_bound_to_own_name && record.is_own_work && record.after)
    if (const auto name = foreign_name(record.before, *record.after, writer)) return problem("H143"_m, record.kind, id, "by", *name, writer.code);
  if (right->person)
    for (const Node* version : {record.before, record.after})
      if (version && !is_person_on(*right->person, writer, record.dossier, day_of(*version, right->person->day)))
        return problem("H144"_m, record.kind, id, writer.code, day_of(*version, right->person->day));
  return std::nullopt;
}

std::optional<Problem> Rights::refuse_file(const Writer& writer, std::string_view kind, bool is_new, bool is_gone) const {
  const PushRight* right = of(writer);
  if (right && right->is_for_all_files()) return std::nullopt;
  const bool may = right && holds(right->files, kind) && (is_new || (is_gone && kind == "passport" && right->may_remove));
  return may ? std::nullopt : std::optional(problem("H145"_m, writer.code, writer.role));
}

}  // namespace mloc::check
