#include "mloc/base/values.hpp"

namespace mloc {

std::vector<std::string> texts_of(const Node* list) {
  std::vector<std::string> all;
  if (list)
    for (const Node& item : *list) all.emplace_back(item.text);
  return all;
}

}  // namespace mloc
