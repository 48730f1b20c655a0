#include "merge_verbs.hpp"
#include "migrate_verbs.hpp"
#include "mloc/cli/verb.hpp"
#include "verbs.hpp"

namespace mloc::history {

using namespace cli;

namespace {

Verb merge_verb(std::string name, std::vector<std::string> examples) {
  return verb<MergeDriverArgs>(std::move(name), "Merge three versions of a file record by record, for git.", drive_merge, std::move(examples),
                               {argument("BASE", &MergeDriverArgs::base, "the common ancestor (%O)"),
                                argument("OURS", &MergeDriverArgs::ours, "our version, where the merged one goes (%A)"),
                                argument("THEIRS", &MergeDriverArgs::theirs, "their version (%B)"),
                                argument("PATH", &MergeDriverArgs::path, "where the file lies (%P)")}).writing();
}

Verb textconv_verb(std::string name, std::vector<std::string> examples) {
  return verb<TextconvArgs>(std::move(name), "Show the records of a file in words, for git diff.", show_as_text, std::move(examples),
                            {argument("FILE", &TextconvArgs::file, "any file of records; another one is shown as it is")});
}

/// Without .writing(): what it changes needs a real repository, which the disks of the fault tests have not, and --commit
/// would commit the one file of the workspace among the clone's own settings.
Verb setup_verb() {
  return verb<SetupGitArgs>("setup", "Let this clone merge and show records by mloc.", set_up_git, {"mloc git setup --hooks"},
                            {flag("--hooks", &SetupGitArgs::hooks, "check what is staged before each commit, too")});
}

}  // namespace

std::vector<Verb> git_verbs() {
  return {setup_verb(), merge_verb("merge", {"git config merge.mloc.driver \"mloc git merge %O %A %B %P\""}),
          textconv_verb("textconv", {"mloc git textconv cases/7K/7KQ39XM4H9.yaml"})};
}

// The words that clones of earlier versions have in their settings of git.
std::vector<Verb> old_merge_verbs() { return {merge_verb("", {})}; }
std::vector<Verb> old_textconv_verbs() { return {textconv_verb("", {})}; }

std::vector<Verb> resolve_verbs() {
  return {verb<ResolveArgs>("", "List what a merge left marked in a file, or take a side.", resolve_conflicts,
                            {"mloc resolve 7KQ39XM4H9", "mloc resolve 7KQ39XM4H9 --take 2010-05-11-k7qm.minutes=theirs"},
                            {argument("FILE", &ResolveArgs::file, "whole case id, or a path of the workspace"),
                             option("--take SIDE", &ResolveArgs::takes,
                                    "ours, theirs or base; RECORD=SIDE or RECORD.FIELD=SIDE for one; may be repeated")},
                            listing).writing()};
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
                         {argument("[A]", &DiffArgs::first, "a revision of git; default: HEAD"),
                          argument("[B]", &DiffArgs::second, "another one; default: the files as they lie"),
                          argument("[CASE]", &DiffArgs::case_text, "only this case"),
                          flag("--sensitive", &DiffArgs::sensitive, "show sensitive codes")},
                         listing)};
}

std::vector<Verb> migrate_verbs() {
  return {verb<MigrateArgs>("", "Bring records of older versions, and codes that have ended, to the present ones.", migrate_workspace,
                            {"mloc migrate -n", "mloc migrate --commit"}, {}).writing()};
}

}  // namespace mloc::history
