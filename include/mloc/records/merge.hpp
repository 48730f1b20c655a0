#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/records/dossier.hpp"

namespace mloc {

/// A field that two sides changed differently, or a record that one side changed and the other took away.
struct MergeConflict {
  std::string kind, id;            ///< of the record
  std::string field;               ///< `minutes`, `skills.C1.3`; empty: the record as a whole
  std::string base, ours, theirs;  ///< the three values on one line; empty where there is none
};

struct Merge {
  std::string bytes;                     ///< the merged file; with a marked field for each conflict
  std::vector<MergeConflict> conflicts;  ///< in the order of the file
};

/// Merges three versions of a file of records, by record id, then by field, key and item. What one side alone changed
/// keeps its bytes; a record that both changed is canonical and keeps its comments. An empty `base` is a file that both
/// sides made. Exit::conflict when a version cannot be read, Exit::newer when a newer mloc wrote it; the problems' places
/// name the side.
Result<Merge> merge_dossiers(std::string base, std::string ours, std::string theirs, const std::string& file, Folder folder);

/// Both versions in one text whose differing lines are marked: for a version that cannot be read.
std::string marked_text(std::string_view ours, std::string_view theirs);

enum class Side : std::uint8_t { ours, base, theirs };

/// A stretch between conflict markers; the three texts are whole lines.
struct MarkedPart {
  std::size_t begin = 0, end = 0;
  std::string_view ours, base, theirs;
  std::string id;     ///< of the record in which it stands, as far as the text tells
  std::string field;  ///< the field's name; empty when the part is a whole record or several fields
  std::string_view of(Side side) const { return side == Side::ours ? ours : side == Side::base ? base : theirs; }
};

/// The marked parts of a text, by mloc or by git (then without the base). H104 with Exit::conflict when markers do not pair.
Result<std::vector<MarkedPart>> marked_parts(std::string_view bytes, const std::string& file);
/// The text with the chosen side in the place of each part; `sides` has one for each.
std::string with_sides(std::string_view bytes, const std::vector<MarkedPart>& parts, const std::vector<Side>& sides);

}  // namespace mloc
