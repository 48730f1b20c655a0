#include "mloc/cli/verb.hpp"
#include "verbs.hpp"

namespace mloc::check {

using namespace cli;

std::vector<Verb> check_verbs() {
  return {verb<CheckArgs>("", "Read every file and say all that is wrong.", check_workspace,
                          {"mloc check", "mloc check --fix", "mloc check -O json", "mloc check --range $OLD..$NEW --as ecole-loire"},
                          {flag("--fix", &CheckArgs::fix, "rewrite valid files that are not in canonical form"),
                           flag("--strict", &CheckArgs::strict, "such files are faults"),
                           flag("--staged", &CheckArgs::staged, "check what git would commit, not the files as they lie"),
                           option("--range OLD..NEW", &CheckArgs::range, "check what --as CODE pushes to the server, record by record")},
                          listing).writing()};
}

}  // namespace mloc::check
