#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc {

struct CodeList;
class Lists;

/// One compiled JSON Schema (draft 7, the keywords of schemas/README): what a value may be. The file is the one truth;
/// a keyword that is not understood stops the program's tests rather than being passed over.
struct Schema {
  enum class Type : std::uint8_t { text, integer, flag, list, map };
  struct Property {
    std::string name;
    std::shared_ptr<const Schema> schema;
    bool required = false;
  };
  struct Pattern;  ///< a compiled regular expression (PCRE2)

  Type type = Type::text;
  std::string title, french;              ///< labels
  std::string form;                       ///< what its pattern asks for, in words: `Day`, `Amount`
  std::string definition;                 ///< the name in common.json it refers to: `money`, `day` …
  std::string reference;                  ///< x-ref: partner, staff, case …
  bool plain = false;                     ///< written without quotes when YAML allows it
  bool personal = false;
  std::vector<const CodeList*> codes;     ///< the lists whose codes it takes, as shipped
  bool open = false;                      ///< one of them is the office's: its own codes pass by their form, Lists knows them
  bool has_ended = false;                 ///< one of them has a code that has a successor
  std::vector<std::string> words;         ///< enum or const; sorted when they come from lists
  bool constant = false;
  std::shared_ptr<const Pattern> pattern;
  std::string pattern_text;
  std::uint32_t shortest = 0, longest = std::numeric_limits<std::uint32_t>::max();  ///< characters or items
  std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
  std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
  bool unique = false;
  std::vector<Property> properties;       ///< in canonical order; empty for a map of codes
  std::shared_ptr<const Schema> keys;     ///< propertyNames of a map of codes
  std::shared_ptr<const Schema> items;    ///< of a list, or the values of a map of codes

  const Property* find(std::string_view name) const;
};

/// Where records of a kind live.
enum class Folder : std::uint8_t { cases, identities, partners, draws, passports, settings };

/// A record kind with its newest version.
struct Kind {
  std::string name;      ///< `lesson`
  int version = 1;
  Folder folder = Folder::cases;
  std::shared_ptr<const Schema> schema;
};

/// The kind `lesson`, or nullptr. Compiled on first use.
const Kind* find_kind(std::string_view name);
std::vector<std::string> kind_names();

/// Every way in which `value` breaks `schema`, in the order of the text; each problem's words begin with `subject`.
void check_value(const Node& value, const Schema& schema, const std::string& subject, const std::string& file,
                 std::vector<Problem>& problems);

/// The schema as one JSON document with its references and code lists put in (`mloc schema KIND`).
/// With the codes of `lists`, an office's; as shipped without them.
std::string standalone_schema(std::string_view kind, const Lists* lists = nullptr);

}  // namespace mloc
