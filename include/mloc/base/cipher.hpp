#pragma once
#include <string>
#include <string_view>

#include "mloc/base/random.hpp"
#include "mloc/base/result.hpp"

namespace mloc {

inline constexpr int pbkdf2_rounds = 600'000;  ///< OWASP's figure for PBKDF2-HMAC-SHA256

/// A text under a key that a person types: AES-256-GCM under PBKDF2-HMAC-SHA256 of the key, as WebCrypto opens it.
struct Sealed {
  std::string salt;   ///< 16 bytes
  std::string nonce;  ///< 12 bytes
  std::string bytes;  ///< the ciphertext and its tag of 16 bytes
};
/// By OpenSSL's libcrypto, opened at first use; A132 where it is not installed.
Result<Sealed> seal(std::string_view key, std::string_view plain, Random& random);

std::string base64(std::string_view bytes);  ///< RFC 4648, padded

}  // namespace mloc
