#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/diagnose/rules/instrument.hpp"

namespace mloc::diagnose {

/// An outcome that a programme declares before anybody knows it: reached or not, by several answers of a wave.
struct DeclaredOutcome {
  std::string code, label;
  std::vector<Condition> all_of, any_of;  ///< one of them at least has conditions
  bool operator==(const DeclaredOutcome&) const = default;
};

/// `[[outcomes]]` of a programme's tree, in its order; V331 with its place for a condition that the instrument cannot meet, and for a
/// code that stands twice or is an item's.
Result<std::vector<DeclaredOutcome>> declared_outcomes(const Node& programme, const std::string& file, const Instrument& instrument);

/// Whether it was reached. A question that earlier answers left out is not met; one that was to be answered and was not leaves it
/// open, unless the other answers decide.
std::optional<bool> is_reached(const DeclaredOutcome& outcome, const Instrument& instrument, const Answers& answers);

}  // namespace mloc::diagnose
