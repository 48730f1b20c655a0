#pragma once
#include <string>

#include "mloc/workspace/workspace.hpp"

namespace mloc::office {

/// The command that settles what a rule of the alerts, or a listing of what waits, fired on, with the code of the record that it
/// ends; what it lacks then is what only a person knows. Empty when no command does.
Result<std::string> settling_command(Workspace& workspace, const std::string& rule, const std::string& number, const std::string& case_id,
                                     const std::string& record);

}  // namespace mloc::office
