#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/node.hpp"

namespace mloc::privacy {

/// One rule of src/privacy/rules/retention.yaml, where its words are explained.
struct RetentionRule {
  std::string code, from, then;
  int age = 0, months = 0;
  bool delays = false;
};
/// What keeps the ledger only, without a name.
constexpr std::string_view ledger_rule = "comptabilite";
std::vector<RetentionRule> retention_rules(const Node& root);

/// What of a dossier its keeping hangs on.
struct KeptFile {
  std::optional<Date> born_by;  ///< the last day of the month of birth
  std::optional<Date> last_contact, programme_ended, cej_ended, last_entry;
  std::optional<Date> trial_ended;  ///< the day after the last on which a trial needs the person
  bool in_programme = false;    ///< a participation goes on
  bool in_cej = false;
};

/// A rule that a dossier has reached.
struct Due {
  std::string rule, then;
  Date since;  ///< what the months are counted from
  Date due;
  std::optional<Date> kept_until;  ///< another rule still asks for it: the longest that keeps the whole, else the ledger's
  std::string kept_by;
};
/// The rules that the dossier has reached on the day `at`, in the order of the rules. A dossier in a programme has reached none.
std::vector<Due> due_on(const std::vector<RetentionRule>& rules, const KeptFile& file, Date at);

}  // namespace mloc::privacy
