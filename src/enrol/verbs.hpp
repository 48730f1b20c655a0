#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/named.hpp"
#include "mloc/base/result.hpp"
#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::enrol {

struct EligibleArgs {
  std::string programme;
  std::optional<std::string> site, draw;
};
/// Every application of the programme with each criterion explained: the value used and whether it is met.
Result<Exit> list_eligible(World& world, const Globals& globals, const EligibleArgs& args);

struct EnrolAddArgs {
  std::string file_number, surname, sex, site;
  std::optional<std::string> first_name, use_name;
  bool single_name = false;
  std::optional<Date> birth_date, received, registered;
  std::optional<std::string> programme, commune, situation, education, housing, referent, prescriber, household, job, phone, email;
  std::optional<bool> licence_b;
  std::optional<Money> resources;
  bool project = false, licence_useful = false, priority_area = false, family_breakdown = false, work_difficulty = false;
};
/// One application of a new person.
Result<Exit> add_application(World& world, const Globals& globals, const EnrolAddArgs& args);

struct ReceiptArgs {
  CaseText case_text;
  std::optional<std::string> output;
};
/// What the applicant takes home, in French: the file number, what was received, how the draw works.
Result<Exit> print_receipt(World& world, const Globals& globals, const ReceiptArgs& args);

struct DuplicateListArgs {
  std::vector<std::string> terms;
};
/// People with the same name and birth date of whom nobody has decided.
Result<Exit> list_duplicates(World& world, const Globals& globals, const DuplicateListArgs& args);

struct DuplicateArgs {
  CaseText first, second;
};
/// Says that two are two people.
Result<Exit> dismiss_duplicate(World& world, const Globals& globals, const DuplicateArgs& args);
/// Makes one of two: all records of the second go to the first.
Result<Exit> merge_duplicate(World& world, const Globals& globals, const DuplicateArgs& args);

}  // namespace mloc::enrol
