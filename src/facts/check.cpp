#include <algorithm>
#include <map>
#include <set>

#include "mloc/base/ids.hpp"
#include "mloc/base/mojibake.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/person_name.hpp"
#include "mloc/base/phone.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/records/communes.hpp"
#include "mloc/records/day_fields.hpp"
#include "mloc/records/identity.hpp"
#include "mloc/records/lists.hpp"
#include "mloc/records/schema.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/workspace/rules.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "rules/possible_day.hpp"

namespace mloc::facts {
namespace {

/// A partner that is here, or that a merge may bring.
bool has_partner(Knowledge& known, const std::string& code) {
  auto& there = known.kept<std::map<std::string, bool>>("partners there", [] { return std::map<std::string, bool>(); });
  const auto found = there.find(code);
  return found != there.end() ? found->second : there.emplace(code, known.holds(partner_path(code)) || known.may_come(partner_path(code))).first->second;
}

/// A case id that is none, or of whom there is neither dossier nor passport. What a merge brings beside this file does not lie here yet.
std::optional<Problem> fault_of_case(Knowledge& known, const std::string& text) {
  const auto id = CaseId::parse(text);
  if (!id) return problem("K102"_m, text);
  for (const std::string& path : {case_path(*id), passport_path(*id)})
    if (known.holds(path) || known.may_come(path)) return std::nullopt;
  return problem("K106"_m, id->shown());
}

/// A name or a number that no import would take: written by hand, or brought by who does not write by mloc.
std::optional<Problem> fault_of_writing(std::string_view definition, const std::string& text) {
  if (definition == "phone") {
    const auto read = read_phone(text);
    if (!read) return read.error().problems.front();
    return *read == text ? std::nullopt : std::optional(problem("P195"_m, text, *read));
  }
  const auto surname = read_surname(text);
  if (!surname) return surname.error().problems.front();
  if (!surname->use.empty()) return problem("P195"_m, text, surname->birth + ", use_name " + surname->use);
  if (const auto meant = repaired_mojibake(text)) return hinted(problem("I167"_m, text), phrase("probably {}", *meant));
  return std::nullopt;
}

/// What a field names and is not there; check digits that are wrong.
std::optional<Problem> fault_of(Knowledge& known, const Schema& schema, const std::string& text) {
  const std::string& to = schema.reference;
  if (schema.definition == "siret" && !siret_is_valid(text)) return problem("I109"_m, text);
  if (schema.definition == "commune" && !commune_is_known(text)) return problem("I163"_m, text);
  if (schema.definition == "phone" || schema.definition == "person-name") return fault_of_writing(schema.definition, text);
  if (schema.definition == "case-id") return fault_of_case(known, text);
  if (to == "staff" && !known.settings().has_staff(text) && !has_partner(known, text) && !known.may_come(std::string(settings_path))) return problem("I123"_m, text);
  if (to == "partner" && !has_partner(known, text)) return problem("I119"_m, text);
  if (to == "programme" && !known.holds(programme_path(text)) && !known.may_come(programme_path(text))) return problem("I124"_m, text);
  if (to == "site") return unknown_site(known.settings(), text);
  if (schema.definition == "draw-id" && !known.holds(draw_path(text, "announcement.yaml")) && !known.may_come(draw_path(text, "announcement.yaml"))) return problem("K105"_m, text);
  return std::nullopt;
}

/// Goes into what a field holds: a list, a decision with its author.
void judge_references_of(const Node* record, const std::string& field, const Node& value, const Schema& schema, Knowledge& known, std::vector<BrokenRule>& broken) {
  if (value.kind == Node::Kind::text) {
    if (auto fault = fault_of(known, schema, std::string(value.text))) broken.push_back({record, field, *std::move(fault)});
    return;
  }
  for (const Node& child : value) {
    const auto* property = value.kind == Node::Kind::map ? schema.find(child.key) : nullptr;
    if (property) judge_references_of(record, field + "." + property->name, child, *property->schema, known, broken);
    else if (schema.items) judge_references_of(record, field, child, *schema.items, known, broken);
  }
}

void judge_references(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Node* record : judged.records) {
    const Kind* kind = kind_of(*record);
    if (!kind) continue;
    if (kind->name == "identity")
      if (auto fault = fault_of_names(*record)) broken.push_back({record, "first_name", *std::move(fault)});
    for (const auto& property : kind->schema->properties) {
      // The journal tells what was asked for, be it there or not.
      if (kind->name == "reading" && property.schema->definition == "case-id") continue;
      if (const Node* value = record->find(property.name)) judge_references_of(record, property.name, *value, *property.schema, judged.known, broken);
    }
  }
}

/// A name without its dossier: nobody would find it to correct, answer or forget it.
void judge_owner(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto id = kind_of(judged.path) == FileKind::identity ? case_of(judged.path) : std::nullopt;
  if (!id || judged.records.empty() || judged.known.holds(case_path(*id)) || judged.known.may_come(case_path(*id))) return;
  broken.push_back({judged.records.front(), "", problem("K107"_m, id->shown())});
}

/// Codes that no list of the workspace has. One that is no longer offered stays valid where it stands.
void judge_codes_of(const Node* record, const Lists& lists, std::vector<BrokenRule>& broken) {
  const Kind* kind = kind_of(*record);
  if (!kind) return;
  for (const auto& property : kind->schema->properties)
    if (const Node* value = record->find(property.name))
      for (const StrayCode& stray : stray_codes(*value, *property.schema, lists))
        if (!stray.is_known) broken.push_back({record, property.name, told_stray(stray, lists)});
}

/// Of voided records too: they are kept and shown, and a word that stands for nothing may be a name.
void judge_codes(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const auto records : {judged.records, judged.voided})
    for (const Node* record : records) judge_codes_of(record, judged.known.lists(), broken);
}

