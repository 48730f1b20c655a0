#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/schema.hpp"

namespace mloc {

/// The code lists of one workspace: the nation's as shipped, the office's with what lists/NAME.yaml adds, relabels and thins.
class Lists {
 public:
  /// One file of lists/. Its problems have file, line and column; a list with a problem stays as shipped.
  void read(std::string_view bytes, const std::string& path, std::vector<Problem>& problems);

  /// nullptr when there is no such list.
  const CodeList* find(std::string_view name) const;
  /// A code's French, or English, of the first list that has it; the code itself when none has.
  std::string label(std::string_view list, std::string_view code, Language language) const;
  /// What the lists of a field say of a code; nullptr when none has it.
  const Code* find(const Schema& schema, std::string_view code) const;
  /// Whether a code is masked: the list says so; one that no list has may be where any of its field is.
  bool is_sensitive(const Schema& schema, std::string_view code) const;
  /// The lists of a schema's field, with what the office says of them.
  std::vector<const CodeList*> of(const Schema& schema) const;

 private:
  struct Own {
    Arena arena;
    CodeList list;
  };
  std::map<std::string, std::unique_ptr<Own>, std::less<>> own_;
};

/// A code of a record that no list has, or that the office offers no longer.
struct StrayCode {
  const Node* node;          ///< the code; in a map of codes the value whose key it is
  std::string_view code;
  bool is_key = false;
  bool is_known = false;     ///< a list has it, and no longer offers it
  const Schema* schema;
};
/// Those of a value that its schema accepts, in the order of the text.
std::vector<StrayCode> stray_codes(const Node& value, const Schema& schema, const Lists& lists);
Problem told_stray(const StrayCode& stray, const Lists& lists);

}  // namespace mloc
