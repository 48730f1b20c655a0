#pragma once
#include <optional>
#include <string>

#include "mloc/sys/world.hpp"

namespace mloc::cli {

/// What a workspace's settings say of the manner of every command, before the command opens it.
struct OfficeWords {
  std::optional<Language> language;
  std::string timezone;
};
/// Of the workspace in `directory`; nothing where there is none, or where its settings cannot be read: the command will tell.
OfficeWords office_words(const World& world, const std::string& directory);

}  // namespace mloc::cli
