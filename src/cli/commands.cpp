#include "commands.hpp"

namespace mloc::cli {

// A new noun: its file src/cli/NOUN.cpp, its declaration here, its row below.
std::vector<Verb> completion_verbs();
std::vector<Verb> explain_verbs();

std::span<const Noun> nouns() {
  static constexpr Noun all[] = {
      {"completion", "Words for the shell's completion: bash, zsh, fish", completion_verbs},
      {"explain", "What a message code means", explain_verbs},
  };
  return all;
}

}  // namespace mloc::cli
