#pragma once
#include <string>

#include "mloc/base/result.hpp"

namespace mloc {

/// What some disks can besides (Disk): names that change in one step and go over nothing that somebody put there meanwhile.
class Exchange {
 public:
  virtual ~Exchange() = default;
  enum class Placed { done, taken, cannot };  ///< cannot: the file system does not know how; nothing was changed
  /// Two files change places, so that whatever lay there can be looked at afterwards and put back.
  virtual Result<Placed> exchange(const std::string& one, const std::string& other) = 0;
  /// A rename to where nothing lies (taken).
  virtual Result<Placed> rename_new(const std::string& from, const std::string& to) = 0;
};

}  // namespace mloc
