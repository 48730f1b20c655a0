#include "pace.hpp"

#include <algorithm>

#include "lesson.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/values.hpp"

namespace mloc::lesson {

std::optional<PaceTerms> PaceTerms::from(const Node& programme) {
  const Node* pace = programme.find("pace");
  if (!pace) return std::nullopt;
  PaceTerms terms;
  terms.tolerance = checked_number(pace->get("tolerance"));
  for (const Node& rule : *pace->find("rules")) {
    const bool said = rule.has("project");
    terms.rules.push_back({texts_of(rule.find("situation")), said ? std::optional(rule.get("project") == "true") : std::nullopt,
                           checked_number(rule.get("minutes")), std::string(rule.get("reason"))});
  }
  return terms;
}

const PaceTerms::Rule* suggested_pace(const PaceTerms& terms, std::string_view situation, bool project) {
  const auto found = std::ranges::find_if(terms.rules, [&](const PaceTerms::Rule& rule) {
    const bool fits = rule.situations.empty() || std::ranges::find(rule.situations, situation) != rule.situations.end();
    return fits && rule.project.value_or(project) == project;
  });
  return found == terms.rules.end() ? nullptr : &*found;
}

std::optional<PaceFollowed> follow_pace(std::span<const Node* const> records, const PaceTerms& terms, Date day) {
  const Node* agreed = nullptr;
  const std::string until = day.text();
  for (const Node* record : records)
    if (record->get("record").starts_with("pace/") && record->get("day") <= until && (!agreed || agreed->get("day") <= record->get("day"))) agreed = record;
  if (!agreed) return std::nullopt;
  PaceFollowed followed{checked_number(agreed->get("minutes")), *Date::parse(agreed->get("day")), 0, 0, "on_pace"};
  followed.due = followed.minutes * day.days_since(followed.since) / 7;
  for (const Node* lesson : lessons_by_start(records))
    if (was_there(*lesson) && agreed->get("day") <= lesson->get("starts").substr(0, 10) && lesson->get("starts").substr(0, 10) <= until)
      followed.present += checked_number(lesson->get("minutes"));
  if (100 * followed.present < (100 - terms.tolerance) * followed.due) followed.state = "behind";
  if (100 * followed.present > (100 + terms.tolerance) * followed.due) followed.state = "ahead";
  return followed;
}

}  // namespace mloc::lesson
