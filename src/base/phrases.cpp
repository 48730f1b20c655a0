#include "mloc/base/phrases.hpp"

#include <algorithm>

namespace mloc {
namespace {

struct Line {
  std::string_view english, french;
};
constexpr Line lines[] = {
#define PHRASE(english, french) {english, french},
#include "po/phrases.def"
#undef PHRASE
};

}  // namespace

std::string_view in_french(std::string_view english) {
  const auto* found = std::ranges::find(lines, english, &Line::english);
  return found == std::end(lines) ? english : found->french;
}

}  // namespace mloc
