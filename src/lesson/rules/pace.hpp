#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/node.hpp"

namespace mloc::lesson {

/// What a programme's file says of the pace of lessons: rules in their order, the first that fits speaks.
struct PaceTerms {
  struct Rule {
    std::vector<std::string> situations;  ///< empty: any
    std::optional<bool> project;          ///< no value: with or without
    int minutes = 0;                      ///< a week
    std::string reason;                   ///< code of motif_rythme
  };
  std::vector<Rule> rules;
  int tolerance = 0;  ///< per cent by which the pace may be missed

  /// From a programme's tree that its schema has passed; no value when the file says nothing of a pace.
  static std::optional<PaceTerms> from(const Node& programme);
};

/// A suggestion, never more: a person decides and records the pace.
const PaceTerms::Rule* suggested_pace(const PaceTerms& terms, std::string_view situation, bool project);

/// The agreed pace against what was attended since.
struct PaceFollowed {
  int minutes = 0;        ///< a week, as agreed on
  Date since;
  int due = 0;            ///< minutes from `since` to the day, that day left out
  int present = 0;        ///< minutes attended from `since` to the day
  std::string_view state; ///< ahead, on_pace or behind
};
/// `records` are those of one dossier, voided ones left out; no value when no pace is agreed on.
std::optional<PaceFollowed> follow_pace(std::span<const Node* const> records, const PaceTerms& terms, Date day);

}  // namespace mloc::lesson
