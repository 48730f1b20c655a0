#pragma once
#include <string>
#include <vector>

#include "mloc/sys/world.hpp"

namespace mloc {

/// Puts a file of the caller's down: whole, over an older one; `-` is standard output.
Result<> write_caller_file(World& world, const std::string& path, const std::string& bytes);

struct OutputFile {
  std::string name, bytes;
};
/// Makes `folder` of these files, in the place of one that an interrupted run left: to be renamed when it is whole.
Result<> make_output(Disk& disk, const std::string& folder, const std::vector<OutputFile>& files);
/// Takes a folder away that make_output made: files only. Nothing there is no error.
Result<> remove_output(Disk& disk, const std::string& folder);

}  // namespace mloc
