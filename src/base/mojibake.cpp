#include "mloc/base/mojibake.hpp"

#include <algorithm>

#include "mloc/base/text.hpp"

namespace mloc {
namespace {

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// Only the first bytes of what French writes: others begin runs that are no accident (É» is one).
std::optional<std::string> repaired_run(const std::string& run) {
  const auto bytes = to_windows_1252(run);
  if (!bytes || bytes->size() < 2 || !is_utf8(*bytes)) return std::nullopt;
  if (std::string_view("\xC2\xC3\xC4\xC5\xE2").find(bytes->front()) == std::string_view::npos) return std::nullopt;
  return bytes;
}

}  // namespace

std::optional<std::string> repaired_mojibake(std::string_view text) {
  if (std::ranges::all_of(text, is_ascii)) return std::nullopt;
  std::string repaired;
  bool found = false;
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii(text[at])) { repaired += text[at++]; continue; }
    std::size_t end = at;
    while (end < text.size() && !is_ascii(text[end])) ++end;
    const std::string run(text.substr(at, end - at));
    // The no-break space behind Ã was taken for a blank.
    const bool lost_blank = run == "\u00c3" && (end == text.size() || text[end] == ' ');
    const auto meant = lost_blank ? std::optional<std::string>("à") : repaired_run(run);
    found = found || meant;
    repaired += meant.value_or(run);
    at = lost_blank && end < text.size() ? end + 1 : end;
  }
  return found ? std::optional(repaired) : std::nullopt;
}

}  // namespace mloc
