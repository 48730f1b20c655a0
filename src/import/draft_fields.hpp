#pragma once
#include <map>
#include <string>
#include <string_view>

#include "mloc/import/drafts.hpp"

// A field of a mapping, `kind.field.field`, and its place in the records of a draft.
namespace mloc::imports {

/// `lesson` of `lesson.starts`.
std::string_view kind_part(std::string_view field);
/// `address.town` of `identity.address.town`.
std::string_view rest_part(std::string_view field);
/// Two columns that together make one field: `lesson.day` and `lesson.time` make `lesson.starts`, `X.codes` and
/// `X.levels` the map `X`.
std::string whole_field(std::string_view field);

/// `value` where `field` says, in the record of its kind.
void put_at(Arena& arena, std::map<std::string, Node*>& records, std::string_view field, Node* value);
/// What stands there, or nullptr.
const Node* value_at(const Parts& records, std::string_view field);

}  // namespace mloc::imports
