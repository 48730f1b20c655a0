#include "mloc/workspace/difference.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "mloc/base/text.hpp"

namespace mloc {
namespace {

std::vector<std::string_view> lines_of(std::string_view bytes) {
  std::vector<std::string_view> lines;
  if (bytes.empty()) return lines;
  lines = split(bytes, '\n');
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

void append(std::string& text, char sign, std::string_view line) {
  text += sign;
  text += printable(line);
  text += '\n';
}


/// The lengths of the longest common runs of what is left of `a` and `b`, for each pair of beginnings.
std::vector<std::vector<std::uint32_t>> common_lengths(std::span<const std::string_view> a, std::span<const std::string_view> b) {
  std::vector<std::vector<std::uint32_t>> lengths(a.size() + 1, std::vector<std::uint32_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      lengths[i][j] = a[i] == b[j] ? lengths[i + 1][j + 1] + 1 : std::max(lengths[i + 1][j], lengths[i][j + 1]);
  return lengths;
}

/// What differs, line by line; a stretch too long for a table is shown whole.
void append_difference(std::string& text, std::span<const std::string_view> a, std::span<const std::string_view> b) {
  constexpr std::size_t largest_table = 4'000'000;
  const bool small = a.size() * b.size() <= largest_table;
  const auto lengths = small ? common_lengths(a, b) : std::vector<std::vector<std::uint32_t>>();
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (small && i < a.size() && j < b.size() && a[i] == b[j]) ++i, ++j;
    else if (i < a.size() && (!small || j == b.size() || lengths[i + 1][j] >= lengths[i][j + 1])) append(text, '-', a[i++]);
    else append(text, '+', b[j++]);
  }
}

}  // namespace

std::string difference_text(const std::string& path, std::string_view old_bytes, std::string_view new_bytes) {
  const auto old_lines = lines_of(old_bytes), new_lines = lines_of(new_bytes);
  std::size_t head = 0;
  while (head < std::min(old_lines.size(), new_lines.size()) && old_lines[head] == new_lines[head]) ++head;
  std::size_t tail = 0;
  while (tail < std::min(old_lines.size(), new_lines.size()) - head &&
         old_lines[old_lines.size() - 1 - tail] == new_lines[new_lines.size() - 1 - tail])
    ++tail;
  std::string text = old_bytes.empty() ? "+++ " : new_bytes.empty() ? "--- " : "*** ";
  text += path + "\n";
  const auto middle = [&](const std::vector<std::string_view>& lines) {
    return std::span(lines).subspan(head, lines.size() - tail - head);
  };
  append_difference(text, middle(old_lines), middle(new_lines));
  return text;
}

}  // namespace mloc
