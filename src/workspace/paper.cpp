#include "mloc/workspace/paper.hpp"

#include <algorithm>

#include "mloc/base/text.hpp"
#include "mloc/base/values.hpp"

namespace mloc {
namespace {

constexpr std::size_t largest_logo = 1u << 20;

/// `image/png`, `image/jpeg`, told by the first bytes; empty for anything else.
std::string_view image_type(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  return bytes.starts_with("\xff\xd8\xff") ? "image/jpeg" : "";
}

void put(PaperFacts& facts, const char* name, const std::string& value) {
  if (!value.empty()) facts.emplace_back(name, value);
}

std::string joined_words(std::initializer_list<std::string_view> words, std::string_view between) {
  std::string text;
  for (const std::string_view word : words)
    if (!word.empty()) text += (text.empty() ? "" : std::string(between)) + std::string(word);
  return text;
}

}  // namespace

PaperFacts sender_on_paper(const Workspace& workspace) {
  const Organisation& office = workspace.settings().office;
  PaperFacts facts = {{"De", office.name}};
  put(facts, "Adresse", office.address);
  put(facts, "Téléphone", office.phone);
  put(facts, "Courriel", office.email);
  put(facts, "Ouvert", joined(office.hours, " ; "));
  if (office.founded) put(facts, "Depuis le", office.founded->french());
  return facts;
}

Result<std::optional<Logo>> logo_of(const Workspace& workspace) {
  const std::string& path = workspace.settings().office.logo;
  if (path.empty()) return std::optional<Logo>();
  auto bytes = workspace.disk().read(path, largest_logo);
  const std::string_view type = bytes ? image_type(*bytes) : std::string_view();
  if (type.empty()) return fail(Exit::unknown, problem("S163"_m, printable(path)));
  return std::optional(Logo{type, *std::move(bytes)});
}

Result<> put_sender(Page& page, const Workspace& workspace) {
  TRY(logo, logo_of(workspace));
  if (logo) page.logo(logo->type, logo->bytes, workspace.settings().office.name);
  page.facts(sender_on_paper(workspace));
  return {};
}

void put_signatory(Page& page, const Workspace& workspace) {
  const Organisation& office = workspace.settings().office;
  if (const std::string who = joined_words({office.function, office.head}, ", "); !who.empty()) page.paragraph(who);
}

std::string site_on_paper(const Workspace& workspace, std::string_view code) {
  const auto& sites = workspace.settings().sites;
  const auto found = std::ranges::find(sites, code, &Site::code);
  return found == sites.end() ? std::string(code) : joined_words({found->name, found->address}, ", ");
}

std::string staff_on_paper(const Workspace& workspace, std::string_view code) {
  const auto& staff = workspace.settings().staff;
  const auto found = std::ranges::find(staff, code, &StaffMember::code);
  if (found == staff.end()) return std::string(code);
  return joined_words({found->name.empty() ? found->code : found->name, found->phone, found->email}, ", ");
}

std::string name_on_paper(const Node& identity) {
  return joined_words({identity.get("first_name"), identity.has("use_name") ? identity.get("use_name") : identity.get("surname")}, " ");
}

std::string address_on_paper(const Node& identity) {
  const Node* address = identity.find("address");
  if (!address) return {};
  const std::string town = joined_words({address->get("postcode"), address->get("town")}, " ");
  return joined_words({joined(texts_of(address->find("lines")), ", "), town}, ", ");
}

std::string representative_on_paper(const Node& identity) {
  const Node* other = identity.find("representative");
  return other ? joined_words({other->get("first_name"), other->get("surname")}, " ") : std::string();
}

}  // namespace mloc
