#pragma once
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mloc {

/// 32 bytes: SHA-256, HMAC-SHA256 or BLAKE2b-256.
using Digest = std::array<unsigned char, 32>;

Digest sha256(std::string_view bytes);                             ///< FIPS 180-4
Digest hmac_sha256(std::string_view key, std::string_view bytes);  ///< RFC 2104; any length of key
std::vector<Digest> hmac_sha256(std::string_view key, std::span<const std::string> messages);
Digest blake2b(std::string_view bytes);                            ///< RFC 7693, 32 bytes
std::string hex(const Digest& digest);
std::string hex(std::string_view bytes);
std::string_view as_text(const Digest& digest);                    ///< its bytes

}  // namespace mloc
