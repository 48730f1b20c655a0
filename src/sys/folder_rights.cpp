#include "mloc/sys/folder_rights.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace mloc {

std::string real_folder(const std::string& folder) {
  const std::unique_ptr<char, decltype(&std::free)> found(realpath(folder.c_str(), nullptr), &std::free);
  return found ? found.get() : folder;
}

Result<> close_to_others(const std::string& folder) {
  if (chmod(folder.c_str(), S_IRWXU) == 0) return {};
  return fail(Exit::disk, problem("D101"_m, folder, std::strerror(errno)));
}

bool is_closed_to_others(const std::string& folder) {
  struct stat found {};
  return stat(folder.c_str(), &found) == 0 && (found.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

}  // namespace mloc
