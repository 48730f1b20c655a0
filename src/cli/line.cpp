#include "line.hpp"

#include <algorithm>

#include "globals.hpp"
#include "help.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/nouns.hpp"
#include "veil.hpp"

namespace mloc::cli {
namespace {

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

/// An option that none of `later` has either is unknown; one of theirs only stands too early.
tl::unexpected<Failure> early_option(const std::string& name, const std::vector<Verb>& later) {
  for (const Verb& verb : later)
    for (const Word& word : verb.words) {
      const auto names = word.names();
      if (std::ranges::find(names, name) == names.end()) continue;
      return fail(Exit::usage, hinted(problem("C111"_m, name), phrase("it stands after '{}'", verb.name)));
    }
  return unknown_option(name, global_words());
}

bool is_word(const std::string& text) { return text.size() < 2 || text[0] != '-'; }

/// Where the next text stands that is no global option; the size at the end of the line.
std::size_t find_next(const std::vector<std::string>& texts) {
  std::size_t at = 0;
  while (at < texts.size() && !is_word(texts[at])) {
    const std::size_t length = length_of_global(texts, at);
    if (length == 0) return at;
    at += length;
  }
  return std::min(at, texts.size());
}

/// Takes the next text that is no global option out of `texts`; no value at the end of the line.
Result<std::optional<std::string>> take_word(std::vector<std::string>& texts, const std::vector<Verb>& later) {
  const std::size_t at = find_next(texts);
  if (at == texts.size()) return std::nullopt;
  if (!is_word(texts[at])) return early_option(texts[at].substr(0, texts[at].find('=')), later);
  std::string word = std::move(texts[at]);
  texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(at));
  return word;
}

/// The verb `situation list` where `situation` was taken and `list` comes next; then `list` is taken, too.
std::string take_second_word(std::string word, std::vector<std::string>& texts, const std::vector<Verb>& verbs) {
  const std::size_t at = find_next(texts);
  if (at == texts.size()) return word;
  const std::string both = word + " " + texts[at];
  if (std::ranges::find(verbs, both, &Verb::name) == verbs.end()) return word;
  texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(at));
  return both;
}

/// What to say instead of a word of an earlier version.
std::optional<Problem> old_word(const std::string& said) {
  const auto old = std::ranges::find(renamed(), said, &Renamed::before);
  if (old == renamed().end()) return std::nullopt;
  return hinted(problem("C101"_m, said), phrase("it is 'mloc {}' now", old->now));
}

tl::unexpected<Failure> unknown_command(const std::string& word, const std::vector<std::string>& known,
                                        const std::string& said) {
  if (auto old = old_word(said)) return fail(Exit::usage, *std::move(old));
  Problem unknown = problem("C101"_m, said);
  if (const auto near = nearest(word, known)) unknown.hint = did_you_mean(*near);
  return fail(Exit::usage, std::move(unknown));
}

Result<const Noun*> find_noun(std::span<const Noun> nouns, const std::string& word) {
  std::vector<std::string> known;
  for (const Noun& noun : nouns) {
    if (noun.name == word) return &noun;
    known.emplace_back(noun.name);
  }
  return unknown_command(word, known, word);
}

/// What stands next on the line: a verb, or the noun or kind whose help is asked for.
struct Named {
  std::optional<Verb> verb;
  std::string kind;
};

/// A kind alone says nothing: its verbs are told, or its help shown.
Result<Named> take_kind(const Noun& noun, const std::string& kind, const std::vector<Verb>& verbs, const std::vector<std::string>& line) {
  if (const auto parsed = parse_options(global_words(), line); parsed && asks_for_help(parsed->values)) return Named{std::nullopt, kind};
  const std::string said = std::string(noun.name) + " " + kind;
  if (auto old = old_word(said)) return fail(Exit::usage, *std::move(old));
  Problem missing = problem("C115"_m, phrase("the verb of '{}'", said));
  std::vector<std::string> known;
  for (const Verb& verb : verbs)
    if (kind_of(verb) == kind) known.push_back(verb.name.substr(kind.size() + 1));
  missing.hint = one_of_these(known);
  return fail(Exit::usage, std::move(missing));
}

