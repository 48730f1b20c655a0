#pragma once
#include <fmt/core.h>

#include "mloc/base/phrase.hpp"
#include "mloc/base/result.hpp"

namespace mloc {

/// The French of what a command says or its --help, by the tables src/po/phrases.def and help.def; `english` where they have none.
std::string_view in_french(std::string_view english);
bool has_french(std::string_view english);

template <class T>
struct Formatted {
  using Type = T;
};
template <>
struct Formatted<Phrase> {
  using Type = std::string;
};

/// `words` with its arguments in both languages; a Phrase among them gives each language its own.
template <class... Args>
Phrase phrase(fmt::format_string<const typename Formatted<Args>::Type&...> words, const Args&... args) {
  const fmt::string_view template_words = words;
  const std::string_view english(template_words.data(), template_words.size());
  const auto put = [&](std::string_view text, [[maybe_unused]] Language language) { return fmt::vformat(text, fmt::make_format_args(in(args, language)...)); };
  return {put(english, Language::english), put(in_french(english), Language::french)};
}

}  // namespace mloc
