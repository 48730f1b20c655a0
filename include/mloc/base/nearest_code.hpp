#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/phrase.hpp"

namespace mloc {

/// A code with what it is called in French; in English where that differs.
struct NamedCode {
  std::string_view code, label, other;
};

/// The one that somebody meant who wrote `word`: the nearest code, else the code of the nearest label.
std::optional<NamedCode> nearest_code(std::string_view word, const std::vector<NamedCode>& known);

/// "did you mean 'X' (its label)?", else the codes of a short list, else nothing.
Phrase nearest_or_all(std::string_view word, const std::vector<NamedCode>& known);

}  // namespace mloc
