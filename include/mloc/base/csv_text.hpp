#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mloc {

/// A field after RFC 4180: in quotes where it holds the separator, a quote or an end of line.
std::string csv_field(std::string_view text, char separator);
/// A field in quotes, whatever it holds.
std::string csv_quoted(std::string_view text);
/// The fields of a line, with CR LF at its end.
std::string csv_line(const std::vector<std::string>& cells, char separator);

}  // namespace mloc
