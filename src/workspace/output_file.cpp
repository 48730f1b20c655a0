#include "mloc/workspace/output_file.hpp"

namespace mloc {

Result<> write_caller_file(World& world, const std::string& path, const std::string& bytes) {
  if (path == "-") return world.out.write(bytes);
  const std::string temporary = path + ".mloc-tmp";
  TRY(old, world.files.state(temporary));
  if (old) CHECKED(world.files.remove(temporary));
  CHECKED(world.files.create(temporary, bytes, Sync::yes));
  return world.files.rename(temporary, path);
}

Result<> make_output(Disk& disk, const std::string& folder, const std::vector<OutputFile>& files) {
  CHECKED(remove_output(disk, folder));
  CHECKED(disk.make_folder(folder));
  for (const OutputFile& file : files) CHECKED(disk.create(folder + "/" + file.name, file.bytes, Sync::yes));
  return disk.sync_folder(folder);
}

Result<> remove_output(Disk& disk, const std::string& folder) {
  TRY(state, disk.state(folder));
  if (!state) return {};
  TRY(entries, disk.list(folder));
  for (const FolderEntry& entry : entries) CHECKED(disk.remove(folder + "/" + entry.name));
  return disk.remove_folder(folder);
}

}  // namespace mloc
