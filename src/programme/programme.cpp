#include "mloc/programme/programme.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/values.hpp"

namespace mloc {
namespace {

class ProgrammeReader {
 public:
  explicit ProgrammeReader(std::string_view file) : file_(file) {}

  Result<Period> period(const Node& tree, std::string_view from, std::string_view to) {
    const auto first = Date::parse(tree.get(from)), last = Date::parse(tree.get(to));
    if (!first || !last) return refuse(tree, problem("E102"_m, from, to));
    if (*last < *first) return refuse(*tree.find(to), problem("E101"_m, to, last->text(), from, first->text()));
    return Period{*first, *last};
  }

  /// One comparison, or any of several; never both, never none.
  Result<Criterion> criterion(const Node& tree) {
    Criterion criterion{std::string(tree.get("code")), std::string(tree.get("label")), {}};
    const Node* several = tree.find("any_of");
    if (!several || tree.has("field")) {
      TRY(comparison, this->comparison(tree, criterion.code, several ? 1 : 0));
      criterion.any_of.push_back(std::move(comparison));
      return criterion;
    }
    if (const int beside = rules_in(tree)) return refuse(tree, problem("E104"_m, criterion.code, 1 + beside));
    for (const Node& one : *several) {
      TRY(comparison, this->comparison(one, criterion.code, 0));
      criterion.any_of.push_back(std::move(comparison));
    }
    return criterion;
  }

  Result<Comparison> comparison(const Node& tree, const std::string& code, int beside) {
    const int rules = rules_in(tree) + beside;
    if (rules != 1) return refuse(tree, problem("E104"_m, code, rules));
    if (!tree.has("field")) return refuse(tree, problem("R202"_m, "field"));
    TRY(rule, this->rule(tree, code));
    return Comparison{std::string(tree.get("field")), std::move(rule)};
  }

  static int rules_in(const Node& tree) {
    int rules = 0;
    for (const std::string_view name : {"between", "is", "at_most", "at_least", "one_of", "starts_with", "not_after", "before"})
      if (tree.find(name)) ++rules;
    return rules;
  }

  Result<Asked> rule(const Node& tree, const std::string& code) {
    if (const Node* range = tree.find("between")) return between(*range, code);
    if (const Node* wanted = tree.find("is")) return Is{wanted->text == "true"};
    if (const Node* codes = tree.find("one_of")) return OneOf{texts_of(codes)};
    if (const Node* beginnings = tree.find("starts_with")) return StartsWith{texts_of(beginnings)};
    if (tree.has("not_after")) return NotAfter{std::string(tree.get("not_after"))};
    if (tree.has("before")) return Before{std::string(tree.get("before"))};
    const Node* most = tree.find("at_most");
    TRY(limit, quantity(most ? *most : *tree.find("at_least")));
    return most ? Asked(AtMost{limit}) : Asked(AtLeast{limit});
  }

  Result<Asked> between(const Node& range, const std::string& code) {
    if (range.size() != 2) return refuse(range, problem("E103"_m, code));
    const Between between{checked_number(range.first->text), checked_number(range.last->text)};
    if (between.most < between.least) return refuse(range, problem("E103"_m, code));
    return between;
  }

  /// `16`, `1200.00`.
  Result<Quantity> quantity(const Node& node) {
    const bool whole = node.text.find('.') == std::string_view::npos;
    const auto amount = Money::parse(std::string(node.text) + (whole ? ".00" : ""));
    if (!amount) return refuse(node, problem("E105"_m, printable(node.text)));
    return Quantity{*amount, whole};
  }

  /// A funder pays within its own dates; one that is left out is the programme's.
  Result<Funder> funder(const Node& tree, const Period& runs) {
    Funder funder{std::string(tree.get("code")), std::string(tree.get("name")), std::string(tree.get("convention")), std::nullopt, runs, {}};
    if (tree.has("share")) funder.share = checked_number(tree.get("share"));
    funder.pays = {Date::parse(tree.get("starts")).value_or(runs.first), Date::parse(tree.get("ends")).value_or(runs.last)};
    if (funder.pays.last < funder.pays.first)
      return refuse(tree, problem("E101"_m, "ends", funder.pays.last.text(), "starts", funder.pays.first.text()));
    const Node* lines = tree.find("lines");
    if (!lines) return funder;
    for (const Node& line : *lines) {
      TRY(amount, money(*line.find("amount")));
      funder.lines.push_back({std::string(line.get("code")), std::string(line.get("name")), amount, texts_of(line.find("natures"))});
    }
    return funder;
  }

  /// First come, first served, and a draw or a trial besides would be two ways to give one place.
  Result<> admission(const Node& tree, Programme& programme) {
    const Node* said = tree.find("admission");
    if (!said) return {};
    programme.is_drawn = said->text == "draw";
    for (const std::string_view other : {"draw", "trial"})
      if (const Node* contradicts = tree.find(other); contradicts && !programme.is_drawn) return refuse(*contradicts, problem("E151"_m, other));
    if (programme.is_drawn && !tree.has("quotas")) return refuse(*said, problem("E152"_m));
    return {};
  }

  Result<Money> money(const Node& node) {
    const auto amount = Money::parse(node.text);
    if (!amount) return refuse(node, problem("E105"_m, printable(node.text)));
    return *amount;
  }

