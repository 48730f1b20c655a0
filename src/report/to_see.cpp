#include "to_see.hpp"

#include <algorithm>

#include "mloc/base/text.hpp"
#include "mloc/render/figure_text.hpp"

namespace mloc::report {
namespace {

/// Below this a school is named; of fewer lessons nothing is concluded.
constexpr std::int64_t low_presence = 75, few_lessons = 30;

class Sentences {
 public:
  Sentences(const std::vector<Programme>& programmes, Language language) : programmes_(programmes), language_(language), said_(language) {}

  std::optional<ToSee> of(const RunView& waits, std::size_t row) const {
    const std::string item = waits.code(row, "item"), code = waits.code(row, "programme"), programme = name_of(code);
    const auto day = Date::parse(waits.code(row, "since"));
    const std::string since = day ? day_in_words(*day, language_) : "";
    const std::int64_t people = waits.number(row, "people").value_or(0), facts = waits.number(row, "facts").value_or(0);
    const auto by = [&](std::int64_t number, std::string_view one, std::string_view several) { return said_.by_count(number, one, several); };
    if (item == "meetings_late")
      return ToSee{count(facts),
                   said_(by(facts, "rencontre à trois est en retard, depuis le {}. Liste : mloc meeting due.",
                            "rencontres à trois sont en retard, la plus ancienne depuis le {}. Liste : mloc meeting due."),
                         by(facts, "three-party meeting is late, since {}. List: mloc meeting due.",
                            "three-party meetings are late, the oldest since {}. List: mloc meeting due."), since),
                   "employment.html", said_("Voir l'emploi", "See employment")};
    if (item == "referrals_late")
      return ToSee{count(facts),
                   said_(by(facts, "orientation vers {} attend une réponse dont le délai est passé, depuis le {}. Liste : mloc todo.",
                            "orientations vers {} attendent une réponse dont le délai est passé, la plus ancienne depuis le {}. Liste : mloc todo."),
                         by(facts, "referral to {} has no answer and its deadline is past, since {}. List: mloc todo.",
                            "referrals to {} have no answer and their deadline is past, the oldest since {}. List: mloc todo."),
                         programme.empty() ? said_("le Pôle", "mobility") : programme, since),
                   "pole.html", said_("Voir les orientations", "See the referrals")};
    if (item == "inactive")
      return ToSee{count(people),
                   said_(by(people, "jeune de {} n'a pas son permis et n'a suivi aucune séance depuis le {}.{}",
                            "jeunes de {} n'ont pas leur permis et n'ont suivi aucune séance depuis le {}.{}"),
                         by(people, "young person of {} has no licence and came to no lesson since {}.{}",
                            "young people of {} have no licence and came to no lesson since {}.{}"), programme, since, end_of(code)),
                   "learner.html", seen_people(people)};
    if (item == "no_theory") {
      const std::string waiting = said_(by(people, "jeune de {} n'a pas encore le code.", "jeunes de {} n'ont pas encore le code."),
                                        by(people, "young person of {} has not passed the theory test.", "young people of {} have not passed the theory test."), programme);
      const std::string last = since.empty() ? said_(" Aucune épreuve du code n'est saisie.", " No theory test is recorded.")
                                             : said_(" Dernière épreuve du code le {}.", " The last one was on {}.", since);
      return ToSee{count(people), waiting + last, "learner.html", seen_people(people)};
    }
    if (item == "owing")
      return ToSee{euros_text(waits.number(row, "amount").value_or(0), language_),
                   said_(by(people, "de participation restent à recevoir de {} jeune de {}.", "de participation restent à recevoir de {} jeunes de {}."),
                         by(people, "of contributions are still to come from {} young person of {}.", "of contributions are still to come from {} young people of {}."),
                         count(people), programme),
                   "programme-" + code + ".html", said_("Voir les comptes", "See the accounts")};
    return std::nullopt;
  }

  std::optional<ToSee> low_schools(const RunView& month) const {
    std::vector<std::string> names;
    bool few = true;
    for (const std::size_t row : month.rows({{"level", "school"}})) {
      const auto share = month.ratio(row, "presence_rate");
      if (!share || share->part * 100 >= low_presence * share->whole) continue;
      few = few && share->whole < few_lessons;
      names.push_back(said_(said_.by_count(share->whole, "{} {} ({} séance)", "{} {} ({} séances)"), said_.by_count(share->whole, "{} {} ({} lesson)", "{} {} ({} lessons)"),
                            month.shown(row, "school"), share_text(share->part, share->whole, language_), count(share->whole)));
    }
    if (names.empty()) return std::nullopt;
    const auto number = static_cast<std::int64_t>(names.size());
    return ToSee{count(number),
                 said_(said_.by_count(number, "auto-école est sous {} de présence dans la période : {}.{}", "auto-écoles sont sous {} de présence dans la période : {}.{}"),
                       said_.by_count(number, "school is below {} of presence in the period: {}.{}", "schools are below {} of presence in the period: {}.{}"),
                       share_text(low_presence, 100, language_), joined(names, ", "),
                       few ? said_(" Peu de séances : à regarder sans conclure.", " Few lessons: to be looked at, not concluded from.") : ""),
                 "monthly.html", said_("Voir les auto-écoles", "See the schools")};
  }

 private:
  std::string count(std::int64_t number) const { return count_text(number, language_); }
  std::string seen_people(std::int64_t people) const {
    return said_(said_.by_count(people, "Voir le jeune", "Voir les jeunes"), said_.by_count(people, "See the young person", "See the young people"));
  }
  const Programme* programme(const std::string& code) const {
    const auto found = std::ranges::find(programmes_, code, &Programme::code);
    return found == programmes_.end() ? nullptr : &*found;
  }
  std::string name_of(const std::string& code) const { return programme(code) ? programme(code)->name : code; }
  std::string end_of(const std::string& code) const {
    return programme(code) ? said_(" Le dispositif finit le {}.", " The programme ends on {}.", day_in_words(programme(code)->runs.last, language_)) : "";
  }

  const std::vector<Programme>& programmes_;
  Language language_;
  Wording said_;
};

}  // namespace

std::vector<ToSee> what_to_see(const RunView& attention, const RunView* monthly, const std::vector<Programme>& programmes, Language language) {
  const Sentences sentences(programmes, language);
  std::vector<ToSee> all;
  for (std::size_t row = 0; row < attention.size(); ++row)
    if (auto one = sentences.of(attention, row)) all.push_back(*std::move(one));
  if (monthly)
    if (auto schools = sentences.low_schools(*monthly)) all.push_back(*std::move(schools));
  return all;
}

}  // namespace mloc::report
