#include "line.hpp"

#include <algorithm>

#include "globals.hpp"
#include "help.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/cli/clock.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/nouns.hpp"
#include "office_words.hpp"
#include "veil.hpp"

namespace mloc::cli {
namespace {

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

/// A line on which noun and verb are looked for, with global options before, between and behind them.
class Walk {
 public:
  explicit Walk(std::vector<std::string> texts) : rest_(std::move(texts)) {}

  /// The next text that is no global option, a word or an option of others; no value at the end of the line.
  std::optional<std::string> next() {
    if (rest_.empty() || !is_option(rest_.front())) return rest_.empty() ? std::nullopt : std::optional(rest_.front());
    const auto after = after_options(global_words(), rest_);
    if (!after.empty() && is_option(after.front())) return after.front();
    const auto first = rest_.end() - static_cast<std::ptrdiff_t>(after.size());
    passed_.insert(passed_.end(), rest_.begin(), first);
    rest_.erase(rest_.begin(), first);
    return after.empty() ? std::nullopt : std::optional(rest_.front());
  }
  /// The word that is next.
  std::string take() {
    std::string word = std::move(rest_.front());
    rest_.erase(rest_.begin());
    return word;
  }
  /// What was passed and what comes, without the words that were taken.
  std::vector<std::string> texts() const {
    std::vector<std::string> all = passed_;
    all.insert(all.end(), rest_.begin(), rest_.end());
    return all;
  }

 private:
  std::vector<std::string> passed_, rest_;
};

/// Takes the next text that is no global option; no value at the end of the line.
Result<std::optional<std::string>> take_word(Walk& walk, const std::vector<Verb>& later) {
  const auto next = walk.next();
  if (!next) return std::nullopt;
  if (is_option(*next)) return early_option(next->substr(0, next->find('=')), later);
  return walk.take();
}

/// The verb `situation list` where `situation` was taken and `list` comes next; then `list` is taken, too.
std::string take_second_word(std::string word, Walk& walk, const std::vector<Verb>& verbs) {
  const auto next = walk.next();
  const std::string both = next ? word + " " + *next : word;
  if (!next || std::ranges::find(verbs, both, &Verb::name) == verbs.end()) return word;
  walk.take();
  return both;
}

/// What to say instead of a word of an earlier version.
std::optional<Problem> old_word(const std::string& said) {
  const auto old = std::ranges::find(renamed(), said, &Renamed::before);
  if (old == renamed().end()) return std::nullopt;
  return hinted(problem("C101"_m, said), phrase("it is 'mloc {}' now", old->now));
}

/// The same of a word and the next one, which may have been said together.
std::optional<Problem> old_words(const std::string& said, Walk& walk) {
  const auto next = walk.next();
  auto both = next ? old_word(said + " " + *next) : std::nullopt;
  return both ? both : old_word(said);
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
    if (!noun.help.empty()) known.emplace_back(noun.name);
  }
  return unknown_command(word, known, word);
}

/// What stands next on the line: a verb, or the noun or kind whose help is asked for.
struct Named {
  std::optional<Verb> verb;
  std::string kind;
};

/// A kind alone says nothing: its verbs are told, or its help shown.
Result<Named> take_kind(const Noun& noun, const std::string& kind, const std::vector<Verb>& verbs, Walk& walk) {
  if (const auto parsed = parse(global_words(), walk.texts()); parsed && asks_for_help(parsed->values)) return Named{std::nullopt, kind};
  const std::string said = std::string(noun.name) + " " + kind;
  if (auto old = old_words(said, walk)) return fail(Exit::usage, *std::move(old));
  Problem missing = problem("C115"_m, phrase("the verb of '{}'", said));
  std::vector<std::string> known;
  for (const Verb& verb : verbs)
    if (kind_of(verb) == kind) known.push_back(verb.name.substr(kind.size() + 1));
  missing.hint = one_of_these(known);
  return fail(Exit::usage, std::move(missing));
}

/// An option of an earlier version, which the command has no longer.
Result<> refuse_old_options(std::string_view command, const std::vector<Word>& words, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    const std::string name = text.substr(0, text.find('='));
    if (name == "--") break;
    const auto is_it = [&](const RenamedOption& old) { return old.command == command && old.before == name; };
    const auto old = std::ranges::find_if(renamed_options(), is_it);
    const bool is_present = std::ranges::any_of(words, [&](const Word& word) { return word.kind != Word::Kind::argument && word.name() == name; });
    if (old != renamed_options().end() && !is_present) return fail(Exit::usage, hinted(problem("C111"_m, name), phrase("it is '{}' now", old->now)));
  }
  return {};
}

