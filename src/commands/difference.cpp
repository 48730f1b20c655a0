#include "commands/difference.hpp"

#include <algorithm>
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

}  // namespace

// Records are replaced whole and others keep their bytes, so cutting the common head and tail of every record-sized
// stretch is enough; a longest common subsequence would say the same in more time.
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
  for (std::size_t i = head; i < old_lines.size() - tail; ++i) append(text, '-', old_lines[i]);
  for (std::size_t i = head; i < new_lines.size() - tail; ++i) append(text, '+', new_lines[i]);
  return text;
}

}  // namespace mloc
