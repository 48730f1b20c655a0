#pragma once
#include <span>
#include <string>
#include <vector>

#include "mloc/cli/verb.hpp"

namespace mloc::cli {

struct Parsed {
  std::vector<std::vector<std::string>> values;  ///< for each word; a flag has one text each time it stood
  std::vector<std::string> left;                 ///< arguments that are too many, in order
};

/// Sorts the texts of one command line by `words`.
/// Exit::usage: an unknown option (C111, with the nearest), a value missing (C112) or too much (C113).
Result<Parsed> parse(std::span<const Word> words, const std::vector<std::string>& texts);

/// The same of a line that may be wrong: what was given to each of `words` as far as it can be told.
std::vector<std::vector<std::string>> values_among(std::span<const Word> words, const std::vector<std::string>& texts);

/// The texts from the first one on that is no option among `words` nor its value.
std::vector<std::string> after_options(std::span<const Word> words, const std::vector<std::string>& texts);

/// `--by=` as two texts, the value empty: CLI11 would take the next text for it.
std::vector<std::string> split_empty_values(std::span<const Word> words, const std::vector<std::string>& texts);

/// `-n`, `--by=x`; neither `-` nor a number.
bool is_option(std::string_view text);
tl::unexpected<Failure> unknown_option(const std::string& text, std::span<const Word> words);

}  // namespace mloc::cli
