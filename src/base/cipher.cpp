#include "mloc/base/cipher.hpp"

#include <array>
#include <memory>
#include <optional>

#include <openssl/evp.h>
#include <sodium.h>

#include "bytes.hpp"
#include "mloc/base/library.hpp"

namespace mloc {
namespace {

constexpr std::size_t tag_length = 16;

/// libcrypto's functions, taken by its soname at first use: libsodium has no PBKDF2, and AES only where the processor has it.
struct CryptoLibrary {
#define MLOC_CRYPTO(name) decltype(&::name) name = nullptr;
#include "crypto.inc"
#undef MLOC_CRYPTO
};

std::optional<CryptoLibrary> load() {
  void* library = open_library(MLOC_LIBCRYPTO);
  if (!library) return std::nullopt;
  CryptoLibrary crypto;
#define MLOC_CRYPTO(name) \
  if (!take_from_library(library, #name, crypto.name)) return std::nullopt;
#include "crypto.inc"
#undef MLOC_CRYPTO
  return crypto;
}

const CryptoLibrary* crypto_library() {
  static const std::optional<CryptoLibrary> loaded = load();
  return loaded ? &*loaded : nullptr;
}

std::string random_bytes(std::size_t count, Random& random) {
  std::string bytes;
  while (bytes.size() < count) bytes += static_cast<char>(random.below(256));
  return bytes;
}


bool encrypt(const CryptoLibrary& crypto, const std::array<unsigned char, 32>& key, std::string_view plain, Sealed& sealed) {
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(crypto.EVP_CIPHER_CTX_free)> context(crypto.EVP_CIPHER_CTX_new(), crypto.EVP_CIPHER_CTX_free);
  sealed.bytes.resize(plain.size() + tag_length);
  int written = 0, last = 0;
  return context && crypto.EVP_EncryptInit_ex(context.get(), crypto.EVP_aes_256_gcm(), nullptr, key.data(), bytes_of(sealed.nonce)) == 1 &&
         crypto.EVP_EncryptUpdate(context.get(), bytes_of(sealed.bytes), &written, bytes_of(plain), static_cast<int>(plain.size())) == 1 &&
         crypto.EVP_EncryptFinal_ex(context.get(), bytes_of(sealed.bytes) + written, &last) == 1 &&
         crypto.EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_length, bytes_of(sealed.bytes) + plain.size()) == 1;
}

}  // namespace

Result<Sealed> seal(std::string_view key, std::string_view plain, Random& random) {
  const CryptoLibrary* crypto = crypto_library();
  if (!crypto) return fail(Exit::disk, problem("A132"_m, MLOC_LIBCRYPTO));
  Sealed sealed{random_bytes(16, random), random_bytes(12, random), {}};
  std::array<unsigned char, 32> derived{};
  const bool made = crypto->PKCS5_PBKDF2_HMAC(key.data(), static_cast<int>(key.size()), bytes_of(sealed.salt), static_cast<int>(sealed.salt.size()),
                                              pbkdf2_rounds, crypto->EVP_sha256(), static_cast<int>(derived.size()), derived.data()) == 1 &&
                    encrypt(*crypto, derived, plain, sealed);
  sodium_memzero(derived.data(), derived.size());
  if (!made) return fail(Exit::disk, problem("A132"_m, MLOC_LIBCRYPTO));
  return sealed;
}

std::string base64(std::string_view bytes) {
  constexpr int form = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_encoded_len(bytes.size(), form), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), form);
  text.pop_back();
  return text;
}

}  // namespace mloc
