#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mloc/commands/workspace.hpp"
#include "mloc/domain/contract.hpp"

namespace mloc {

/// What the programme's file says of its contract; L150 (Exit::rule) when it says nothing.
Result<ContractTerms> contract_terms(Workspace& workspace, const std::string& programme);
/// The contracts of a dossier that are not voided, each with its steps.
std::vector<Contract> contracts_of(const Dossier& dossier);
/// Those who are or were in charge of the case.
std::vector<Charge> charges_of(const Dossier& dossier);
/// Aid is committed under a contract in force (L151), where the programme has one.
Result<> check_in_force(Workspace& workspace, const Dossier& dossier, const std::string& programme, Date day);
/// The cases that have a record of `kind`, by id.
Result<std::vector<CaseId>> cases_with(Workspace& workspace, std::string_view kind);

}  // namespace mloc
