#include "mloc/base/text.hpp"
#include "mloc/records/migration.hpp"
#include "mloc/store/store.hpp"
#include "mloc/workspace/record_words.hpp"
#include "verbs.hpp"

namespace mloc::history {
namespace {

/// The folder whose records these are: git hands over a temporary file whose name says nothing.
std::unique_ptr<Dossier> read_in_any_room(const std::string& bytes) {
  for (const Folder folder : {Folder::cases, Folder::identities, Folder::partners, Folder::draws})
    if (auto read = read_dossier(bytes, "", folder)) return std::move(*read);
  return nullptr;
}

std::string words_of_file(const Dossier& dossier, Language language, const Lists& lists) {
  std::string text;
  for (const Record& record : dossier.records) {
    text += heading_of(record, language) + "\n";
    for (const FieldWords& field : words_of(record, language, Sensitive::shown, &lists)) text += "  " + field.name + ": " + field.words + "\n";
  }
  return text;
}

/// The lists of the workspace in which git stands: read without its lock, for git asks once for each file. What is wrong with
/// them is told by whoever reads them for themselves.
Lists lists_here(World& world, const std::string& directory) {
  constexpr std::string_view folder = "lists";
  Lists lists;
  std::vector<Problem> told;
  const auto disk = world.open(directory);
  const auto files = disk ? (*disk)->list(std::string(folder)) : Result<std::vector<FolderEntry>>(std::vector<FolderEntry>());
  if (!files) return lists;
  for (const FolderEntry& file : *files) {
    const std::string path = fmt::format("{}/{}", folder, file.name);
    if (!file.name.ends_with(".yaml")) continue;
    if (const auto read = (*disk)->read(path, 1u << 20)) lists.read(*read, path, told);
  }
  return lists;
}

}  // namespace

Result<Exit> show_as_text(World& world, const Globals& globals, const TextconvArgs& args) {
  TRY(bytes, world.files.read(args.file, Store::limit));
  const auto dossier = read_in_any_room(in_present_versions(bytes));
  CHECKED(world.out.write(dossier ? words_of_file(*dossier, globals.view.language, lists_here(world, globals.directory)) : bytes));
  return Exit::done;
}

}  // namespace mloc::history
