#pragma once
#include <unistd.h>

#include <utility>

namespace mloc {

/// Owns a file descriptor; `error` is an errno when there is none.
class Descriptor {
 public:
  explicit Descriptor(int number, int error = 0) : number_(number), error_(error) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)), error_(other.error_) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    std::swap(error_, other.error_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  explicit operator bool() const { return number_ >= 0; }
  int number() const { return number_; }
  int error() const { return error_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
  int error_;
};

}  // namespace mloc
