#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "mloc/base/ids.hpp"
#include "mloc/sys/disk.hpp"

namespace mloc {

/// The key store of a workspace: a folder outside git with one small file for each person (or passport), named by its id
/// like the file that it opens. Copying two stores together is a copy of files.
class Keys {
 public:
  Keys(std::unique_ptr<Disk> disk, std::string folder) : disk_(std::move(disk)), folder_(std::move(folder)) {}

  const std::string& folder() const { return folder_; }  ///< how the user would call it
  /// No value where there is no such key; H154 for a file that holds none.
  Result<std::optional<std::string>> find(const CaseId& id) const;
  Result<bool> holds(const CaseId& id) const;
  /// On return they survive a power cut.
  Result<> add(const std::map<std::string, std::string>& keys);
  /// Takes the key away for good; not an error when it is gone. What was a copy of it elsewhere is not reached.
  Result<> destroy(const CaseId& id);
  /// All files of keys, in byte order of their paths.
  Result<std::vector<FoundFile>> list() const { return disk_->walk(""); }
  Disk& disk() const { return *disk_; }

  /// A file in it keeps git from ever tracking a store that lies in a repository.
  static constexpr const char* ignore_file = ".gitignore";

 private:
  std::unique_ptr<Disk> disk_;
  std::string folder_;
};

/// `7K/7KQ39XM4HT.key`
std::string key_path(const CaseId& id);

}  // namespace mloc
