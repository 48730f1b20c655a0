#pragma once
#include <array>
#include <string>
#include <vector>

#include "mloc/base/text.hpp"
#include "mloc/records/csv.hpp"
#include "mloc/records/merge.hpp"
#include "mloc/records/toml.hpp"

// What must hold for any bytes, for each parser; every function gives what failed, or nothing. A fuzz target calls each, and the
// normal run does with what is kept in corpus/.
namespace mloc {

inline std::string fault_of_toml(const std::string& bytes) {
  Arena arena;
  const auto read = read_toml(bytes, "input", arena);
  if (!read) return read.error().problems.empty() ? "refused without a word" : "";
  return (*read)->kind == Node::Kind::map ? "" : "no map";
}

/// The rows are the text, one after the other.
inline std::string fault_of_csv(const std::string& bytes) {
  for (const char delimiter : {';', ','})
    for (const char* encoding : {"", "utf-8", "windows-1252"}) {
      const auto read = read_csv(bytes, "input", encoding, delimiter);
      if (!read && read.error().problems.empty()) return "refused without a word";
      if (!read) continue;
      std::size_t at = read->header.end;
      for (const CsvRow& row : read->rows) {
        if (row.begin < at || row.end < row.begin || row.end > read->bytes.size()) return "a row lies elsewhere";
        at = row.end;
      }
    }
  return {};
}

/// Three versions, with a line of four percent signs between them.
inline std::array<std::string, 3> three_versions(std::string_view bytes) {
  constexpr std::string_view between = "%%%%\n";
  std::array<std::string, 3> versions;
  for (std::string& version : versions) {
    const auto end = bytes.find(between);
    version = bytes.substr(0, end);
    bytes = end == std::string_view::npos ? std::string_view() : bytes.substr(end + between.size());
  }
  return versions;
}

/// Both texts in one can be taken apart again, unless they hold markers of their own.
inline std::string fault_of_marking(const std::string& ours, const std::string& theirs) {
  const auto has_marks = [](const std::string& text) { return text.find("<<<<<<<") != text.npos || text.find("=======") != text.npos || text.find(">>>>>>>") != text.npos || text.find("|||||||") != text.npos; };
  const auto is_whole = [](const std::string& text) { return text.empty() || text.ends_with('\n'); };
  const std::string text = marked_text(ours, theirs);
  if (has_marks(ours) || has_marks(theirs) || !is_whole(ours) || !is_whole(theirs)) return {};
  const auto parts = marked_parts(text, "input");
  if (!parts || parts->size() != 1) return "not one marked part";
  if (with_sides(text, *parts, {Side::ours}) != ours || with_sides(text, *parts, {Side::theirs}) != theirs) return "a side is lost";
  return {};
}

/// A merge is one for both sides, what is alike stays, and what has no conflict can be read.
inline std::string fault_of_merge(const std::string& bytes) {
  const auto [base, ours, theirs] = three_versions(bytes);
  if (std::string fault = fault_of_marking(ours, theirs); !fault.empty()) return fault;
  for (const Folder folder : {Folder::cases, Folder::identities, Folder::partners}) {
    const auto merged = merge_dossiers(base, ours, theirs, "input", folder), other = merge_dossiers(base, theirs, ours, "input", folder);
    if (merged.has_value() != other.has_value()) return "one side is refused";
    if (!merged) continue;
    if (merged->conflicts.size() != other->conflicts.size()) return "another number of conflicts from the other side";
    if (merged->conflicts.empty() && !merged->bytes.empty())
      if (const auto read = read_dossier(merged->bytes, "input", folder); !read && read.error().problems.empty()) return "refused without a word";
    if (!merged->conflicts.empty() && !marked_parts(merged->bytes, "input")) return "markers do not pair";
    const auto same = merge_dossiers(base, ours, ours, "input", folder);
    if (!same || same->bytes != ours) return "what is alike has changed";
  }
  return {};
}

inline std::string fault_of_marks(const std::string& bytes) {
  const auto parts = marked_parts(bytes, "input");
  if (!parts) return parts.error().problems.empty() ? "refused without a word" : "";
  for (const Side side : {Side::ours, Side::base, Side::theirs}) {
    const std::string text = with_sides(bytes, *parts, std::vector<Side>(parts->size(), side));
    if (text.size() > bytes.size() || (parts->empty() && text != bytes)) return "a side has more than the text";
  }
  return {};
}

}  // namespace mloc
