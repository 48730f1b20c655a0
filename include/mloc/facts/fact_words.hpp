#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mloc/cli/verb.hpp"
#include "mloc/facts/kinds.hpp"

namespace mloc::facts {

using namespace cli;

/// What is said of one kind of simple record; its verbs are KIND add, KIND end where it has an end, and KIND list, its
/// fields become words by the schema.
struct FactWords {
  std::string_view kind;
  std::string help;
  std::vector<std::string> examples;
  std::string list_help;
  std::vector<std::string> list_examples;
  std::string end_help = {};
  std::vector<std::string> end_examples = {};
};

/// The words that record one fact of a kind.
std::vector<Bound<FactArgs>> fact_words(const FactKind& kind);
/// What a listing of simple records takes.
std::vector<Bound<FactListArgs>> fact_list_words();
/// Its verbs to add, end and list.
void add_fact_verbs(std::vector<Verb>& verbs, const FactWords& said);

}  // namespace mloc::facts
