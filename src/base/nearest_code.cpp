#include "mloc/base/nearest_code.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "mloc/base/text.hpp"

namespace mloc {
namespace {

constexpr std::size_t few = 12;

using Text = std::string_view NamedCode::*;

std::optional<NamedCode> nearest_by(Text text, std::string_view word, const std::vector<NamedCode>& known) {
  std::vector<std::string> texts;
  for (const NamedCode& one : known)
    if (!(one.*text).empty()) texts.emplace_back(one.*text);
  const auto near = nearest(word, texts);
  if (!near) return std::nullopt;
  return *std::ranges::find(known, *near, text);
}

/// Somebody who knows a code or a label by its beginning.
std::optional<NamedCode> begins_with(std::string_view word, const std::vector<NamedCode>& known) {
  const std::string wanted = folded(word);
  if (wanted.size() < 4) return std::nullopt;
  for (const NamedCode& one : known)
    for (const std::string_view text : {one.code, one.label, one.other})
      if (folded(text).starts_with(wanted)) return one;
  return std::nullopt;
}

/// Not said when the code says as much.
std::string in_brackets(std::string_view label, std::string_view code) {
  return label.empty() || folded(label) == folded(code) ? std::string() : fmt::format(" ({})", label);
}

Phrase did_you_mean(const NamedCode& near) {
  const std::string_view english = near.other.empty() ? near.label : near.other;
  return {fmt::format("did you mean '{}'{}?", near.code, in_brackets(english, near.code)),
          fmt::format("vouliez-vous dire «\u00a0{}\u00a0»{}\u00a0?", near.code, in_brackets(near.label, near.code))};
}

}  // namespace

std::optional<NamedCode> nearest_code(std::string_view word, const std::vector<NamedCode>& known) {
  for (const Text text : {&NamedCode::code, &NamedCode::label, &NamedCode::other})
    if (auto near = nearest_by(text, word, known)) return near;
  return begins_with(word, known);
}

Phrase nearest_or_all(std::string_view word, const std::vector<NamedCode>& known) {
  if (const auto near = nearest_code(word, known)) return did_you_mean(*near);
  std::vector<std::string> codes;
  for (const NamedCode& one : known) codes.emplace_back(one.code);
  return codes.empty() || codes.size() > few ? Phrase() : one_of_these(codes);
}

}  // namespace mloc
