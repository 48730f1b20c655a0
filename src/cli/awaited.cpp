#include "mloc/cli/awaited.hpp"

#include <algorithm>
#include <set>

#include "globals.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "veil.hpp"

namespace mloc::cli {
namespace {

using Texts = std::vector<std::string>;

bool has_name(const Word& word, const std::string& name) {
  const auto names = word.names();
  return word.kind != Word::Kind::argument && std::ranges::find(names, name) != names.end();
}

/// A line of which the last word is still being written; read more forgivingly than one that is run.
class BegunLine {
 public:
  BegunLine(std::span<const Noun> nouns, Language language) : nouns_(nouns), language_(language) {}

  void pass(const std::string& word) {
    if (valued_) return give(word);
    if (!closed_ && word == "--") closed_ = true;
    else if (!closed_ && is_option(word)) pass_option(word);
    else if (!noun_) pass_noun(word);
    else if (!verb_) pass_verb(word);
    else made_.arguments.push_back(word);
  }

  Awaited at(const std::string& begun) && {
    made_.begun = begun;
    if (lost_) return std::move(made_);
    if (valued_) offer_values(*valued_);
    else if (!closed_ && begun.starts_with("-")) offer_options_or_joined_value();
    else if (!noun_) offer_nouns();
    else if (!verb_) offer_verbs();
    else offer_argument();
    return std::move(made_);
  }

 private:
  /// The options that may stand here.
  std::vector<Word> words_here() const {
    std::vector<Word> words = verb_ ? verb_->words : std::vector<Word>();
    for (const Word& word : global_words())
      if (!verb_ || !verb_->formats.empty() || !shapes_listing(word)) words.push_back(word);
    return words;
  }
  std::optional<Word> option_called(const std::string& name) const {
    for (Word& word : words_here())
      if (has_name(word, name)) return std::move(word);
    return std::nullopt;
  }

  void give(const std::string& value) {
    made_.options[valued_->name()] = value;
    valued_.reset();
  }
  void pass_option(const std::string& text) {
    const auto equals = text.find('=');
    if (text.starts_with("--")) {
      pass_one(text.substr(0, equals));
      if (valued_ && equals != text.npos) give(text.substr(equals + 1));
      return;
    }
    // `-qn`, `-Cdir`
    for (std::size_t i = 1; i < text.size() && !valued_; ++i) {
      pass_one(std::string("-") + text[i]);
      if (valued_ && i + 1 < text.size()) return give(text.substr(i + 1));
    }
  }
  void pass_one(const std::string& name) {
    const auto word = option_called(name);
    if (!word) return;
    used_.insert(word->name());
    if (word->kind == Word::Kind::option) valued_ = word;
  }
  void pass_noun(const std::string& word) {
    const auto found = std::ranges::find(nouns_, word, &Noun::name);
    if (found == nouns_.end()) return void(lost_ = true);
    noun_ = &*found;
    made_.noun = found->name;
    verbs_ = noun_->verbs();
    if (verbs_.size() == 1 && verbs_.front().name.empty()) take(verbs_.front());
  }
  void pass_verb(const std::string& word) {
    const auto named = [&](const std::string& name) { return std::ranges::find(verbs_, name, &Verb::name); };
    const auto found = named(kind_.empty() ? word : kind_ + " " + word);
    if (found != verbs_.end()) return take(*found);
    if (kind_.empty() && std::ranges::any_of(verbs_, [&](const Verb& verb) { return kind_of(verb) == word; })) return void(kind_ = word);
    // A noun that is a command by itself: the word is its first argument.
    const auto itself = named("");
    if (itself == verbs_.end() || !kind_.empty()) return void(lost_ = true);
    take(*itself);
    made_.arguments.push_back(word);
  }
  void take(const Verb& verb) {
    verb_ = &verb;
    made_.verb = verb.name;
  }

  void offer(const std::string& word, std::string_view help) {
    if (word.starts_with(made_.begun)) made_.offers.push_back({made_.before + word, std::string(help)});
  }
  std::string_view say(std::string_view english) const { return language_ == Language::french ? in_french(english) : english; }

