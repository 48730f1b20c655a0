#include "help.hpp"

#include <algorithm>

#include "globals.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/nouns.hpp"

namespace mloc::cli {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

/// Every help of the program, in one language.
class Help {
 public:
  explicit Help(Language language) : language_(language) {}

  std::string brief() const {
    return say("mloc follows young people through the programmes of a mission locale, in text files under git.") + "\n\n" +
           say("Usage") + colon() + " mloc NOUN VERB [OPTIONS]\n\n" +
           two_columns({{"mloc init DIR", say("make a workspace")},
                        {"mloc -C DIR import application FILE.csv", say("read a batch of applications into it")}}) +
           "\n" +
           two_columns({{say("Daily work"), present({"enrol", "diagnose", "draw", "lesson", "contract", "meeting", "passport", "report"})},
                        {say("Looking"), present({"show", "list", "todo", "query", "log", "diff", "check", "explain"})},
                        {say("Workspace"), present({"init", "import", "export", "partner", "schema", "completion"})},
                        {say("Help"), "mloc --help, mloc NOUN --help, mloc NOUN VERB --help, mloc explain CODE"}}) +
           "\n" + say("-C DIR names the workspace, -n tries without writing, -O csv or -O json shapes a listing.") + "\n" +
           say("Data goes to standard output, messages to standard error.") + "\n" +
           say("Status 0: done; 1: the answer is no; 2: the command line is wrong; mloc --help has all.") + "\n";
  }

  std::string program() const {
    return say("Usage") + colon() + " mloc NOUN VERB [OPTIONS]\n\n" + say("Examples") + colon() +
           "\n"
           "  mloc init DIR\n"
           "  mloc -C DIR import application candidatures.csv --dry-run\n\n" +
           say("Commands") + colon() + "\n" + list_of_nouns() + section("Options of every command", global_words(), is_plain) +
           section("Options of listings and reports", global_words(), shapes_listing) + "\n" + statuses();
  }

  /// At most 25 lines: what kinds there are, with the verbs of each, then what else the noun does.
  std::string noun(const Noun& noun) const {
    const auto verbs = noun.verbs();
    const auto itself = std::ranges::find(verbs, std::string(), &Verb::name);
    const auto with = [&](const std::string& acts) {
      return itself == verbs.end() ? noun_with(noun, verbs, acts) : verb(noun, with_few_examples(*itself, verbs.size() > 1 ? 2 : 3)) + kinds_of(verbs) + acts;
    };
    const std::string told = with(acts_of(verbs));
    constexpr std::ptrdiff_t most_lines = 25;
    return std::ranges::count(told, '\n') <= most_lines ? told : with(names_of_acts(verbs));
  }

  /// The verbs of one kind: `mloc enrol situation --help`.
  std::string kind(const Noun& noun, std::string_view kind) const {
    std::vector<Verb> of_kind;
    for (Verb& one : noun.verbs())
      if (kind_of(one) == kind) of_kind.push_back(std::move(one));
    const std::string name = std::string(noun.name) + " " + std::string(kind);
    Rows rows;
    for (const Verb& one : of_kind) rows.emplace_back(one.name.substr(kind.size() + 1), say(one.help));
    return say("Usage") + colon() + " mloc " + name + " VERB [OPTIONS]\n\n" + say("Verbs") + colon() + "\n" + two_columns(rows) + "\n" +
           examples_of(of_kind) + "`mloc " + name + " VERB --help` " + say("shows the arguments and options of one.") + "\n";
  }

  std::string verb(const Noun& noun, const Verb& verb) const {
    std::string text = say(verb.help) + "\n\n" + examples_of({verb}) + say("Usage") + colon() + " " + usage_of(noun, verb) + "\n";
    text += section("Arguments", verb.words, is_argument) + section("Options", verb.words, is_named);
    if (!verb.formats.empty()) text += formats_of(verb);
    return text + "\n" + say("-C, --by, -n, --commit and the other options of every command, and the statuses: `mloc --help`.") + "\n";
  }

  static bool is_argument(const Word& word) { return word.kind == Word::Kind::argument; }

 private:
  std::string say(std::string_view english) const { return std::string(language_ == Language::french ? in_french(english) : english); }
  std::string colon() const { return language_ == Language::french ? "\u00a0:" : ":"; }

  /// `  name      help`, the help in one column.
  static std::string two_columns(const Rows& rows) {
    std::size_t wide = 0;
    for (const auto& [left, right] : rows) wide = std::max(wide, width(left));
    std::string text;
    for (const auto& [left, right] : rows) text += "  " + left + std::string(wide - width(left) + 2, ' ') + right + "\n";
    return text;
  }

  std::string help_with_choices(const Word& word) const {
    const std::string text = word.help_in(language_);
    return word.choices.empty() ? text : text + " (" + joined(word.choices, ", ") + ")";
  }

  template <class Admits>
  std::string section(std::string_view title, const std::vector<Word>& words, Admits admits) const {
    Rows rows;
    for (const Word& word : words)
      if (admits(word)) rows.emplace_back(word.spelling, help_with_choices(word));
    return rows.empty() ? std::string() : "\n" + say(title) + colon() + "\n" + two_columns(rows);
  }

  std::string examples_of(const std::vector<Verb>& verbs) const {
    std::string text;
    for (const Verb& verb : verbs)
      for (const std::string& example : verb.examples) text += "  " + example + "\n";
    return text.empty() ? text : say("Examples") + colon() + "\n" + text + "\n";
  }

