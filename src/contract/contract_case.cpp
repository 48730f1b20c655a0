#include "mloc/contract/contract_case.hpp"

#include <algorithm>

#include "mloc/base/record.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/workspace/rules.hpp"

namespace mloc::contract {
namespace {

Result<std::optional<ContractTerms>> find_terms(Workspace& workspace, const std::string& programme) {
  const std::string path = programme_path(programme);
  TRY(file, workspace.store().read(path));
  Arena arena;
  TRY(root, read_settings(file.bytes, path, "programme", arena));
  return ContractTerms::from(*root);
}

}  // namespace

Result<ContractTerms> contract_terms(Workspace& workspace, const std::string& programme) {
  CHECKED(workspace.programme(programme));
  TRY(terms, find_terms(workspace, programme));
  if (!terms) return fail(Exit::rule, problem("L150"_m, programme));
  return *std::move(terms);
}

std::vector<Contract> contracts_of(const Dossier& dossier) { return contracts_of(live_records(dossier)); }

std::vector<Contract> contracts_of(std::span<const Node* const> records) {
  std::vector<Contract> contracts;
  for (const Node* record : records)
    if (is_kind(*record, "contract")) contracts.push_back(Contract::from(*record));
  for (const Node* record : records) {
    if (!is_kind(*record, "step")) continue;
    const auto owner = std::ranges::find(contracts, record->get("contract"), &Contract::id);
    if (owner != contracts.end()) owner->steps.push_back(ContractStep::from(*record));
  }
  return contracts;
}

std::vector<Charge> charges_of(const Dossier& dossier) { return charges_of(live_records(dossier)); }

std::vector<Charge> charges_of(std::span<const Node* const> records) {
  std::vector<Charge> charges;
  for (const Node* record : records)
    if (is_kind(*record, "referent"))
      charges.push_back({std::string(record->get("id")), std::string(record->get("staff")), *Date::parse(record->get("starts")),
                         Date::parse(record->get("ends"))});
  return charges;
}

Result<std::vector<CaseId>> contract_homes(Workspace& workspace, const CaseId& id) {
  std::vector<CaseId> homes{id};
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT DISTINCT case_id FROM contract WHERE partner = ?1 AND case_id <> ?1 AND voided_day IS NULL ORDER BY case_id",
                        {id.text()}));
  for (const auto& row : rows.rows) homes.push_back(*CaseId::parse(std::get<std::string>(row.front())));
  return homes;
}

Result<> check_past(const Workspace& workspace, Date day) {
  if (workspace.world().today() < day) return fail(Exit::usage, problem("L163"_m, day.text()));
  return {};
}

}  // namespace mloc::contract
