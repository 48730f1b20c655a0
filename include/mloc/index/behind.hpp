#pragma once
#include <cstddef>

#include "mloc/base/result.hpp"
#include "mloc/store/store.hpp"
#include "mloc/sys/disk.hpp"

namespace mloc {

/// How many files Index::open would have to read before it answers.
Result<std::size_t> files_behind(Disk& disk, const Store& store);

}  // namespace mloc
