#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc {

/// One entry of a code list, labelled in both languages.
struct Code {
  std::string_view code;
  std::string_view fr;
  std::string_view en;
  bool sensitive = false;       ///< justice, child protection, health: masked in listings (trust: privacy)
  const Node* node = nullptr;   ///< all that the list says of it
  std::string_view parent = {}; ///< the shipped code under which the office's own adds up, or empty
  bool offered = true;          ///< no longer for what is recorded from now on: valid where it was used; so is a code with a successor
  bool own = false;             ///< the office's, not shipped
};

/// What is recorded in its place from now on; two or more when nobody can say which.
std::vector<std::string> successors_of(const Code& code);

/// Who says what a list holds: the nation's lists are closed, an office extends, relabels and thins its own (lists/NAME.yaml).
enum class ListOwner { nation, office };

struct CodeList {
  std::string_view name;
  std::string_view version;
  std::vector<Code> items;
  ListOwner owner = ListOwner::nation;
  const Code* find(std::string_view code) const;
  bool has_sensitive() const;
};

/// The embedded list of that name (`presence`), or nullptr. Read on first use, never changed.
const CodeList* code_list(std::string_view name);
std::vector<std::string> code_list_names();
/// The codes of an embedded list.
std::vector<std::string> codes_in(std::string_view name);

/// What a code of an office's own may be: `velo_pliant`; short and without blanks, so that no list becomes a place for sentences.
bool is_code_shape(std::string_view text);
/// R206: the nearest code or label of the lists, and the command that shows them.
Problem unknown_code(std::string_view word, std::span<const CodeList* const> lists);

}  // namespace mloc
