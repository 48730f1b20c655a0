#include "mloc/base/values.hpp"

#include <charconv>

namespace mloc {

int whole_number(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::vector<std::string> texts_of(const Node* list) {
  std::vector<std::string> all;
  if (list)
    for (const Node& item : *list) all.emplace_back(item.text);
  return all;
}

}  // namespace mloc
