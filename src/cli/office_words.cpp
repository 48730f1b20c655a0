#include "office_words.hpp"

#include "mloc/records/toml.hpp"

namespace mloc::cli {
namespace {

constexpr std::size_t most = 1u << 20;

/// A file of the workspace in this folder; no value when either is not there.
std::optional<std::string> file_of(const World& world, const std::string& directory, const std::string& path) {
  const auto folder = world.files.state(directory);
  if (!world.open || !folder || !*folder) return std::nullopt;
  const auto disk = world.open(directory);
  if (!disk) return std::nullopt;
  const auto there = (*disk)->state(path);
  auto bytes = there && *there ? (*disk)->read(path, most) : Result<std::string>("");
  return bytes ? std::optional(*std::move(bytes)) : std::nullopt;
}

}  // namespace

OfficeWords office_words(const World& world, const std::string& directory) {
  const std::string settings = "mloc.toml";
  const auto bytes = file_of(world, directory, settings);
  if (!bytes) return {};
  Arena arena;
  const auto root = read_toml(*bytes, settings, arena);
  if (!root) return {};
  const std::string_view language = (*root)->get("language");
  OfficeWords words{std::nullopt, std::string((*root)->get("timezone"))};
  if (language == "fr" || language == "en") words.language = language == "fr" ? Language::french : Language::english;
  return words;
}

Lists office_lists(const World& world, const std::string& directory, const std::vector<std::string>& names) {
  Lists lists;
  for (const std::string& name : names) {
    const std::string path = "lists/" + name + ".yaml";
    std::vector<Problem> told_elsewhere;
    if (const auto bytes = file_of(world, directory, path); bytes && !bytes->empty()) lists.read(*bytes, path, told_elsewhere);
  }
  return lists;
}

}  // namespace mloc::cli
