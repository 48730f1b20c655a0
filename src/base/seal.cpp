#include "mloc/base/seal.hpp"

#include <array>
#include <new>

#include <fmt/format.h>
#include <sodium.h>

#include "bytes.hpp"
#include "mloc/base/digest.hpp"

namespace mloc {
namespace {

constexpr std::size_t block = 32;
constexpr std::string_view mark = "mloc-key/1 ";
constexpr std::size_t nonce_length = crypto_secretbox_NONCEBYTES;

using Bytes = std::array<unsigned char, crypto_secretbox_KEYBYTES>;


/// One of the two keys that a person's key stands for; wiped when it is done with.
class Derived {
 public:
  Derived(std::string_view key, std::string_view purpose) {
    if (sodium_init() < 0) throw std::bad_alloc();
    crypto_generichash(bytes_.data(), bytes_.size(), bytes_of(purpose), purpose.size(), bytes_of(key), key.size());
  }
  ~Derived() { sodium_memzero(bytes_.data(), bytes_.size()); }
  Derived(const Derived&) = delete;
  Derived& operator=(const Derived&) = delete;
  const unsigned char* data() const { return bytes_.data(); }
  std::size_t size() const { return bytes_.size(); }

 private:
  Bytes bytes_{};
};

std::string nonce_of(std::string_view key, std::string_view name, std::string_view value) {
  const Derived nonces(key, "mloc seal: nonces");
  // The length keeps name and value apart.
  std::string text = std::to_string(name.size()) + ":";
  text.append(name).append(value);
  std::string nonce(nonce_length, '\0');
  crypto_generichash(bytes_of(nonce), nonce.size(), bytes_of(text), text.size(), nonces.data(), nonces.size());
  sodium_memzero(text.data(), text.size());
  return nonce;
}

}  // namespace

std::string make_person_key(Random& random) {
  std::string key;
  while (key.size() < crypto_secretbox_KEYBYTES) key += static_cast<char>(random.below(256));
  return key;
}

std::string write_person_key(std::string_view key) { return std::string(mark) + hex(key) + "\n"; }

std::optional<std::string> read_person_key(std::string_view text) {
  constexpr std::size_t digits = 2 * crypto_secretbox_KEYBYTES;
  if (text.size() != mark.size() + digits + 1 || !text.starts_with(mark) || !text.ends_with('\n')) return std::nullopt;
  std::string key(crypto_secretbox_KEYBYTES, '\0');
  std::size_t length = 0;
  if (sodium_hex2bin(bytes_of(key), key.size(), text.data() + mark.size(), digits, nullptr, &length, nullptr) != 0 || length != key.size())
    return std::nullopt;
  return key;
}

std::string seal_value(std::string_view key, std::string_view name, std::string_view value) {
  const Derived secret(key, "mloc seal: values");
  std::string padded(value);
  padded.resize(value.size() + block);
  std::size_t length = 0;
  sodium_pad(&length, bytes_of(padded), value.size(), block, padded.size());
  std::string sealed = nonce_of(key, name, value);
  sealed.resize(nonce_length + crypto_secretbox_MACBYTES + length);
  crypto_secretbox_easy(bytes_of(sealed) + nonce_length, bytes_of(padded), length, bytes_of(sealed), secret.data());
  sodium_memzero(padded.data(), padded.size());
  return sealed;
}

std::optional<std::string> open_value(std::string_view key, std::string_view name, std::string_view sealed) {
  if (sealed.size() < nonce_length + crypto_secretbox_MACBYTES + block) return std::nullopt;
  const Derived secret(key, "mloc seal: values");
  const std::string_view box = sealed.substr(nonce_length);
  std::string value(box.size() - crypto_secretbox_MACBYTES, '\0');
  if (crypto_secretbox_open_easy(bytes_of(value), bytes_of(box), box.size(), bytes_of(sealed), secret.data()) != 0) return std::nullopt;
  std::size_t length = 0;
  if (sodium_unpad(&length, bytes_of(value), value.size(), block) != 0) return std::nullopt;
  value.resize(length);
  // A box that stands under another name than it was sealed for has another nonce.
  if (nonce_of(key, name, value) != sealed.substr(0, nonce_length)) return std::nullopt;
  return value;
}

std::string keyed_digest(std::string_view key, std::string_view purpose, std::string_view text) {
  const Derived secret(key, fmt::format("mloc seal: digest of {}", purpose));
  std::string digest(crypto_generichash_BYTES_MIN, '\0');
  crypto_generichash(bytes_of(digest), digest.size(), bytes_of(text), text.size(), secret.data(), secret.size());
  return digest;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &length, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
      end != text.data() + text.size())
    return std::nullopt;
  bytes.resize(length);
  return bytes;
}

}  // namespace mloc
