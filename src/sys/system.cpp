#include "mloc/sys/system.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/random.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>

#include "posix_inside.hpp"

namespace mloc {
namespace {

std::uint32_t random_word() {
  std::uint32_t word = 0;
  while (getrandom(&word, sizeof word, 0) != sizeof word)
    if (errno != EINTR) std::abort();
  return word;
}

/// Somebody made the stream non-blocking (ssh and terminals do): waits until it takes bytes again.
bool may_write_later(int descriptor, int error) {
  if (error != EAGAIN) return false;
  pollfd stream{descriptor, POLLOUT, 0};
  return poll(&stream, 1, -1) >= 0 || errno == EINTR;
}

}  // namespace

std::uint32_t SystemRandom::below(std::uint32_t bound) {
  if (bound < 2) return 0;
  // Words under the remainder of 2^32 would make the small numbers likelier; they are drawn again.
  const std::uint32_t unfair = (0u - bound) % bound;
  for (;;)
    if (const std::uint32_t word = random_word(); word >= unfair) return word % bound;
}

namespace {

Date day_here() {
  const std::time_t now = std::time(nullptr);
  std::tm here{};
  tzset();  // localtime_r need not look at TZ
  localtime_r(&now, &here);
  const auto today =
      Date::of(here.tm_year + 1900, static_cast<unsigned>(here.tm_mon + 1), static_cast<unsigned>(here.tm_mday));
  if (!today) std::abort();
  return *today;
}

/// Names a file below the folder of zones, and no other.
bool is_zone_name(const std::string& zone) {
  const bool plain = zone.find("..") == std::string::npos && !zone.starts_with('/') && !zone.ends_with('/') && zone.find("//") == std::string::npos;
  return !zone.empty() && plain && zone.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-") == std::string::npos;
}

/// Zone data begins with these letters; anything else libc would take for UTC without a word.
bool is_zone_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  char head[4] = {};
  const long got = ::read(descriptor, head, sizeof head);
  ::close(descriptor);
  return got == 4 && std::string_view(head, 4) == "TZif";
}

}  // namespace

Date local_today() { return day_here(); }

namespace {

bool is_known_zone(const std::string& zone) { return is_zone_name(zone) && is_zone_file("/usr/share/zoneinfo/" + zone); }

/// TZ is that of a zone while this lives. Made before any thread is started.
class InZone {
 public:
  explicit InZone(const std::string& zone) {
    if (const char* before = std::getenv("TZ")) before_ = before;
    ::setenv("TZ", (":" + zone).c_str(), 1);
    tzset();
  }
  ~InZone() {
    if (before_) ::setenv("TZ", before_->c_str(), 1);
    else ::unsetenv("TZ");
    tzset();
  }
  InZone(const InZone&) = delete;
  InZone& operator=(const InZone&) = delete;

 private:
  std::optional<std::string> before_;
};

}  // namespace

std::optional<Date> today_in_zone(const std::string& zone) {
  if (!is_known_zone(zone)) return std::nullopt;
  const InZone there(zone);
  return day_here();
}

StandardOutput::StandardOutput(Stream stream)
    : descriptor_(stream == Stream::out ? STDOUT_FILENO : STDERR_FILENO),
      name_(stream == Stream::out ? "standard output" : "standard error") {}

Result<> StandardOutput::write(std::string_view bytes) {
  used_ = used_ || !bytes.empty();
  while (!bytes.empty() && !closed_by_reader_) {
    const long written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && (errno == EINTR || may_write_later(descriptor_, errno))) continue;
    if (written < 0 && errno == EPIPE) closed_by_reader_ = true;
    else if (written < 0) return disk_failure(name_, errno, -1);
    else bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

bool StandardOutput::is_terminal() const { return isatty(descriptor_) == 1; }

int StandardOutput::columns() const {
  winsize size{};
  if (ioctl(descriptor_, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

Result<> StandardOutput::finish() {
  if (::close(descriptor_) == 0 || errno == EPIPE || closed_by_reader_) return {};
  if (errno == EBADF && !used_) return {};  // `>&-`: nobody wanted what was not written
  return disk_failure(name_, errno, -1);
}

bool input_is_terminal() { return isatty(STDIN_FILENO) == 1; }

Result<std::optional<std::string>> read_input_line() {
  constexpr std::size_t longest = 4096;
  const char* name = "standard input";
  std::string line;
  for (char c = 0; c != '\n';) {
    const long got = ::read(STDIN_FILENO, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    // A terminal that hung up reads as an error; for the command it is the end like any other.
    if (got < 0 && errno != EIO) return disk_failure(name, errno, -1);
    if (got <= 0 && line.empty()) return std::nullopt;
    if (got <= 0) break;
    if (c != '\n') line += c;
    if (line.size() > longest) return fail(Exit::disk, problem("D104"_m, name, longest));
  }
  return std::optional(std::move(line));
}

Result<std::string> read_standard_input(std::size_t limit) {
  const char* name = "standard input";
  std::string bytes;
  if (const int error = read_all(STDIN_FILENO, 65535, limit, Ends::nothing_read, bytes))
    return disk_failure(name, error, -1);
  if (bytes.size() > limit) return fail(Exit::disk, problem("D104"_m, name, limit));
  return bytes;
}

void ignore_broken_pipes() { std::signal(SIGPIPE, SIG_IGN); }

}  // namespace mloc
