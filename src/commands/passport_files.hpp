#pragma once
#include <string>
#include <string_view>

#include "commands/passport_desk.hpp"

namespace mloc {

/// The bytes of an attached file; A129 when they are not those that were attached.
Result<std::string> reference_bytes(const PassportDesk& desk, const Node& record);
/// A file of the caller that is not there yet, or standard output for `-`; with --dry-run no file is made.
Result<> write_output(World& world, const Globals& globals, const std::string& path, std::string_view bytes);
/// D110 before anything is noted, when the file is there.
Result<> check_output(World& world, const std::string& path);

}  // namespace mloc
