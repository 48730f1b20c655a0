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

std::string words_of_file(const Dossier& dossier, Language language) {
  std::string text;
  for (const Record& record : dossier.records) {
    text += heading_of(record, language) + "\n";
    for (const FieldWords& field : words_of(record, language, Sensitive::shown)) text += "  " + field.name + ": " + field.words + "\n";
  }
  return text;
}

}  // namespace

Result<Exit> show_as_text(World& world, const Globals& globals, const TextconvArgs& args) {
  TRY(bytes, world.files.read(args.file, Store::limit));
  const auto dossier = read_in_any_room(in_present_versions(bytes));
  CHECKED(world.out.write(dossier ? words_of_file(*dossier, globals.view.language) : bytes));
  return Exit::done;
}

}  // namespace mloc::history
