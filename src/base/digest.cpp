#include "mloc/base/digest.hpp"

#include <sodium.h>

#include "bytes.hpp"

namespace mloc {
namespace {


crypto_auth_hmacsha256_state keyed(std::string_view key) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
  return state;
}

Digest authenticated(crypto_auth_hmacsha256_state state, std::string_view bytes) {
  crypto_auth_hmacsha256_update(&state, bytes_of(bytes), bytes.size());
  Digest digest;
  crypto_auth_hmacsha256_final(&state, digest.data());
  return digest;
}

}  // namespace

Digest sha256(std::string_view bytes) {
  Digest digest;
  crypto_hash_sha256(digest.data(), bytes_of(bytes), bytes.size());
  return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view bytes) {
  return authenticated(keyed(key), bytes);
}

std::vector<Digest> hmac_sha256(std::string_view key, std::span<const std::string> messages) {
  const crypto_auth_hmacsha256_state state = keyed(key);
  std::vector<Digest> digests;
  digests.reserve(messages.size());
  for (const std::string& message : messages) digests.push_back(authenticated(state, message));
  return digests;
}

Digest blake2b(std::string_view bytes) {
  Digest digest;
  crypto_generichash(digest.data(), digest.size(), bytes_of(bytes), bytes.size(), nullptr, 0);
  return digest;
}

std::string hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes_of(bytes), bytes.size());
  text.pop_back();
  return text;
}

std::string_view as_text(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}
std::string hex(const Digest& digest) { return hex(as_text(digest)); }

}  // namespace mloc
