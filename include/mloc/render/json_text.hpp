#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mloc {

/// A text of JSON with its quotes. What no record may hold (controls, bidi) is escaped: it survives and does a terminal no harm.
std::string json_text(std::string_view text);
/// `{"a": 1, "b": "x"}`; the values are JSON, and one without a value is left out.
std::string json_object(const std::vector<std::pair<std::string_view, std::string>>& members);
/// Items of JSON, each after `before`; `after` stands before the bracket that closes, unless there is none.
std::string json_array(const std::vector<std::string>& items, std::string_view before = "", std::string_view after = "");

}  // namespace mloc
