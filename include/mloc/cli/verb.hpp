#pragma once
// How a noun says its verbs. src/ROOM/words.cpp reads like a table:
//
//   verb<LessonAddArgs>("add", "Record one lesson.", add_lesson, {"mloc lesson add AU-2010-0085 --minutes 60"},
//                       {argument("CASE", &LessonAddArgs::case_text, "whole id or file number"),
//                        option("--minutes N", &LessonAddArgs::minutes, "length in minutes"),
//                        option("--kind CODE", &LessonAddArgs::kind, "code of {}").code_of({"type_seance"}),
//                        flag("--excused", &LessonAddArgs::excused, "the learner was excused")})
//       .writing(),
//
// and src/house.cpp names the noun in one line. A noun that is a command by itself (`mloc todo`) has one verb whose name
// is empty. The function run is `Result<Exit> add_lesson(World&, const Globals&, const LessonAddArgs&)`.
//
// Arguments: "CASE" must be there, "[CASE]" may, "FILE..." one or more, "[FILE...]" any number.
// Options: "-o, --output FILE"; one that is not required leaves its member as the struct made it.
// Members: what As below reads, itself, in a std::optional or in a std::vector (which may be given several times).
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/named.hpp"
#include "mloc/base/phrase.hpp"
#include "mloc/base/result.hpp"
#include "mloc/base/said.hpp"
#include "mloc/base/time.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::cli {

/// What stood on the command line for one word.
struct Given {
  std::string name;  ///< as in messages: `--minutes`, `CASE`
  std::vector<std::string> values;
  Date today;        ///< what `today` and `-30d` are counted from
  std::string form = {};  ///< as --help shows a value: `CODE=AMOUNT`
};

/// What a text of the command line must be.
enum class Type : std::uint8_t { text, number, amount, day, time, period, days, duration, choice, code, person, owner };

/// Where the values of a word are found, for a shell that completes it: files, codes of the workspace, ids of records.
enum class Source : std::uint8_t { none, file, folder, person, owner, partner, staff, role, site, programme, draw, passport, instrument, report, mapping, kind, record, field, message };

/// Reads one text as a value; Exit::usage when it is none.
template <class Value>
struct As;
template <>
struct As<std::string> {
  static constexpr Type type = Type::text;
  static Result<std::string> read(const std::string& text, const Given&) { return text; }
};
template <>
struct As<CaseText> {
  static constexpr Type type = Type::person;
  static Result<CaseText> read(const std::string& text, const Given&) { return CaseText{text}; }
};
template <>
struct As<OwnerText> {
  static constexpr Type type = Type::owner;
  static Result<OwnerText> read(const std::string& text, const Given&) { return OwnerText{text}; }
};
template <>
struct As<int> {
  static constexpr Type type = Type::number;
  static Result<int> read(const std::string& text, const Given&);
};
template <>
struct As<Money> {
  static constexpr Type type = Type::amount;
  static Result<Money> read(const std::string& text, const Given&) { return parse_amount(text); }
};
template <>
struct As<Date> {
  static constexpr Type type = Type::day;
  static Result<Date> read(const std::string& text, const Given& given) { return parse_day(text, given.today); }
};
template <>
struct As<Time> {
  static constexpr Type type = Type::time;
  static Result<Time> read(const std::string& text, const Given&) { return parse_time(text); }
};
template <>
struct As<Period> {
  static constexpr Type type = Type::period;
  static Result<Period> read(const std::string& text, const Given& given) { return parse_period(text, given.today); }
};
/// `14d` or `14`
template <>
struct As<std::chrono::days> {
  static constexpr Type type = Type::days;
  static Result<std::chrono::days> read(const std::string& text, const Given&);
};
/// `500ms`, `30s`, `2m`
template <>
struct As<std::chrono::milliseconds> {
  static constexpr Type type = Type::duration;
  static Result<std::chrono::milliseconds> read(const std::string& text, const Given&);
};
/// `yes` or `no`: the choices of the word
template <>
struct As<bool> {
  static constexpr Type type = Type::choice;
  static Result<bool> read(const std::string& text, const Given&) { return text == "yes"; }
};
/// Where `=` stands in `CODE=AMOUNT`; C124 when it does not.
Result<std::size_t> find_equals(const std::string& text, const Given& given);
template <class Value>
struct As<Named<Value>> {
  static constexpr Type type = As<Value>::type;
  static Result<Named<Value>> read(const std::string& text, const Given& given) {
    TRY(equals, find_equals(text, given));
    TRY(value, about(text.substr(0, equals), As<Value>::read(text.substr(equals + 1), given)));
    return Named<Value>{text.substr(0, equals), std::move(value)};
  }
};
template <class Value>
struct As<std::optional<Value>> : As<Value> {};
template <class Value>
struct As<std::vector<Value>> : As<Value> {};

/// The result; its problems say for which word, unless FIELD=VALUE says it already.
template <class Value>
Result<Value> about(const Given& given, Result<Value> result) {
  return given.name.find('=') == std::string::npos ? mloc::about(given.name, std::move(result)) : result;
}

/// Puts what was given into a member.
template <class Value>
Result<> assign(const Given& given, Value& member) {
  TRY(value, about(given, As<Value>::read(given.values.front(), given)));
  member = std::move(value);
  return {};
}
template <class Value>
Result<> assign(const Given& given, std::vector<Value>& member) {
  for (const std::string& text : given.values) {
    TRY(value, about(given, As<Value>::read(text, given)));
    member.push_back(std::move(value));
  }
  return {};
}