/// The codes of staff behind which no person stands.
const std::set<std::string, std::less<>>& machines(Knowledge& known) {
  return known.kept<std::set<std::string, std::less<>>>("machines", [&] {
    std::set<std::string, std::less<>> codes;
    const Node* root = known.settings_tree();
    if (root && root->has("staff"))
      for (const Node& one : *root->find("staff"))
        if (one.get("machine") == "true") codes.emplace(one.get("code"));
    return codes;
  });
}

/// Who records may be a machine; who advises, signs or is in charge is a person. Who may sign an instrument is its own to say.
void judge_authors(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto& codes = machines(judged.known);
  if (codes.empty()) return;
  for (const Node* record : judged.records)
    if (const Kind* kind = kind_of(*record))
      for (const auto& property : kind->schema->properties)
        if (property.schema->reference == "staff" && property.name != "by" && property.name != "signed_by" && codes.contains(record->get(property.name)))
          broken.push_back({record, property.name, problem("P193"_m, record->get(property.name))});
}

/// So many days may lie ahead in what a mapping brings: zones whose day begins earlier.
int days_ahead(Knowledge& known, const std::string& mapping) {
  auto& all = known.kept<std::map<std::string, int>>("today_plus", [] { return std::map<std::string, int>(); });
  if (const auto found = all.find(mapping); found != all.end()) return found->second;
  Arena arena;
  const auto bytes = known.bytes(mapping_path(mapping));
  const auto root = bytes ? read_settings(*bytes, mapping_path(mapping), "mapping", arena) : Result<Node*>(nullptr);
  const std::string_view said = root && *root ? (*root)->get("today_plus") : std::string_view();
  return all.emplace(mapping, whole_number(said.substr(0, said.find('d'))).value_or(0)).first->second;
}

/// Goes through every day of the records of one file.
class DayJudge {
 public:
  DayJudge(const Judged& judged, Severity severity, std::vector<BrokenRule>& broken)
      : known_(judged.known), severity_(severity), broken_(broken), measures_{judged.known.today, std::nullopt, std::nullopt} {
    const auto kind = kind_of(judged.path);
    if (kind == FileKind::person || kind == FileKind::identity)
      if (const auto birth = birth_of(judged)) measures_.born = birth->earliest;
    for (const Node* record : judged.records)
      if (is_kind(*record, "identity")) measures_.born = Date::parse(record->get("birth_date"));
    const Node* settings = known_.settings_tree();
    if (settings && settings->find("organisation")) measures_.founded = Date::parse(settings->find("organisation")->get("founded"));
  }

  void judge(const Node& record) {
    Measures measures = measures_;
    if (const Node* source = record.find("source"); source && source->kind == Node::Kind::map && source->has("import"))
      measures.last = measures.last.plus_days(days_ahead(known_, std::string(source->get("import"))));
    for (const DayField& field : day_fields(record_kind(record))) judge_field(record, field, measures);
  }

