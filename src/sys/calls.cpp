#include "calls.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace mloc {
namespace {

constexpr int killed = 137;  // what a shell shows of a process ended by SIGKILL

int outcome(int returned) { return returned == 0 ? 0 : errno; }

}  // namespace

int Calls::ask(Faults::Call call, const std::string& path) const {
  if (!faults_) return 0;
  const Faults::Answer answer = faults_->before(call, path);
  if (answer.kill) _exit(killed);
  return answer.error;
}

Descriptor Calls::create(int folder, const std::string& name, const std::string& path, unsigned rights) const {
  if (const int error = ask(Faults::Call::create, path)) return Descriptor(-1, error);
  const int file = openat(folder, name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, rights);
  return Descriptor(file, errno);
}

long Calls::write_some(int file, std::string_view bytes, const std::string& path) const {
  if (!faults_) return ::write(file, bytes.data(), bytes.size());
  const Faults::Answer answer = faults_->before(Faults::Call::write, path);
  long written = 0;
  if (answer.bytes || (!answer.kill && answer.error == 0))
    written = ::write(file, bytes.data(), std::min(answer.bytes.value_or(bytes.size()), bytes.size()));
  if (answer.kill) _exit(killed);
  if (answer.error == 0) return written;
  errno = answer.error;
  return -1;
}

int Calls::write_all(int file, std::string_view bytes, const std::string& path) const {
  while (!bytes.empty()) {
    const long written = write_some(file, bytes, path);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    if (written == 0) return EIO;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

int Calls::close(Descriptor file, const std::string& path) const {
  if (const int error = ask(Faults::Call::close, path)) return error;
  // After EINTR the descriptor is gone on Linux: not to be closed again.
  const int error = outcome(::close(file.release()));
  return error == EINTR ? 0 : error;
}

int Calls::fsync(int file, const std::string& path) const {
  if (const int error = ask(Faults::Call::fsync, path)) return error;
  return outcome(::fsync(file));
}

int Calls::syncfs(int folder, const std::string& path) const {
  if (const int error = ask(Faults::Call::syncfs, path)) return error;
  return outcome(::syncfs(folder));
}

int Calls::rename(int from_folder, const std::string& from, int to_folder, const std::string& to,
                  const std::string& path) const {
  if (const int error = ask(Faults::Call::rename, path)) return error;
  return outcome(renameat(from_folder, from.c_str(), to_folder, to.c_str()));
}

int Calls::rename2(int from_folder, const std::string& from, int to_folder, const std::string& to, How how, const std::string& path) const {
  if (const int error = ask(Faults::Call::rename, path)) return error;
  return outcome(renameat2(from_folder, from.c_str(), to_folder, to.c_str(), how == How::exchange ? RENAME_EXCHANGE : RENAME_NOREPLACE));
}

int Calls::unlink(int folder, const std::string& name, const std::string& path) const {
  if (const int error = ask(Faults::Call::unlink, path)) return error;
  return outcome(unlinkat(folder, name.c_str(), 0));
}

int Calls::mkdir(int folder, const std::string& name, const std::string& path) const {
  if (const int error = ask(Faults::Call::mkdir, path)) return error;
  return outcome(mkdirat(folder, name.c_str(), 0777));
}

int Calls::rmdir(int folder, const std::string& name, const std::string& path) const {
  if (const int error = ask(Faults::Call::rmdir, path)) return error;
  return outcome(unlinkat(folder, name.c_str(), AT_REMOVEDIR));
}

}  // namespace mloc
