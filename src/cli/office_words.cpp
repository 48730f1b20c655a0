#include "office_words.hpp"

#include "mloc/records/toml.hpp"

namespace mloc::cli {

OfficeWords office_words(const World& world, const std::string& directory) {
  constexpr std::size_t most = 1u << 20;
  const std::string settings = "mloc.toml";
  const auto folder = world.files.state(directory);
  if (!world.open || !folder || !*folder) return {};
  const auto disk = world.open(directory);
  if (!disk) return {};
  const auto there = (*disk)->state(settings);
  const auto bytes = there && *there ? (*disk)->read(settings, most) : Result<std::string>("");
  if (!bytes) return {};
  Arena arena;
  const auto root = read_toml(*bytes, settings, arena);
  if (!root) return {};
  const std::string_view language = (*root)->get("language");
  OfficeWords words{std::nullopt, std::string((*root)->get("timezone"))};
  if (language == "fr" || language == "en") words.language = language == "fr" ? Language::french : Language::english;
  return words;
}

}  // namespace mloc::cli
