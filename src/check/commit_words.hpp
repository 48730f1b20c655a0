#pragma once
#include <set>
#include <string>

#include "rules/rights.hpp"

namespace mloc::check {

/// The first word of a message that is neither a word of mloc or git nor a number, an id, a branch or a path: somebody's name
/// would be one. Empty: there is none. `names`: branches, `paths`: what the commit changes, `repository`: the server's folder.
std::string foreign_word(const std::string& message, const Rights& rights, const std::set<std::string>& names, const std::set<std::string>& paths,
                         const std::string& repository);

}  // namespace mloc::check