/// One argument, option or flag as help, completion and the parser see it.
struct Word {
  enum class Kind : std::uint8_t { argument, option, flag };
  Kind kind;
  std::string spelling;  ///< "CASE", "[FILE...]", "-o, --output FILE", "--excused"
  std::string help;  ///< `code of {}`: the names of `lists` go in; into a second hole those of `value_lists`
  bool must = false;
  bool many = false;
  std::vector<std::string> choices = {};
  Type type = Type::text;
  std::vector<std::string> lists = {};        ///< the code lists that a value is of; of CODE=LEVEL the code
  std::vector<std::string> value_lists = {};  ///< those of what stands behind `=`
  Source source = Source::none;  ///< where its spelling does not say it (see source_of)

  std::vector<std::string> names() const;  ///< "-o", "--output"; of an argument "FILE"
  std::string name() const { return names().back(); }
  std::string value_name() const;          ///< "FILE"; of a flag nothing
  std::string help_in(Language language) const;
};
Word make_word(Word::Kind kind, std::string spelling, std::string help);
/// What a placeholder promises: DAY a day, `CODE=AMOUNT` and `[AMOUNT...]` an amount.
Type type_said_by(std::string_view placeholder);

/// A word bound to a member of `Args`.
template <class Args>
struct Bound {
  Word word;
  std::function<Result<>(Args&, const Given&)> put;

  Bound required() && {
    word.must = true;
    return std::move(*this);
  }
  Bound one_of(std::vector<std::string> choices) && {
    word.choices = std::move(choices);
    return std::move(*this);
  }
  /// A value is a code of one of these lists (schemas/codes).
  Bound code_of(std::vector<std::string> lists, std::vector<std::string> value_lists = {}) && {
    if (word.type == Type::text) word.type = Type::code;
    word.lists = std::move(lists);
    word.value_lists = std::move(value_lists);
    return std::move(*this);
  }
  Bound from(Source source) && {
    word.source = source;
    return std::move(*this);
  }
  template <class Derived>
  operator Bound<Derived>() const { return {word, put}; }
};

template <class Member>
constexpr bool is_list = false;
template <class Value>
constexpr bool is_list<std::vector<Value>> = true;

template <class Args, class Member>
Bound<Args> bind(Word::Kind kind, std::string spelling, Member Args::*member, std::string help) {
  Word word = make_word(kind, std::move(spelling), std::move(help));
  word.many = word.many || is_list<Member>;
  word.type = As<Member>::type;
  return {std::move(word), [member](Args& args, const Given& given) { return assign(given, args.*member); }};
}
template <class Args, class Member>
Bound<Args> argument(std::string spelling, Member Args::*member, std::string help) {
  return bind(Word::Kind::argument, std::move(spelling), member, std::move(help));
}
template <class Args, class Member>
Bound<Args> option(std::string spelling, Member Args::*member, std::string help) {
  return bind(Word::Kind::option, std::move(spelling), member, std::move(help));
}
template <class Args>
Bound<Args> flag(std::string spelling, bool Args::*member, std::string help) {
  const auto set = [member](Args& args, const Given&) -> Result<> { return args.*member = true, Result<>(); };
  return {make_word(Word::Kind::flag, std::move(spelling), std::move(help)), set};
}

/// What a list is asked for: the words of its terms, cases among them where it is of cases.
template <class Args>
Bound<Args> terms(std::vector<std::string> Args::*member) {
  return argument("[TERM...]", member, "field:value, field:least..most, not:field:value");
}
template <class Args>
Bound<Args> terms_or_cases(std::vector<std::string> Args::*member) {
  return argument("[TERM...]", member, "field:value, field:least..most, not:field:value, or a case");
}

/// The formats of -O, the default first; a verb without formats makes no listing and refuses the listing options.
using Formats = std::vector<Format>;
inline const Formats no_listing = {};
inline const Formats listing = {Format::table, Format::csv, Format::json};
inline const Formats exporting = {Format::jsonl, Format::csv};

struct Verb {
  std::string name;  ///< empty: the noun alone is the command
  std::string help;  ///< one sentence
  std::vector<std::string> examples;
  std::vector<Word> words;
  Formats formats;
  bool writes = false;  ///< changes files; tests/faults/verbs.cpp then wants a command line to break
  /// One Given for each word; those that were not on the line have no values.
  std::function<Result<Exit>(World&, const Globals&, const std::vector<Given>&)> run;

  Verb writing() && {
    writes = true;
    return std::move(*this);
  }
};

template <class Args, class Function>
Verb verb(std::string name, std::string help, Function function, std::vector<std::string> examples,
          std::vector<Bound<Args>> words, Formats formats = no_listing) {
  Verb made{std::move(name), std::move(help), std::move(examples), {}, std::move(formats), false, {}};
  for (const auto& bound : words) made.words.push_back(bound.word);
  made.run = [function, words = std::move(words)](World& world, const Globals& globals,
                                                  const std::vector<Given>& given) -> Result<Exit> {
    Args args{};
    for (std::size_t i = 0; i < words.size(); ++i)
      if (!given[i].values.empty()) CHECKED(words[i].put(args, given[i]));
    return function(world, globals, args);
  };
  return made;
}

/// `situation` of the verb `situation add`; empty for a verb of one word.
std::string_view kind_of(const Verb& verb);

/// A row of the list of commands; one without help is no command for people and is not shown to them.
struct Noun {
  std::string_view name;
  std::string_view help;
  std::vector<Verb> (*own)();                ///< the verbs of the room whose noun it is
  std::vector<Verb> (*further)() = nullptr;  ///< those that another room adds

  std::vector<Verb> verbs() const;
};

}  // namespace mloc::cli
