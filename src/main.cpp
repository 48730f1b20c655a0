#include <cstdlib>
#include <string>
#include <vector>

#include "mloc/cli/run.hpp"
#include "mloc/git/repository.hpp"
#include "mloc/sys/posix_disk.hpp"
#include "mloc/sys/system.hpp"

extern char** environ;

namespace {

using namespace mloc;

/// The one place that reads the environment.
std::map<std::string, std::string> environment() {
  std::map<std::string, std::string> found;
  for (const char* name : {"MLOC_TODAY", "MLOC_BY", "MLOC_KEYS", "NO_COLOR", "TERM", "LANG", "LC_ALL", "LC_MESSAGES", "SHELL", "PATH", "TZDIR", "GIT_QUARANTINE_PATH"})
    if (const char* value = std::getenv(name)) found[name] = value;
  // What git merges, by the ids of the commits.
  for (char** one = environ; *one; ++one)
    if (const std::string_view given = *one; given.starts_with("GITHEAD_")) found.emplace(given.substr(0, given.find('=')), given.substr(given.find('=') + 1));
  return found;
}

Result<std::unique_ptr<Disk>> open_workspace(const std::string& folder) { return PosixDisk::open(folder, {}); }

int run_here(Disk& files, std::vector<std::string> arguments) {
  StandardOutput out(StandardOutput::Stream::out), err(StandardOutput::Stream::error);
  SystemRandom random;
  World world{files, open_workspace, make_repository, read_standard_input, out, err, local_today, random, environment()};
  world.today_in = today_in_zone;
  if (input_is_terminal()) world.read_line = read_input_line;
  const int status = run(world, std::move(arguments));
  if (auto finished = out.finish(); !finished && status == 0) return report_failure(world, std::move(finished.error()));
  return status;
}

}  // namespace

int main(int count, char** values) {
  ignore_broken_pipes();
  std::vector<std::string> arguments(values + (count > 0), values + count);
  PosixDisk::Options caller;
  caller.reach = PosixDisk::Reach::caller;
  auto here = PosixDisk::open(".", caller);
  if (here) return run_here(**here, std::move(arguments));
  StandardOutput err(StandardOutput::Stream::error);
  static_cast<void>(err.write("mloc: the current folder cannot be opened\n"));
  return static_cast<int>(Exit::disk);
}
