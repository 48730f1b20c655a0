#include "mloc/cli/run.hpp"

#include <algorithm>
#include <exception>

#include "commands.hpp"
#include "globals.hpp"
#include "help.hpp"
#include "mloc/base/text.hpp"
#include "mloc/render/problems.hpp"
#include "veil.hpp"

namespace mloc {
namespace cli {
namespace {

constexpr std::size_t longest_source = 64u << 20;

const Word* find_global(std::string_view name) {
  for (const Word& word : global_words()) {
    const auto names = word.names();
    if (std::ranges::find(names, name) != names.end()) return &word;
  }
  return nullptr;
}

/// How many texts the global option at `texts[at]` takes (itself, and its value when that stands apart); 0: none of ours.
std::size_t length_of_global(const std::vector<std::string>& texts, std::size_t at) {
  const std::string& text = texts[at];
  if (text.starts_with("--")) {
    const auto equals = text.find('=');
    const Word* word = find_global(text.substr(0, equals));
    if (!word) return 0;
    return word->kind == Word::Kind::option && equals == std::string::npos ? 2 : 1;
  }
  for (std::size_t letter = 1; letter < text.size(); ++letter) {
    const Word* word = find_global(std::string{'-', text[letter]});
    if (!word) return 0;
    if (word->kind == Word::Kind::option) return letter + 1 == text.size() ? 2 : 1;
  }
  return 1;
}

/// Takes the next text that is no global option out of `texts`; no value at the end of the line.
Result<std::optional<std::string>> take_word(std::vector<std::string>& texts) {
  for (std::size_t at = 0; at < texts.size();) {
    if (texts[at].size() < 2 || texts[at][0] != '-') {
      std::string word = std::move(texts[at]);
      texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(at));
      return word;
    }
    const std::size_t length = length_of_global(texts, at);
    if (length == 0) return unknown_option(texts[at].substr(0, texts[at].find('=')), global_words());
    at += length;
  }
  return std::nullopt;
}

tl::unexpected<Failure> unknown_command(const std::string& word, const std::vector<std::string>& known,
                                        const std::string& said) {
  Problem unknown = problem(Message::C101, said);
  if (const auto near = nearest(word, known)) unknown.hint = "did you mean '" + *near + "'?";
  return fail(Exit::usage, std::move(unknown));
}

Result<const Noun*> find_noun(const std::string& word) {
  std::vector<std::string> known;
  for (const Noun& noun : nouns()) {
    if (noun.name == word) return &noun;
    known.emplace_back(noun.name);
  }
  return unknown_command(word, known, word);
}

/// The verb named next on the line; no value when the line asks for the noun's help.
Result<std::optional<Verb>> take_verb(const Noun& noun, std::vector<std::string>& texts) {
  std::vector<Verb> verbs = noun.verbs();
  if (verbs.size() == 1 && verbs.front().name.empty()) return std::move(verbs.front());
  const std::vector<std::string> line = texts;
  TRY(word, take_word(texts));
  std::vector<std::string> known;
  for (Verb& verb : verbs) {
    if (verb.name == word) return std::move(verb);
    known.push_back(verb.name);
  }
  if (word) return unknown_command(*word, known, std::string(noun.name) + " " + *word);
  TRY(parsed, parse_options(global_words(), line));
  if (asks_for_help(parsed.values)) return std::nullopt;
  Problem missing = problem(Message::C115, "the verb of '" + std::string(noun.name) + "'");
  missing.hint = "one of " + joined(known, ", ");
  return fail(Exit::usage, std::move(missing));
}

/// Hands the arguments of the line to the argument words: one each, the rest to the one that takes many.
Result<> place_arguments(const Verb& verb, std::vector<std::string> arguments, std::vector<Given>& given) {
  std::size_t wanted_after = 0;
  for (const Word& word : verb.words) wanted_after += word.kind == Word::Kind::argument && word.must;
  std::size_t at = 0;
  for (std::size_t i = 0; i < verb.words.size(); ++i) {
    const Word& word = verb.words[i];
    if (word.kind != Word::Kind::argument) continue;
    if (word.must) --wanted_after;
    const std::size_t left = arguments.size() - at;
    const std::size_t spare = left > wanted_after ? left - wanted_after : 0;
    const std::size_t taken = word.many ? spare : std::min<std::size_t>(spare, 1);
    for (std::size_t k = 0; k < taken; ++k) given[i].values.push_back(std::move(arguments[at++]));
  }
  if (at < arguments.size()) return fail(Exit::usage, problem(Message::C116, arguments[at]));
  return {};
}

Result<std::vector<Given>> read_words(const Verb& verb, const Parsed& parsed, Date today) {
  std::vector<Given> given;
  for (std::size_t i = 0; i < verb.words.size(); ++i)
    given.push_back({verb.words[i].name(), parsed.values[i], today});
  CHECKED(place_arguments(verb, parsed.arguments, given));
  for (std::size_t i = 0; i < verb.words.size(); ++i) {
    const Word& word = verb.words[i];
    if (word.must && given[i].values.empty()) return fail(Exit::usage, problem(Message::C115, word.name()));
    if (word.kind == Word::Kind::option) CHECKED(check_count(word, given[i].values.size()));
    CHECKED(check_choices(word, given[i].values));
  }
  return given;
}

/// Cuts the values of the global words off the end of `parsed`.
std::vector<std::vector<std::string>> take_global_values(Parsed& parsed, std::size_t verb_words) {
  const auto first = parsed.values.begin() + static_cast<std::ptrdiff_t>(verb_words);
  std::vector<std::vector<std::string>> values(first, parsed.values.end());
  parsed.values.erase(first, parsed.values.end());
  return values;
}

Result<Exit> say(World& world, const std::string& text) {
  CHECKED(world.out.write(text));
  return Exit::done;
}

Result<Exit> run_verb(World& world, const Noun& noun, const Verb& verb, const std::vector<std::string>& texts,
                      Globals& globals) {
  std::vector<Word> words = verb.words;
  words.insert(words.end(), global_words().begin(), global_words().end());
  TRY(parsed, parse_options(words, texts));
  const auto global_values = take_global_values(parsed, verb.words.size());
  if (asks_for_help(global_values)) return say(world, help_of_verb(noun, verb));
  TRY(read, read_globals(world, verb, global_values));
  globals = std::move(read);
  World dated = world;
  if (globals.today) dated.today = [day = *globals.today] { return day; };
  TRY(given, read_words(verb, parsed, dated.today()));
  return verb.run(dated, globals, given);
}

Result<Exit> run_without_noun(World& world, const std::vector<std::string>& texts) {
  TRY(parsed, parse_options(global_words(), texts));
  if (asks_for_help(parsed.values)) return say(world, help_of_program());
  if (!texts.empty()) return fail(Exit::usage, problem(Message::C115, "the command"));
  return say(world, short_help());
}

Result<Exit> run_line(World& world, std::vector<std::string> texts, Globals& globals) {
  if (texts == std::vector<std::string>{"--version"}) return say(world, "mloc " MLOC_VERSION "\n");
  TRY(word, take_word(texts));
  if (!word) return run_without_noun(world, texts);
  TRY(noun, find_noun(*word));
  TRY(verb, take_verb(*noun, texts));
  if (!verb) return say(world, help_of_noun(*noun));
  return run_verb(world, *noun, *verb, texts, globals);
}

bool wants_color(const World& world, const Globals& globals) {
  if (globals.color != Globals::Color::automatic) return globals.color == Globals::Color::always;
  const auto get = [&](const char* name) {
    const auto found = world.environment.find(name);
    return found == world.environment.end() ? std::string{} : found->second;
  };
  return world.err.is_terminal() && get("NO_COLOR").empty() && get("TERM") != "dumb" && !get("TERM").empty();
}

/// The text that a place names: a file of the caller, else one of the workspace.
std::optional<std::string> read_source(World& world, const Globals& globals, const std::string& file) {
  if (auto text = world.files.read(file, longest_source)) return std::move(*text);
  auto workspace = world.open(globals.directory);
  if (!workspace) return std::nullopt;
  auto text = (*workspace)->read(file, longest_source);
  return text ? std::optional(std::move(*text)) : std::nullopt;
}

int report_failure(World& world, const Globals& globals, Failure failure) {
  ProblemsView view;
  view.explain = globals.explain || world.err.is_terminal();
  view.color = wants_color(world, globals);
  view.columns = world.err.columns();
  view.source = [&](const std::string& file) { return read_source(world, globals, file); };
  // When standard error is gone, too, the status is all that is left to say.
  static_cast<void>(world.err.write(problems_text(std::move(failure.problems), view)));
  return static_cast<int>(failure.exit);
}

int report_bug(World& world, std::string_view words) {
  return report_failure(world, {}, Failure{Exit::bug, {problem(Message::C190, words)}});
}

}  // namespace
}  // namespace cli

int run(World& world, std::vector<std::string> arguments) {
  try {
    Globals globals;
    // Also for a line that is not understood.
    globals.explain = std::ranges::find(arguments, "--explain") != arguments.end();
    auto done = cli::run_line(world, std::move(arguments), globals);
    if (!done) return cli::report_failure(world, globals, std::move(done.error()));
    return static_cast<int>(*done);
  } catch (const std::exception& bug) {
    return cli::report_bug(world, bug.what());
  } catch (...) {
    return cli::report_bug(world, "an exception without words");
  }
}

}  // namespace mloc
