#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc::passport {

/// Without these three nothing is written into a passport: the referent saw it, the employer agreed, the young person
/// was talked with.
struct Facts {
  std::string referent, employer_role;
  Date referent_day, employer_day, exchange_day;
  static Facts from(const Node& record);
  Date latest() const;
};
/// No fact lies before the first day of the experience (A113) or after `today` (A114).
Result<> check_facts(const Facts& facts, Date starts, Date today);

/// A list of social competences; `matches` says which code of another list one of its codes goes on from.
struct CompetenceList {
  std::string name;
  std::vector<std::string> codes;
  std::map<std::string, std::string> matches;
};

struct LevelStep {
  std::string id, competence, level, experience;
  Date day;  ///< the latest of its three facts
};
struct Relisting {
  std::string id, list;
  Date day;
};

/// What the records of a passport say of its competences.
struct Passport {
  std::string case_id, list, closing;
  Date opened;
  std::optional<Date> closed;
  std::vector<Relisting> relistings;
  std::vector<LevelStep> levels;

  /// From the records that are not voided, each accepted by its schema; none without a `passport` among them.
  static std::optional<Passport> from(const std::vector<const Node*>& records);
  /// The list in force on a day.
  const std::string& list_on(Date day) const;
};

/// One competence on a day. Nobody can leave one out: each code of the list is here, and of former lists each that
/// nothing goes on from.
struct Competence {
  std::string code;
  std::string level = "a_verifier";
  std::vector<LevelStep> history = {};
  bool former = false;  ///< of a list that the passport followed before
};
std::vector<Competence> competences_on(const Passport& passport, std::span<const CompetenceList> lists, Date day);
/// The codes of the list that the opening does not name, then those that it names and the list does not have.
std::vector<std::string> not_as_listed(const Node& competences, const CompetenceList& list);

/// The three views: strengths, points to work on, to verify.
enum class Group : std::uint8_t { strength, to_work_on, to_verify };
Group group_of(std::string_view level);

/// An action of the role table: who may, who may after the coaching training, who with charter, training, a permit and the
/// owner's consent.
struct Right {
  std::vector<std::string> roles, trained, granted;
  bool owner = false;
};
struct Reader {
  std::string role;
  bool coached = false, charter = false, trained = false, permitted = false;
  std::vector<std::string> consented = {};  ///< the parts that the owner's live consents to this partner name
};
enum class Hindrance : std::uint8_t { none, role, coaching, charter, training, permit, consent };
Hindrance hindrance_of(const Right& right, const Reader& reader);

/// A code that was typed: right or wrong.
struct CodeTry {
  Date day;
  bool right = false;
};
enum class Locked : std::uint8_t { no, today, until_new_code };
/// Five wrong codes in a row lock a passport for the rest of the day, ten until a new code is handed out.
Locked lock_on(std::span<const CodeTry> attempts, Date day);

/// A consent to hand something over.
struct Consent {
  std::string id, given_by, partner, employer;
  std::vector<std::string> parts;
  Date day, until;
  std::optional<Date> withdrawn;

  bool covers(std::string_view part) const;
  /// From the day it was given to its last; from the day of its withdrawal no more.
  bool live_on(Date on) const { return day <= on && on <= until && (!withdrawn || on < *withdrawn); }
};
std::vector<Consent> consents_of(const std::vector<const Node*>& records);

/// The parts that the consents to a partner cover on a day, each once, in the order of the passport.
std::vector<std::string> parts_open_to(std::string_view partner, std::span<const Consent> consents, Date on);

/// Charter, from the day of its signature until it ends; training has no end.
bool is_signed_on(const std::vector<const Node*>& partner, Date on);
bool is_trained_on(const std::vector<const Node*>& partner, Date on);

/// A partner's right to write one passport.
struct Permit {
  std::string id, partner;
  Date starts, until;
  std::optional<Date> ended;  ///< from that day on no more

  bool live_on(Date on) const { return starts <= on && on <= until && (!ended || on < *ended); }
  /// Taken back before it began.
  bool never_was() const { return ended && *ended <= starts; }
};
std::vector<Permit> permits_of(const std::vector<const Node*>& records);
/// The newest permit of the partner that has begun decides alone, so that a shorter second one takes effect; of two that
/// began on one day the one that ends first.
bool is_permitted_on(std::span<const Permit> permits, std::string_view partner, Date on);

/// The experience at the same employer, of the same nature, from the same day; nullptr when there is none.
const Node* same_experience(const std::vector<const Node*>& records, const Node& experience);

/// The opening as it is when the passport is closed: the day, the reason, and each competence's level on that day, or
/// without all three when it has no `closed`.
Node* with_final_levels(Arena& arena, Node* opening, const Passport& passport, std::span<const CompetenceList> lists);

/// `pdf`, `png` or `jpeg` by the first bytes of a file; nothing for another file.
std::string_view type_of_bytes(std::string_view bytes);

}  // namespace mloc::passport
