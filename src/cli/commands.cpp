#include "commands.hpp"

namespace mloc::cli {

// A new noun: its file src/cli/NOUN.cpp, its declaration here, its row below.
std::vector<Verb> completion_verbs();
std::vector<Verb> explain_verbs();
std::vector<Verb> export_verbs();
std::vector<Verb> query_verbs();
std::vector<Verb> report_verbs();

std::span<const Noun> nouns() {
  static constexpr Noun all[] = {
      {"completion", "Words for the shell's completion: bash, zsh, fish", completion_verbs},
      {"explain", "What a message code means", explain_verbs},
      {"export", "Records as JSON Lines or CSV", export_verbs},
      {"query", "Any question in SQL", query_verbs},
      {"report", "Figures for a period", report_verbs},
  };
  return all;
}

}  // namespace mloc::cli
