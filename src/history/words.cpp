#include "merge_verbs.hpp"
#include "migrate_verbs.hpp"
#include "mloc/cli/verb.hpp"
#include "verbs.hpp"

namespace mloc::history {

using namespace cli;

std::vector<Verb> merge_driver_verbs() {
  return {verb<MergeDriverArgs>("", "Merge three versions of a file record by record, for git.", drive_merge,
                                {"git config merge.mloc.driver \"mloc merge-driver %O %A %B %P\""},
                                {argument("BASE", &MergeDriverArgs::base, "the common ancestor (%O)"),
                                 argument("OURS", &MergeDriverArgs::ours, "our version, where the merged one goes (%A)"),
                                 argument("THEIRS", &MergeDriverArgs::theirs, "their version (%B)"),
                                 argument("PATH", &MergeDriverArgs::path, "where the file lies (%P)")}).writing()};
}

std::vector<Verb> resolve_verbs() {
  return {verb<ResolveArgs>("", "List what a merge left marked in a file, or take a side.", resolve_conflicts,
                            {"mloc resolve 7KQ39XM4H9", "mloc resolve 7KQ39XM4H9 --take 2010-05-11-k7qm.minutes=theirs"},
                            {argument("FILE", &ResolveArgs::file, "whole case id, or a path of the workspace"),
                             option("--take SIDE", &ResolveArgs::takes,
                                    "ours, theirs or base; RECORD=SIDE or RECORD.FIELD=SIDE for one; may be repeated")},
                            listing).writing()};
}

std::vector<Verb> textconv_verbs() {
  return {verb<TextconvArgs>("", "Show the records of a file in words, for git diff.", show_as_text, {"mloc textconv cases/7K/7KQ39XM4H9.yaml"},
                             {argument("FILE", &TextconvArgs::file, "any file of records; another one is shown as it is")})};
}

/// Without .writing(): what it changes needs a real repository, which the disks of the fault tests have not, and --commit
/// would commit the one file of the workspace among the clone's own settings.
std::vector<Verb> setup_git_verbs() {
  return {verb<SetupGitArgs>("", "Let this clone merge and show records by mloc.", set_up_git, {"mloc setup-git --hooks"},
                             {flag("--hooks", &SetupGitArgs::hooks, "check what is staged before each commit, too")})};
}

std::vector<Verb> log_verbs() {
  return {verb<LogArgs>("", "Tell the history of a case: day, who, record, field, from, to.", show_log,
                        {"mloc log AU-2010-0085", "mloc log AU-2010-0085 minutes --since 2010-05-01 -O json"},
                        {argument("CASE", &LogArgs::case_text, "id, file number, unique prefix or name"),
                         argument("[FIELD]", &LogArgs::field, "only this field: minutes, skills, skills.C1.3"),
                         option("--since DAY", &LogArgs::since, "from this day on"),
                         flag("--sensitive", &LogArgs::sensitive, "show sensitive codes")},
                        listing)};
}

std::vector<Verb> diff_verbs() {
  return {verb<DiffArgs>("", "Say what differs between two revisions, or a revision and the files as they lie.", show_difference,
                         {"mloc diff", "mloc diff HEAD~3", "mloc diff main office-b 7KQ39XM4H9"},
                         {argument("[A]", &DiffArgs::first, "a revision of git; HEAD when left out"),
                          argument("[B]", &DiffArgs::second, "another one; the files as they lie when left out"),
                          argument("[CASE]", &DiffArgs::case_text, "only this case"),
                          flag("--sensitive", &DiffArgs::sensitive, "show sensitive codes")},
                         listing)};
}

std::vector<Verb> migrate_verbs() {
  return {verb<MigrateArgs>("", "Bring records of older versions, and codes that have ended, to the present ones.", migrate_workspace,
                            {"mloc migrate -n", "mloc migrate --commit"}, {}).writing()};
}

}  // namespace mloc::history