Result<Named> take_verb(const Noun& noun, Walk& walk) {
  std::vector<Verb> verbs = noun.verbs();
  if (verbs.size() == 1 && verbs.front().name.empty()) return Named{std::move(verbs.front()), {}};
  // A noun that is a command by itself and has verbs beside: what names no verb is its first argument.
  auto itself = std::ranges::find(verbs, std::string(), &Verb::name);
  if (itself != verbs.end()) {
    const auto next = walk.next();
    if (auto old = next ? old_word(std::string(noun.name) + " " + *next) : std::nullopt) return fail(Exit::usage, *std::move(old));
    if (next && std::ranges::find(verbs, *next, &Verb::name) == verbs.end()) return Named{std::move(*itself), {}};
  }
  CHECKED(refuse_old_options(noun.name, {}, walk.texts()));
  TRY(word, take_word(walk, verbs));
  if (word) word = take_second_word(*std::move(word), walk, verbs);
  std::vector<std::string> known;
  for (Verb& verb : verbs) {
    if (verb.name == word) return Named{std::move(verb), {}};
    const std::string first(kind_of(verb).empty() ? verb.name : kind_of(verb));
    if (!first.empty() && std::ranges::find(known, first) == known.end()) known.push_back(first);
  }
  const auto is_named = [&](const Verb& verb) { return !kind_of(verb).empty() && kind_of(verb) == word; };
  if (std::ranges::any_of(verbs, is_named)) return take_kind(noun, *word, verbs, walk);
  if (word) {
    const std::string said = std::string(noun.name) + " " + *word;
    if (auto old = old_words(said, walk)) return fail(Exit::usage, *std::move(old));
    return unknown_command(*word, known, said);
  }
  TRY(parsed, parse(global_words(), walk.texts()));
  if (asks_for_help(parsed.values)) return Named{};
  const auto needed = [](const Word& one) { return one.must; };
  if (itself != verbs.end() && std::ranges::none_of(itself->words, needed)) return Named{std::move(*itself), {}};
  if (auto old = old_word(std::string(noun.name))) return fail(Exit::usage, *std::move(old));
  Problem missing = problem("C115"_m, phrase("the verb of '{}'", noun.name));
  missing.hint = one_of_these(known);
  return fail(Exit::usage, std::move(missing));
}

Result<std::vector<Given>> read_words(const OfficeFolder& office, const Verb& verb, const Parsed& parsed, Date today) {
  if (!parsed.left.empty()) return fail(Exit::usage, problem("C116"_m, parsed.left.front()));
  std::vector<Given> given;
  for (std::size_t i = 0; i < verb.words.size(); ++i)
    given.push_back({verb.words[i].name(), parsed.values[i], today, verb.words[i].value_name()});
  for (std::size_t i = 0; i < verb.words.size(); ++i) {
    const Word& word = verb.words[i];
    if (word.must && given[i].values.empty()) return fail(Exit::usage, problem("C115"_m, word.name()));
    if (word.kind == Word::Kind::option) CHECKED(check_count(word, given[i].values.size()));
    CHECKED(check_choices(word, given[i].values));
    CHECKED(check_codes(office, word, given[i].values));
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

/// The day that was said, else the day it is in the workspace's time zone; no value: the machine's.
std::optional<Date> day_of(const World& world, const Globals& globals) {
  if (globals.today || !world.today_in) return globals.today;
  const std::string zone = office_words(world, globals.directory).timezone;
  return zone.empty() ? std::nullopt : world.today_in(zone);
}

Result<Exit> run_verb(World& world, const Noun& noun, const Verb& verb, const std::vector<std::string>& texts,
                      Globals& globals) {
  std::vector<Word> words = verb.words;
  words.insert(words.end(), global_words().begin(), global_words().end());
  const std::string command = std::string(noun.name) + (verb.name.empty() ? "" : " " + verb.name);
  CHECKED(refuse_old_options(command, verb.words, texts));
  TRY(parsed, parse(words, texts));
  const auto global_values = take_global_values(parsed, verb.words.size());
  if (asks_for_help(global_values)) return say(world, help_of_verb(noun, verb, world.language));
  TRY(read, read_globals(world, verb, global_values));
  globals = std::move(read);
  if (globals.commit && !verb.writes) return fail(Exit::usage, problem("C102"_m, phrase("--commit: this command writes nothing")));
  globals.command = command;
  const auto day = day_of(world, globals);
  World dated = day ? with_today(world, *day) : world;
  TRY(given, read_words({world, globals.directory}, verb, parsed, dated.today()));
  return verb.run(dated, globals, given);
}

Result<Exit> run_without_noun(World& world, const std::vector<std::string>& texts) {
  TRY(parsed, parse(global_words(), texts));
  if (asks_for_help(parsed.values)) return say(world, help_of_program(world.language));
  const bool only_language = texts.size() < 3 && !texts.empty() && texts.front().starts_with("--lang");
  if (!texts.empty() && !only_language) return fail(Exit::usage, problem("C115"_m, phrase("the command")));
  return say(world, short_help(world.language));
}

}  // namespace

Result<Exit> run_line(World& world, std::span<const Noun> nouns, std::vector<std::string> texts, Globals& globals) {
  if (!texts.empty() && texts.front() == "--version") return say(world, "mloc " MLOC_VERSION "\n");
  Walk walk(split_empty_values(global_words(), texts));
  TRY(word, take_word(walk, {}));
  if (!word) return run_without_noun(world, texts);
  TRY(noun, find_noun(nouns, *word));
  TRY(named, take_verb(*noun, walk));
  if (named.verb) return run_verb(world, *noun, *named.verb, walk.texts(), globals);
  return say(world, named.kind.empty() ? help_of_noun(*noun, world.language) : help_of_kind(*noun, named.kind, world.language));
}

}  // namespace mloc::cli
