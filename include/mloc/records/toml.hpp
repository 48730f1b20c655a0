#pragma once
#include <string>
#include <string_view>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc {

/// A TOML file as a tree with places: dates become texts, numbers must be integers. S101 with its place otherwise.
Result<Node*> read_toml(std::string_view bytes, const std::string& file, Arena& arena);

/// The same, checked against the schema `settings`, `programme` or `mapping`.
Result<Node*> read_settings(std::string_view bytes, const std::string& file, std::string_view kind, Arena& arena);

/// A text as TOML writes it, between quotes.
std::string toml_text(std::string_view text);

}  // namespace mloc
