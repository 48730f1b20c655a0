#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/result.hpp"

namespace mloc {

/// The executable file called `name` in the folders of `path` (as the variable PATH is written); relative folders are
/// passed over, for what lies in the current folder is not a program that somebody installed.
std::optional<std::string> find_program(std::string_view path, std::string_view name);

/// Runs a program without a shell: `input` is its standard input, what it writes to standard output is given. Nothing is
/// handed on but PATH and a UTF-8 locale. M121 when it cannot be started, ends with another status than 0, or writes more
/// than `limit` bytes.
Result<std::string> run_program(const std::string& file, const std::vector<std::string>& arguments, std::string_view input,
                                std::size_t limit);

}  // namespace mloc
