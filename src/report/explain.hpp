#pragma once
#include <string>

#include "mloc/base/phrase.hpp"
#include "mloc/report/engine/report.hpp"

namespace mloc::report {

/// What each column of the report counts and what its rows are about, in words, then the SQL as it is run.
std::string explained(const Report& report, Language language);

}  // namespace mloc::report
