#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/result.hpp"
#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::contract {

struct OpenContractArgs {
  std::optional<CaseText> case_text;  ///< none: everybody who holds a place
  std::string draw;                       ///< or empty
  std::optional<std::string> programme;   ///< one without a draw
  std::optional<Date> on;
  std::optional<int> months;
  bool couple = false;
  bool representative = false;
};
/// Contracts to be signed: of a draw, for one person or for everybody who holds a place; of a programme without a draw, for one
/// person who meets its rules.
Result<Exit> open_contract(World& world, const Globals& globals, const OpenContractArgs& args);

struct StepArgs {
  CaseText case_text;
  std::string step;
  std::optional<Date> on, until;
  std::optional<std::string> party, commitment, reason, contract;
};
/// A signature, review, renewal, suspension, warning, hearing, breach or end of a contract.
Result<Exit> take_step(World& world, const Globals& globals, const StepArgs& args);

struct ListContractsArgs {
  std::vector<std::string> terms;  ///< cases among them
  std::optional<Date> on;
};
/// One row for each contract with its state on a day.
Result<Exit> list_contracts(World& world, const Globals& globals, const ListContractsArgs& args);
/// One row for each followed commitment of the contracts that are signed: the value counted, and kept, at_risk or broken.
Result<Exit> follow_commitments(World& world, const Globals& globals, const ListContractsArgs& args);

struct ReferentArgs {
  CaseText case_text;
  std::string staff;
  std::optional<Date> on;
};
/// Names the referent from a day on; L157 while there is another.
Result<Exit> name_referent(World& world, const Globals& globals, const ReferentArgs& args);

struct ReferentEndArgs {
  CaseText case_text;
  std::string reason;
  std::optional<Date> on;  ///< the last day
};
/// Ends the charge with its reason; L156 when nobody is in charge.
Result<Exit> end_referent(World& world, const Globals& globals, const ReferentEndArgs& args);

struct ReferentListArgs {
  std::vector<std::string> terms;  ///< cases among them
};
/// Who was, is or will be in charge of whom, from when to when.
Result<Exit> list_referents(World& world, const Globals& globals, const ReferentListArgs& args);

struct HandoverArgs {
  std::vector<CaseText> cases;  ///< none: every case of --from
  std::string from, to, reason = "passation";
  std::optional<Date> on;
};
/// From a day on the cases of one referent are another's, all or none.
Result<Exit> hand_over(World& world, const Globals& globals, const HandoverArgs& args);

struct GuaranteeArgs {
  CaseText case_text;
  std::string landlord;
  std::optional<Money> rent;
  std::optional<int> months;
  std::optional<Date> on;
  std::optional<std::string> programme;
};
Result<Exit> give_guarantee(World& world, const Globals& globals, const GuaranteeArgs& args);

struct CallArgs {
  CaseText case_text;
  std::string guarantee, reason;
  std::optional<Money> amount;
  std::optional<Date> on;
};
/// The landlord calls on the guarantee.
Result<Exit> call_guarantee(World& world, const Globals& globals, const CallArgs& args);

}  // namespace mloc::contract
