#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "mloc/base/date.hpp"
#include "mloc/base/random.hpp"
#include "mloc/base/result.hpp"
#include "mloc/sys/disk.hpp"

namespace mloc {

/// Where text goes: standard output, standard error, or a string in a test.
class Output {
 public:
  virtual ~Output() = default;
  virtual Result<> write(std::string_view bytes) = 0;
  virtual bool is_terminal() const { return false; }
  virtual int columns() const { return 80; }
};

/// What became of the wish for a git repository.
enum class Repository { made, there_already, no_library };

/// All that differs between two runs of a command; whoever runs a command hands it in.
struct World {
  Disk& files;  ///< the caller's folder: input and output files named on the command line
  std::function<Result<std::unique_ptr<Disk>>(const std::string& folder)> open;  ///< a workspace's disk
  std::function<Result<Repository>(const std::string& folder)> make_repository;
  std::function<Result<std::string>(std::size_t limit)> read_input;              ///< standard input, whole
  Output& out;
  Output& err;
  std::function<Date()> today;
  Random& random;
  std::map<std::string, std::string> environment;  ///< MLOC_*, GITHEAD_*, NO_COLOR, TERM, LANG, LC_ALL, SHELL
  /// The next line that a person types, no value at the end of input. Empty when nobody sits at a terminal.
  std::function<Result<std::optional<std::string>>()> read_line = {};
  /// The day it is now in a time zone such as Europe/Paris; no value when the system does not know the zone. Empty in tests,
  /// whose day is fixed.
  std::function<std::optional<Date>(const std::string& zone)> today_in = {};
  Language language = Language::english;  ///< of messages, help and labels: --lang, else the locale's; run() sets it
};

}  // namespace mloc
