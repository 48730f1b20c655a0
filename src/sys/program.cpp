#include "mloc/sys/program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <thread>

namespace mloc {
namespace {

/// Both ends of a pipe, closed on exec and at the end.
struct Pipe {
  std::array<int, 2> ends{-1, -1};
  bool open() { return pipe2(ends.data(), O_CLOEXEC) == 0; }
  void close(std::size_t end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }
  ~Pipe() {
    close(0);
    close(1);
  }
};

tl::unexpected<Failure> refuse(const std::string& file, const std::string& why) { return fail(Exit::no, problem("M121"_m, file, why)); }

/// Writes all of it; a program that reads no further is no error here, its status tells.
void feed(Pipe& pipe, std::string_view input) {
  while (!input.empty()) {
    const ssize_t written = write(pipe.ends[1], input.data(), input.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    input.remove_prefix(static_cast<std::size_t>(written));
  }
  pipe.close(1);
}

/// All that comes, or no value when it is more than `limit` bytes.
std::optional<std::string> drain(const Pipe& pipe, std::size_t limit) {
  std::string text;
  std::array<char, 65536> block{};
  for (;;) {
    const ssize_t count = read(pipe.ends[0], block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(block.data(), static_cast<std::size_t>(count));
    if (text.size() > limit) return std::nullopt;
  }
}

/// What a spawned program gets as its standard streams.
class Actions {
 public:
  Actions(const Pipe& in, const Pipe& out) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, in.ends[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, out.ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  }
  ~Actions() { posix_spawn_file_actions_destroy(&actions_); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

std::optional<std::string> find_program(std::string_view path, std::string_view name) {
  while (!path.empty()) {
    const auto colon = path.find(':');
    const std::string_view folder = path.substr(0, colon);
    path = colon == path.npos ? std::string_view() : path.substr(colon + 1);
    if (!folder.starts_with('/')) continue;
    std::string file = std::string(folder) + "/" + std::string(name);
    struct stat state {};
    if (stat(file.c_str(), &state) == 0 && S_ISREG(state.st_mode) && access(file.c_str(), X_OK) == 0) return file;
  }
  return std::nullopt;
}

Result<std::string> run_program(const std::string& file, const std::vector<std::string>& arguments, std::string_view input,
                                std::size_t limit) {
  Pipe in, out;
  if (!in.open() || !out.open()) return refuse(file, std::strerror(errno));
  std::vector<std::string> words{file};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::string path = "PATH=/usr/local/bin:/usr/bin:/bin", locale = "LC_ALL=C.UTF-8";
  std::array<char*, 3> environment{path.data(), locale.data(), nullptr};
  pid_t child = 0;
  const Actions actions(in, out);
  if (const int error = posix_spawn(&child, file.c_str(), actions.get(), nullptr, argv.data(), environment.data()); error != 0)
    return refuse(file, std::strerror(error));
  in.close(0);
  out.close(1);
  std::thread feeder([&] { feed(in, input); });
  auto text = drain(out, limit);
  // A program that says too much gets no more room, and ends.
  out.close(0);
  feeder.join();
  const int status = wait_for(child);
  if (!text) return refuse(file, "too long an answer");
  if (status != 0) return refuse(file, "status " + std::to_string(status));
  return *std::move(text);
}

}  // namespace mloc
