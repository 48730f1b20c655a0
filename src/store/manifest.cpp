#include "manifest.hpp"

#include <fmt/core.h>

#include "mloc/base/text.hpp"

namespace mloc {
namespace {

constexpr std::string_view head_of_manifest = "mloc-journal 1\n";

bool stays(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == '/' || c == '-';
}

std::string escaped(std::string_view path) {
  std::string text;
  for (const char c : path)
    text += stays(c) ? std::string(1, c) : fmt::format("%{:02x}", static_cast<unsigned char>(c));
  return text;
}

std::optional<unsigned char> byte_of(std::string_view pair) {
  const std::string_view digits = "0123456789abcdef";
  const std::size_t high = digits.find(pair[0]), low = digits.find(pair[1]);
  if (high == digits.npos || low == digits.npos) return std::nullopt;
  return static_cast<unsigned char>(high * 16 + low);
}

std::optional<std::string> unescaped(std::string_view text) {
  std::string path;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      path += text[i];
      continue;
    }
    const auto byte = i + 2 < text.size() ? byte_of(text.substr(i + 1, 2)) : std::nullopt;
    if (!byte) return std::nullopt;
    path += static_cast<char>(*byte);
    i += 2;
  }
  return path;
}

std::string shown(const std::optional<Digest>& digest) { return digest ? hex(*digest) : "-"; }

/// False when `text` is neither `-` nor a digest.
bool read_digest(std::string_view text, std::optional<Digest>& digest) {
  if (text == "-") return true;
  digest.emplace();
  if (text.size() != 2 * digest->size()) return false;
  for (std::size_t i = 0; i < digest->size(); ++i) {
    const auto byte = byte_of(text.substr(2 * i, 2));
    if (!byte) return false;
    (*digest)[i] = *byte;
  }
  return true;
}

std::optional<Step> read_step(std::string_view line) {
  const auto fields = split(line, ' ');
  if (fields.size() != 3) return std::nullopt;
  Step step;
  const auto path = unescaped(fields[2]);
  if (!path || !may_be_changed(*path)) return std::nullopt;
  if (!read_digest(fields[0], step.before) || !read_digest(fields[1], step.after)) return std::nullopt;
  step.path = *path;
  return step;
}

std::string last_line(std::string_view lines, std::size_t count) {
  return fmt::format("end {} {}\n", count, hex(blake2b(lines)));
}

}  // namespace

std::string write_manifest(std::span<const Step> steps) {
  std::string lines(head_of_manifest);
  for (const Step& step : steps)
    lines += fmt::format("{} {} {}\n", shown(step.before), shown(step.after), escaped(step.path));
  return lines + last_line(lines, steps.size());
}

std::optional<std::vector<Step>> read_manifest(std::string_view bytes) {
  const std::size_t end = bytes.rfind("\nend ");
  if (!bytes.starts_with(head_of_manifest) || end == bytes.npos) return std::nullopt;
  const std::string_view lines = bytes.substr(0, end + 1);
  std::vector<Step> steps;
  std::string_view rest = lines.substr(head_of_manifest.size());
  while (!rest.empty()) {
    const std::size_t stop = rest.find('\n');
    auto step = read_step(rest.substr(0, stop));
    if (!step || (!steps.empty() && step->path <= steps.back().path)) return std::nullopt;
    steps.push_back(std::move(*step));
    rest.remove_prefix(stop + 1);
  }
  if (bytes.substr(end + 1) != last_line(lines, steps.size())) return std::nullopt;
  return steps;
}

bool may_be_changed(std::string_view path) {
  if (path.find('\0') != path.npos) return false;
  const auto names = split(path, '/');
  if (names.front() == ".mloc" || names.front() == ".git") return false;
  for (const std::string_view name : names)
    if (name.empty() || name == "." || name == "..") return false;
  return true;
}

}  // namespace mloc
