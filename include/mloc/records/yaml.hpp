#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc {

/// One document of a YAML stream: its value and its bytes, from its `---` line to the next `---` or `...` line.
struct Document {
  Node* root = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
};

constexpr std::size_t largest_file = 16u << 20;
constexpr std::size_t longest_scalar = 4096;
constexpr int deepest_nesting = 16;
constexpr std::size_t most_entries = 1000;    ///< of a list or map of a record
constexpr std::size_t most_values = 100'000;  ///< of a file of records

/// Every document of a stream of records, strictly: UTF-8, explicit `---`, one `...` as the last line; no tab, control
/// character, anchor, alias, tag, merge key, directive, duplicate key, empty value or conflict marker (Y messages with
/// their place). Nodes live in `arena`.
Result<std::vector<Document>> read_yaml(std::string_view bytes, const std::string& file, Arena& arena);

/// A single plain YAML document without `---` or `...` (the code lists); otherwise as strict.
Result<Node*> read_plain_yaml(std::string_view bytes, const std::string& file, Arena& arena);

}  // namespace mloc
