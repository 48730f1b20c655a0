#pragma once
#include <optional>
#include <string>

#include "mloc/records/lists.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::cli {

/// What a workspace's settings say of the manner of every command, before the command opens it.
struct OfficeWords {
  std::optional<Language> language;
  std::string timezone;
};
/// Of the workspace in `directory`; nothing where there is none, or where its settings cannot be read: the command will tell.
OfficeWords office_words(const World& world, const std::string& directory);

/// What the office says of these code lists; those whose file it does not have, or that cannot be read, are as shipped.
Lists office_lists(const World& world, const std::string& directory, const std::vector<std::string>& names);

}  // namespace mloc::cli
