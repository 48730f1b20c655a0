#include "mloc/programme/contradictions.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "mloc/base/date.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/values.hpp"
#include "mloc/programme/settings.hpp"

namespace mloc {
namespace {

class Contradictions {
 public:
  explicit Contradictions(std::string file) : file_(std::move(file)) {}

  void tell(const Node& node, Problem found) { told_.push_back(at({file_, node.mark.line, node.mark.column, {}}, std::move(found))); }

  /// The first would hide the second.
  void twice(const Node* list) {
    if (!list) return;
    std::map<std::string_view, std::uint32_t> lines;
    for (const Node& one : *list) {
      const Node* code = one.find("code");
      const auto [first, is_first] = lines.emplace(code->text, code->mark.line);
      if (!is_first) tell(*code, problem("E193"_m, code->text, first->second));
    }
  }

  void days_in_order(const Node* first, std::string_view first_name, const Node* last, std::string_view last_name) {
    const auto from = first ? Date::parse(first->text) : std::nullopt, to = last ? Date::parse(last->text) : std::nullopt;
    if (from && to && *to < *from) tell(*last, problem("E101"_m, last_name, to->text(), first_name, from->text()));
  }

  void at_most(const Node& table, std::string_view less, std::string_view more) {
    const Node *small = table.find(less), *large = table.find(more);
    if (small && large && checked_number(small->text) > checked_number(large->text)) tell(*small, problem("E195"_m, less, small->text, more, large->text));
  }

  void commitments(const Node& programme) {
    const Node* contract = programme.find("contract");
    const Node* follow = contract ? contract->find("follow") : nullptr;
    if (!follow) return;
    const std::vector<std::string> entered = texts_of(programme.find("commitments"));
    for (const Node& one : *follow) {
      at_most(one, "at_risk", "broken");
      const Node& commitment = *one.find("commitment");
      if (std::ranges::find(entered, commitment.text) == entered.end())
        tell(commitment, hinted(problem("E196"_m, commitment.text), entered.empty() ? Phrase() : one_of_these(entered)));
    }
  }

  /// On the first day of each funder, for a sum only grows when one begins.
  void shares(const Node& programme) {
    const Node* funders = programme.find("funders");
    if (!funders) return;
    const auto day = [&](const Node& one, std::string_view key) { return std::string(one.has(key) ? one.get(key) : programme.get(key)); };
    for (const Node& begins : *funders) {
      int sum = 0;
      for (const Node& pays : *funders)
        if (day(pays, "starts") <= day(begins, "starts") && day(begins, "starts") <= day(pays, "ends") && pays.has("share")) sum += checked_number(pays.get("share"));
      if (const Node* share = begins.find("share"); share && sum > 100) return tell(*share, problem("E197"_m, sum, day(begins, "starts")));
    }
  }

  std::vector<Problem> told() { return std::move(told_); }

 private:
  std::string file_;
  std::vector<Problem> told_;
};

}  // namespace

std::vector<Problem> contradictions_of_settings(const Node& root, const std::string& file) {
  Contradictions found(file);
  found.twice(root.find("sites"));
  found.twice(root.find("staff"));
  const Settings settings = Settings::from(root);
  if (const Node* staff = root.find("staff"))
    for (const Node& one : *staff)
      if (const Node* site = one.find("site"))
        if (auto unknown = unknown_site(settings, site->text)) found.tell(*site, *std::move(unknown));
  if (const Node* actor = root.find("actor"))
    if (auto unknown = unknown_staff(settings, actor->get("default"))) found.tell(*actor->find("default"), *std::move(unknown));
  return found.told();
}

std::vector<Problem> contradictions_of_programme(const Node& root, const std::string& file, std::string_view name) {
  Contradictions found(file);
  if (root.get("code") != name) found.tell(*root.find("code"), problem("E194"_m, root.get("code"), name));
  for (const std::string_view list : {"waves", "outcomes", "funders"}) found.twice(root.find(list));
  if (const Node* funders = root.find("funders"))
    for (const Node& one : *funders) found.twice(one.find("lines"));
  if (const Node* window = root.find("window")) found.days_in_order(window->find("opens"), "opens", root.find("ends"), "ends");
  if (const Node* trial = root.find("trial")) found.days_in_order(root.find("starts"), "starts", trial->find("ends"), "ends");
  if (const Node* contract = root.find("contract")) found.at_most(*contract, "review_months", "months");
  found.commitments(root);
  found.shares(root);
  return found.told();
}

}  // namespace mloc
