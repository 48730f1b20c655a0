// The real disk, real processes: what only they can show.
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "catch.hpp"
#include "folder.hpp"
#include "mloc/sys/posix_disk.hpp"
#include "scenario.hpp"

using namespace mloc;

namespace {

struct BreakAt : Faults {
  Answer before(Call, const std::string&) override {
    ++calls;
    return calls == at || (persistent && calls > at) ? answer : Answer{};
  }
  std::size_t at = 0;
  Answer answer;
  bool persistent = false;
  std::size_t calls = 0;
};

std::unique_ptr<Disk> open(const TemporaryFolder& folder, Faults* faults) {
  auto disk = PosixDisk::open(folder.path(), {.faults = faults});
  if (!disk) std::abort();
  return std::move(*disk);
}

void lay_out(const TemporaryFolder& folder, const Scenario& scenario) {
  for (const auto& [path, bytes] : scenario.before) folder.write(path, bytes);
}

std::size_t count_calls(const Scenario& scenario) {
  TemporaryFolder folder;
  lay_out(folder, scenario);
  BreakAt counting;
  make_change(*open(folder, &counting), scenario);
  return counting.calls;
}

template <class Work>
int in_a_process(Work work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// A process is ended at call `at`; its first half of a write may have been done.
std::string killed_at(const Scenario& scenario, std::size_t at) {
  TemporaryFolder folder;
  lay_out(folder, scenario);
  BreakAt faults;
  faults.at = at;
  faults.answer = {.error = 0, .bytes = 3, .kill = true};
  const int status = in_a_process([&] { return static_cast<int>(make_change(*open(folder, &faults), scenario)); });
  if (status != 137) return "the process did not end as planned";
  return verdict(*open(folder, nullptr), scenario, Ending::ended, PowerCut::no);
}

std::string failed_at(const Scenario& scenario, std::size_t at, Faults::Answer answer, bool persistent) {
  TemporaryFolder folder;
  lay_out(folder, scenario);
  BreakAt faults;
  faults.at = at;
  faults.answer = answer;
  faults.persistent = persistent;
  const Ending outcome = make_change(*open(folder, &faults), scenario);
  return verdict(*open(folder, nullptr), scenario, outcome, PowerCut::no);
}

const std::string path = "cases/7K/a.yaml";

Result<> append(Disk& disk, const std::string& line) {
  TRY(store, WritableStore::open(disk, {}));
  TRY(file, store.read(path));
  Change change;
  change.put(path, file.bytes + line + "\n", file.digest);
  CHECKED(store.commit(change, [](const std::string&, std::string_view) { return Result<>(); }));
  return {};
}

/// Appends `count` lines, each by a command of its own; the number that failed.
int append_lines(const TemporaryFolder& folder, int writer, int count) {
  int failed = 0;
  for (int i = 0; i < count; ++i) {
    const auto disk = open(folder, nullptr);
    failed += append(*disk, fmt::format("{} {}", writer, i)) ? 0 : 1;
  }
  return std::min(failed, 100);
}

}  // namespace

TEST_CASE("a process ended at any system call leaves old or new") {
  for (const Scenario& scenario : {one_file_changed(), one_file_added(), one_file_removed(), batch()}) {
    const std::size_t calls = count_calls(scenario);
    CHECK(calls > 3);
    const std::size_t stride = long_run() || calls < 20 ? 1 : 3;
    for (std::size_t at = 1; at <= calls; at += stride) CHECK(killed_at(scenario, at) == "");
  }
}

TEST_CASE("an error of any system call leaves old or new and is told") {
  const std::vector<Faults::Answer> answers = {
      {.error = ENOSPC}, {.error = EIO}, {.error = ENOSPC, .bytes = 2}, {.error = 0, .bytes = 1}, {.error = EINTR}};
  for (const Scenario& scenario : {one_file_changed(), one_file_added(), batch()})
    for (const Faults::Answer& answer : answers)
      for (const bool persistent : {false, true}) {
        // EINTR is repeated until it goes away.
        if (persistent && answer.error == EINTR) continue;
        const std::size_t stride = long_run() ? 1 : 7;
        const std::size_t calls = count_calls(scenario);
        for (std::size_t at = 1 + calls % stride; at <= calls; at += stride)
          CHECK(failed_at(scenario, at, answer, persistent) == "");
      }
}

TEST_CASE("a full disk is named with its file system") {
  TemporaryFolder folder;
  BreakAt faults;
  faults.at = 2;
  faults.answer = {.error = ENOSPC, .bytes = 1};
  const auto created = open(folder, &faults)->create("a", "bytes", Sync::yes);
  REQUIRE_FALSE(created);
  CHECK(created.error().exit == Exit::disk);
  CHECK(created.error().problems.front().code == "D102"_m);
  CHECK(created.error().problems.front().text.english.starts_with("a: no space left on /"));
  CHECK(open(folder, nullptr)->list("").value().empty());
}

TEST_CASE("eight processes that append to one file lose nothing") {
  const int writers = 8, each = long_run() ? 500 : 50;
  TemporaryFolder folder;
  folder.write("mloc.toml", "");
  folder.write(path, "");
  std::vector<pid_t> children;
  for (int writer = 0; writer < writers; ++writer) {
    const pid_t child = fork();
    if (child == 0) _exit(append_lines(folder, writer, each));
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  const std::string text = folder.read(path);
  CHECK(std::count(text.begin(), text.end(), '\n') == writers * each);
  for (int writer = 0; writer < writers; ++writer)
    for (int i = 0; i < each; ++i)
      if (("\n" + text).find(fmt::format("\n{} {}\n", writer, i)) == std::string::npos) FAIL_CHECK(writer << " " << i);
}
