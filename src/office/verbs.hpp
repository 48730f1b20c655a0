#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/named.hpp"
#include "mloc/base/result.hpp"
#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::office {

struct ListCasesArgs {
  std::vector<std::string> terms;  ///< field:value, field:least..most, not:field:value, or a name
  bool sensitive = false;
  bool names = false;
};
/// One row for each application, with the terms that it meets; C108 for an unknown field.
Result<Exit> list_cases(World& world, const Globals& globals, const ListCasesArgs& args);

struct ShowArgs {
  OwnerText owner;
  bool sensitive = false;
};
/// Everything about one partner on one page, or about one person: who, what was applied for, the draws, the school, the lessons.
Result<Exit> show_case(World& world, const Globals& globals, const ShowArgs& args);

struct AmendRecordArgs {
  OwnerText owner;
  std::optional<std::string> record;
  std::vector<Named<std::string>> values;
};
/// Other values for fields of one record, of whatever kind; without a record for what a case applied for or a partner is.
Result<Exit> amend_record(World& world, const Globals& globals, const AmendRecordArgs& args);

struct VoidArgs {
  OwnerText owner;
  std::string record;
  std::string reason;
};
/// Marks a record as saying nothing true; it stays for the history and no report counts it.
Result<Exit> void_record(World& world, const Globals& globals, const VoidArgs& args);

struct MoveArgs {
  CaseText case_text;
  std::string record;
  CaseText to;
};
/// Takes a fact that was recorded on the wrong person to the right one.
Result<Exit> move_record(World& world, const Globals& globals, const MoveArgs& args);

struct TodoArgs {
  std::optional<std::string> person;
};
/// What waits for somebody: duplicates, draws to reveal or to run, learners without a lesson.
Result<Exit> list_todo(World& world, const Globals& globals, const TodoArgs& args);

}  // namespace mloc::office
