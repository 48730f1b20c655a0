#pragma once
#include <optional>
#include <string>

#include "mloc/base/date.hpp"
#include "mloc/base/random.hpp"
#include "mloc/base/result.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {

/// getrandom(2); the program ends (abort) when the system has no randomness, for no id may be guessable.
class SystemRandom final : public Random {
 public:
  std::uint32_t below(std::uint32_t bound) override;
};

/// The day it is here, by TZ or the system's time zone.
Date local_today();
/// The day it is in a zone of the system's data, such as Europe/Paris; no value when the system has no such zone.
std::optional<Date> today_in_zone(const std::string& zone);

/// Standard output or standard error. A write that fails (disk full) is a D message with Exit::disk; a pipe that
/// its reader has closed swallows the rest without an error, once ignore_broken_pipes() was called.
class StandardOutput final : public Output {
 public:
  enum class Stream { out, error };
  explicit StandardOutput(Stream stream);
  Result<> write(std::string_view bytes) override;
  bool is_terminal() const override;
  int columns() const override;  ///< of the terminal; 80 without one
  /// Closes the stream: some file systems report only then that bytes did not arrive. Last call.
  Result<> finish();

 private:
  int descriptor_;
  const char* name_;
  bool closed_by_reader_ = false;
  bool used_ = false;
};

/// The whole of standard input; D104 when it is longer than `limit` bytes.
Result<std::string> read_standard_input(std::size_t limit);

/// Whether a person can be asked: standard input is a terminal.
bool input_is_terminal();
/// One line of standard input without its end, read byte by byte so that nothing of the next one is taken; no value at
/// the end of input. D104 when it is longer than a value of a record may be.
Result<std::optional<std::string>> read_input_line();

/// main() calls it first: a closed pipe is then an error of write(2), not a signal.
void ignore_broken_pipes();

}  // namespace mloc
