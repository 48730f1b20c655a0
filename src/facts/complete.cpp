#include <algorithm>

#include "mloc/base/person_name.hpp"
#include "mloc/base/phone.hpp"
#include "mloc/base/siret.hpp"
#include "mloc/records/communes.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/facts/facts.hpp"

namespace mloc::facts {
namespace {

std::optional<std::string> yes_or_no(const std::string& written) {
  if (written == "yes" || written == "oui" || written == "true") return "true";
  if (written == "no" || written == "non" || written == "false") return "false";
  return std::nullopt;
}

}  // namespace

Result<> complete_fact(Workspace& workspace, const FactKind& kind, const std::vector<const Node*>& dossier, Arena& arena,
                       Node& record, Date day, const std::string& actor) {
  if (!record.has(kind.day)) arena.set(record, kind.day, arena.text(day.text()));
  if (!kind.person.empty() && !record.has(kind.person)) arena.set(record, kind.person, arena.text(actor));
  // Who imports a referral with its answer has said the state.
  for (const auto& [field, value] : kind.initial)
    if (!record.has(field)) arena.set(record, field, arena.text(value));
  if (kind.complete) CHECKED(kind.complete(workspace, dossier, arena, record));
  return {};
}

Result<std::vector<Problem>> faults_of(Workspace& workspace, const Node& record) {
  const Kind* kind = find_kind(record_kind(record));
  std::vector<Problem> problems;
  check_value(record, *kind->schema, kind->name, "", problems);
  for (Problem& one : problems) one.place = {};
  TRY(programmes, workspace.programme_codes());
  for (const auto& property : kind->schema->properties) {
    const std::string text(record.get(property.name));
    if (text.empty() || property.name == "by") continue;
    const std::string& to = property.schema->reference;
    if (to == "staff" && !workspace.settings().has_staff(text)) {
      TRY(partner, workspace.store().holds(partner_path(text)));
      if (!partner) problems.push_back(problem("I123"_m, text));
    }
    if (to == "site")
      if (auto unknown = unknown_site(workspace.settings(), text)) problems.push_back(*std::move(unknown));
    if (to == "programme" && std::ranges::find(programmes, text) == programmes.end()) problems.push_back(unknown_programme(text, programmes));
  }
  if (const FactKind* fact = find_fact_kind(kind->name); fact && fact->faults) CHECKED(fact->faults(workspace, record, problems));
  return problems;
}

Result<std::string> stored_text(const Schema& schema, const std::string& written, Date today) {
  if (schema.definition == "day") {
    TRY(day, parse_day(written, today));
    return day.text();
  }
  if (schema.definition == "money") {
    TRY(amount, parse_amount(written));
    return amount.text();
  }
  if (schema.definition == "commune") {
    TRY(commune, read_commune(written));
    return commune.code;
  }
  if (schema.definition == "phone") return read_phone(written);
  if (schema.definition == "siret") return read_siret(written);
  if (schema.definition == "person-name") return read_name(written);
  if (schema.definition == "points" || schema.definition == "mark") {
    std::string points = written;
    std::ranges::replace(points, ',', '.');
    return points;
  }
  if (schema.type == Schema::Type::flag)
    if (const auto flag = yes_or_no(written)) return *flag;
  return written;
}

Result<Node*> field_node(Arena& arena, std::string_view field, const Schema& schema, const std::vector<std::string>& written, Date today) {
  if (schema.type == Schema::Type::list) {
    Node* list = arena.list();
    for (const std::string& one : written) arena.append(*list, arena.text(one));
    return list;
  }
  if (schema.type == Schema::Type::map) {
    Node* map = arena.map();
    for (const std::string& one : written) {
      const auto equals = one.find('=');
      if (equals == std::string::npos) return fail(Exit::usage, problem("C102"_m, phrase("{}: write CODE=VALUE", field)));
      const std::string key = one.substr(0, equals);
      const Schema::Property* part = schema.find(key);
      if (!part && !schema.items) return fail(Exit::usage, problem("C108"_m, fmt::format("{}.{}", field, key)));
      TRY(text, stored_text(part ? *part->schema : *schema.items, one.substr(equals + 1), today));
      arena.set(*map, key, arena.text(text));
    }
    return map;
  }
  TRY(text, stored_text(schema, written.front(), today));
  return arena.text(text, schema.type == Schema::Type::text);
}

}  // namespace mloc::facts
