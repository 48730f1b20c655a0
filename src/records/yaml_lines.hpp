#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "mloc/records/yaml.hpp"

namespace mloc {

/// Reads a stream that keeps to the lines that mloc writes (DECISIONS, "Lines"): `---`, `key:`, `key: word`,
/// `key: "text"`, `- word`, `- "text"` and a last `...`, indented by two. The bytes have passed the reader's checks of
/// characters and markers. Gives the very nodes that libyaml's events would, six times sooner; no value at the first
/// line of any other form, where libyaml is to be asked, for it knows all of YAML and says what is wrong.
std::optional<std::vector<Document>> read_lines(std::string_view bytes, Arena& arena);

/// The same bytes by libyaml's events, whatever their form.
Result<std::vector<Document>> read_events(std::string_view bytes, const std::string& file, Arena& arena);

}  // namespace mloc
