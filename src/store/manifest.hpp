#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/digest.hpp"

namespace mloc {

/// What a batch does to one file: its digest before and after, none where there is no file.
struct Step {
  std::string path;
  std::optional<Digest> before;
  std::optional<Digest> after;
  bool operator==(const Step&) const = default;
};

/// The manifest of a batch: a line with the version, one line `BEFORE AFTER PATH` for each step (hexadecimal, `-` for
/// no file, the path with %XX for all but letters, digits and `._/-`), a last line with their number and the BLAKE2b
/// of all lines before it.
std::string write_manifest(std::span<const Step> steps);
/// No value unless every byte is as write_manifest puts it, the paths lie in the workspace and ascend.
std::optional<std::vector<Step>> read_manifest(std::string_view bytes);

/// A path that a change may name: relative, without `.` and `..`, and outside `.mloc` and `.git`.
bool may_be_changed(std::string_view path);

}  // namespace mloc
