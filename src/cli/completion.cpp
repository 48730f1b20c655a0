#include <algorithm>

#include "globals.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/nouns.hpp"
#include "mloc/cli/verb.hpp"

namespace mloc::cli {
namespace {

struct Completion {
  std::string shell;
};

using Texts = std::vector<std::string>;

/// The options of `words` as a shell offers them, in one line.
Texts options_of(std::span<const Word> words) {
  Texts names;
  for (const Word& word : words)
    if (word.kind != Word::Kind::argument) names.push_back(word.name());
  return names;
}

/// Every word of the list that takes a value, so that a shell can skip it when it looks for noun and verb.
Texts names_with_value() {
  Texts all;
  for (const Word& word : global_words())
    if (word.kind == Word::Kind::option)
      for (const std::string& name : word.names()) all.push_back(name);
  return all;
}

std::vector<Word> words_of(const Verb& verb) {
  std::vector<Word> words = verb.words;
  for (const Word& word : global_words())
    if (!verb.formats.empty() || !shapes_listing(word)) words.push_back(word);
  return words;
}

Texts names_of_nouns() {
  Texts names = {"--help", "--version"};
  for (const Noun& noun : nouns()) names.emplace_back(noun.name);
  return names;
}

/// `list` of `situation list`, or nothing.
std::string second_word(const Verb& verb) {
  const auto blank = verb.name.find(' ');
  return blank == std::string::npos ? std::string{} : verb.name.substr(blank + 1);
}

/// `'enrol/situation list'|…`: the verbs of two words.
std::string pairs() {
  std::string text;
  for (const Noun& noun : nouns())
    for (const Verb& verb : noun.verbs())
      if (!second_word(verb).empty()) text += fmt::format("{}'{}/{}'", text.empty() ? "" : "|", noun.name, verb.name);
  return text;
}

/// What may follow NOUN VERB: second words, its options, and the values that its arguments choose from.
Texts offers_of(const Noun& noun, const Verb& verb) {
  Texts offers = options_of(words_of(verb));
  for (const Verb& other : noun.verbs())
    if (!second_word(other).empty() && other.name.starts_with(verb.name + " ")) offers.push_back(second_word(other));
  for (const Word& word : verb.words)
    if (word.kind == Word::Kind::argument) offers.insert(offers.end(), word.choices.begin(), word.choices.end());
  return offers;
}

/// The branches of a `case noun/verb` in the words of bash and zsh; `row` writes one.
template <class Row>
std::string branches(Row row) {
  std::string text = row("/", names_of_nouns());
  for (const Noun& noun : nouns()) {
    Texts names;
    for (const Verb& verb : noun.verbs()) {
      // A noun that is a command by itself: what follows is no verb.
      const bool alone = verb.name.empty();
      const std::string key = std::string(noun.name) + "/" + (alone ? "*" : verb.name);
      text += row(second_word(verb).empty() ? key : "'" + key + "'", offers_of(noun, verb));
      if (!alone && second_word(verb).empty()) names.push_back(verb.name);
    }
    if (!names.empty()) text += row(std::string(noun.name) + "/", names);
  }
  return text;
}

constexpr std::string_view bash = R"(# Completion of mloc for bash; made by `mloc completion bash`.
_mloc() {{
  local word noun= verb= offers= i current=${{COMP_WORDS[COMP_CWORD]}}
  for ((i = 1; i < COMP_CWORD; ++i)); do
    word=${{COMP_WORDS[i]}}
    case $word in
      {valued}) ((++i)) ;;
      -*) ;;
      *) if [[ -z $noun ]]; then noun=$word; elif [[ -z $verb ]]; then verb=$word
         else case "$noun/$verb $word" in {pairs}) verb="$verb $word" ;; esac; fi ;;
    esac
  done
  case $noun/$verb in
{branches}  esac
  COMPREPLY=($(compgen -W "$offers" -- "$current"))
}}
complete -o default -F _mloc mloc
)";

constexpr std::string_view zsh = R"(#compdef mloc
# Completion of mloc for zsh; made by `mloc completion zsh`.
_mloc() {{
  local word noun= verb= i
  local -a offers
  for ((i = 2; i < CURRENT; ++i)); do
    word=${{words[i]}}
    case $word in
      {valued}) ((++i)) ;;
      -*) ;;
      *) if [[ -z $noun ]]; then noun=$word; elif [[ -z $verb ]]; then verb=$word
         else case "$noun/$verb $word" in {pairs}) verb="$verb $word" ;; esac; fi ;;
    esac
  done
  case $noun/$verb in
{branches}  esac
  compadd -a offers || _files
}}
compdef _mloc mloc
)";

