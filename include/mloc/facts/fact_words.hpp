#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mloc/cli/verb.hpp"
#include "mloc/facts/kinds.hpp"

namespace mloc::facts {

using namespace cli;

/// How one kind of simple record is spoken of; its fields become words by the schema.
struct FactWords {
  std::string_view kind;
  std::string verb;                    ///< `situation`: also `situation list`, `situation import`
  std::string help;
  std::vector<std::string> examples;
  std::string list_help;
  std::vector<std::string> list_examples;
  std::string import_help = {};        ///< empty: only by `mloc import NAME FILE`
  std::string ending = {};             ///< the verb that ends one: `situation end`
  std::string end_help = {};
  std::vector<std::string> end_examples = {};
  std::string noun = "enrol";
  std::string adding = {};             ///< ` add` where the bare verb does not say what is done
};

/// The words that record one fact of a kind.
std::vector<Bound<FactArgs>> fact_words(const FactKind& kind);
/// What a listing of simple records takes.
std::vector<Bound<FactListArgs>> fact_list_words();
/// Its verbs to add, end, list and import.
void add_fact_verbs(std::vector<Verb>& verbs, const FactWords& said);

}  // namespace mloc::facts
