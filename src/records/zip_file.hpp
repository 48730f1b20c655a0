#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/result.hpp"

namespace mloc {

/// A zip archive in memory, by libzip. It refuses (I171) links, encrypted parts, and parts that grow beyond the limit of
/// `SheetLimits`, by what they really give and not by what the archive says.
class ZipFile {
 public:
  /// The bytes must outlive it. I174 without libzip.
  static Result<std::unique_ptr<ZipFile>> open(std::string_view bytes, const std::string& file);
  virtual ~ZipFile() = default;
  virtual bool has(const std::string& name) const = 0;
  /// Calls `sink` with block after block until it says false.
  virtual Result<> read(const std::string& name, const std::function<bool(std::string_view)>& sink) = 0;
};

/// An error of the workbook, in words.
tl::unexpected<Failure> bad_workbook(const std::string& file, const Phrase& why);

}  // namespace mloc
