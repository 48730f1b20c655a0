#pragma once
#include <string>
#include <string_view>

#include "mloc/cli/verb.hpp"

namespace mloc::cli {

std::string short_help(Language language);                                        ///< `mloc` alone: fifteen lines
std::string help_of_program(Language language);                                   ///< `mloc --help`
std::string help_of_noun(const Noun& noun, Language language);                    ///< `mloc enrol --help`
std::string help_of_kind(const Noun& noun, std::string_view kind, Language language);  ///< `mloc enrol situation --help`
std::string help_of_verb(const Noun& noun, const Verb& verb, Language language);  ///< `mloc lesson list --help`
std::string usage_of(const Noun& noun, const Verb& verb);                         ///< `mloc lesson list [OPTIONS] [TERM...]`

}  // namespace mloc::cli
