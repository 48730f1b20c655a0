#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/contract/rules/contract.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::contract {

/// What the programme's file says of its contract; L150 (Exit::rule) when it says nothing.
Result<ContractTerms> contract_terms(Workspace& workspace, const std::string& programme);
/// The contracts of a dossier that are not voided, each with its steps.
std::vector<Contract> contracts_of(const Dossier& dossier);
std::vector<Contract> contracts_of(std::span<const Node* const> records);
/// Those who are or were in charge of the case.
std::vector<Charge> charges_of(const Dossier& dossier);
std::vector<Charge> charges_of(std::span<const Node* const> records);
/// The cases in whose dossiers the contracts of a case stand: its own, and that of the partner with whom it signed one.
Result<std::vector<CaseId>> contract_homes(Workspace& workspace, const CaseId& id);
/// What has happened lies not ahead (L163, Exit::usage).
Result<> check_past(const Workspace& workspace, Date day);

}  // namespace mloc::contract
