#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "mloc/base/random.hpp"

namespace mloc {

/// The key of one person: 32 random bytes, from which the keys of libsodium are derived.
std::string make_person_key(Random& random);
/// The key as its file holds it, and back; no value for anything else.
std::string write_person_key(std::string_view key);
std::optional<std::string> read_person_key(std::string_view text);

/// A value under a person's key (XSalsa20-Poly1305), padded to a multiple of 32 bytes. The nonce is a keyed BLAKE2b of name
/// and value, so the same value under the same name gives the same bytes, and another one never meets its nonce.
std::string seal_value(std::string_view key, std::string_view name, std::string_view value);
/// No value when key, name or bytes are not those of the sealing.
std::optional<std::string> open_value(std::string_view key, std::string_view name, std::string_view sealed);

/// 16 bytes that only the key's holder can make of a text; `purpose` keeps those of different things apart.
std::string keyed_digest(std::string_view key, std::string_view purpose, std::string_view text);

std::optional<std::string> from_base64(std::string_view text);  ///< RFC 4648, padded

}  // namespace mloc
