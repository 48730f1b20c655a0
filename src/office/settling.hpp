#pragma once
#include <string>

namespace mloc::office {

/// The command that settles what a rule of the alerts found on somebody, as far as the program can say it.
std::string settling_command(const std::string& rule, const std::string& number);

}  // namespace mloc::office
