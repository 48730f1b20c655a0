#include <algorithm>

#include "globals.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"

namespace mloc::cli {
namespace {

using Texts = std::vector<std::string>;

Texts codes_of_lists(const Texts& lists) {
  Texts codes;
  for (const std::string& list : lists)
    for (const Code& code : code_list(list)->items) codes.emplace_back(code.code);
  return codes;
}

/// The nearest, then all of a short list, or the commands that show long ones.
Phrase remedy(const std::string& code, const Texts& lists) {
  constexpr std::size_t few = 12;
  const Texts codes = nearest_first(code, codes_of_lists(lists));
  const auto near = nearest(code, codes);
  Phrase words = near ? did_you_mean(*near) : Phrase();
  if (near) words += " ";
  words += codes.size() <= few ? one_of_these(codes) : phrase("see `mloc schema {}`", joined(lists, "`, `mloc schema "));
  return words;
}

Result<> check_code(const std::string& code, const Texts& lists) {
  const Texts codes = codes_of_lists(lists);
  if (lists.empty() || std::ranges::find(codes, code) != codes.end()) return {};
  return fail(Exit::usage, hinted(problem("R206"_m, code), remedy(code, lists)));
}

}  // namespace

Result<> check_codes(const Word& word, const Texts& values) {
  const bool pairs = word.value_name().find('=') != std::string::npos;
  for (const std::string& value : values) {
    const auto equals = pairs ? value.find('=') : std::string::npos;
    CHECKED(about(word.name(), check_code(value.substr(0, equals), word.lists)));
    // Nothing behind the sign takes away.
    if (equals == std::string::npos || equals + 1 == value.size()) continue;
    CHECKED(about(word.name(), check_code(value.substr(equals + 1), word.value_lists)));
  }
  return {};
}

Texts codes_of(const Word& word) { return codes_of_lists(word.lists); }

}  // namespace mloc::cli
