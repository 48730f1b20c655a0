#include "mloc/base/csv_text.hpp"

namespace mloc {

std::string csv_quoted(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"') made += '"';
    made += c;
  }
  return made + '"';
}

std::string csv_field(std::string_view text, char separator) {
  const bool is_plain = text.find_first_of("\"\r\n") == std::string_view::npos && text.find(separator) == std::string_view::npos;
  return is_plain ? std::string(text) : csv_quoted(text);
}

std::string csv_line(const std::vector<std::string>& cells, char separator) {
  std::string line;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) line += separator;
    line += csv_field(cell, separator);
  }
  return line + "\r\n";
}

}  // namespace mloc