Result<Named> take_verb(const Noun& noun, std::vector<std::string>& texts) {
  std::vector<Verb> verbs = noun.verbs();
  if (verbs.size() == 1 && verbs.front().name.empty()) return Named{std::move(verbs.front()), {}};
  const std::vector<std::string> line = texts;
  // A noun that is a command by itself and has verbs beside: what names no verb is its first argument.
  auto itself = std::ranges::find(verbs, std::string(), &Verb::name);
  if (itself != verbs.end()) {
    const std::size_t at = find_next(texts);
    if (at < texts.size() && std::ranges::find(verbs, texts[at], &Verb::name) == verbs.end()) return Named{std::move(*itself), {}};
  }
  TRY(word, take_word(texts, verbs));
  if (word) word = take_second_word(*std::move(word), texts, verbs);
  std::vector<std::string> known;
  for (Verb& verb : verbs) {
    if (verb.name == word) return Named{std::move(verb), {}};
    const std::string first(kind_of(verb).empty() ? verb.name : kind_of(verb));
    if (!first.empty() && std::ranges::find(known, first) == known.end()) known.push_back(first);
  }
  const auto is_named = [&](const Verb& verb) { return !kind_of(verb).empty() && kind_of(verb) == word; };
  if (std::ranges::any_of(verbs, is_named)) return take_kind(noun, *word, verbs, texts);
  if (word) return unknown_command(*word, known, std::string(noun.name) + " " + *word);
  TRY(parsed, parse_options(global_words(), line));
  if (asks_for_help(parsed.values)) return Named{};
  const auto needed = [](const Word& one) { return one.must; };
  if (itself != verbs.end() && std::ranges::none_of(itself->words, needed)) return Named{std::move(*itself), {}};
  Problem missing = problem("C115"_m, phrase("the verb of '{}'", noun.name));
  missing.hint = one_of_these(known);
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
  if (at < arguments.size()) return fail(Exit::usage, problem("C116"_m, arguments[at]));
  return {};
}

Result<std::vector<Given>> read_words(const Verb& verb, const Parsed& parsed, Date today) {
  std::vector<Given> given;
  for (std::size_t i = 0; i < verb.words.size(); ++i)
    given.push_back({verb.words[i].name(), parsed.values[i], today, verb.words[i].value_name()});
  CHECKED(place_arguments(verb, parsed.arguments, given));
  for (std::size_t i = 0; i < verb.words.size(); ++i) {
    const Word& word = verb.words[i];
    if (word.must && given[i].values.empty()) return fail(Exit::usage, problem("C115"_m, word.name()));
    if (word.kind == Word::Kind::option) CHECKED(check_count(word, given[i].values.size()));
    CHECKED(check_choices(word, given[i].values));
    CHECKED(check_codes(word, given[i].values));
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
  if (asks_for_help(global_values)) return say(world, help_of_verb(noun, verb, world.language));
  TRY(read, read_globals(world, verb, global_values));
  globals = std::move(read);
  if (globals.commit && !verb.writes) return fail(Exit::usage, problem("C102"_m, phrase("--commit: this command writes nothing")));
  globals.command = std::string(noun.name) + (verb.name.empty() ? "" : " " + verb.name);
  World dated = world;
  if (globals.today) dated.today = [day = *globals.today] { return day; };
  TRY(given, read_words(verb, parsed, dated.today()));
  return verb.run(dated, globals, given);
}

Result<Exit> run_without_noun(World& world, const std::vector<std::string>& texts) {
  TRY(parsed, parse_options(global_words(), texts));
  if (asks_for_help(parsed.values)) return say(world, help_of_program(world.language));
  const bool only_language = texts.size() < 3 && !texts.empty() && texts.front().starts_with("--lang");
  if (!texts.empty() && !only_language) return fail(Exit::usage, problem("C115"_m, phrase("the command")));
  return say(world, short_help(world.language));
}

}  // namespace

Result<Exit> run_line(World& world, std::span<const Noun> nouns, std::vector<std::string> texts, Globals& globals) {
  if (!texts.empty() && texts.front() == "--version") return say(world, "mloc " MLOC_VERSION "\n");
  TRY(word, take_word(texts, {}));
  if (!word) return run_without_noun(world, texts);
  TRY(noun, find_noun(nouns, *word));
  TRY(named, take_verb(*noun, texts));
  if (named.verb) return run_verb(world, *noun, *named.verb, texts, globals);
  return say(world, named.kind.empty() ? help_of_noun(*noun, world.language) : help_of_kind(*noun, named.kind, world.language));
}

}  // namespace mloc::cli
