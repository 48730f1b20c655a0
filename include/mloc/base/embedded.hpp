#pragma once
#include <optional>
#include <span>
#include <string_view>

namespace mloc {

/// A file of the source tree that the program carries: schemas, code lists, templates, report texts.
struct Embedded {
  std::string_view path;   ///< from the tree's top, `schemas/lesson.1.json`
  std::string_view bytes;
};

std::span<const Embedded> embedded_files();
std::optional<std::string_view> embedded(std::string_view path);

}  // namespace mloc
