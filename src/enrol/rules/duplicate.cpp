#include "mloc/enrol/rules/duplicate.hpp"

#include <algorithm>
#include <map>

#include "mloc/base/text.hpp"
#include "likeness.hpp"

namespace mloc::enrol {
namespace {

/// What one difference takes off the score.
struct Doubt {
  int score = 0;
  std::string why;
  bool possible = true;
};

bool day_and_month_swapped(Date one, Date other) {
  const std::string a = one.text(), b = other.text();
  return a.substr(0, 4) == b.substr(0, 4) && a.substr(5, 2) == b.substr(8, 2) && a.substr(8, 2) == b.substr(5, 2);
}

Doubt doubt_of(NameLikeness how) {
  switch (how) {
    case NameLikeness::same: return {};
    case NameLikeness::part: return {10, "part"};
    case NameLikeness::letter: return {15, "letter"};
    default: return {0, "", false};
  }
}

Doubt names_doubt(const NamedCase& one, const NamedCase& other) {
  const Doubt surname = doubt_of(name_likeness(one.surname, other.surname)), first = doubt_of(name_likeness(one.first_name, other.first_name));
  if (surname.possible && first.possible && (surname.score == 0 || first.score == 0))
    return surname.score > 0 ? surname : first;
  const bool swapped = name_likeness(one.surname, other.first_name) == NameLikeness::same && name_likeness(one.first_name, other.surname) == NameLikeness::same;
  if (swapped) return {5, "swapped_names"};
  const bool used = is_used_by(one.use_name, other.surname, other.use_name) || is_used_by(other.use_name, one.surname, one.use_name);
  if (first.possible && first.score == 0 && used) return {10, "use_name"};
  const bool reached = (!one.phone.empty() && one.phone == other.phone) || (!one.email.empty() && folded(one.email) == folded(other.email));
  const bool women = one.sex == "F" && other.sex == "F";
  if (first.possible && first.score == 0 && (reached || women)) return {reached ? 20 : 40, "surname"};
  return {0, "", false};
}

/// Those who may be suspect together: one birth date, or names of the same letters in one year.
std::map<std::string, std::set<std::size_t>> neighbours(std::span<const NamedCase> cases) {
  std::map<std::string, std::set<std::size_t>> groups;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    std::string names = letters_of(cases[i].surname) + letters_of(cases[i].first_name);
    std::ranges::sort(names);
    groups[cases[i].birth_date.text()].insert(i);
    groups[cases[i].birth_date.text().substr(0, 4) + names].insert(i);
  }
  return groups;
}

}  // namespace

CasePair case_pair(std::string_view a, std::string_view b) {
  return a < b ? CasePair(a, b) : CasePair(b, a);
}

Suspect suspicion(const NamedCase& one, const NamedCase& other) {
  Suspect suspect{case_pair(one.id, other.id), 0, {}};
  const Doubt names = names_doubt(one, other);
  const bool one_day = one.birth_date == other.birth_date, swapped = !one_day && day_and_month_swapped(one.birth_date, other.birth_date);
  // Two things written otherwise are two people, but for names that are swapped as well.
  if (!names.possible || !(one_day || swapped) || (swapped && names.score > 5)) return suspect;
  suspect.score = 100 - names.score - (swapped ? 10 : 0);
  suspect.why = names.why;
  if (swapped) suspect.why += suspect.why.empty() ? "swapped_day" : "+swapped_day";
  if (suspect.why.empty()) suspect.why = "same";
  return suspect;
}

std::vector<Suspect> undecided_duplicates(std::span<const NamedCase> cases, const std::set<CasePair>& decided) {
  std::map<CasePair, Suspect> found;
  for (const auto& [key, members] : neighbours(cases))
    for (auto first = members.begin(); first != members.end(); ++first)
      for (auto second = std::next(first); second != members.end(); ++second) {
        if (cases[*first].id == cases[*second].id) continue;
        Suspect suspect = suspicion(cases[*first], cases[*second]);
        if (suspect.score > 0 && !decided.contains(suspect.pair)) found.insert_or_assign(suspect.pair, std::move(suspect));
      }
  std::vector<Suspect> suspects;
  for (auto& [pair, suspect] : found) suspects.push_back(std::move(suspect));
  return suspects;
}

}  // namespace mloc::enrol
