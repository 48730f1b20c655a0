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
/// An amount, or a number of years, children …
struct Quantity {
  Money amount;
  bool whole = false;  ///< written without cents
  std::string text() const;
};
struct AtMost {
  Quantity limit;
};
struct AtLeast {
  Quantity limit;
};
struct OneOf {
  std::vector<std::string> codes;
};
/// A commune by its département, a job by its domain.
struct StartsWith {
  std::vector<std::string> beginnings;
};
/// A day that is not after another day of the application, or than this day.
struct NotAfter {
  std::string limit;  ///< a field or a day
};
/// A day before another day of the application, or before this day.
struct Before {
  std::string limit;
};
using Asked = std::variant<Between, Is, AtMost, AtLeast, OneOf, StartsWith, NotAfter, Before>;
/// One thing that is asked of one field of the application.
struct Comparison {
  std::string field;
  Asked rule;
  std::string text() const;  ///< `18..25`, `true`, `<= 1200.00`, `>= 400.00`, `a|b`, `67…`, `<= received`, `< 2026-01-01`
};
/// What an applicant must meet: one comparison, or any of several.
struct Criterion {
  std::string code;   ///< the office's own
  std::string label;  ///< what the office calls it, or empty
  std::vector<Comparison> any_of;  ///< never empty
  std::string field() const;  ///< fields joined by `|`
  std::string text() const;   ///< of the comparisons, joined by ` or `
};

/// How a decision is appealed against, as the letters tell it.
struct Appeal {
  int months;
  std::string rule;
};

struct Contribution {
  Money due;
  std::vector<int> instalments;
};

/// A draw that is evaluated: nobody takes part without consent and without an answer to this instrument's wave t0.
struct Trial {
  std::string baseline;  ///< an instrument
  std::string test = "groupe accompagné", control = "groupe témoin";  ///< what papers call the arms
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
  std::string adapted_item = {};         ///< the item of it that asks for an adapted path, or empty
  std::optional<ExitRule> exit_rule;
  std::optional<Trial> trial;
  std::vector<Funder> funders;
  std::optional<Appeal> appeal;
  std::string digest;     ///< of its file (SHA-256), so that a figure can say by which text it was counted
  bool is_drawn = false;  ///< places are given by a draw; else to whoever meets the rules

  /// From the tree of a file that its schema accepts; tells what a schema cannot see: an end before its start, a
  /// criterion without exactly one rule (exit 1, with the place).
  static Result<Programme> from(const Node& tree, std::string_view file = {});
};

}  // namespace mloc
