#include <map>
#include <set>

#include "mloc/base/record.hpp"
#include "mloc/workspace/holders.hpp"
#include "mloc/workspace/rules.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "rules/path.hpp"

namespace mloc::enrol {
namespace {

void judge_path(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (BrokenRule& one : broken_path_rules(judged.records)) broken.push_back(std::move(one));
}

void judge_entries(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "participation")) continue;
    const Programme* programme = judged.known.programme(record->get("programme"));
    if (!programme) continue;
    if (auto outside = entry_outside(*record, *programme)) broken.push_back({record, "entered", *std::move(outside)});
  }
}

/// Which cases have an application of a file number, with what was assumed of some dossiers.
class Numbers {
 public:
  static Numbers of(Knowledge& known) {
    Numbers made;
    const auto rows = known.rows("SELECT file_number, case_id FROM application WHERE voided_day IS NULL ORDER BY case_id, id", {});
    if (rows)
      for (const auto& row : rows->rows) made.holders_.add(text_of(row[0]), text_of(row[1]));
    return made;
  }

  /// Another case that has it; or empty.
  std::string other(Knowledge& known, const std::string& number, const std::string& but) {
    holders_.follow(known, [&](const std::string& path) { follow(known, path); });
    return holders_.other(number, but);
  }

 private:
  void follow(Knowledge& known, const std::string& path) {
    const auto id = kind_of(path) == FileKind::person ? case_of(path) : std::nullopt;
    if (!id) return;
    holders_.drop(id->text());
    auto bytes = known.bytes(path);
    const Partial read = bytes ? read_partly(*std::move(bytes), path, Folder::cases) : Partial{};
    if (!read.dossier) return;
    for (const Node* record : live_records(*read.dossier))
      if (is_kind(*record, "application")) holders_.add(std::string(record->get("file_number")), id->text());
  }

  Holders holders_;
};

/// One file number, one application.
void judge_numbers(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto id = case_of(judged.path);
  if (!id) return;
  std::map<std::string_view, std::string_view> own;
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "application")) continue;
    const auto [first, fresh] = own.emplace(record->get("file_number"), record->get("id"));
    if (!fresh) broken.push_back({record, "file_number", problem("E181"_m, record->get("file_number"), first->second)});
    auto& numbers = judged.known.kept<Numbers>("file numbers", [&] { return Numbers::of(judged.known); });
    const std::string other = numbers.other(judged.known, std::string(record->get("file_number")), id->text());
    if (!other.empty()) broken.push_back({record, "file_number", problem("E181"_m, record->get("file_number"), CaseId::parse(other)->shown())});
  }
}

/// What the dossier keeps of the birth is what the birth date says. Where a merge brings both, the names may lie here as they were.
void judge_birth(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto id = kind_of(judged.path) == FileKind::person ? case_of(judged.path) : std::nullopt;
  const auto born = id && !judged.known.may_change(identity_path(*id)) ? judged.known.born(*id) : std::nullopt;
  if (!born) return;
  for (const Node* record : judged.records) {
    if (is_kind(*record, "person") && record->get("birth_month") != born->month_text())
      broken.push_back({record, "birth_month", problem("E184"_m, "birth_month", record->get("birth_month"), born->month_text())});
    const auto received = is_kind(*record, "application") && record->has("age") ? Date::parse(record->get("received")) : std::nullopt;
    if (!received || *received < *born) continue;
    const std::string age = std::to_string(age_on(*born, *received));
    if (record->get("age") != age) broken.push_back({record, "age", problem("E184"_m, "age", record->get("age"), age)});
  }
}

}  // namespace

std::span<const Rule> enrol_rules() {
  static constexpr Rule rules[] = {
      {"enrol.path", "P101 P102 P103 P104 P105 P106", judge_path},
      {"enrol.entry", "L164", judge_entries},
      {"enrol.number", "E181", judge_numbers},
      {"enrol.birth", "E184", judge_birth},
  };
  return rules;
}

}  // namespace mloc::enrol
