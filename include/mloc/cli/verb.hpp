#pragma once
// How a noun says its verbs. A file src/cli/NOUN.cpp reads like a table:
//
//   #include "mloc/cli/words.hpp"
//   #include "mloc/commands/lesson.hpp"
//
//   namespace mloc::cli {
//
//   std::vector<Verb> lesson_verbs() {
//     using Add = LessonAdd;  // struct LessonAdd { std::string learner; int minutes = 60; std::optional<Date> on; ... };
//     return {
//         verb<Add>("add", "Record one lesson.", add_lesson,
//                   {"mloc lesson add AU-2010-0085 --minutes 60 --skill C1.3=traite"},
//                   {argument("CASE", &Add::learner, "whole id or file number"),
//                    option("--minutes N", &Add::minutes, "length in minutes"),
//                    option("--on DAY", &Add::on, "the day; today when left out"),
//                    option("--skill CODE=LEVEL", &Add::skills, "a skill and its level; may be repeated"),
//                    option("--kind CODE", &Add::kind, "kind of session").one_of({"CONDUITE", "CODE"}).required(),
//                    flag("--excused", &Add::excused, "the learner was excused")})
//             .writing(),
//         verb<List>("list", "List lessons.", list_lessons, {"mloc lesson list --case AU-2010-0085"}, {...},
//                    listing),
//     };
//   }
//
//   }  // namespace mloc::cli
//
// and src/cli/commands.cpp names it in one line. A noun that is a command by itself (`mloc todo`) has one verb whose
// name is empty. The function run is `Result<Exit> add_lesson(World&, const Globals&, const LessonAdd&)`.
//
// Arguments: "CASE" must be there, "[CASE]" may, "FILE..." one or more, "[FILE...]" any number.
// Options: "-o, --output FILE"; one that is not required leaves its member as the struct made it.
// Members: std::string, int, bool, std::vector<std::string>, and std::optional of std::string, int, Date, Period, Money.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::cli {

/// What stood on the command line for one word.
struct Given {
  std::string name;  ///< as in messages: `--minutes`, `CASE`
  std::vector<std::string> values;
  Date today;        ///< what `today` and `-30d` are counted from
};

/// Puts a value into a member; Exit::usage when its text does not fit.
Result<> assign(const Given& given, std::string& member);
Result<> assign(const Given& given, int& member);
Result<> assign(const Given& given, bool& member);
Result<> assign(const Given& given, std::vector<std::string>& member);
Result<> assign(const Given& given, std::optional<std::string>& member);
Result<> assign(const Given& given, std::optional<int>& member);
Result<> assign(const Given& given, std::optional<Date>& member);
Result<> assign(const Given& given, std::optional<Period>& member);
Result<> assign(const Given& given, std::optional<Money>& member);

/// One argument, option or flag as help, completion and the parser see it.
struct Word {
  enum class Kind : std::uint8_t { argument, option, flag };
  Kind kind;
  std::string spelling;  ///< "CASE", "[FILE...]", "-o, --output FILE", "--excused"
  std::string help;
  bool must = false;
  bool many = false;
  std::vector<std::string> choices = {};

  std::vector<std::string> names() const;  ///< "-o", "--output"; of an argument "FILE"
  std::string name() const { return names().back(); }
  std::string value_name() const;          ///< "FILE"; of a flag nothing
};
Word make_word(Word::Kind kind, std::string spelling, std::string help);

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
  template <class Derived>
  operator Bound<Derived>() const { return {word, put}; }
};

template <class Args, class Member>
Bound<Args> bind(Word::Kind kind, std::string spelling, Member Args::*member, std::string help) {
  Word word = make_word(kind, std::move(spelling), std::move(help));
  word.many = word.many || std::is_same_v<Member, std::vector<std::string>>;
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
  return bind(Word::Kind::flag, std::move(spelling), member, std::move(help));
}

/// The formats of -O, the default first; a verb without formats makes no listing and refuses the listing options.
using Formats = std::vector<Format>;
inline const Formats no_listing = {};
inline const Formats listing = {Format::table, Format::csv, Format::json};
inline const Formats report = {Format::table, Format::csv, Format::json, Format::md};
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

/// A row of the list of commands.
struct Noun {
  std::string_view name;
  std::string_view help;
  std::vector<Verb> (*verbs)();
};

}  // namespace mloc::cli
