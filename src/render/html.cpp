#include "mloc/render/html.hpp"

#include "mloc/base/text.hpp"

namespace mloc {
namespace {

std::string opened(std::string_view name, const Html::Attributes& attributes) {
  std::string tag = "<" + std::string(name);
  for (const auto& [attribute, value] : attributes) {
    tag += ' ';
    (((tag += attribute) += "=\"") += html_text(value)) += '"';
  }
  return tag;
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string safe;
  for (const char byte : printable(text)) switch (byte) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      case '\'': safe += "&#39;"; break;
      default: safe += byte;
    }
  return safe;
}

Html::Html(std::string_view text) : markup_(html_text(text)) {}

Html Html::element(std::string_view name, const Attributes& attributes, const std::vector<Html>& inside) {
  Html made;
  made.markup_ = opened(name, attributes) + ">";
  for (const Html& piece : inside) made += piece;
  (((made.markup_ += "</") += name) += '>');
  return made;
}

Html Html::empty_element(std::string_view name, const Attributes& attributes) {
  Html made;
  made.markup_ = opened(name, attributes) + "/>";
  return made;
}

Html bold(std::string_view text) { return Html::element("b", {}, {text}); }

}  // namespace mloc
