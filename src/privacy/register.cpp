#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "mloc/base/embedded.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/schema.hpp"
#include "mloc/records/yaml.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/print.hpp"
#include "register_rows.hpp"
#include "rules/retention.hpp"
#include "verbs.hpp"

namespace mloc::privacy {
namespace {

using K = Column::Kind;

bool lists(const Node& map, std::string_view key, std::string_view text) {
  if (const Node* list = map.find(key))
    for (const Node& item : *list)
      if (item.text == text) return true;
  return false;
}

/// The files that the register is made of, besides the schemas.
class Sources {
 public:
  static Result<Sources> read() {
    Sources sources;
    TRY(purposes, sources.file("src/privacy/rules/register.yaml"));
    TRY(rights, sources.file("src/check/rules/rights.yaml"));
    TRY(audiences, sources.file("schemas/audiences.yaml"));
    TRY(retention, sources.file("src/privacy/rules/retention.yaml"));
    sources.register_ = purposes;
    sources.rights_ = rights;
    sources.audiences_ = audiences;
    sources.retention_ = retention;
    sources.rules_ = retention_rules(*retention);
    return sources;
  }

  std::string basis() const { return std::string(register_->get("basis")); }
  bool calls_sensitive(const std::string& field) const { return lists(*register_, "sensitive", field); }

  /// What the register says of a kind, or nullptr.
  const Node* purpose_of(std::string_view kind) const {
    for (const Node& purpose : *register_->find("purposes"))
      if (lists(purpose, "kinds", kind)) return &purpose;
    return nullptr;
  }

  /// Roles that hold the files, or see the field in a listing; sorted, with a blank between.
  std::string recipients(std::string_view kind, std::string_view field) const {
    std::set<std::string> found;
    for (const Node& right : *rights_->find("rights"))
      if (lists(right, "records", "all") || lists(right, "records", kind))
        for (const Node& who : *right.find("who")) found.insert(lower(who.text));
    const Node* listing = listing_of(kind);
    const std::string_view family = listing ? family_of(*listing, field) : std::string_view();
    for (const Node& role : *audiences_->find("roles")) {
      const bool shut = role.get("role") == "employeur" && !(listing && listing->has("of_employer"));
      if (role.get("everything") == "true" || (!shut && lists(role, "sees", family))) found.insert(std::string(role.get("role")));
    }
    std::string text;
    for (const std::string& role : found) text += (text.empty() ? "" : " ") + role;
    return text;
  }

  /// The rules that let go of a field, then those that hold it longer.
  std::string period(const Node& purpose) const {
    std::string due, held;
    for (const RetentionRule& rule : rules_) {
      if (!lists(purpose, "keeps", rule.code)) continue;
      std::string& text = rule.delays ? held : due;
      text += (text.empty() ? "" : rule.delays ? " et " : " ou ") + words_of(rule);
    }
    for (const Node& rule : *retention_->find("by_hand"))
      if (lists(purpose, "keeps", rule.get("code")))
        due += (due.empty() ? "" : " ou ") + by_hand(rule);
    if (due.empty()) return "aucune règle";
    return held.empty() ? due : due + " ; pas avant " + held;
  }

 private:
  Result<const Node*> file(std::string_view path) {
    TRY(root, read_plain_yaml(*embedded(path), std::string(path), arena_));
    return root;
  }

  /// Partners are called by their kind in rights.yaml (AUTO_ECOLE), by their role elsewhere.
  static std::string lower(std::string_view text) {
    std::string small(text);
    for (char& one : small)
      if (one >= 'A' && one <= 'Z') one = static_cast<char>(one - 'A' + 'a');
    return small;
  }

  static std::string words_of(const RetentionRule& rule) {
    const std::string from = rule.from == "birthday"       ? std::to_string(rule.age) + "e anniversaire"
                             : rule.from == "last_contact" ? "dernier contact"
                             : rule.from == "cej"          ? "fin du CEJ"
                             : rule.from == "trial"        ? "fin de l'évaluation par essai"
                                                           : "dernière écriture";
    return from + (rule.months > 0 ? " + " + std::to_string(rule.months) + " mois (" : " (") + rule.code + ")";
  }

