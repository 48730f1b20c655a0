#include "mloc/import/import.hpp"
#include "mloc/cli/verb.hpp"

namespace mloc::imports {

using namespace cli;

std::vector<Verb> import_verbs() {
  using I = ImportArgs;
  return {verb<I>("", "Import CSV files and workbooks: as a kind of record, or by a mapping.", import_files,
                  {"mloc import application candidatures.csv --keep-going --rejects rejects.csv",
                   "mloc import lesson 2010-05.csv 2010-06.csv", "mloc import partners auto-ecoles.csv"},
                  {argument("KIND|MAPPING", &I::what, "what the rows are, when one mapping makes it; or imports/MAPPING.toml"),
                   argument("FILE...", &I::files, "CSV files or workbooks, - for standard input"),
                   flag("--keep-going", &I::keep_going, "write the good rows and leave the others out (exit 3)"),
                   option("--rejects FILE", &I::rejects, "put the rejected rows there, with line and reason"),
                   flag("--void-gone", &I::void_gone, "void the records of this mapping whose rows vanished since an earlier file"),
                   option("--gone FILE", &I::gone, "list there the records whose rows vanished"),
                   option("--empty COLUMN", &I::empty, "the column may lose more than a tenth of its values; may be repeated")})
              .writing(),
          verb<SuggestArgs>("suggest", "Propose the mapping file of a table, and show what its first rows would be.", suggest_mapping,
                            {"mloc import suggest candidatures.xlsx --kind application", "mloc import suggest seances.csv --kind lesson --save seances-2011"},
                            {argument("FILE", &SuggestArgs::file, "a CSV file or a workbook, - for standard input"),
                             option("--kind KIND", &SuggestArgs::kind, "what the rows are").required(),
                             option("--save NAME", &SuggestArgs::save, "put it into the workspace as imports/NAME.toml")})
              .writing()};
}

}  // namespace mloc::imports
