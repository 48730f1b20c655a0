#include "commands/caller_file.hpp"

namespace mloc {

Result<> write_caller_file(World& world, const std::string& path, const std::string& bytes) {
  if (path == "-") return world.out.write(bytes);
  const std::string temporary = path + ".mloc-tmp";
  TRY(old, world.files.state(temporary));
  if (old) CHECKED(world.files.remove(temporary));
  CHECKED(world.files.create(temporary, bytes, Sync::yes));
  return world.files.rename(temporary, path);
}

}  // namespace mloc
