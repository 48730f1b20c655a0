#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mloc/partner/rules/agreement.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::partner {

/// The assignments of a dossier that are not voided.
std::vector<Assigned> assignments_of(const Dossier& dossier);
/// The agreements of a partner's dossier that are not voided.
std::vector<AgreementPeriod> agreements_of(const Dossier& partner);

/// Nothing is accepted outside an agreement's dates (I120, Exit::rule); where none is recorded a warning is written.
/// I119 for an unknown partner.
Result<> check_agreement(Workspace& workspace, const std::string& school, const std::string& programme, Date day);
/// The warning that a partner has no agreement with a programme.
void warn_of_missing_agreement(Workspace& workspace, const std::string& school, const std::string& programme);

/// The programme of a dossier's application; C102 when there are several and none is named.
Result<std::string> programme_of(const Dossier& dossier, const std::optional<std::string>& wanted);

}  // namespace mloc::partner
