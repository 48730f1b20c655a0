#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "mloc/sys/posix_disk.hpp"
#include "posix_inside.hpp"

namespace mloc {
namespace {

using std::chrono::milliseconds;

class DescriptorLock final : public Lock {
 public:
  explicit DescriptorLock(Descriptor file) : file_(std::move(file)) {}

 private:
  Descriptor file_;  // an open-file-description lock ends when its last descriptor is closed
};

int try_lock(int file, Lock::Kind kind) {
  struct flock whole {};
  whole.l_type = kind == Lock::Kind::shared ? F_RDLCK : F_WRLCK;
  whole.l_whence = SEEK_SET;
  return fcntl(file, F_OFD_SETLK, &whole) == 0 ? 0 : errno;
}

std::string seconds(milliseconds time) { return fmt::format("{:g}", static_cast<double>(time.count()) / 1000); }

}  // namespace

Result<> PosixDisk::create(const std::string& path, std::string_view bytes, Sync sync, unsigned rights) {
  CHECKED(inside_->admit(path));
  const Calls& calls = inside_->calls;
  const Descriptor folder = inside_->beneath.open_parent(path);
  if (!folder) return inside_->failure(path, folder.error());
  const std::string name = last_of(path);
  Descriptor file = calls.create(folder.number(), name, path, rights);
  if (!file) return inside_->failure(path, file.error());
  int error = calls.write_all(file.number(), bytes, path);
  if (error == 0 && sync == Sync::yes) error = calls.fsync(file.number(), path);
  const int closing = calls.close(std::move(file), path);
  if (error == 0) error = closing;
  if (error != 0) calls.unlink(folder.number(), name, path);
  return inside_->done(path, error);
}

Result<> PosixDisk::write_into(const std::string& path, std::string_view bytes) {
  CHECKED(inside_->admit(path));
  TRY(found, state(path));
  if (inside_->reach == Reach::workspace || !found || found->kind != FileState::Kind::other) return fail(Exit::disk, problem("D103"_m, path));
  Descriptor file = inside_->beneath.open(path, O_WRONLY | O_NOCTTY);
  if (!file) return inside_->failure(path, file.error());
  const int error = inside_->calls.write_all(file.number(), bytes, path);
  const int closing = inside_->calls.close(std::move(file), path);
  return inside_->done(path, error != 0 ? error : closing);
}

Result<> PosixDisk::check_may_create(const std::string& path) {
  CHECKED(inside_->admit(path));
  const Descriptor folder = inside_->beneath.open_parent(path);
  if (!folder) return inside_->failure(path, folder.error());
  return inside_->done(path, faccessat(folder.number(), ".", W_OK | X_OK, AT_EACCESS) == 0 ? 0 : errno);
}

Result<> PosixDisk::rename(const std::string& from, const std::string& to) {
  CHECKED(inside_->admit(from));
  CHECKED(inside_->admit(to));
  const Descriptor from_folder = inside_->beneath.open_parent(from);
  if (!from_folder) return inside_->failure(from, from_folder.error());
  const Descriptor to_folder = inside_->beneath.open_parent(to);
  if (!to_folder) return inside_->failure(to, to_folder.error());
  const int error =
      inside_->calls.rename(from_folder.number(), last_of(from), to_folder.number(), last_of(to), to);
  return inside_->done(to, error);
}

namespace {

/// What a file system or a kernel says that has no such rename.
bool is_unknown(int error) { return error == EINVAL || error == ENOSYS || error == ENOTSUP; }

}  // namespace

Result<Exchange::Placed> PosixDisk::exchange(const std::string& one, const std::string& other) { return inside_->placed(one, other, Calls::How::exchange); }
Result<Exchange::Placed> PosixDisk::rename_new(const std::string& from, const std::string& to) { return inside_->placed(from, to, Calls::How::no_replace); }

Result<Exchange::Placed> PosixDisk::Inside::placed(const std::string& from, const std::string& to, Calls::How how) const {
  CHECKED(admit(from));
  CHECKED(admit(to));
  const Descriptor from_folder = beneath.open_parent(from);
  if (!from_folder) return failure(from, from_folder.error());
  const Descriptor to_folder = beneath.open_parent(to);
  if (!to_folder) return failure(to, to_folder.error());
  const int error = calls.rename2(from_folder.number(), last_of(from), to_folder.number(), last_of(to), how, to);
  if (is_unknown(error)) return Exchange::Placed::cannot;
  if (error == EEXIST && how == Calls::How::no_replace) return Exchange::Placed::taken;
  CHECKED(done(to, error));
  return Exchange::Placed::done;
}

Result<> PosixDisk::remove(const std::string& path) {
  CHECKED(inside_->admit(path));
  const Descriptor folder = inside_->beneath.open_parent(path);
  if (!folder) return inside_->failure(path, folder.error());
  return inside_->done(path, inside_->calls.unlink(folder.number(), last_of(path), path));
}

Result<> PosixDisk::make_folder(const std::string& folder) {
  CHECKED(inside_->admit(folder));
  TRY(found, state(folder));
  if (found && found->kind == FileState::Kind::folder) return {};
  if (found) return inside_->failure(folder, ENOTDIR);
  const std::string above = parent_of(folder);
  if (!above.empty() && above != folder) CHECKED(make_folder(above));
  const Descriptor parent = inside_->beneath.open_parent(folder);
  if (!parent) return inside_->failure(folder, parent.error());
  const int error = inside_->calls.mkdir(parent.number(), last_of(folder), folder);
  // Readers take no lock before the first folder is there: two of them may make it at once.
  return inside_->done(folder, error == EEXIST ? 0 : error);
}

Result<> PosixDisk::remove_folder(const std::string& folder) {
  CHECKED(inside_->admit(folder));
  const Descriptor parent = inside_->beneath.open_parent(folder);
  if (!parent) return inside_->failure(folder, parent.error());
  return inside_->done(folder, inside_->calls.rmdir(parent.number(), last_of(folder), folder));
}

Result<> PosixDisk::sync_folder(const std::string& folder) {
  CHECKED(inside_->admit(folder));
  const Descriptor opened = inside_->beneath.open(folder, O_RDONLY | O_DIRECTORY);
  if (!opened) return inside_->failure(folder, opened.error());
  const int error = inside_->calls.fsync(opened.number(), folder);
  // EINVAL: a file system that cannot sync folders (some network and foreign ones); nothing better can be had.
  return inside_->done(folder, error == EINVAL ? 0 : error);
}

Result<> PosixDisk::sync_all() {
  const Descriptor opened = inside_->beneath.open("", O_RDONLY | O_DIRECTORY);
  if (!opened) return inside_->failure("", opened.error());
  return inside_->done("", inside_->calls.syncfs(opened.number(), ""));
}

namespace {

/// The lock file, made when it is missing; a file that another process makes in between is as good.
Descriptor open_lock(const Calls& calls, const Beneath& beneath, const std::string& path, Lock::Kind kind) {
  const int flags = (kind == Lock::Kind::shared ? O_RDONLY : O_RDWR) | O_NONBLOCK | O_NOCTTY;
  Descriptor file = beneath.open(path, flags);
  if (file || file.error() != ENOENT) return file;
  const Descriptor folder = beneath.open_parent(path);
  if (!folder) return Descriptor(-1, folder.error());
  file = calls.create(folder.number(), last_of(path), path, FileState::everybody);
  return !file && file.error() == EEXIST ? beneath.open(path, flags) : std::move(file);
}

}  // namespace

Result<std::unique_ptr<Lock>> PosixDisk::lock(const std::string& path, Lock::Kind kind, milliseconds wait,
                                              const std::function<void()>& waiting) {
  CHECKED(inside_->admit(path));
  Descriptor file = open_lock(inside_->calls, inside_->beneath, path, kind);
  if (!file) return inside_->failure(path, file.error());
  struct stat found {};
  if (fstat(file.number(), &found) != 0) return inside_->failure(path, errno);
  if (!S_ISREG(found.st_mode)) return fail(Exit::disk, problem("D103"_m, path));
  const auto start = std::chrono::steady_clock::now();
  bool told = false;
  for (milliseconds pause(1);; pause = std::min(pause * 2, milliseconds(50))) {
    const int error = try_lock(file.number(), kind);
    if (error == 0) return std::unique_ptr<Lock>(new DescriptorLock(std::move(file)));
    if (error != EAGAIN && error != EACCES && error != EINTR) return inside_->failure(path, error);
    const auto waited = std::chrono::steady_clock::now() - start;
    if (waited >= wait) return fail(Exit::locked, problem("D106"_m, seconds(wait)));
    if (!told && waited >= std::chrono::seconds(1)) {
      told = true;
      waiting();
    }
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace mloc
