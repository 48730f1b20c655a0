#pragma once
#include <string>
#include <string_view>

#include "desk.hpp"

namespace mloc::passport {

/// The bytes of an attached file; A129 when they are not those that were attached.
Result<std::string> reference_bytes(const PassportDesk& desk, const Node& record);

}  // namespace mloc::passport
