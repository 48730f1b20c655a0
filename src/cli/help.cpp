#include "help.hpp"

#include <algorithm>

#include "commands.hpp"
#include "globals.hpp"
#include "mloc/base/text.hpp"

namespace mloc::cli {
namespace {

constexpr std::string_view statuses =
    "Exit status:\n"
    "  0 done, or nothing to do   1 the answer is no   2 usage   3 partial result on request\n"
    "  4 conflict   5 a rule of the programme refuses   6 no such case, record, partner\n"
    "  10 no workspace here   11 lock not obtained   12 written by a newer mloc   13 disk   70 a bug\n";

/// `  name      help`, the help in one column.
std::string two_columns(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::size_t wide = 0;
  for (const auto& [left, right] : rows) wide = std::max(wide, width(left));
  std::string text;
  for (const auto& [left, right] : rows) text += "  " + left + std::string(wide - width(left) + 2, ' ') + right + "\n";
  return text;
}

std::string help_with_choices(const Word& word) {
  return word.choices.empty() ? word.help : word.help + " (" + joined(word.choices, ", ") + ")";
}

template <class Admits>
std::string section(std::string_view title, const std::vector<Word>& words, Admits admits) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Word& word : words)
    if (admits(word)) rows.emplace_back(word.spelling, help_with_choices(word));
  return rows.empty() ? std::string{} : "\n" + std::string(title) + ":\n" + two_columns(rows);
}

std::string examples_of(const std::vector<Verb>& verbs) {
  std::string text;
  for (const Verb& verb : verbs)
    for (const std::string& example : verb.examples) text += "  " + example + "\n";
  return text.empty() ? text : "Examples:\n" + text + "\n";
}

std::string formats_of(const Verb& verb) {
  std::string text;
  for (const Format format : verb.formats) text += (text.empty() ? "" : ", ") + std::string(name_of(format));
  return text.empty() ? text : "\nFormats of -O: " + text + " (the first when left out)\n";
}

std::string list_of_nouns() {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Noun& noun : nouns()) rows.emplace_back(noun.name, noun.help);
  return two_columns(rows);
}

/// Those of `names` that are commands, on one line.
std::string present(const std::string& title, const std::vector<std::string>& names) {
  std::string line;
  for (const std::string& name : names)
    if (std::ranges::find(nouns(), name, &Noun::name) != nouns().end()) line += "  " + name;
  return line.empty() ? line : title + line + "\n";
}

bool is_argument(const Word& word) { return word.kind == Word::Kind::argument; }
bool is_named(const Word& word) { return !is_argument(word); }
bool is_plain(const Word& word) { return !shapes_listing(word); }

}  // namespace

std::string short_help() {
  return "mloc follows young people through the programmes of a mission locale, in text files under git.\n"
         "\n"
         "Usage: mloc NOUN VERB [OPTIONS]\n"
         "\n"
         "  mloc init DIR --template autonomie      make a workspace\n"
         "  mloc -C DIR enrol import FILE.csv       read a batch of applications into it\n"
         "\n" +
         present("Daily work:  ", {"enrol", "diagnose", "draw", "lesson", "contract", "meeting", "passport", "report"}) +
         present("Looking:     ", {"show", "list", "todo", "query", "log", "diff", "check", "explain"}) +
         present("Workspace:   ", {"init", "import", "export", "partner", "schema", "completion"}) +
         "Help:          mloc --help, mloc NOUN --help, mloc NOUN VERB --help, mloc explain CODE\n"
         "\n"
         "-C DIR names the workspace, -n tries without writing, -O csv or -O json shapes a listing.\n"
         "Data goes to standard output, messages to standard error.\n"
         "Status 0: done; 1: the answer is no; 2: the command line is wrong; mloc --help has all.\n";
}

std::string help_of_program() {
  return "Usage: mloc NOUN VERB [OPTIONS]\n\n"
         "Examples:\n"
         "  mloc init DIR --template autonomie\n"
         "  mloc -C DIR enrol import candidatures.csv --dry-run\n"
         "\nCommands:\n" +
         list_of_nouns() + section("Options of every command", global_words(), is_plain) +
         section("Options of listings and reports", global_words(), shapes_listing) + "\n" + std::string(statuses);
}

std::string usage_of(const Noun& noun, const Verb& verb) {
  std::string text = "mloc " + std::string(noun.name);
  if (!verb.name.empty()) text += " " + verb.name;
  for (const Word& word : verb.words) {
    const std::string shown = is_argument(word) ? word.spelling : word.name() + " " + word.value_name();
    if (word.must) text += " " + shown;
    else if (is_argument(word)) text += " " + shown;
  }
  return text + " [OPTIONS]";
}

std::string help_of_noun(const Noun& noun) {
  const auto verbs = noun.verbs();
  if (verbs.size() == 1 && verbs.front().name.empty()) return help_of_verb(noun, verbs.front());
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Verb& verb : verbs)
    if (!verb.name.empty()) rows.emplace_back(verb.name, verb.help);
  const auto itself = std::ranges::find(verbs, std::string(), &Verb::name);
  if (itself != verbs.end()) return help_of_verb(noun, *itself) + "\nVerbs:\n" + two_columns(rows);
  return std::string(noun.help) + ".\n\n" + examples_of(verbs) + "Usage: mloc " + std::string(noun.name) +
         " VERB [OPTIONS]\n\nVerbs:\n" + two_columns(rows) + "\n`mloc " + std::string(noun.name) +
         " VERB --help` shows the arguments and options of one.\n";
}

std::string help_of_verb(const Noun& noun, const Verb& verb) {
  std::string text = verb.help + "\n\n" + examples_of({verb}) + "Usage: " + usage_of(noun, verb) + "\n";
  text += section("Arguments", verb.words, is_argument) + section("Options", verb.words, is_named);
  if (!verb.formats.empty())
    text += section("Options of the listing", global_words(), shapes_listing) + formats_of(verb);
  return text + section("Options of every command", global_words(), is_plain) + "\n" + std::string(statuses);
}

}  // namespace mloc::cli
