#include "mloc/programme/programme.hpp"


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

  Result<Criterion> criterion(const Node& tree) {
    Criterion criterion{std::string(tree.get("code")), std::string(tree.get("field")), Is{true}};
    int rules = 0;
    if (const Node* range = tree.find("between"); range && ++rules) {
      if (range->size() != 2) return refuse(*range, problem("E103"_m, criterion.code));
      const Between between{checked_number(range->first->text), checked_number(range->last->text)};
      if (between.most < between.least) return refuse(*range, problem("E103"_m, criterion.code));
      criterion.rule = between;
    }
    if (const Node* wanted = tree.find("is"); wanted && ++rules) criterion.rule = Is{wanted->text == "true"};
    if (const Node* limit = tree.find("at_most"); limit && ++rules) {
      TRY(amount, money(*limit));
      criterion.rule = AtMost{amount};
    }
    if (const Node* codes = tree.find("one_of"); codes && ++rules) criterion.rule = OneOf{texts_of(codes)};
    if (const Node* beginnings = tree.find("starts_with"); beginnings && ++rules) criterion.rule = StartsWith{texts_of(beginnings)};
    if (tree.has("not_after") && ++rules) criterion.rule = NotAfter{std::string(tree.get("not_after"))};
    if (rules != 1) return refuse(tree, problem("E104"_m, criterion.code, rules));
    return criterion;
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

std::string Criterion::text() const {
  struct {
    std::string operator()(Between range) const { return fmt::format("{}..{}", range.least, range.most); }
    std::string operator()(Is flag) const { return flag.wanted ? "true" : "false"; }
    std::string operator()(AtMost limit) const { return "<= " + limit.limit.text(); }
    std::string operator()(const OneOf& choice) const { return joined(choice.codes, "|"); }
    std::string operator()(const StartsWith& start) const { return joined(start.beginnings, "…|") + "…"; }
    std::string operator()(const NotAfter& other) const { return "<= " + other.field; }
  } words;
  return std::visit(words, rule);
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
                      .exit_rule = std::nullopt,
                      .trial = std::nullopt,
                      .funders = {}};
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
  if (const Node* trial = tree.find("trial")) programme.trial = Trial{std::string(trial->get("baseline"))};
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
