#pragma once
#include <string>
#include <vector>

#include "mloc/diagnose/instruments.hpp"
#include "mloc/diagnose/rules/outcome.hpp"

namespace mloc::diagnose {

/// The outcomes that a programme's file declares, over the items of the instrument, or of its trial's baseline when none is given.
/// V330 without a trial, V331 as rules/outcome.hpp says.
Result<std::vector<DeclaredOutcome>> outcomes_of_programme(const Workspace& workspace, const std::string& programme, const Instrument* instrument = nullptr);

/// Those that the copy beside the roster of a draw has: what was declared before anybody knew. Of a draw that is older than copies today's.
Result<std::vector<DeclaredOutcome>> outcomes_of_draw(const Workspace& workspace, const std::string& draw, const std::string& programme, const Instrument& instrument);

/// What is wrong with them, and with the questionnaires that the programme names, for check and programme check: G102, G103, V330, V331.
Result<> check_outcomes(const Workspace& workspace, const std::string& programme);

}  // namespace mloc::diagnose
