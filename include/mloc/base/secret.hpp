#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "mloc/base/random.hpp"

namespace mloc {

/// So many random characters of Crockford's base 32, five bits each.
std::string make_secret(std::size_t characters, Random& random);
/// In groups of four with hyphens, as it is handed out.
std::string grouped(std::string_view secret);
/// What was typed: hyphens, blanks and case do not count, O is 0, I and L are 1. No value unless so many characters are left.
std::optional<std::string> read_secret(std::string_view typed, std::size_t characters);

/// Argon2id with 19 MiB and two passes (OWASP's least), in the PHC string form of libsodium's crypto_pwhash_str.
std::string argon2id(std::string_view secret, Random& random);
bool argon2id_matches(const std::string& hash, std::string_view secret);

}  // namespace mloc
