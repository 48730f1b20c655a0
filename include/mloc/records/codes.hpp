#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/node.hpp"

namespace mloc {

/// One entry of a code list, labelled in both languages.
struct Code {
  std::string_view code;
  std::string_view fr;
  std::string_view en;
  bool sensitive = false;       ///< justice, child protection, health: masked in listings (trust: privacy)
  const Node* node = nullptr;   ///< all that the list says of it
};

struct CodeList {
  std::string_view name;
  std::string_view version;
  std::vector<Code> items;
  const Code* find(std::string_view code) const;
};

/// The embedded list of that name (`presence`), or nullptr. Read on first use, never changed.
const CodeList* code_list(std::string_view name);
std::vector<std::string> code_list_names();

}  // namespace mloc
