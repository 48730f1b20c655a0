#pragma once
#include <vector>

#include "mloc/cli/verb.hpp"
#include "mloc/import/import.hpp"

namespace mloc::imports {

using namespace cli;

/// What every import takes: files, mapping, what becomes of faulty rows.
std::vector<Bound<ImportArgs>> import_words();

}  // namespace mloc::imports
