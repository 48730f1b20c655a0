#include "mloc/base/secret.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <new>

#include <fmt/format.h>
#include <sodium.h>

namespace mloc {
namespace {

constexpr std::string_view of_secrets = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr unsigned long long passes = 2;
constexpr std::size_t memory = 19u << 20;

template <std::size_t N>
std::string base64(const std::array<unsigned char, N>& bytes) {
  constexpr int form = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
  std::string text(sodium_base64_encoded_len(N, form), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), N, form);
  text.pop_back();
  return text;
}

}  // namespace

std::string make_secret(std::size_t characters, Random& random) {
  std::string text;
  while (text.size() < characters) text += of_secrets[random.below(32)];
  return text;
}

std::string grouped(std::string_view secret) {
  std::string text;
  for (std::size_t at = 0; at < secret.size(); at += 4) text += (at ? "-" : "") + std::string(secret.substr(at, 4));
  return text;
}

std::optional<std::string> read_secret(std::string_view typed, std::size_t characters) {
  std::string text;
  for (const char c : typed) {
    if (c == '-' || c == ' ' || c == '\n' || c == '\r') continue;
    const char upper = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    text += upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper;
  }
  const bool fits = text.size() == characters && text.find_first_not_of(of_secrets) == std::string::npos;
  return fits ? std::optional(text) : std::nullopt;
}

std::string argon2id(std::string_view secret, Random& random) {
  if (sodium_init() < 0) throw std::bad_alloc();
  std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
  for (unsigned char& byte : salt) byte = static_cast<unsigned char>(random.below(256));
  std::array<unsigned char, 32> hash{};
  // crypto_pwhash_str takes its own randomness; this is the same hash in the same form with ours.
  if (crypto_pwhash(hash.data(), hash.size(), secret.data(), secret.size(), salt.data(), passes, memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", memory / 1024, passes, base64(salt), base64(hash));
}

bool argon2id_matches(const std::string& hash, std::string_view secret) {
  return sodium_init() >= 0 && crypto_pwhash_str_verify(hash.c_str(), secret.data(), secret.size()) == 0;
}

}  // namespace mloc
