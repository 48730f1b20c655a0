#include "known_people.hpp"

#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/workspace/room.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::enrol {
namespace {

std::string value_of(const Who& who, std::string_view field) {
  return field == "surname" ? who.surname : field == "first_name" ? who.first_name : who.birth_date.text();
}

/// `surname=… birth_date=…`, with the values where they may be seen.
std::string amendment(const Who& row, const std::vector<std::string>& fields, bool with_values) {
  std::string text;
  for (const std::string& field : fields) {
    const std::string value = with_values ? printable(value_of(row, field)) : "…";
    text += fmt::format(" {}={}", field, value.find(' ') == std::string::npos ? value : "'" + value + "'");
  }
  return text;
}

}  // namespace

std::optional<Who> who_of(const imports::Draft& draft) {
  const auto identity = draft.records.find("identity"), person = draft.records.find("person");
  if (identity == draft.records.end()) return std::nullopt;
  const auto birth = Date::parse(identity->second->get("birth_date"));
  if (!birth) return std::nullopt;
  return Who{std::string(identity->second->get("surname")), std::string(identity->second->get("first_name")), *birth,
             person == draft.records.end() ? "" : std::string(person->second->get("sex")), std::string(identity->second->get("use_name"))};
}

Result<KnownPeople> KnownPeople::of(Workspace& workspace, const imports::Import& import, std::map<std::string, std::string> case_of) {
  KnownPeople made;
  made.workspace_ = &workspace;
  made.case_of_ = std::move(case_of);
  for (const auto& [key, id] : made.case_of_) made.key_of_.emplace(id, key);
  TRY(index, workspace.valid_index());
  TRY(people, index->rows("SELECT i.case_id, i.surname, i.first_name, i.birth_date, p.sex, i.use_name FROM identity i LEFT JOIN person p ON "
                          "p.case_id = i.case_id ORDER BY i.case_id", {}, {true, true}));
  for (const auto& row : people.rows) {
    const Who who{text_of(row[1]), text_of(row[2]), *Date::parse(text_of(row[3])), text_of(row[4]), text_of(row[5])};
    if (made.people_.emplace(text_of(row[0]), who).second) made.born_.emplace(who.birth_date, text_of(row[0]));
  }
  TRY(numbers, index->rows("SELECT case_id, file_number FROM application WHERE voided_day IS NULL ORDER BY case_id, id"));
  for (const auto& row : numbers.rows) made.number_of_.emplace(text_of(row[0]), text_of(row[1]));
  for (const imports::Draft& draft : import.drafts)
    if (const auto who = draft.valid() ? who_of(draft) : std::nullopt)
      if (made.rows_.emplace(draft.key, Row{draft.key, *who}).second) made.rows_born_.emplace(who->birth_date, draft.key);
  TRY(frozen, frozen_numbers(workspace));
  made.frozen_ = std::move(frozen);
  return made;
}

Phrase KnownPeople::shown(const std::string& case_id) const {
  const auto number = number_of_.find(case_id);
  return fmt::format("{} ({})", number == number_of_.end() ? "-" : number->second, CaseId::parse(case_id)->shown());
}

/// Another dossier that the row fits as well.
std::optional<std::string> KnownPeople::better_dossier(const Who& row, const std::string& case_id) const {
  std::optional<std::string> found;
  const auto [first, last] = born_.equal_range(row.birth_date);
  for (auto at = first; at != last; ++at) {
    if (at->second == case_id) continue;
    const Likeness how = likeness(people_.at(at->second), row);
    if (how == Likeness::same) return at->second;
    if (how == Likeness::spelling) found = at->second;
  }
  return found;
}

/// Another row of the file that is this person, and nobody else whom we know.
bool KnownPeople::has_better_row(const std::string& key, const std::string& case_id) const {
  const Who& known = people_.at(case_id);
  const auto [first, last] = rows_born_.equal_range(known.birth_date);
  return std::any_of(first, last, [&](const auto& born) {
    if (born.second == key) return false;
    const Who& row = rows_.at(born.second).who;
    const Likeness how = likeness(known, row);
    if (how != Likeness::spelling) return how == Likeness::same;
    const auto owner = case_of_.find(born.second);
    return owner == case_of_.end() || likeness(people_.at(owner->second), row) != Likeness::same;
  });
}

WhoConflict KnownPeople::conflict(const Who& known, const Who& row, const std::string& case_id, Problem found) const {
  const std::vector<std::string> fields = differing(known, row);
  const auto number = number_of_.find(case_id);
  const std::string named = number == number_of_.end() ? CaseId::parse(case_id)->shown() : number->second;
  const auto command = [&](bool values) { return phrase("if the row is right: mloc amend {}{}", named, amendment(row, fields, values)); };
  std::string detail;
  for (const std::string& field : fields)
    detail += fmt::format("{}{}: {} -> {}", detail.empty() ? "" : ", ", field, printable(value_of(known, field)), printable(value_of(row, field)));
  return {hinted(std::move(found), command(workspace_->world().err.is_terminal())), Phrase(detail)};
}

std::optional<WhoConflict> KnownPeople::judge(const imports::Draft& draft, const std::string& case_id, bool& respelt) const {
  const auto row = who_of(draft);
  const auto person = people_.find(case_id);
  if (!row || person == people_.end()) return std::nullopt;
  const Who& known = person->second;
  const Likeness how = likeness(known, *row);
  if (how == Likeness::same) return std::nullopt;
  const std::string fields = joined(differing(known, *row), ", ");
  const auto number = number_of_.find(case_id);
  if (const auto frozen = number == number_of_.end() ? frozen_.end() : frozen_.find(number->second); frozen != frozen_.end())
    return conflict(known, *row, case_id, problem("I154"_m, shown(case_id), frozen->second, fields));
  const auto better = better_dossier(*row, case_id);
  if (better) return conflict(known, *row, case_id, problem("I153"_m, shown(case_id), shown(*better), fields));
  respelt = how == Likeness::spelling && !has_better_row(draft.key, case_id);
  if (respelt) return std::nullopt;
  return conflict(known, *row, case_id, problem("I152"_m, shown(case_id), fields));
}

std::optional<WhoConflict> KnownPeople::judge_fresh(const imports::Draft& draft) const {
  const auto row = who_of(draft);
  if (!row) return std::nullopt;
  const auto [first, last] = born_.equal_range(row->birth_date);
  for (auto at = first; at != last; ++at) {
    const Who& known = people_.at(at->second);
    if (likeness(known, *row) != Likeness::same) continue;
    const auto key = key_of_.find(at->second);
    const auto own = key == key_of_.end() ? rows_.end() : rows_.find(key->second);
    if (own != rows_.end() && likeness(known, own->second.who) == Likeness::other)
      return WhoConflict{problem("I155"_m, shown(at->second)), {}};
  }
  return std::nullopt;
}

bool KnownPeople::is_known(const Who& who) const {
  const auto [first, last] = born_.equal_range(who.birth_date);
  return std::any_of(first, last, [&](const auto& born) { return likeness(people_.at(born.second), who) == Likeness::same; });
}

}  // namespace mloc::enrol