  void offer_nouns() {
    for (const Noun& noun : nouns_)
      if (!noun.help.empty()) offer(std::string(noun.name), say(noun.help));
  }
  void offer_verbs() {
    if (!kind_.empty()) return offer_verbs_of_kind();
    std::vector<std::pair<std::string, std::string>> kinds;
    for (const Verb& verb : verbs_) {
      const std::string kind(kind_of(verb));
      if (kind.empty() && !verb.name.empty()) offer(verb.name, say(verb.help));
      if (kind.empty()) continue;
      const auto found = std::ranges::find(kinds, kind, &std::pair<std::string, std::string>::first);
      const std::string last = verb.name.substr(kind.size() + 1);
      if (found == kinds.end()) kinds.emplace_back(kind, last);
      else found->second += ", " + last;
    }
    for (const auto& [kind, verbs] : kinds) offer(kind, verbs);
    const auto itself = std::ranges::find(verbs_, std::string(), &Verb::name);
    if (itself == verbs_.end()) return;
    take(*itself);
    offer_argument();
  }
  void offer_verbs_of_kind() {
    for (const Verb& verb : verbs_)
      if (kind_of(verb) == kind_) offer(verb.name.substr(kind_.size() + 1), say(verb.help));
  }
  void offer_argument() {
    std::size_t before = made_.arguments.size();
    for (const Word& word : verb_->words) {
      if (word.kind != Word::Kind::argument || (before > 0 && !word.many && before--)) continue;
      offer_values(word);
      if (!word.must && made_.begun.empty()) offer_options();
      return;
    }
    if (made_.begun.empty()) offer_options();
  }
  void offer_options() {
    for (const Word& word : words_here()) {
      const bool again = word.many || !used_.contains(word.name());
      if (word.kind != Word::Kind::argument && again) offer(word.name(), word.help_in(language_));
    }
  }
  void offer_options_or_joined_value() {
    const auto equals = made_.begun.find('=');
    if (!made_.begun.starts_with("--") || equals == std::string::npos) return offer_options();
    const auto word = option_called(made_.begun.substr(0, equals));
    if (!word || word->kind != Word::Kind::option) return;
    made_.before = made_.begun.substr(0, equals + 1);
    made_.begun.erase(0, equals + 1);
    offer_values(*word);
  }

  void offer_values(const Word& word) {
    made_.word = word.name();
    made_.source = source_of(word);
    for (const std::string& choice : word.choices) offer(choice, {});
    if (word.name() == "--format")
      for (const Format format : verb_ ? verb_->formats : Formats()) offer(std::string(name_of(format)), {});
    if (word.type == Type::day) offer_all({"today", "yesterday"});
    if (word.type == Type::period) offer_all({"last-month", "today"});
    const auto equals = made_.begun.find('=');
    const bool pairs = word.value_name().find('=') != std::string::npos;
    if (!pairs || equals == std::string::npos) return offer_codes(word.lists, pairs ? "=" : "");
    if (word.lists.empty()) return;
    made_.before += made_.begun.substr(0, equals + 1);
    made_.begun.erase(0, equals + 1);
    offer_codes(word.value_lists, "");
  }
  void offer_all(const Texts& words) {
    for (const std::string& word : words) offer(word, {});
  }
  void offer_codes(const Texts& lists, std::string_view ending) {
    made_.lists = lists;
    made_.ending = ending;
  }

  std::span<const Noun> nouns_;
  Language language_;
  Awaited made_;
  const Noun* noun_ = nullptr;
  std::vector<Verb> verbs_;
  std::string kind_;
  const Verb* verb_ = nullptr;
  std::optional<Word> valued_;  ///< an option whose value comes next
  std::set<std::string> used_;
  bool closed_ = false;  ///< behind `--` there are no options
  bool lost_ = false;    ///< a word that nobody knows: what comes after it is not known, either
};

}  // namespace

Awaited awaited(std::span<const Noun> nouns, const Texts& words, Language language) {
  BegunLine line(nouns, language);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) line.pass(words[i]);
  return std::move(line).at(words.empty() ? std::string() : words.back());
}

Source source_of(const Word& word) {
  using S = Source;
  static constexpr std::pair<std::string_view, S> by_name[] = {
      {"--as", S::role}, {"--by", S::staff}, {"--referent", S::staff}, {"--signed-by", S::staff}, {"--given-by", S::staff}, {"--staff", S::staff},
      {"--programme", S::programme}, {"--site", S::site}, {"--draw", S::draw}, {"--school", S::partner}, {"--payee", S::partner},
      {"--instrument", S::instrument}, {"--mapping", S::mapping}};
  static constexpr std::pair<std::string_view, S> by_placeholder[] = {
      {"FILE", S::file}, {"DIR", S::folder}, {"CASE", S::person}, {"OWNER", S::owner}, {"PARTNER", S::partner}, {"SCHOOL", S::partner},
      {"LANDLORD", S::partner}, {"STAFF", S::staff}, {"SITE", S::site}, {"PROGRAMME", S::programme}, {"DRAW", S::draw}, {"PASSPORT", S::passport},
      {"INSTRUMENT", S::instrument}, {"RECORD", S::record}, {"KIND", S::kind}, {"KIND|MAPPING", S::mapping}, {"FIELD=VALUE", S::field}};
  if (word.kind == Word::Kind::flag) return S::none;
  if (word.source != S::none) return word.source;
  const auto named = std::ranges::find(by_name, word.name(), &std::pair<std::string_view, S>::first);
  if (word.kind == Word::Kind::option && named != std::end(by_name)) return named->second;
  const std::string placeholder = word.value_name();
  const auto found = std::ranges::find(by_placeholder, placeholder, &std::pair<std::string_view, S>::first);
  return found == std::end(by_placeholder) ? S::none : found->second;
}

}  // namespace mloc::cli
