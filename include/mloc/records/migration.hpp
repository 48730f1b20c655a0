#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/result.hpp"
#include "mloc/records/schema.hpp"

namespace mloc {

/// A kind as one of its versions had it, or nullptr; find_kind(name) gives the newest.
const Kind* find_kind(std::string_view name, int version);
/// 0 where there is no such kind. Compiles nothing.
int newest_version(std::string_view name);

/// What becomes of a code whose list names a successor.
enum class EndedCodes : std::uint8_t { kept, replaced };

/// A file of records brought to the versions that this mloc writes.
struct Migration {
  std::string bytes;                        ///< untouched records keep theirs; touched ones are canonical and keep their comments
  std::map<std::string, std::size_t> done;  ///< `lesson/1 > lesson/2`, `channel telephone > appel`: how often
  std::size_t records = 0;                  ///< touched ones
  std::vector<Problem> left;                ///< what a person has to decide or to bring the key for (V151 to V154)
};

/// Takes each step of schemas/migrations.yaml that a record still lacks. Exit::newer for a record of a later version; all
/// problems with their places when a record does not pass its own schema before or the present one after.
Result<Migration> migrate(std::string_view bytes, const std::string& file, EndedCodes codes);

/// A mapping file with the fields' present names, and of version 2, where `filled` is what `required` was, too; its comments stay. No
/// value for one that is as it should be, cannot be read, or cannot be brought forward without a person.
std::optional<std::string> mapping_brought_forward(std::string_view bytes, const std::string& file);

/// The bytes of a past version of a file with its records in the present versions, for comparing; as they are when they cannot
/// be read.
std::string in_present_versions(std::string bytes);

}  // namespace mloc
