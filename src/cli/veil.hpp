#pragma once
#include <span>
#include <string>
#include <vector>

#include "mloc/cli/verb.hpp"

namespace mloc::cli {

struct Parsed {
  std::vector<std::vector<std::string>> values;  ///< for each word; a flag has one empty text each time it stood
  std::vector<std::string> arguments;            ///< what belongs to no option, in order
};

/// Sorts the texts of one command line by the options among `words` (arguments among them are skipped).
/// Exit::usage: an unknown option (C111, with the nearest), a value missing (C112) or too much (C113).
Result<Parsed> parse_options(std::span<const Word> words, const std::vector<std::string>& texts);

tl::unexpected<Failure> unknown_option(const std::string& text, std::span<const Word> words);

}  // namespace mloc::cli
