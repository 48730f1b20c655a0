#include <map>

#include "exam_terms.hpp"
#include "mloc/base/record.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/workspace/rules.hpp"
#include "rules/exam.hpp"
#include "rules/hours.hpp"
#include "rules/lesson.hpp"

namespace mloc::lesson {
namespace {

void judge_lessons(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (BrokenRule& one : broken_lesson_rules(judged.records, skill_levels())) broken.push_back(std::move(one));
}

void judge_exams(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (BrokenRule& one : broken_exam_rules(judged.records, exam_terms())) broken.push_back(std::move(one));
}

void judge_hours(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (BrokenRule& one : impossible_hours(judged.records)) broken.push_back(std::move(one));
}

void judge_long_days(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (BrokenRule& one : long_days(judged.records)) broken.push_back(std::move(one));
}

/// Tests sooner than the delay after the last one, or without a theory test that is valid.
void judge_attempts(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Attempt& attempt : follow_exams(judged.records, exam_terms()))
    for (Problem& one : warnings_of(attempt)) broken.push_back({attempt.exam, "day", std::move(one)});
}

using Agreements = std::map<std::string, std::vector<partner::AgreementPeriod>>;

/// Of a partner, read once.
const std::vector<partner::AgreementPeriod>& agreements_with(Knowledge& known, const std::string& school) {
  auto& all = known.kept<Agreements>("agreements", [] { return Agreements(); });
  if (const auto found = all.find(school); found != all.end()) return found->second;
  const Dossier* dossier = known.partner(school);
  return all.emplace(school, dossier ? partner::agreements_of(*dossier) : std::vector<partner::AgreementPeriod>()).first->second;
}

std::string programme_of(std::span<const Node* const> records) {
  for (const Node* record : records)
    if (is_kind(*record, "application")) return std::string(record->get("programme"));
  return {};
}

/// At the school of that day, within its agreement.
void judge_schools(const Judged& judged, std::vector<BrokenRule>& broken) {
  std::vector<partner::Assigned> assigned;
  for (const Node* record : judged.records)
    if (is_kind(*record, "assignment")) assigned.push_back({*Date::parse(record->get("starts")), std::string(record->get("school"))});
  const std::string programme = programme_of(judged.records);
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "lesson")) continue;
    const Date day = *Date::parse(record->get("starts").substr(0, 10));
    const std::string school(record->get("school"));
    const std::string expected = partner::school_on(assigned, day);
    if (!expected.empty() && expected != school) broken.push_back({record, "school", problem("I121"_m, expected, school)});
    if (!programme.empty() && partner::agreed_on(agreements_with(judged.known, school), programme, day) == partner::Agreed::outside)
      broken.push_back({record, "starts", problem("I120"_m, school, programme, day.text())});
  }
}

}  // namespace

std::span<const Rule> lesson_rules() {
  static constexpr Rule rules[] = {
      {"lesson.skills", "N120 N121 N122 N123", judge_lessons},
      {"lesson.exams", "N101 N102 N103 N105 N106 N107 N108 N109 N112 N215", judge_exams},
      {"lesson.attempts", "N110 N111", judge_attempts, Severity::warn},
      {"lesson.hours", "N212 N213", judge_hours},
      {"lesson.long_days", "N214", judge_long_days, Severity::warn},
      {"lesson.school", "I120 I121", judge_schools},
  };
  return rules;
}

}  // namespace mloc::lesson
