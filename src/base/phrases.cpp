#include "mloc/base/phrases.hpp"

#include <algorithm>

namespace mloc {
namespace {

struct Line {
  std::string_view english, french;
};
constexpr Line lines[] = {
#define PHRASE(english, french) {english, french},
#include "../po/help.def"
#include "../po/phrases.def"
#undef PHRASE
};

const Line* line_of(std::string_view english) {
  const auto* found = std::ranges::find(lines, english, &Line::english);
  return found == std::end(lines) ? nullptr : found;
}

}  // namespace

std::string_view in_french(std::string_view english) {
  const Line* line = line_of(english);
  return line == nullptr ? english : line->french;
}

bool has_french(std::string_view english) { return line_of(english) != nullptr; }

}  // namespace mloc
