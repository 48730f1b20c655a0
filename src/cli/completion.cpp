#include "globals.hpp"
#include "mloc/cli/nouns.hpp"
#include "mloc/cli/verb.hpp"

namespace mloc::cli {
namespace {

struct Completion {
  std::string shell;
};

// Each script hands the words of the line, up to the cursor, to `mloc complete` and offers what that answers: a word, a tab and
// what it means; `:files` and `:folders` where the shell itself knows better.

constexpr std::string_view bash = R"(# Completion of mloc for bash; made by `mloc completion bash`.
_mloc() {
  local word cut= i program=${COMP_WORDS[0]/#\~\//$HOME/}
  local -a said=()
  for ((i = 1; i <= COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]//[\"\'\\]/}
    # bash parts words at : and =, too.
    if ((i > 1)) && [[ $word == [:=]* || ${COMP_WORDS[i - 1]} == *[:=] ]]; then said[-1]+=$word
    else said+=("${word/#\~\//$HOME/}"); fi
  done
  word=${said[-1]}
  [[ $word != *[:=]* ]] || cut=${word%"${word##*[:=]}"}
  COMPREPLY=()
  while IFS=$'\t' read -r word _; do
    case $word in
      :files) mapfile -t COMPREPLY < <(compgen -f -- "${said[-1]#"$cut"}"); compopt -o filenames ;;
      :folders) mapfile -t COMPREPLY < <(compgen -d -- "${said[-1]#"$cut"}"); compopt -o filenames ;;
      *) COMPREPLY+=("${word#"$cut"}"); [[ $word != *[:=] ]] || compopt -o nospace ;;
    esac
  done 2>/dev/null < <("$program" complete -- "${said[@]}" 2>/dev/null)
}
complete -F _mloc mloc
)";

constexpr std::string_view zsh = R"(#compdef mloc
# Completion of mloc for zsh; made by `mloc completion zsh`.
_mloc() {
  local line word
  local -a said plain open
  said=("${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}")
  said=("${(@)said/#\~\//$HOME/}")
  for line in "${(@f)$("$said[1]" complete -- "${(@)said[2,-1]}" 2>/dev/null)}"; do
    word=${line%%$'\t'*}
    case $word in
      :files) _files ;;
      :folders) _files -/ ;;
      *[:=]) open+=("${word//:/\\:}:${line#*$'\t'}") ;;
      ?*) plain+=("${word//:/\\:}:${line#*$'\t'}") ;;
    esac
  done
  _describe -V mloc plain
  _describe -V mloc open -S ''
}
if [[ $funcstack[1] == _mloc ]]; then _mloc "$@"; else compdef _mloc mloc; fi
)";

constexpr std::string_view fish = R"(# Completion of mloc for fish; made by `mloc completion fish`.
function __mloc_offers
    set -l said (commandline -opc | string replace -r '^~/' $HOME/)
    set -l begun (commandline -ct)
    for line in ($said[1] complete -- $said[2..-1] "$begun" 2>/dev/null)
        switch $line
            case ':files*'
                __fish_complete_path $begun
            case ':folders*'
                __fish_complete_directories $begun
            case '*'
                echo $line
        end
    end
end
complete -c mloc -f -a '(__mloc_offers)'
)";

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
    if (noun.help.empty()) continue;
    add(noun.name, "", "noun", noun.name, noun.help);
    for (const Verb& verb : noun.verbs()) {
      add(noun.name, verb.name, "verb", verb.name, verb.help);
      for (const std::string& example : verb.examples) add(noun.name, verb.name, "example", example, "");
      add_words(noun.name, verb.name, verb.words);
    }
  }
  return text;
}

Result<Exit> complete(World& world, const Globals&, const Completion& args) {
  CHECKED(world.out.write(args.shell == "bash"   ? std::string(bash)
                          : args.shell == "zsh"  ? std::string(zsh)
                          : args.shell == "fish" ? std::string(fish)
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
