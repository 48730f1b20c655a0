#include "posix_inside.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "mloc/base/text.hpp"

namespace mloc {
namespace {

std::string words_of(int error) { return std::generic_category().message(error); }

std::string whole(const char* path) {
  std::string bytes;
  const Descriptor file(::open(path, O_RDONLY | O_CLOEXEC));
  if (file) read_all(file.number(), 65535, 1u << 20, Ends::nothing_read, bytes);
  return bytes;
}

std::string folder_behind(int descriptor) {
  char target[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  const long length = readlink(link.c_str(), target, sizeof target);
  return length > 0 ? std::string(target, static_cast<std::size_t>(length)) : "";
}

/// The mount points of proc(5)'s mountinfo write blanks, tabs, line ends and backslashes as `\040`.
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 3 >= text.size()) {
      plain += text[i];
      continue;
    }
    plain += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
    i += 3;
  }
  return plain;
}

bool holds(const std::string& mount, const std::string& folder) {
  return mount == "/" || folder == mount || folder.starts_with(mount + "/");
}

/// Where the file system of a folder is mounted; the folder itself when the system does not tell.
std::string file_system_of(int descriptor) {
  const std::string folder = folder_behind(descriptor);
  const std::string table = whole("/proc/self/mountinfo");
  std::string best;
  for (const std::string_view line : split(table, '\n')) {
    const auto fields = split(line, ' ');
    if (fields.size() < 5) continue;
    const std::string mount = unescaped(fields[4]);
    if (holds(mount, folder) && mount.size() >= best.size()) best = mount;
  }
  return best.empty() ? folder : best;
}

}  // namespace

tl::unexpected<Failure> disk_failure(const std::string& path, int error, int root) {
  const std::string shown = path.empty() ? "." : printable(path);
  if (error == ENOSPC && root >= 0) {
    const std::string full = printable(file_system_of(root));
    return fail(Exit::disk, problem("D102"_m, shown, full));
  }
  if (error == ELOOP) return fail(Exit::disk, problem("D103"_m, shown));
  if (error == EEXIST) return fail(Exit::disk, problem("D110"_m, shown));
  return fail(Exit::disk, problem("D101"_m, shown, words_of(error)));
}

int read_all(int file, std::size_t expected, std::size_t limit, Ends ends, std::string& bytes) {
  std::size_t filled = 0;
  for (;;) {
    // Dossiers are a few KiB: asking for more would spend more time on clearing memory than on reading.
    const std::size_t asked = filled == 0 ? expected + 1 : 65536;
    bytes.resize(filled + std::min(asked, limit + 1 - filled));
    const std::size_t room = bytes.size() - filled;
    const long got = ::read(file, bytes.data() + filled, room);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    filled += static_cast<std::size_t>(got);
    const bool ended = got == 0 || (ends == Ends::short_read && static_cast<std::size_t>(got) < room);
    if (!ended && filled <= limit) continue;
    bytes.resize(filled);
    return 0;
  }
}

Result<> PosixDisk::Inside::admit(const std::string& path) const {
  const bool fine = reach == Reach::workspace ? is_beneath(path) : path.find('\0') == std::string::npos;
  if (fine) return {};
  return fail(Exit::disk, problem("D105"_m, printable(path)));
}

tl::unexpected<Failure> PosixDisk::Inside::failure(const std::string& path, int error) const {
  return disk_failure(path, error, root.number());
}

Result<> PosixDisk::Inside::done(const std::string& path, int error) const {
  if (error != 0) return failure(path, error);
  return {};
}

}  // namespace mloc