  std::string formats_of(const Verb& verb) const {
    std::vector<std::string> names;
    for (const Format format : verb.formats) names.emplace_back(name_of(format));
    return "\n" + say("Formats of -O") + colon() + " " + joined(names, ", ") + " " + say("(default: the first)") +
           say("; also --columns, --sort, --limit, --excel, --as") + "\n";
  }

  std::string list_of_nouns() const {
    Rows rows;
    for (const Noun& noun : nouns())
      if (!noun.help.empty()) rows.emplace_back(noun.name, say(noun.help));
    return two_columns(rows);
  }

  /// Those of `names` that are commands, on one line.
  static std::string present(const std::vector<std::string>& names) {
    std::string line;
    for (const std::string& name : names)
      if (std::ranges::find(nouns(), name, &Noun::name) != nouns().end()) line += (line.empty() ? "" : "  ") + name;
    return line;
  }

  /// One block at the end of every help.
  std::string statuses() const {
    return say("Exit status") + colon() + "\n  " + say("0 done, or nothing to do   1 the answer is no   2 usage   3 partial result on request") + "\n  " +
           say("4 conflict   5 a rule of the programme refuses   6 no such case, record, partner") + "\n  " +
           say("10 no workspace here   11 lock not obtained   12 written by a newer mloc   13 disk   70 a bug") + "\n";
  }

  /// Kinds that take the same verbs stand together: `add, end, list  situation, participation`.
  std::string kinds_of(const std::vector<Verb>& verbs) const {
    std::vector<std::pair<std::string, std::string>> verbs_of_kind;
    for (const Verb& one : verbs) {
      const std::string kind(kind_of(one));
      if (kind.empty()) continue;
      const std::string last = one.name.substr(kind.size() + 1);
      const auto found = std::ranges::find(verbs_of_kind, kind, &std::pair<std::string, std::string>::first);
      if (found == verbs_of_kind.end()) verbs_of_kind.emplace_back(kind, last);
      else found->second += ", " + last;
    }
    Rows rows;
    for (const auto& [kind, said] : verbs_of_kind) {
      const auto row = std::ranges::find(rows, said, &Rows::value_type::first);
      if (row == rows.end()) rows.emplace_back(said, kind);
      else row->second += ", " + kind;
    }
    return rows.empty() ? std::string() : "\n" + say("Kinds of records, by their verbs") + colon() + "\n" + two_columns(rows);
  }

  std::string acts_of(const std::vector<Verb>& verbs) const {
    Rows rows;
    for (const Verb& one : verbs)
      if (!one.name.empty() && kind_of(one).empty()) rows.emplace_back(one.name, say(one.help));
    return rows.empty() ? std::string() : "\n" + say("Verbs") + colon() + "\n" + two_columns(rows);
  }

  /// For want of lines: the names alone, those that write and those that show.
  std::string names_of_acts(const std::vector<Verb>& verbs) const {
    std::vector<std::string> writing, showing;
    for (const Verb& one : verbs)
      if (!one.name.empty() && kind_of(one).empty()) (one.writes ? writing : showing).push_back(one.name);
    std::string text = "\n";
    if (!writing.empty()) text += say("Verbs that write") + colon() + " " + joined(writing, ", ") + "\n";
    if (!showing.empty()) text += say("Verbs that show") + colon() + " " + joined(showing, ", ") + "\n";
    return text;
  }

  std::string noun_with(const Noun& noun, const std::vector<Verb>& verbs, const std::string& acts) const {
    const std::string name(noun.name);
    const bool has_kinds = std::ranges::any_of(verbs, [](const Verb& one) { return !kind_of(one).empty(); });
    return say(noun.help) + ".\n\n" + say("Usage") + colon() + " mloc " + name + (has_kinds ? " [KIND]" : "") + " VERB [OPTIONS]\n" + kinds_of(verbs) + acts +
           "\n" + first_examples(verbs) + "`mloc " + name + " VERB --help` " + say("shows the arguments and options of one.") + "\n";
  }

  std::string first_examples(const std::vector<Verb>& verbs) const {
    constexpr std::size_t shown = 3;
    std::vector<Verb> first;
    for (const Verb& one : verbs)
      if (!one.examples.empty() && first.size() < shown) {
        first.push_back(one);
        first.back().examples.resize(1);
      }
    return examples_of(first);
  }

  static Verb with_few_examples(Verb verb, std::size_t shown) {
    if (verb.examples.size() > shown) verb.examples.resize(shown);
    return verb;
  }

  static bool is_named(const Word& word) { return !is_argument(word); }
  static bool is_plain(const Word& word) { return !shapes_listing(word); }

  Language language_;
};

}  // namespace

std::string short_help(Language language) { return Help(language).brief(); }
std::string help_of_program(Language language) { return Help(language).program(); }
std::string help_of_noun(const Noun& noun, Language language) { return Help(language).noun(noun); }
std::string help_of_kind(const Noun& noun, std::string_view kind, Language language) { return Help(language).kind(noun, kind); }
std::string help_of_verb(const Noun& noun, const Verb& verb, Language language) { return Help(language).verb(noun, verb); }

std::string usage_of(const Noun& noun, const Verb& verb) {
  std::string text = "mloc " + std::string(noun.name);
  if (!verb.name.empty()) text += " " + verb.name;
  for (const Word& word : verb.words) {
    const bool argument = Help::is_argument(word);
    if (word.must || argument) text += " " + (argument ? word.spelling : word.name() + " " + word.value_name());
  }
  return text + " [OPTIONS]";
}

}  // namespace mloc::cli
