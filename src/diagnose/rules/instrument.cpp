#include "mloc/diagnose/rules/instrument.hpp"

#include <algorithm>

#include "mloc/base/money.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"

namespace mloc::diagnose {
namespace {

std::int64_t number_of(const Node& node, std::string_view key, std::int64_t otherwise) {
  return whole_number<std::int64_t>(node.get(key)).value_or(otherwise);
}

std::vector<std::string> texts_of(const Node& node, std::string_view key) {
  std::vector<std::string> texts;
  if (const Node* list = node.find(key))
    for (const Node& one : *list) texts.emplace_back(one.text);
  return texts;
}

Item::Type type_of(std::string_view text) {
  using T = Item::Type;
  constexpr std::pair<std::string_view, T> names[] = {{"code", T::code},   {"codes", T::codes}, {"integer", T::integer},
                                                      {"money", T::money}, {"day", T::day},     {"flag", T::flag}};
  return std::ranges::find(names, text, &std::pair<std::string_view, T>::first)->second;
}

bool is_chosen(const Item& item) { return item.type == Item::Type::code || item.type == Item::Type::codes; }

/// Reads the file's tree item by item; an item may speak of those before it only.
class Reader {
 public:
  Reader(const std::string& file, const Instrument::FindList& find_list) : file_(file), find_list_(find_list) {}

  Result<Instrument> read(const Node& root) {
    made_.name = root.get("instrument");
    made_.version = static_cast<int>(number_of(root, "version", 1));
    made_.french = root.get("fr");
    made_.english = root.get("en");
    made_.is_survey = root.get("survey") == "true";
    made_.party = root.get("party");
    made_.signed_by = texts_of(root, "signed_by");
    for (const Node& node : *root.find("items")) read_item(node);
    if (const Node* scores = root.find("scores"))
      for (const Node& node : *scores) read_score(node);
    if (!problems_.empty()) return fail(Exit::no, std::move(problems_));
    return std::move(made_);
  }

 private:
  void report(const Node& node, std::string_view code, const Phrase& words) {
    problems_.push_back(at({file_, node.mark.line, node.mark.column, {}}, problem("G101"_m, code, words)));
  }

  void read_item(const Node& node) {
    Item item;
    item.code = node.get("code");
    item.french = node.get("fr");
    item.english = node.get("en");
    item.type = type_of(node.get("type"));
    item.optional = node.get("optional") == "true";
    item.sensitive = node.get("sensitive") == "true";
    item.minimum = number_of(node, "minimum", 0);
    item.maximum = number_of(node, "maximum", 0);
    item.alone = texts_of(node, "alone");
    read_choices(node, item);
    if (made_.find(item.code)) report(node, item.code, phrase("the item stands twice"));
    const bool bounded = item.type == Item::Type::integer || item.type == Item::Type::money;
    if (bounded && !(node.has("maximum") && item.minimum <= item.maximum)) report(node, item.code, phrase("no bounds, or the lowest is above the highest"));
    if (!bounded && (node.has("minimum") || node.has("maximum"))) report(node, item.code, phrase("only numbers and amounts have bounds"));
    if (is_chosen(item) && item.choices.empty()) report(node, item.code, phrase("no choices: name a list or codes"));
    for (const std::string& code : item.alone)
      if (!item.find(code)) report(node, item.code, phrase("alone names '{}', which is no choice", code));
    if (const Node* conditions = node.find("when"))
      for (const Node& one : *conditions) read_condition(one, item);
    made_.items.push_back(std::move(item));
  }

  void read_choices(const Node& node, Item& item) {
    if (node.has("list")) {
      item.choices = find_list_(node.get("list"));
      if (item.choices.empty()) report(node, item.code, phrase("there is no code list '{}'", node.get("list")));
    }
    if (const Node* own = node.find("codes"))
      for (const Node& one : *own) {
        Choice choice{std::string(one.get("code")), std::string(one.get("fr")), std::string(one.get("en")),
                      one.get("sensitive") == "true", whole_number<std::int64_t>(one.get("points"))};
        if (item.find(choice.code)) report(one, item.code, phrase("the choice '{}' stands twice", choice.code));
        item.choices.push_back(std::move(choice));
      }
    if (!is_chosen(item) && item.type != Item::Type::integer && !item.choices.empty())
      report(node, item.code, phrase("choices need the type code, codes or integer"));
  }

  void read_condition(const Node& node, Item& item) {
    Condition condition{std::string(node.get("item")), texts_of(node, "is"), texts_of(node, "is_not"),
                        whole_number<std::int64_t>(node.get("at_least")), whole_number<std::int64_t>(node.get("at_most"))};
    const Item* other = made_.find(condition.item);
    const bool bounds = condition.at_least || condition.at_most;
    if (!other) report(node, item.code, phrase("when speaks of '{}', which is no earlier item", condition.item));
    else if (bounds && other->type != Item::Type::integer && other->type != Item::Type::money)
      report(node, item.code, phrase("when has bounds for '{}', which is no number", condition.item));
    else if (condition.is.empty() && condition.is_not.empty() && !bounds)
      report(node, item.code, phrase("when says nothing of '{}'", condition.item));
    else if (is_chosen(*other))
      for (const auto* codes : {&condition.is, &condition.is_not})
        for (const std::string& code : *codes)
          if (!other->find(code)) report(node, item.code, phrase("when names '{}', which is no choice of '{}'", code, condition.item));
    item.conditions.push_back(std::move(condition));
  }

  void read_score(const Node& node) {
    Score score;
    score.code = node.get("code");
    score.french = node.get("fr");
    score.english = node.get("en");
    score.is_mean = node.has("mean");
    score.sensitive = node.get("sensitive") == "true";
    score.of = texts_of(node, score.is_mean ? "mean" : "sum");
    score.less = texts_of(node, "less");
    if (score.is_mean == node.has("sum") || (score.is_mean && node.has("less")))
      report(node, score.code, phrase("a score is a sum, a sum with less, or a mean"));
    std::size_t amounts = 0;
    for (const auto* part : {&score.of, &score.less})
      for (const std::string& name : *part) {
        const Item* item = made_.find(name);
        if (!item || !counts(*item)) report(node, score.code, phrase("'{}' is no item that can be counted", name));
        amounts += item && item->type == Item::Type::money;
      }
    score.is_money = amounts > 0;
    if (amounts > 0 && amounts != score.of.size() + score.less.size()) report(node, score.code, phrase("it mixes amounts and other numbers"));
    made_.scores.push_back(std::move(score));
  }

  static bool counts(const Item& item) {
    if (item.type == Item::Type::code) return std::ranges::all_of(item.choices, [](const Choice& one) { return one.points.has_value(); });
    return item.type == Item::Type::integer || item.type == Item::Type::money || item.type == Item::Type::flag;
  }

  const std::string& file_;
  const Instrument::FindList& find_list_;
  Instrument made_;
  std::vector<Problem> problems_;
};

}  // namespace

const Choice* Item::find(std::string_view wanted) const {
  const auto found = std::ranges::find(choices, wanted, &Choice::code);
  return found == choices.end() ? nullptr : &*found;
}

Result<Instrument> Instrument::from(const Node& root, const std::string& file, const FindList& find_list) {
  return Reader(file, find_list).read(root);
}

const Item* Instrument::find(std::string_view code) const {
  const auto found = std::ranges::find(items, code, &Item::code);
  return found == items.end() ? nullptr : &*found;
}

std::string Instrument::text() const { return fmt::format("{}.{}", name, version); }

}  // namespace mloc::diagnose
