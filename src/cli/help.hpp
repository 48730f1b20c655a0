#pragma once
#include <string>
#include <string_view>

#include "mloc/cli/words.hpp"

namespace mloc::cli {

std::string short_help();                                    ///< `mloc` alone: fifteen lines
std::string help_of_program();                               ///< `mloc --help`
std::string help_of_noun(const Noun& noun);                  ///< `mloc enrol --help`
std::string help_of_verb(const Noun& noun, const Verb& verb);  ///< `mloc enrol list --help`
std::string usage_of(const Noun& noun, const Verb& verb);    ///< `mloc enrol list [OPTIONS] [TERM...]`

}  // namespace mloc::cli
