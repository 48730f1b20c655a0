#include "mloc/diagnose/rules/outcome.hpp"

#include <algorithm>
#include <set>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/values.hpp"

namespace mloc::diagnose {
namespace {

bool is_number(const Item& item) { return item.type == Item::Type::integer || item.type == Item::Type::money; }

/// The answers that an item can have, where they can be listed.
std::vector<std::string> answers_to(const Item& item) {
  if (item.type == Item::Type::flag) return {"true", "false"};
  std::vector<std::string> codes;
  if (item.type == Item::Type::code || item.type == Item::Type::codes)
    for (const Choice& choice : item.choices) codes.push_back(choice.code);
  return codes;
}

class OutcomeReader {
 public:
  OutcomeReader(const std::string& file, const Instrument& instrument) : file_(file), instrument_(instrument) {}

  DeclaredOutcome outcome(const Node& node) {
    DeclaredOutcome made{std::string(node.get("code")), std::string(node.get("label")), {}, {}};
    if (!codes_.insert(made.code).second) report(*node.find("code"), made.code, phrase("the code stands twice"));
    if (instrument_.find(made.code)) report(*node.find("code"), made.code, phrase("an item of {} has this code", instrument_.text()));
    made.all_of = conditions(node.find("all_of"), made.code);
    made.any_of = conditions(node.find("any_of"), made.code);
    if (!node.find("all_of") && !node.find("any_of")) report(node, made.code, phrase("neither all_of nor any_of"));
    return made;
  }

  std::vector<Problem> problems;

 private:
  void report(const Node& node, const std::string& code, const Phrase& words, const std::optional<std::string>& near = {}) {
    Problem found = problem("V331"_m, code, words);
    if (near) found.hint = did_you_mean(*near);
    problems.push_back(at({file_, node.mark.line, node.mark.column, {}}, std::move(found)));
  }

  std::vector<Condition> conditions(const Node* list, const std::string& code) {
    std::vector<Condition> made;
    if (list)
      for (const Node& one : *list) made.push_back(condition(one, code));
    return made;
  }

  Condition condition(const Node& node, const std::string& code) {
    Condition made{std::string(node.get("item")), texts_of(node.find("is")), texts_of(node.find("is_not")),
                   whole_number<std::int64_t>(node.get("at_least")), whole_number<std::int64_t>(node.get("at_most"))};
    const Item* item = instrument_.find(made.item);
    if (!item) {
      std::vector<std::string> known;
      for (const Item& one : instrument_.items) known.push_back(one.code);
      report(*node.find("item"), code, phrase("{} has no item '{}'", instrument_.text(), printable(made.item)), nearest(made.item, known));
      return made;
    }
    const bool bounds = made.at_least || made.at_most;
    if (bounds && !is_number(*item)) report(node, code, phrase("'{}' is no number", made.item));
    if (made.is.empty() && made.is_not.empty() && !bounds) report(node, code, phrase("nothing is asked of '{}'", made.item));
    for (const std::string_view key : {"is", "is_not"})
      if (const Node* said = node.find(key)) check_codes(*said, *item, code);
    return made;
  }

  void check_codes(const Node& said, const Item& item, const std::string& code) {
    const auto known = answers_to(item);
    for (const Node& one : said)
      if (std::ranges::find(known, one.text) == known.end())
        report(one, code, phrase("'{}' is no answer to '{}'", printable(one.text), item.code), nearest(one.text, known));
  }

  const std::string& file_;
  const Instrument& instrument_;
  std::set<std::string> codes_;
};

/// Whether what was answered before an item says that it is not asked: an earlier question that was left out itself says so, too.
bool is_left_out(const Item& item, const Instrument& instrument, const Answers& answers) {
  return std::ranges::any_of(item.conditions, [&](const Condition& one) {
    if (answers.contains(one.item)) return !holds(one, answers);
    const Item* earlier = instrument.find(one.item);
    return earlier && is_left_out(*earlier, instrument, answers);
  });
}

/// Of one condition: met, not met, or nothing while its item was to be answered and was not.
std::optional<bool> is_met(const Condition& condition, const Instrument& instrument, const Answers& answers) {
  if (answers.contains(condition.item)) return holds(condition, answers);
  const Item* item = instrument.find(condition.item);
  return item && is_left_out(*item, instrument, answers) ? std::optional(false) : std::nullopt;
}

}  // namespace

Result<std::vector<DeclaredOutcome>> declared_outcomes(const Node& programme, const std::string& file, const Instrument& instrument) {
  std::vector<DeclaredOutcome> made;
  OutcomeReader reader(file, instrument);
  if (const Node* outcomes = programme.find("outcomes"))
    for (const Node& one : *outcomes) made.push_back(reader.outcome(one));
  if (!reader.problems.empty()) return fail(Exit::no, std::move(reader.problems));
  return made;
}

std::optional<bool> is_reached(const DeclaredOutcome& outcome, const Instrument& instrument, const Answers& answers) {
  bool is_open = false;
  for (const Condition& one : outcome.all_of) {
    const auto met = is_met(one, instrument, answers);
    if (met == false) return false;
    is_open = is_open || !met;
  }
  if (!outcome.any_of.empty()) {
    bool is_any = false, may_be = false;
    for (const Condition& one : outcome.any_of) {
      const auto met = is_met(one, instrument, answers);
      is_any = is_any || met == true;
      may_be = may_be || !met;
    }
    if (!is_any && !may_be) return false;
    is_open = is_open || !is_any;
  }
  return is_open ? std::nullopt : std::optional(true);
}

}  // namespace mloc::diagnose