 private:
  tl::unexpected<Failure> refuse(const Node& node, Problem told) {
    return fail(Exit::no, at({file_, node.mark.line, node.mark.column, {}}, std::move(told)));
  }
  std::string file_;
};

Result<std::vector<Criterion>> read_criteria(const Node* list, ProgrammeReader& reader) {
  std::vector<Criterion> criteria;
  if (list)
    for (const Node& tree : *list) {
      TRY(criterion, reader.criterion(tree));
      criteria.push_back(std::move(criterion));
    }
  return criteria;
}

Result<> read_amounts(const Node& tree, ProgrammeReader& reader, Programme& programme) {
  if (const Node* aid = tree.find("aid"); aid && aid->has("ceiling")) {
    TRY(ceiling, reader.money(*aid->find("ceiling")));
    programme.aid_ceiling = ceiling;
  }
  const Node* contribution = tree.find("contribution");
  if (!contribution || !contribution->has("due")) return {};
  TRY(due, reader.money(*contribution->find("due")));
  programme.contribution = Contribution{due, {}};
  for (const std::string& number : texts_of(contribution->find("instalments")))
    programme.contribution->instalments.push_back(checked_number(number));
  return {};
}

}  // namespace

std::string ExitRule::text() const { return fmt::format("{}/{}", name, version); }

std::string Quantity::text() const {
  std::string text = amount.text();
  if (whole) text.resize(text.size() - 3);
  return text;
}

std::string Comparison::text() const {
  struct {
    std::string operator()(Between range) const { return fmt::format("{}..{}", range.least, range.most); }
    std::string operator()(Is flag) const { return flag.wanted ? "true" : "false"; }
    std::string operator()(AtMost limit) const { return "<= " + limit.limit.text(); }
    std::string operator()(AtLeast limit) const { return ">= " + limit.limit.text(); }
    std::string operator()(const OneOf& choice) const { return joined(choice.codes, "|"); }
    std::string operator()(const StartsWith& start) const { return joined(start.beginnings, "…|") + "…"; }
    std::string operator()(const NotAfter& other) const { return "<= " + other.limit; }
    std::string operator()(const Before& other) const { return "< " + other.limit; }
  } words;
  return std::visit(words, rule);
}

std::string Criterion::field() const {
  std::vector<std::string> fields;
  for (const Comparison& one : any_of)
    if (std::ranges::find(fields, one.field) == fields.end()) fields.push_back(one.field);
  return joined(fields, "|");
}

std::string Criterion::text() const {
  std::vector<std::string> texts;
  for (const Comparison& one : any_of) texts.push_back(any_of.size() == 1 ? one.text() : one.field + " " + one.text());
  return joined(texts, " or ");
}

Result<Programme> Programme::from(const Node& tree, std::string_view file) {
  ProgrammeReader reader(file);
  TRY(runs, reader.period(tree, "starts", "ends"));
  TRY(criteria, read_criteria(tree.find("criteria"), reader));
  Programme programme{.version = checked_number(tree.get("version")),
                      .code = std::string(tree.get("code")),
                      .name = std::string(tree.get("name")),
                      .runs = runs,
                      .window = std::nullopt,
                      .quotas = {},
                      .criteria = std::move(criteria),
                      .aid_ceiling = std::nullopt,
                      .contribution = std::nullopt,
                      .commitments = texts_of(tree.find("commitments")),
                      .school_kind = {},
                      .pieces = {},
                      .referral_days = std::nullopt,
                      .diagnosis = std::string(tree.get("diagnosis")),
                      .adapted_item = std::string(tree.get("adapted_item")),
                      .exit_rule = std::nullopt,
                      .trial = std::nullopt,
                      .funders = {},
                      .appeal = std::nullopt,
                      .digest = {},
                      .is_drawn = tree.has("quotas") || tree.has("draw")};
  CHECKED(reader.admission(tree, programme));
  if (const Node* window = tree.find("window")) {
    TRY(open, reader.period(*window, "opens", "closes"));
    programme.window = open;
  }
  if (const Node* quotas = tree.find("quotas"))
    for (const Node& quota : *quotas)
      programme.quotas.emplace(quota.key, static_cast<std::uint32_t>(checked_number(quota.text)));
  CHECKED(read_amounts(tree, reader, programme));
  programme.pieces = texts_of(tree.find("pieces"));
  if (const Node* referral = tree.find("referral")) programme.referral_days = checked_number(referral->get("days"));
  if (const Node* exit = tree.find("exit"))
    programme.exit_rule = ExitRule{std::string(exit->get("rule")), checked_number(exit->get("version")), texts_of(exit->find("positive"))};
  if (const Node* appeal = tree.find("appeal")) programme.appeal = Appeal{checked_number(appeal->get("months")), std::string(appeal->get("rule"))};
  if (const Node* trial = tree.find("trial")) {
    programme.trial = Trial{std::string(trial->get("baseline"))};
    if (trial->has("test")) programme.trial->test = trial->get("test");
    if (trial->has("control")) programme.trial->control = trial->get("control");
  }
  if (const Node* funders = tree.find("funders"))
    for (const Node& one : *funders) {
      TRY(funder, reader.funder(one, runs));
      programme.funders.push_back(std::move(funder));
    }
  if (const Node* schools = tree.find("schools")) programme.school_kind = schools->get("kind");
  if (const Node* draw = tree.find("draw"))
    programme.policy = parse_policy(draw->get("policy")).value_or(Policy::skip);
  return programme;
}

}  // namespace mloc
