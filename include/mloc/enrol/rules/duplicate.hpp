#pragma once
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mloc/base/date.hpp"

namespace mloc::enrol {

struct NamedCase {
  std::string id;
  std::string surname;
  std::string first_name;
  Date birth_date;
  std::string sex = {}, phone = {}, email = {}, use_name = {};  ///< or empty
};
/// Two case ids, the smaller first.
using CasePair = std::pair<std::string, std::string>;
CasePair case_pair(std::string_view a, std::string_view b);

/// Two dossiers that may be one person's, on which nobody decided yet.
struct Suspect {
  CasePair pair;
  int score = 0;    ///< 100: the same in everything
  std::string why;  ///< `same`, or what differs: `swapped_names`, `swapped_day`, `part`, `letter`, `use_name`, `surname`, joined by `+`
};
/// What makes two people suspect, a score of 0 when nothing does. One of their names and birth dates may be written otherwise:
/// names swapped, day and month swapped, a part of a name (a second first name, a married name with the other), one letter more,
/// less or other; another surname only of women or where the phone or the e-mail are one.
Suspect suspicion(const NamedCase& one, const NamedCase& other);
/// All of them, by pair.
std::vector<Suspect> undecided_duplicates(std::span<const NamedCase> cases, const std::set<CasePair>& decided);

}  // namespace mloc::enrol
