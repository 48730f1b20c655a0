#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mloc::privacy {

/// What a stream of RFC 1951 (deflate) at the beginning of `bytes` says, and how many bytes it took; no value when it is none or
/// says more than `most` bytes.
struct Inflated {
  std::string bytes;
  std::size_t taken = 0;
};
std::optional<Inflated> inflate(std::string_view bytes, std::size_t most);

}  // namespace mloc::privacy
