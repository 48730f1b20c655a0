#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc::diagnose {

/// One of the answers that a question offers; `points` is what it counts in a score.
struct Choice {
  std::string code, french, english;
  bool sensitive = false;
  std::optional<std::int64_t> points = {};
};

/// Holds when the item was answered, by one of `is` (of several codes at least one), by none of `is_not`, within the
/// bounds.
struct Condition {
  std::string item;
  std::vector<std::string> is, is_not;
  std::optional<std::int64_t> at_least, at_most;
  bool operator==(const Condition&) const = default;
};

/// One question. Bounds are whole numbers, of an amount cents.
struct Item {
  enum class Type : std::uint8_t { code, codes, integer, money, day, flag };
  std::string code, french, english;
  Type type = Type::code;
  bool optional = false;
  bool sensitive = false;
  std::int64_t minimum = 0, maximum = 0;
  std::vector<Choice> choices;          ///< of an integer: the labels of its values
  std::vector<std::string> alone;       ///< choices that exclude all others
  std::vector<Condition> conditions;    ///< all must hold, else it is not asked and not stored
  const Choice* find(std::string_view code) const;
};

/// A figure computed from the answers: the sum of `of` less the sum of `less`, or the mean of `of`.
struct Score {
  std::string code, french, english;
  bool is_mean = false;
  bool is_money = false;
  bool sensitive = false;
  std::vector<std::string> of, less;
};

/// What each item was answered, in the form in which a record holds it: `apte`, `a+b`, `2`, `412.00`, `2010-05-11`,
/// `true`.
using Answers = std::map<std::string, std::string, std::less<>>;

/// A versioned questionnaire. Data: the rules here know no instrument by name.
struct Instrument {
  std::string name, french, english;
  int version = 1;
  bool is_survey = false;                ///< belongs to a wave; answers may be missing
  std::string party;                     ///< of a job, who is asked about it (partie_livret); empty: it is about no job
  std::vector<std::string> signed_by;    ///< roles; empty: anybody of the staff
  std::vector<Item> items;
  std::vector<Score> scores;

  /// The choices of a code list, or none when there is no such list.
  using FindList = std::function<std::vector<Choice>(std::string_view name)>;
  /// From a tree that the schema `instrument` has passed; G101 with its place for what cannot work: a condition on a
  /// later item, a score over words, a list that is not there.
  static Result<Instrument> from(const Node& root, const std::string& file, const FindList& find_list);
  const Item* find(std::string_view code) const;
  std::string text() const;  ///< `mobility.1`
};

/// Whether what was answered to the condition's item meets it; what was not answered does not.
bool holds(const Condition& condition, const Answers& answers);
/// All conditions of the item hold.
bool is_relevant(const Item& item, const Answers& answers);

/// What somebody typed as the form that is stored: `1 234,50` is `1234.50`, `oui` is `true`, codes stand in the order
/// of their list. G103 to G108, G112 with exit usage.
Result<std::string> read_answer(const Item& item, std::string_view text, Date today);

/// Every way in which stored answers break the instrument, in the order of its items: unknown items, values that
/// read_answer would not have made, items that are not asked, missing ones (`item` says which).
struct AnswerProblem {
  std::string item;
  Problem problem;
};
std::vector<AnswerProblem> check_answers(const Instrument& instrument, const Answers& answers);

/// Nothing is missing that was to be asked.
bool is_complete(const Instrument& instrument, const Answers& answers);

/// The score as text (`23`, `1.8`, `412.00`); no value when one of its items that was to be asked has no answer.
/// An item that was not asked counts nothing, and a mean leaves it out.
std::optional<std::string> score_text(const Instrument& instrument, const Score& score, const Answers& answers);

}  // namespace mloc::diagnose
