#include "judge.hpp"

#include <algorithm>

#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"

namespace mloc::passport {
namespace {

/// Goes through the records of one passport.
class PassportJudge {
 public:
  PassportJudge(const std::vector<const Node*>& records, std::span<const CompetenceList> lists, std::string_view shown)
      : records_(records), lists_(lists), shown_(shown), passport_(Passport::from(records)) {}

  std::vector<BrokenRule> judge() {
    for (const Node* record : records_) {
      const std::string_view kind = record_kind(*record);
      if (kind == "passport") judge_opening(*record);
      if (kind == "experience") judge_experience(*record);
      if (kind == "level") judge_level(*record);
      if (kind == "attachment" || kind == "experience") judge_order(*record, "starts", "ends");
      if (kind == "permit") judge_order(*record, "starts", "until");
      if (kind == "consent") judge_order(*record, "day", "until");
      if (kind == "revocation" || kind == "handout") require(*record, "consent", "consent", "A122"_m);
      if (kind == "handout") judge_handout(*record);
    }
    return std::move(broken_);
  }

 private:
  void add(const Node& record, std::string_view field, Problem found) { broken_.push_back({&record, std::string(field), std::move(found)}); }

  void judge_opening(const Node& opening) {
    const auto list = std::ranges::find(lists_, opening.get("list"), &CompetenceList::name);
    if (list == lists_.end()) return;
    const auto wrong = not_as_listed(*opening.find("competences"), *list);
    if (!wrong.empty()) add(opening, "competences", problem("A134"_m, joined(wrong, ", "), list->name));
    const bool closed = opening.has("closed");
    if (closed != opening.has("closing") || closed != opening.has("final")) add(opening, "day", problem("A135"_m));
    else if (closed) judge_final(opening);
  }

  /// The levels that the closing wrote down are those that the records give for its day.
  void judge_final(const Node& opening) {
    const auto all = competences_on(*passport_, lists_, *passport_->closed);
    const Node& levels = *opening.find("final");
    const bool same = all.size() == levels.size() && std::ranges::all_of(all, [&](const Competence& one) { return levels.get(one.code) == one.level; });
    if (!same) add(opening, "final", problem("A136"_m, passport_->closed->text()));
  }

  /// No fact before the experience; what is later than today is told when it is written.
  void judge_days(const Node& record, std::string_view starts) {
    const Facts facts = Facts::from(record);
    if (const auto checked = check_facts(facts, *Date::parse(starts), facts.latest()); !checked) add(record, "referent_day", checked.error().problems.front());
  }

  void judge_order(const Node& record, std::string_view first, std::string_view last) {
    if (record.has(last) && record.has(first) && record.get(last) < record.get(first))
      add(record, last, problem("E101"_m, last, record.get(last), first, record.get(first)));
  }

  void judge_experience(const Node& record) {
    judge_days(record, record.get("starts"));
    const Node* other = same_experience(records_, record);
    if (other && other->get("id") < record.get("id")) add(record, "starts", problem("A217"_m, other->get("id")));
  }

  /// Nothing is handed out before a consent or after its end; on the day of its withdrawal it may have been.
  void judge_handout(const Node& handout) {
    const auto consents = consents_of(records_);
    const auto consent = std::ranges::find(consents, handout.get("consent"), &Consent::id);
    const auto day = Date::parse(handout.get("day"));
    if (consent != consents.end() && day && (*day < consent->day || consent->until < *day || (consent->withdrawn && *consent->withdrawn < *day)))
      add(handout, "day", problem("A126"_m, consent->partner.empty() ? consent->employer : consent->partner, handout.get("day")));
  }

  const Node* require(const Node& record, std::string_view field, std::string_view kind, Message missing) {
    for (const Node* one : records_)
      if (is_kind(*one, kind) && one->get("id") == record.get(field)) return one;
    add(record, field, problem(missing, record.get(field), shown_));
    return nullptr;
  }

  void judge_level(const Node& record) {
    if (const Node* experience = require(record, "experience", "experience", "A112"_m)) judge_days(record, experience->get("starts"));
    if (!passport_) return;
    const auto all = competences_on(*passport_, lists_, *Date::parse("9999-12-31"));
    const auto heard = [&](const Competence& one) {
      return std::ranges::any_of(one.history, [&](const LevelStep& step) { return step.id == record.get("id"); });
    };
    if (std::ranges::none_of(all, heard)) add(record, "competence", problem("A118"_m, record.get("competence"), shown_));
  }

  const std::vector<const Node*>& records_;
  std::span<const CompetenceList> lists_;
  std::string_view shown_;
  std::optional<Passport> passport_;
  std::vector<BrokenRule> broken_;
};

}  // namespace

std::vector<BrokenRule> broken_passport_rules(const std::vector<const Node*>& records, std::span<const CompetenceList> lists, std::string_view shown) {
  return PassportJudge(records, lists, shown).judge();
}

}  // namespace mloc::passport
