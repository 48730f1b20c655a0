#pragma once
#include <optional>
#include <string>

#include "mloc/store/paths.hpp"

namespace mloc {

/// A path of a repository: the workspace's folder in it, and the file's path there.
struct RepositoryPath {
  std::string folder = ".";
  std::string path;
  FileKind kind = FileKind::person;
};
/// No value when the path is no file of records of a workspace.
std::optional<RepositoryPath> records_path(const std::string& path);

}  // namespace mloc
