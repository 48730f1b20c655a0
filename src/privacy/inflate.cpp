#include "inflate.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace mloc::privacy {
namespace {

struct Broken {};

class Bits {
 public:
  explicit Bits(std::string_view bytes) : bytes_(bytes) {}

  unsigned take(int count) {
    while (held_ < count) {
      if (at_ == bytes_.size()) throw Broken{};
      buffer_ |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[at_++])) << held_;
      held_ += 8;
    }
    const auto value = static_cast<unsigned>(buffer_ & ((std::uint64_t{1} << count) - 1));
    buffer_ >>= count;
    held_ -= count;
    return value;
  }

  /// On to the next whole byte, and so many of them.
  std::string_view whole(std::size_t count) {
    buffer_ = 0;
    held_ = 0;
    if (bytes_.size() - at_ < count) throw Broken{};
    at_ += count;
    return bytes_.substr(at_ - count, count);
  }
  unsigned word() {
    const std::string_view two = whole(2);
    return static_cast<unsigned char>(two[0]) | static_cast<unsigned>(static_cast<unsigned char>(two[1])) << 8;
  }
  std::size_t taken() const { return at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint64_t buffer_ = 0;
  int held_ = 0;
};

/// A Huffman code from the lengths of its symbols, the shortest first.
class HuffmanCode {
 public:
  explicit HuffmanCode(const std::vector<unsigned>& lengths) {
    for (const unsigned length : lengths) ++count_[length];
    std::array<unsigned, 16> offset{};
    for (std::size_t length = 1; length < 15; ++length) offset[length + 1] = offset[length] + count_[length];
    symbols_.resize(lengths.size());
    for (unsigned symbol = 0; symbol < lengths.size(); ++symbol)
      if (lengths[symbol] != 0) symbols_[offset[lengths[symbol]]++] = symbol;
  }

  unsigned read(Bits& bits) const {
    int code = 0, first = 0, index = 0;
    for (std::size_t length = 1; length < 16; ++length) {
      code |= static_cast<int>(bits.take(1));
      const int count = static_cast<int>(count_[length]);
      if (code - count < first) return symbols_[static_cast<std::size_t>(index + code - first)];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw Broken{};
  }

 private:
  std::array<unsigned, 16> count_{};
  std::vector<unsigned> symbols_;
};

constexpr std::array<unsigned, 29> length_base = {3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
constexpr std::array<int, 29> length_more = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
constexpr std::array<unsigned, 30> distance_base = {1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
                                                    193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
constexpr std::array<int, 30> distance_more = {0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};

class Inflating {
 public:
  Inflating(std::string_view bytes, std::size_t most) : bits_(bytes), most_(most) {}

  Inflated all() {
    for (bool last = false; !last;) {
      last = bits_.take(1) == 1;
      const unsigned type = bits_.take(2);
      if (type == 0) stored();
      else if (type == 1) coded(fixed_lengths(), HuffmanCode(std::vector<unsigned>(30, 5)));
      else if (type == 2) dynamic();
      else throw Broken{};
    }
    return {std::move(out_), bits_.taken()};
  }

 private:
  void put(char c) {
    if (out_.size() == most_) throw Broken{};
    out_ += c;
  }

  void stored() {
    const std::string_view empty = bits_.whole(0);
    static_cast<void>(empty);
    const unsigned length = bits_.word(), inverse = bits_.word();
    if ((length ^ inverse) != 0xffff) throw Broken{};
    for (const char c : bits_.whole(length)) put(c);
  }

  static HuffmanCode fixed_lengths() {
    std::vector<unsigned> lengths(288, 8);
    for (std::size_t i = 144; i < 256; ++i) lengths[i] = 9;
    for (std::size_t i = 256; i < 280; ++i) lengths[i] = 7;
    return HuffmanCode(lengths);
  }

  void dynamic() {
    constexpr std::array<std::size_t, 19> order = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    const std::size_t literals = bits_.take(5) + 257, distances = bits_.take(5) + 1, count = bits_.take(4) + 4;
    std::vector<unsigned> lengths(19, 0);
    for (std::size_t i = 0; i < count; ++i) lengths[order[i]] = bits_.take(3);
    const HuffmanCode code(lengths);
    lengths.clear();
    while (lengths.size() < literals + distances) {
      const unsigned symbol = code.read(bits_);
      unsigned value = symbol, times = 1;
      if (symbol == 16 && lengths.empty()) throw Broken{};
      if (symbol == 16) value = lengths.back(), times = 3 + bits_.take(2);
      else if (symbol == 17) value = 0, times = 3 + bits_.take(3);
      else if (symbol == 18) value = 0, times = 11 + bits_.take(7);
      lengths.insert(lengths.end(), times, value);
    }
    if (lengths.size() != literals + distances) throw Broken{};
    const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(literals);
    coded(HuffmanCode({lengths.begin(), middle}), HuffmanCode({middle, lengths.end()}));
  }

  void coded(const HuffmanCode& literal, const HuffmanCode& distance) {
    for (unsigned symbol = literal.read(bits_); symbol != 256; symbol = literal.read(bits_)) {
      if (symbol < 256) {
        put(static_cast<char>(symbol));
        continue;
      }
      if (symbol > 285) throw Broken{};
      const unsigned length = length_base[symbol - 257] + bits_.take(length_more[symbol - 257]);
      const unsigned mark = distance.read(bits_);
      if (mark > 29) throw Broken{};
      const std::size_t back = distance_base[mark] + bits_.take(distance_more[mark]);
      if (back > out_.size()) throw Broken{};
      for (unsigned i = 0; i < length; ++i) put(out_[out_.size() - back]);
    }
  }

  Bits bits_;
  std::size_t most_;
  std::string out_;
};

}  // namespace

std::optional<Inflated> inflate(std::string_view bytes, std::size_t most) {
  try {
    return Inflating(bytes, most).all();
  } catch (const Broken&) {
    return std::nullopt;
  }
}

}  // namespace mloc::privacy
