#include "mloc/import/import_words.hpp"

namespace mloc::imports {

using namespace cli;

std::vector<Bound<ImportArgs>> import_words() {
  using I = ImportArgs;
  return {argument("FILE...", &I::files, "CSV files, - for standard input"),
          option("--mapping NAME", &I::mapping, "the file imports/NAME.toml, when several would fit"),
          flag("--keep-going", &I::keep_going, "write the good rows and leave the others out (exit 3)"),
          option("--rejects FILE", &I::rejects, "put the rejected rows there, with line and reason")};
}

std::vector<Verb> import_verbs() {
  auto words = import_words();
  words.insert(words.begin(), argument("NAME", &ImportArgs::mapping_name, "the mapping file imports/NAME.toml"));
  std::erase_if(words, [](const Bound<ImportArgs>& bound) { return bound.word.name() == "--mapping"; });
  return {verb<ImportArgs>("", "Import CSV files by a mapping.", import_named,
                           {"mloc import partners auto-ecoles.csv", "mloc import seances 2010-0*.csv --keep-going"}, words).writing()};
}

}  // namespace mloc::imports
