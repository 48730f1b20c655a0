#include "mloc/cli/verb.hpp"
#include "verbs.hpp"

namespace mloc::check {

using namespace cli;

std::vector<Verb> check_verbs() {
  return {verb<CheckArgs>("", "Read every file and say all that is wrong.", check_workspace,
                          {"mloc check", "mloc check --fix", "mloc check -O json", "mloc check --range main~1..main --as ecole-nord --law main"},
                          {flag("--fix", &CheckArgs::fix, "rewrite valid files that are not in canonical form"),
                           flag("--strict", &CheckArgs::strict, "such files are faults"),
                           flag("--staged", &CheckArgs::staged, "check what git would commit, not the files as they lie"),
                           option("--range OLD..NEW", &CheckArgs::range, "check what --as CODE pushes to the server, byte for byte"),
                           option("--law BRANCH", &CheckArgs::law, "with --range: the branch whose tip on the server says who is who"),
                           option("--ref NAME", &CheckArgs::reference, "with --range: the reference that is pushed, refs/heads/main"),
                           option("--allow WHAT", &CheckArgs::allowed, "with --range: what anybody may make").one_of({"branch", "tag"}),
                           option("--administrator CODE", &CheckArgs::administrator, "with --range: who may begin while there is no law")},
                          listing).writing()};
}

}  // namespace mloc::check
