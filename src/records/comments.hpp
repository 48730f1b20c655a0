#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mloc {

/// The comments of one record, under the name of the top-level key that they stand at or before; those at the end under "".
using Comments = std::map<std::string, std::vector<std::string>, std::less<>>;
Comments comments_of(std::string_view record);
/// The text of a canonical record with each comment above its key; those whose key is gone at the end.
std::string with_comments(std::string_view record, const Comments& comments);

/// What two sides made of a block of comment lines: what both kept, then what either added.
std::vector<std::string> merge_lines(const std::vector<std::string>& base, const std::vector<std::string>& ours,
                                     const std::vector<std::string>& theirs);
Comments merge_comments(const Comments& base, const Comments& ours, const Comments& theirs);

}  // namespace mloc
