#include <algorithm>
#include <array>

#include "commands/facts.hpp"
#include "mloc/codec/codes.hpp"
#include "mloc/codec/schema.hpp"

namespace mloc {

std::span<const FactKind> fact_kinds() {
  static const std::array all = {
      FactKind{"situation", "situations", "starts", "", {"situation"}, {}, {"ends", "", "end_reason", "situation"}},
      FactKind{"participation", "participations", "entered", "adviser", {"programme"}, {}, {"exited", "", "exit_reason", "programme"}},
      FactKind{"problem", "problems", "day", "adviser", {"problem"}, {}, {}},
      FactKind{"referral", "referrals", "sent", "adviser", {"programme"}, {{"state", "envoyee"}}, {"answered", "state", "reason", "programme"}},
      FactKind{"act", "acts", "day", "adviser", {"axis"}, {}, {}},
      FactKind{"objective", "objectives", "day", "", {"theme"}, {{"state", "in_progress"}}, {"ended", "state", "", "theme"}},
      FactKind{"recommendation", "recommendations", "day", "owner", {"recommendation"}, {{"state", "planned"}}, {"ended", "state", "", "recommendation"}},
      FactKind{"contact", "contacts", "day", "staff", {"channel", "minutes"}, {{"presence", "present"}}, {}},
      FactKind{"tenancy", "housing", "starts", "", {"housing"}, {}, {"ends", "", "", ""}},
      FactKind{"household", "households", "day", "", {"family"}, {}, {}},
      FactKind{"resources", "resources", "day", "", {}, {}, {}},
      FactKind{"exam", "exams", "day", "", {"test"}, {}, {}},
      FactKind{"pace", "paces", "day", "", {"minutes"}, {{"reason", "decision"}}, {}},
      FactKind{"trial", "trials", "day", "", {"answer"}, {}, {}},
      FactKind{"piece", "pieces", "seen", "", {"piece"}, {}, {}},
      FactKind{"need", "needs", "day", "adviser", {"need"}, {{"phase", "amont"}}, {}},
      FactKind{"offer", "offers", "day", "adviser", {"job", "contract"}, {{"phase", "amont"}, {"state", "ouverte"}}, {"closed", "state"}},
      FactKind{"practice", "practices", "day", "adviser", {"practice"}, {{"phase", "amont"}}, {}},
      FactKind{"support", "supports", "day", "adviser", {"phase", "act"}, {}, {}},
      FactKind{"job", "jobs", "starts", "", {"employer"}, {{"outcome", "en_cours"}}, {"ended", "outcome", "break_reason"}},
      FactKind{"avoided", "avoided", "day", "adviser", {"reason"}, {}, {}},
      FactKind{"axis", "axes", "day", "", {"item", "action"}, {{"state", "planned"}, {"owner", "jeune"}}, {"ended", "state", "", "item"}},
  };
  return all;
}

bool is_of_partners(const FactKind& kind) { return find_kind(kind.kind)->room == Room::partners; }

const FactKind* find_fact_kind(std::string_view kind) {
  const auto found = std::ranges::find(fact_kinds(), kind, &FactKind::kind);
  return found == fact_kinds().end() ? nullptr : &*found;
}

namespace {

std::string lists_of(const Schema& schema) {
  std::string names;
  for (const CodeList* list : schema.codes) names += (names.empty() ? "code of " : " or ") + std::string(list->name);
  return names;
}

std::string help_of(const Schema& schema) {
  const Schema& one = schema.type == Schema::Type::list ? *schema.items : schema;
  std::string text = schema.title;
  if (schema.keys) text += ": " + lists_of(*schema.keys) + (schema.items->definition == "money" ? ", and the amount" : ", and the value");
  else if (!one.codes.empty()) text += ": " + lists_of(one);
  else if (schema.definition == "rome") text += ": ROME code";
  else if (schema.reference == "partner") text += ": code or SIRET of a partner";
  else if (schema.definition == "commune") text += ": INSEE code";
  if (schema.type == Schema::Type::list || schema.keys) text += "; may be repeated";
  return text;
}

std::string value_of(const Schema& schema) {
  if (schema.keys) return schema.items->definition == "money" ? "CODE=AMOUNT" : "CODE=VALUE";
  if (schema.type == Schema::Type::flag) return "YES";
  if (schema.type == Schema::Type::integer) return "N";
  if (schema.definition == "day") return "DAY";
  if (schema.definition == "money") return "AMOUNT";
  if (schema.definition == "record-id") return "RECORD";
  return "CODE";
}

FactField shown(const Schema::Property& property) {
  const Schema& schema = *property.schema;
  const bool map = schema.keys != nullptr;
  return {property.name, value_of(schema), help_of(schema), schema.type == Schema::Type::list || map, schema.type == Schema::Type::flag, map && property.required};
}

}  // namespace

std::vector<FactField> fact_fields(const FactKind& kind) {
  std::vector<FactField> fields;
  for (const auto& property : find_kind(kind.kind)->schema->properties) {
    const std::string& name = property.name;
    if (name != "record" && name != "id" && name != "by" && name != "voided" && name != "source") fields.push_back(shown(property));
  }
  return fields;
}

FactField fact_field(const FactKind& kind, std::string_view name) { return shown(*find_kind(kind.kind)->schema->find(name)); }

}  // namespace mloc