 private:
  void judge_field(const Node& record, const DayField& field, Measures measures) {
    // Nobody's birth is measured by itself.
    if (field.name == "birth_date") measures.born.reset();
    const auto dot = field.name.find('.');
    const Node* node = record.find(std::string_view(field.name).substr(0, dot));
    if (!node) return;
    if (dot == std::string::npos) return judge_day(record, field.name, node->text, field.of(record), measures);
    if (node->kind != Node::Kind::map) return;
    const std::string part = field.name.substr(dot + 1);
    for (const Node& one : *node)
      if (part == "*" || one.key == part) judge_day(record, fmt::format("{}.{}", node->key, one.key), one.text, field.of(record), measures);
  }

  void judge_day(const Node& record, std::string field, std::string_view text, When when, const Measures& measures) {
    const auto day = Date::parse(text.substr(0, 10));
    if (!day) return;
    auto found = severity_ == Severity::refuse ? impossible(when, *day, measures) : strange(when, *day, measures);
    if (found) broken_.push_back({&record, std::move(field), *std::move(found)});
  }

  Knowledge& known_;
  Severity severity_;
  std::vector<BrokenRule>& broken_;
  Measures measures_;
};

void judge_days(const Judged& judged, std::vector<BrokenRule>& broken) {
  DayJudge judge(judged, Severity::refuse, broken);
  for (const Node* record : judged.records) judge.judge(*record);
}

void judge_founding(const Judged& judged, std::vector<BrokenRule>& broken) {
  DayJudge judge(judged, Severity::warn, broken);
  for (const Node* record : judged.records) judge.judge(*record);
}

using Keys = std::map<std::string, std::set<std::string>>;  // mapping, kind and key: the cases that have it

/// The keys of rows that became records of several people. Only where every file is asked, for it reads every imported record.
Keys shared_keys(Knowledge& known) {
  Keys shared;
  for (const std::string& name : kind_names()) {
    const Kind& kind = *find_kind(name);
    if (kind.folder != Folder::cases || !kind.schema->find("source")) continue;
    const auto rows = known.rows(fmt::format("SELECT source_import, source_key, case_id FROM {0} WHERE voided_day IS NULL AND (source_import, source_key) IN (SELECT "
                                             "source_import, source_key FROM {0} WHERE source_key IS NOT NULL AND voided_day IS NULL GROUP BY source_import, "
                                             "source_key HAVING COUNT(DISTINCT case_id) > 1)", name), {});
    if (rows)
      for (const auto& row : rows->rows) shared[fmt::format("{} {} {}", text_of(row[0]), name, text_of(row[1]))].insert(text_of(row[2]));
  }
  return shared;
}

void judge_keys(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto id = case_of(judged.path);
  if (!id || !judged.known.whole || kind_of(judged.path) != FileKind::person) return;
  const Keys& shared = judged.known.kept<Keys>("shared keys", [&] { return shared_keys(judged.known); });
  for (const Node* record : judged.records) {
    const Node* source = record->find("source");
    if (shared.empty() || !source) continue;
    const auto found = shared.find(fmt::format("{} {} {}", source->get("import"), record_kind(*record), source->get("key")));
    if (found == shared.end()) continue;
    const auto other = std::ranges::find_if(found->second, [&](const std::string& one) { return one != id->text(); });
    if (other != found->second.end())
      broken.push_back({record, "source", problem("I202"_m, source->get("key"), source->get("import"), CaseId::parse(*other)->shown())});
  }
}

}  // namespace

bool is_machine(Knowledge& known, std::string_view code) { return machines(known).contains(code); }

std::span<const Rule> fact_rules() {
  static constexpr Rule rules[] = {
      {"facts.references", "I109 I162 I166 I167 K102 K105 K106 I119 I123 I124 I130 P195", judge_references},
      {"facts.owner", "K107", judge_owner},
      {"facts.codes", "R206", judge_codes, Severity::refuse, Rule::Looks::record},
      {"facts.author", "P193", judge_authors},
      {"facts.key", "I202", judge_keys},
      {"facts.days", "P190 P191", judge_days, Severity::refuse, Rule::Looks::record},
      {"facts.founding", "P192", judge_founding, Severity::warn, Rule::Looks::record},
  };
  return rules;
}

}  // namespace mloc::facts
