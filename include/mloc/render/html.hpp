#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mloc {

/// A piece of a page: elements and texts within them. Only the names of elements and attributes are taken as they are: texts and
/// what attributes say are escaped and lose their control and bidi characters.
class Html {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;

  Html() = default;
  /// A text of its own stands for itself among pieces.
  Html(std::string_view text);
  Html(const std::string& text) : Html(std::string_view(text)) {}
  Html(const char* text) : Html(std::string_view(text)) {}

  static Html element(std::string_view name, const Attributes& attributes, const std::vector<Html>& inside);
  /// One that holds nothing: `rect`, `img`.
  static Html empty_element(std::string_view name, const Attributes& attributes);

  Html& operator+=(const Html& more) {
    markup_ += more.markup_;
    return *this;
  }
  const std::string& markup() const { return markup_; }
  bool is_empty() const { return markup_.empty(); }

 private:
  std::string markup_;
};

inline Html operator+(Html left, const Html& right) { return left += right; }
Html bold(std::string_view text);

/// Text as it may stand in HTML, between tags or in a quoted attribute.
std::string html_text(std::string_view text);

}  // namespace mloc
