#pragma once
#include <optional>

#include "mloc/records/dossier.hpp"

namespace mloc {

/// Whether a file of ASCII that keeps to the lines of read_lines is what write_dossier would make of its records, seen
/// from the nodes alone; no value for any other file. Ten times sooner than writing it again (DECISIONS, "Reading and checking").
std::optional<bool> is_as_written(const Dossier& dossier);

/// Letters, digits, `_`, `.`, `-`, a letter first, and nothing that a YAML reader takes for something else.
bool is_plain_word(std::string_view text);

}  // namespace mloc
