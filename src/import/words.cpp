#include "mloc/import/import.hpp"
#include "mloc/cli/verb.hpp"

namespace mloc::imports {

using namespace cli;

std::vector<Verb> import_verbs() {
  using I = ImportArgs;
  return {verb<I>("", "Import CSV files: as a kind of record, or by a mapping.", import_files,
                  {"mloc import application candidatures.csv --keep-going --rejects rejects.csv",
                   "mloc import lesson 2010-05.csv 2010-06.csv", "mloc import partners auto-ecoles.csv"},
                  {argument("KIND|MAPPING", &I::what, "what the rows are, when one mapping makes it; or imports/MAPPING.toml"),
                   argument("FILE...", &I::files, "CSV files, - for standard input"),
                   flag("--keep-going", &I::keep_going, "write the good rows and leave the others out (exit 3)"),
                   option("--rejects FILE", &I::rejects, "put the rejected rows there, with line and reason"),
                   flag("--void-gone", &I::void_gone, "void the lessons whose rows vanished since an earlier file")})
              .writing()};
}

}  // namespace mloc::imports