std::string for_bash() {
  const auto row = [](const std::string& key, const Texts& offers) {
    return "    " + key + ") offers='" + joined(offers, " ") + "' ;;\n";
  };
  return fmt::format(bash, fmt::arg("valued", joined(names_with_value(), "|")), fmt::arg("branches", branches(row)), fmt::arg("pairs", pairs()));
}

std::string for_zsh() {
  const auto row = [](const std::string& key, const Texts& offers) {
    return "    " + key + ") offers=(" + joined(offers, " ") + ") ;;\n";
  };
  return fmt::format(zsh, fmt::arg("valued", joined(names_with_value(), "|")), fmt::arg("branches", branches(row)), fmt::arg("pairs", pairs()));
}

std::string fish_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' || c == '\\' ? std::string{'\\', c} : std::string{c};
  return quoted + "'";
}

std::string fish_option(const std::string& condition, const Word& word) {
  std::string text = "complete -c mloc -n " + fish_quoted(condition);
  for (const std::string& name : word.names())
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (word.kind == Word::Kind::option) text += " -r";
  if (!word.choices.empty()) text += " -a " + fish_quoted(joined(word.choices, " "));
  return text + " -d " + fish_quoted(word.help_in(Language::english)) + "\n";
}

std::string for_fish() {
  std::string text = "# Completion of mloc for fish; made by `mloc completion fish`.\n";
  for (const Noun& noun : nouns()) {
    const std::string name(noun.name), seen = "__fish_seen_subcommand_from " + name;
    text += "complete -c mloc -n __fish_use_subcommand -f -a " + name + " -d " + fish_quoted(noun.help) + "\n";
    Texts verbs;
    for (const Verb& verb : noun.verbs())
      if (second_word(verb).empty()) verbs.push_back(verb.name);
    for (const Verb& verb : noun.verbs()) {
      std::string here = seen;
      for (const std::string_view part : split(verb.name, ' '))
        if (!part.empty()) here += "; and __fish_seen_subcommand_from " + std::string(part);
      if (!second_word(verb).empty())
        text += "complete -c mloc -n " + fish_quoted(here.substr(0, here.rfind("; and"))) + " -f -a " + second_word(verb) + " -d " +
                fish_quoted(verb.help) + "\n";
      else if (!verb.name.empty())
        text += "complete -c mloc -n " +
                fish_quoted(seen + "; and not __fish_seen_subcommand_from " + joined(verbs, " ")) + " -f -a " +
                verb.name + " -d " + fish_quoted(verb.help) + "\n";
      for (const Word& word : words_of(verb)) {
        if (word.kind != Word::Kind::argument) text += fish_option(here, word);
        else if (!word.choices.empty())
          text += "complete -c mloc -n " + fish_quoted(here) + " -f -a " + fish_quoted(joined(word.choices, " ")) + "\n";
      }
    }
  }
  return text;
}

/// One line for each word of the program: noun, verb, kind, spelling, help, separated by tabs.
std::string as_list() {
  constexpr std::string_view kinds[] = {"argument", "option", "flag"};
  std::string text;
  const auto add = [&](std::string_view noun, std::string_view verb, std::string_view kind, std::string_view spelling,
                       std::string_view help) {
    text += fmt::format("{}\t{}\t{}\t{}\t{}\n", noun, verb, kind, spelling, help);
  };
  const auto add_words = [&](std::string_view noun, std::string_view verb, std::span<const Word> words) {
    for (const Word& word : words) add(noun, verb, kinds[static_cast<std::size_t>(word.kind)], word.spelling, word.help_in(Language::english));
  };
  add_words("", "", global_words());
  for (const Noun& noun : nouns()) {
    add(noun.name, "", "noun", noun.name, noun.help);
    for (const Verb& verb : noun.verbs()) {
      add(noun.name, verb.name, "verb", verb.name, verb.help);
      add_words(noun.name, verb.name, verb.words);
    }
  }
  return text;
}

Result<Exit> complete(World& world, const Globals&, const Completion& args) {
  CHECKED(world.out.write(args.shell == "bash"   ? for_bash()
                          : args.shell == "zsh"  ? for_zsh()
                          : args.shell == "fish" ? for_fish()
                                                 : as_list()));
  return Exit::done;
}

}  // namespace

std::vector<Verb> completion_verbs() {
  return {verb<Completion>(
      "", "Print what a shell needs to complete commands, or the list of all words.", complete,
      {"mloc completion bash > ~/.local/share/bash-completion/completions/mloc", "mloc completion list"},
      {argument("SHELL", &Completion::shell, "for which shell; list: one line for each word, with tabs")
           .one_of({"bash", "zsh", "fish", "list"})})};
}

}  // namespace mloc::cli
