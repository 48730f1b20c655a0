#pragma once
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"
#include "mloc/programme/places.hpp"

namespace mloc {

/// What a criterion asks of a field of the application.
struct Between {
  int least;
  int most;
};
struct Is {
  bool wanted;
};
struct AtMost {
  Money limit;
};
struct OneOf {
  std::vector<std::string> codes;
};
/// A commune by its département, a job by its domain.
struct StartsWith {
  std::vector<std::string> beginnings;
};
/// A day that is not after another day of the application.
struct NotAfter {
  std::string field;
};
struct Criterion {
  std::string code;   ///< of the criteria list
  std::string field;  ///< of the application record
  std::variant<Between, Is, AtMost, OneOf, StartsWith, NotAfter> rule;
  std::string text() const;  ///< `18..25`, `true`, `<= 1200.00`, `a|b`, `67…`, `<= received`
};

struct Contribution {
  Money due;
  std::vector<int> instalments;
};

/// A draw that is evaluated: nobody takes part without consent and without an answer to this instrument's wave t0.
struct Trial {
  std::string baseline;  ///< an instrument
};

/// What a funder pays for, up to an amount.
struct BudgetLine {
  std::string code;
  std::string name;
  Money amount;
  std::vector<std::string> natures;  ///< codes of nature_aide that fall on it; none: whatever no other line takes
};
struct Funder {
  std::string code;
  std::string name;
  std::string convention;    ///< or empty
  std::optional<int> share;  ///< of the programme's money, in per cent
  Period pays;               ///< the programme's dates where it names none
  std::vector<BudgetLine> lines;
};

/// Which exits are positive: a rule with a name and a version, so that a figure can say by which rule it was counted.
struct ExitRule {
  std::string name;
  int version = 1;
  std::vector<std::string> positive;  ///< codes of motif_sortie
  std::string text() const;           ///< `sortie-positive/1`
};

/// One file of programmes/.
struct Programme {
  int version = 1;
  std::string code;
  std::string name;
  Period runs;
  std::optional<Period> window;  ///< for applications; none: always open
  Quotas quotas;
  std::vector<Criterion> criteria;  ///< all of them must be met
  std::optional<Money> aid_ceiling;
  std::optional<Contribution> contribution;
  std::vector<std::string> commitments;
  std::string school_kind;  ///< kind of partner that teaches, or empty
  Policy policy = Policy::skip;
  std::vector<std::string> pieces;       ///< codes of piece_dossier that a file needs
  std::optional<int> referral_days;      ///< an adviser refers to it, and is answered within so many days
  std::string diagnosis;                 ///< the instrument of its diagnosis, or empty
  std::optional<ExitRule> exit_rule;
  std::optional<Trial> trial;
  std::vector<Funder> funders;

  /// From the tree of a file that its schema accepts; tells what a schema cannot see: an end before its start, a
  /// criterion without exactly one rule (exit 1, with the place).
  static Result<Programme> from(const Node& tree, std::string_view file = {});
};

}  // namespace mloc
