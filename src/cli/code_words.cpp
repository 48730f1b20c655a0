#include <algorithm>

#include "globals.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"
#include "office_words.hpp"

namespace mloc::cli {
namespace {

using Texts = std::vector<std::string>;

Texts codes_of_lists(const Texts& lists) {
  Texts codes;
  for (const std::string& list : lists)
    for (const Code& code : code_list(list)->items) codes.emplace_back(code.code);
  return codes;
}

/// Whether the workspace may know a code that none of the shipped lists has.
bool may_be_of_the_office(const std::string& code, const Texts& lists) {
  return is_code_shape(code) && std::ranges::any_of(lists, [](const std::string& list) { return code_list(list)->owner == ListOwner::office; });
}

Result<> check_code(const OfficeFolder& office, const std::string& code, const Texts& names) {
  const Texts codes = codes_of_lists(names);
  if (names.empty() || std::ranges::find(codes, code) != codes.end() || may_be_of_the_office(code, names)) return {};
  const Lists lists = office_lists(office.world, office.directory, names);
  std::vector<const CodeList*> known;
  for (const std::string& name : names) known.push_back(lists.find(name));
  return fail(Exit::usage, unknown_code(code, known));
}

}  // namespace

Result<> check_codes(const OfficeFolder& office, const Word& word, const Texts& values) {
  const bool pairs = word.value_name().find('=') != std::string::npos;
  for (const std::string& value : values) {
    const auto equals = pairs ? value.find('=') : std::string::npos;
    CHECKED(about(word.name(), check_code(office, value.substr(0, equals), word.lists)));
    // Nothing behind the sign takes away.
    if (equals == std::string::npos || equals + 1 == value.size()) continue;
    CHECKED(about(word.name(), check_code(office, value.substr(equals + 1), word.value_lists)));
  }
  return {};
}

Texts codes_of(const Word& word) { return codes_of_lists(word.lists); }

}  // namespace mloc::cli
