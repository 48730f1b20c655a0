#include "desk.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/secret.hpp"
#include "mloc/render/sealed_page.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/print.hpp"
#include "references.hpp"
#include "view.hpp"

namespace mloc::passport {
namespace {

constexpr std::size_t key_length = 16;  ///< characters, 80 bits: whoever has the file can try without end

std::string_view media_type(std::string_view type) {
  if (type == "pdf") return "application/pdf";
  return type == "png" ? "image/png" : "image/jpeg";
}

Result<std::vector<PageFile>> files_of(const PassportDesk& desk) {
  std::vector<PageFile> files;
  for (const Node* record : desk.records()) {
    if (!record->get("record").starts_with("attachment/")) continue;
    TRY(bytes, reference_bytes(desk, *record));
    const std::string_view kind = record->get("kind"), type = record->get("type");
    const std::string label = label_of({"reference_document"}, kind, Language::french);
    files.push_back({fmt::format("{}-{}.{}", kind, record->get("id"), type == "jpeg" ? "jpg" : type),
                     fmt::format("{}, jointe le {}", label, Date::parse(record->get("day"))->french()), std::string(media_type(type)), std::move(bytes)});
  }
  return files;
}

/// What the owner takes home on paper.
Result<std::string> card_of(const PassportDesk& desk, const std::string& key, const std::optional<std::string>& address) {
  TRY(code, qr_code(address ? *address + "#" + key : key));
  Page card("Carte du passeport emploi");
  std::vector<std::pair<std::string, std::string>> facts = {{"Identifiant", desk.id().shown()}, {"Clé de consultation", grouped(key)}};
  if (address) facts.emplace_back("Adresse de la page", *address);
  card.facts(facts);
  card.picture(code, address ? "Code QR : l'adresse de la page et sa clé" : "Code QR : la clé de consultation");
  card.note("Cette clé ouvre votre passeport. Gardez-la pour vous ; elle ne peut pas vous être redite.");
  return card.html();
}

}  // namespace

Result<Exit> make_passport_page(World& world, const Globals& globals, const PageArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "page", args));
  TRY(output, OutputFile::prepare(world, globals, args.output, Tells::persons));
  TRY(card_output, OutputFile::prepare(world, globals, args.card, Tells::persons, {args.output}));
  TRY(view, view_of(desk));
  TRY(files, files_of(desk));
  TRY(noted, desk.note_reading());
  if (!noted) return Exit::done;
  const std::string key = make_secret(key_length, world.random);
  TRY(html, sealed_page("Passeport emploi", page_of(view), files, key, world.random));
  if (args.card) {
    TRY(card, card_of(desk, key, args.address));
    CHECKED(card_output.write(card));
  }
  CHECKED(output.write(html));
  CHECKED(say(desk.workspace(), phrase("passport {}: page in {}, {} files in it", desk.id().shown(), args.output, files.size())));
  CHECKED(world.out.write(phrase("key of this page: {} (said once)", grouped(key)).in(world.language) + "\n"));
  return Exit::done;
}

}  // namespace mloc::passport
