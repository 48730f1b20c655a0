#include "path.hpp"

#include <algorithm>
#include <array>

#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"

namespace mloc::enrol {
namespace {

/// Two days of a record of which the second is not before the first.
struct Order {
  std::string_view kind, first, last;
};
constexpr std::array orders = {
    Order{"situation", "starts", "ends"},      Order{"participation", "entered", "exited"},
    Order{"tenancy", "starts", "ends"},        Order{"referral", "sent", "deadline"},
    Order{"referral", "sent", "answered"},     Order{"objective", "day", "due"},
    Order{"objective", "day", "ended"},        Order{"recommendation", "day", "due"},
    Order{"recommendation", "day", "ended"},  Order{"job", "starts", "ends"},
    Order{"job", "starts", "ended"},           Order{"offer", "day", "closed"},
    Order{"axis", "day", "due"},               Order{"axis", "day", "ended"},
    Order{"agreement", "starts", "ends"},      Order{"guarantee", "starts", "ends"},
    Order{"referent", "starts", "ends"},       Order{"charter", "day", "ended"},
};

/// An end and the reason that goes with it.
struct Reasoned {
  std::string_view kind, end, reason;
};
constexpr std::array reasoned = {
    Reasoned{"situation", "ends", "end_reason"},
    Reasoned{"participation", "exited", "exit_reason"},
};

/// Stays of which there is one at a time: of all, or of those with the same value.
struct Alone {
  std::string_view kind, starts, ends, same;
};
constexpr std::array alone = {
    Alone{"tenancy", "starts", "ends", ""},
    Alone{"participation", "entered", "exited", "programme"},
};

/// States that are still open have no day of their end; all others have one.
struct Stated {
  std::string_view kind, end;
  std::array<std::string_view, 3> open;
  std::string_view state = "state";
};
constexpr std::array stated = {
    Stated{"referral", "answered", {"envoyee", "envoyee", "envoyee"}},
    Stated{"objective", "ended", {"in_progress", "in_progress", "in_progress"}},
    Stated{"recommendation", "ended", {"planned", "in_progress", "standby"}},
    Stated{"axis", "ended", {"planned", "in_progress", "standby"}},
    Stated{"job", "ended", {"en_cours", "en_cours", "en_cours"}, "outcome"},
    Stated{"offer", "closed", {"ouverte", "ouverte", "ouverte"}},
};

class Judge {
 public:
  explicit Judge(std::span<const Node* const> records) : records_(records) {}

  std::vector<BrokenRule> judge() {
    for (const Node* record : records_) {
      judge_order(*record);
      judge_reasons(*record);
      judge_state(*record);
      judge_alone(*record);
      judge_diagnosis(*record);
    }
    return std::move(broken_);
  }

 private:
  void add(const Node& record, std::string_view field, Problem found) {
    broken_.push_back({&record, std::string(field), std::move(found)});
  }

  void judge_order(const Node& record) {
    for (const Order& order : orders) {
      if (order.kind != record_kind(record)) continue;
      const std::string_view first = record.get(order.first), last = record.get(order.last);
      if (!last.empty() && last < first) add(record, order.last, problem("P101"_m, last, order.first, first));
    }
  }

  void judge_reasons(const Node& record) {
    for (const Reasoned& one : reasoned) {
      if (one.kind != record_kind(record)) continue;
      if (record.has(one.end) && !record.has(one.reason)) add(record, one.end, problem("P102"_m, one.reason));
      if (!record.has(one.end) && record.has(one.reason)) add(record, one.reason, problem("P103"_m, one.end));
    }
    if (!is_kind(record, "referral")) return;
    const bool refused = record.get("state") == "refusee";
    if (refused && !record.has("reason")) add(record, "state", problem("P102"_m, "reason"));
    if (!refused && record.has("reason")) add(record, "reason", problem("P103"_m, "state refusee"));
  }

  void judge_state(const Node& record) {
    for (const Stated& one : stated) {
      if (one.kind != record_kind(record)) continue;
      const std::string_view state = record.get(one.state);
      const bool open = std::ranges::find(one.open, state) != one.open.end();
      if (open == record.has(one.end)) add(record, one.state, problem("P105"_m, state, open ? phrase("without") : phrase("with a day"), one.end));
    }
  }

  /// Said of the later one, with the other's id.
  void judge_alone(const Node& record) {
    for (const Alone& one : alone) {
      if (one.kind != record_kind(record)) continue;
      for (const Node* other : records_) {
        if (record_kind(*other) != one.kind || !precedes(*other, record, one.starts)) continue;
        if (!one.same.empty() && other->get(one.same) != record.get(one.same)) continue;
        if (overlap(other->get(one.starts), other->get(one.ends), record.get(one.starts), record.get(one.ends)))
          add(record, one.starts, problem("P104"_m, other->get("id"), other->get(one.starts),
                                          other->has(one.ends) ? other->get(one.ends) : std::string_view("…")));
      }
    }
  }

  static bool precedes(const Node& a, const Node& b, std::string_view starts) {
    return std::pair(a.get(starts), a.get("id")) < std::pair(b.get(starts), b.get("id"));
  }

  void judge_diagnosis(const Node& record) {
    const std::string_view id = record.get("diagnosis");
    if (!is_kind(record, "recommendation") || id.empty()) return;
    const bool there = std::ranges::any_of(records_, [&](const Node* other) {
      return is_kind(*other, "diagnosis") && other->get("id") == id;
    });
    if (!there) add(record, "diagnosis", problem("P106"_m, id));
  }

  std::span<const Node* const> records_;
  std::vector<BrokenRule> broken_;
};

}  // namespace

std::optional<Problem> entry_outside(const Node& participation, const Programme& programme) {
  const auto entered = Date::parse(participation.get("entered"));
  if (!entered || programme.runs.contains(*entered)) return std::nullopt;
  return problem("L164"_m, entered->text(), programme.code, programme.runs.first.text(), programme.runs.last.text());
}

bool overlap(std::string_view starts, std::string_view ends, std::string_view other_starts, std::string_view other_ends) {
  const bool begins_before_other_ends = other_ends.empty() || starts < other_ends;
  const bool other_begins_before_end = ends.empty() || other_starts < ends;
  return (begins_before_other_ends && other_begins_before_end) || starts == other_starts;
}

std::vector<BrokenRule> broken_path_rules(std::span<const Node* const> records) { return Judge(records).judge(); }

}  // namespace mloc::enrol
