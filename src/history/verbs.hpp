#pragma once
#include <optional>
#include <string>

#include "mloc/base/date.hpp"
#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::history {

struct TextconvArgs {
  std::string file;
};
/// The records of a file in words, one line for each field, for `git diff`; a file that cannot be read as it is.
Result<Exit> show_as_text(World& world, const Globals& globals, const TextconvArgs& args);

struct SetupGitArgs {
  bool hooks = false;
};
/// Tells the clone to merge and to show records by mloc, to sync what it writes, and with `hooks` to check what is committed.
Result<Exit> set_up_git(World& world, const Globals& globals, const SetupGitArgs& args);

struct LogArgs {
  CaseText case_text;
  std::optional<std::string> field;
  std::optional<Date> since;
  bool sensitive = false;
};
/// The history of a case from git: day, who, record, field, from, to; oldest first.
Result<Exit> show_log(World& world, const Globals& globals, const LogArgs& args);

struct DiffArgs {
  std::optional<CaseText> case_text;
  std::optional<std::string> first, second;
  bool sensitive = false;
};
/// What differs between two revisions, or a revision (HEAD) and the files as they lie, record by record.
Result<Exit> show_difference(World& world, const Globals& globals, const DiffArgs& args);

}  // namespace mloc::history