  static std::string by_hand(const Node& rule) {
    const std::string months = rule.has("months") ? fmt::format(" + {} mois", rule.get("months")) : "";
    return fmt::format("{}{} ({}), à appliquer à la main", rule.get("from"), months, rule.get("code"));
  }

  /// What audiences.yaml says of the listing that shows records of the kind, or nullptr.
  const Node* listing_of(std::string_view kind) const {
    for (const Node& shown : *register_->find("listings"))
      if (lists(shown, "kinds", kind))
        for (const Node& listing : *audiences_->find("listings"))
          if (listing.get("listing") == shown.get("listing")) return &listing;
    return nullptr;
  }

  /// The family of fields that the field is in; empty when the listing does not show it.
  static std::string_view family_of(const Node& listing, std::string_view field) {
    for (const Node& family : listing)
      if (lists(listing, family.key, field)) return family.key;
    return {};
  }

  Arena arena_;
  const Node* register_ = nullptr;
  const Node* rights_ = nullptr;
  const Node* audiences_ = nullptr;
  const Node* retention_ = nullptr;
  std::vector<RetentionRule> rules_;
};

bool has_sensitive_code(const Schema& schema) {
  const auto sensitive = [](const CodeList* list) { return std::ranges::any_of(list->items, &Code::sensitive); };
  return std::ranges::any_of(schema.codes, sensitive) || (schema.keys && has_sensitive_code(*schema.keys)) ||
         (schema.items && has_sensitive_code(*schema.items)) ||
         std::ranges::any_of(schema.properties, [](const Schema::Property& inside) { return has_sensitive_code(*inside.schema); });
}

/// `jeune` or `personnel`: who recorded, voided or is in charge is staff, and so is everybody that the settings name; a
/// partner's own name may be that of a person, and so is an instructor one.
std::string_view about(const Kind& kind, const Schema::Property& field) {
  if (kind.name == "settings" || field.name == "by" || field.name == "voided" || field.schema->reference == "staff") return "personnel";
  return kind.name == "partner" || field.schema->definition == "instructor" ? "partenaire" : "jeune";
}

std::string yes_or_no(bool is) { return is ? "oui" : "non"; }

void add_rows(std::vector<RegisterRow>& rows, const Sources& sources, const Kind& kind) {
  const Node* purpose = sources.purpose_of(kind.name);
  for (const Schema::Property& field : kind.schema->properties) {
    if (!field.schema->personal) continue;
    if (!purpose) throw std::logic_error("register.yaml: no purpose for " + kind.name);
    const bool sensitive = has_sensitive_code(*field.schema) || sources.calls_sensitive(kind.name + "." + field.name);
    rows.push_back({kind.name, kind.schema->french, field.name, field.schema->french, std::string(about(kind, field)), kind.folder == Folder::identities,
                    sensitive, std::string(purpose->get("fr")), sources.basis(), sources.recipients(kind.name, field.name), sources.period(*purpose)});
  }
}

}  // namespace

Result<std::vector<RegisterRow>> register_rows() {
  TRY(sources, Sources::read());
  std::vector<RegisterRow> rows;
  for (const std::string& name : kind_names()) add_rows(rows, sources, *find_kind(name));
  return rows;
}

Result<Exit> show_register(World& world, const Globals& globals, const RegisterArgs& args) {
  TRY(rows, register_rows());
  Table table{"register",
              {{"record", K::text, "Record", "Enregistrement"},
               {"record_label", K::text, "Label of the record", "Libellé"},
               {"field", K::text, "Field", "Champ"},
               {"field_label", K::text, "Label of the field", "Libellé du champ"},
               {"about", K::text, "About", "Personne concernée"},
               {"identifies", K::text, "Identifies", "Identifiant"},
               {"sensitive", K::text, "Sensitive", "Sensible"},
               {"purpose", K::text, "Purpose", "Finalité"},
               {"basis", K::text, "Legal basis", "Base légale"},
               {"recipients", K::text, "Recipients", "Destinataires"},
               {"period", K::text, "Period", "Durée de conservation"}},
              {}};
  for (const RegisterRow& row : rows)
    table.rows.push_back({row.record, row.record_label, row.field, row.field_label, row.about, yes_or_no(row.identifies), yes_or_no(row.sensitive),
                          row.purpose, row.basis, row.recipients, row.period});
  return print_passing(world, globals, std::move(table), args.terms);
}

}  // namespace mloc::privacy
