#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "catch.hpp"
#include "faults/folder.hpp"
#include "mloc/sys/posix_disk.hpp"
#include "mloc/sys/system.hpp"

using namespace mloc;

namespace {

std::unique_ptr<Disk> disk_of(const TemporaryFolder& folder, PosixDisk::Options options = {}) {
  auto disk = PosixDisk::open(folder.path(), options);
  REQUIRE(disk);
  return std::move(*disk);
}

template <class T>
Message code_of(const Result<T>& result) {
  REQUIRE_FALSE(result);
  return result.error().problems.front().code;
}

}  // namespace

TEST_CASE("a workspace's disk follows no link and opens no pipe, by the kernel's help or by hand") {
  for (const auto walker : {PosixDisk::Walker::kernel, PosixDisk::Walker::by_hand}) {
    TemporaryFolder folder, outside;
    const auto disk = disk_of(folder, {.walker = walker});
    outside.write("secret", "s");
    REQUIRE(symlink((outside.path() + "/secret").c_str(), (folder.path() + "/link").c_str()) == 0);
    REQUIRE(symlink(outside.path().c_str(), (folder.path() + "/cases").c_str()) == 0);
    REQUIRE(mkfifo((folder.path() + "/pipe").c_str(), 0600) == 0);
    CHECK(code_of(disk->read("link", 100)) == "D103"_m);
    CHECK(code_of(disk->read("cases/secret", 100)) == "D103"_m);
    CHECK(code_of(disk->read("pipe", 100)) == "D103"_m);
    CHECK(code_of(disk->list("cases")) == "D103"_m);
    CHECK(code_of(disk->create("cases/new", "x", Sync::no)) == "D103"_m);
    CHECK(code_of(disk->create("link", "x", Sync::no)) == "D110"_m);
    CHECK(code_of(disk->remove("cases/secret")) == "D103"_m);
    CHECK(disk->state("link").value()->kind == FileState::Kind::other);
    CHECK(outside.read("secret") == "s");
    CHECK(disk->walk("").value().size() == 3);
    CHECK(code_of(disk->lock("pipe", Lock::Kind::exclusive, {}, [] {})) == "D103"_m);
  }
}

TEST_CASE("a workspace's disk refuses paths that climb or start at the root") {
  for (const auto walker : {PosixDisk::Walker::kernel, PosixDisk::Walker::by_hand}) {
    TemporaryFolder folder;
    const auto disk = disk_of(folder, {.walker = walker});
    for (const std::string path : {"/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/"}) {
      CHECK(code_of(disk->read(path, 100)) == "D105"_m);
      CHECK(code_of(disk->create(path, "", Sync::no)) == "D105"_m);
      CHECK(code_of(disk->rename("x", path)) == "D105"_m);
      CHECK(code_of(disk->make_folder(path)) == "D105"_m);
      CHECK(code_of(disk->state(path)) == "D105"_m);
    }
    CHECK(code_of(disk->read(std::string("a\0b", 3), 100)) == "D105"_m);
  }
}

TEST_CASE("the caller's disk takes absolute paths, links and pipes") {
  TemporaryFolder folder, outside;
  const auto disk = disk_of(folder, {.reach = PosixDisk::Reach::caller});
  outside.write("given.csv", "a;b\n");
  REQUIRE(symlink((outside.path() + "/given.csv").c_str(), (folder.path() + "/link").c_str()) == 0);
  CHECK(disk->read("link", 100).value() == "a;b\n");
  CHECK(disk->read(outside.path() + "/given.csv", 100).value() == "a;b\n");
  CHECK(disk->create(outside.path() + "/made/../out.csv", "x", Sync::yes).has_value() == false);
  CHECK(disk->make_folder(outside.path() + "/made/deep"));
  CHECK(disk->create(outside.path() + "/made/deep/out.csv", "x", Sync::yes));
  CHECK(outside.read("made/deep/out.csv") == "x");
  CHECK(code_of(disk->create("link", "x", Sync::no)) == "D110"_m);
}

TEST_CASE("the caller's disk says where a link leads, and writes into devices alone") {
  TemporaryFolder folder, outside;
  const auto disk = disk_of(folder, {.reach = PosixDisk::Reach::caller});
  outside.write("given", "as it was");
  REQUIRE(symlink((outside.path() + "/given").c_str(), (folder.path() + "/link").c_str()) == 0);
  REQUIRE(symlink("nowhere", (folder.path() + "/dangling").c_str()) == 0);
  CHECK(disk->real_path("link").value() == outside.path() + "/given");
  CHECK_FALSE(disk->real_path("none").value());
  CHECK(code_of(disk->real_path("dangling")) == "D116"_m);
  CHECK(code_of(disk->write_into("link", "x")) == "D103"_m);
  CHECK(code_of(disk->write_into("none", "x")) == "D103"_m);
  CHECK(disk->write_into("/dev/null", "x"));
  CHECK(outside.read("given") == "as it was");
  CHECK(disk->check_may_create("none"));
  CHECK(code_of(disk->check_may_create("missing/none")) == "D101"_m);
}

TEST_CASE("a file is made with the rights that were asked for") {
  TemporaryFolder folder;
  const auto disk = disk_of(folder, {});
  REQUIRE(disk->create("closed", "x", Sync::no, FileState::owner));
  CHECK(disk->state("closed").value()->rights == 0600u);
}

TEST_CASE("bytes and names are synced by the calls that do it, each once") {
  struct Recorded : Faults {
    Answer before(Call call, const std::string&) override {
      calls.push_back(call);
      return {};
    }
    std::vector<Call> calls;
  } recorded;
  using Call = Faults::Call;
  TemporaryFolder folder;
  const auto disk = disk_of(folder, {.faults = &recorded});
  REQUIRE(disk->create("a", "bytes", Sync::yes));
  CHECK(recorded.calls == std::vector{Call::create, Call::write, Call::fsync, Call::close});
  recorded.calls.clear();
  REQUIRE(disk->create("b", "bytes", Sync::no));
  CHECK(recorded.calls == std::vector{Call::create, Call::write, Call::close});
  recorded.calls.clear();
  REQUIRE(disk->make_folder("c/d"));
  REQUIRE(disk->sync_folder("c"));
  REQUIRE(disk->sync_all());
  REQUIRE(disk->rename("a", "c/d/a"));
  REQUIRE(disk->remove("b"));
  REQUIRE(disk->remove("c/d/a"));
  REQUIRE(disk->remove_folder("c/d"));
  CHECK(recorded.calls == std::vector{Call::mkdir, Call::mkdir, Call::fsync, Call::syncfs, Call::rename, Call::unlink,
                                      Call::unlink, Call::rmdir});
  CHECK(disk->walk("").value().empty());
}

TEST_CASE("an interrupted and a short write go on until all bytes are there") {
  struct Interrupting : Faults {
    Answer before(Call call, const std::string&) override {
      if (call != Call::write) return {};
      ++writes;
      return writes % 2 == 1 ? Answer{.error = EINTR} : Answer{.error = 0, .bytes = 2};
    }
    int writes = 0;
  } interrupting;
  TemporaryFolder folder;
  REQUIRE(disk_of(folder, {.faults = &interrupting})->create("a", "bytes", Sync::no));
  CHECK(folder.read("a") == "bytes");
  CHECK(interrupting.writes == 6);
}

TEST_CASE("a failed fsync is not asked again") {
  struct Failing : Faults {
    Answer before(Call call, const std::string&) override {
      if (call != Call::fsync) return {};
      ++asked;
      return {.error = EIO};
    }
    int asked = 0;
  } failing;
  TemporaryFolder folder;
  const auto disk = disk_of(folder, {.faults = &failing});
  CHECK(code_of(disk->create("a", "bytes", Sync::yes)) == "D101"_m);
  CHECK(failing.asked == 1);
  CHECK_FALSE(disk->state("a").value());
}

TEST_CASE("files are read up to the limit and no further") {
  TemporaryFolder folder;
  const auto disk = disk_of(folder);
  REQUIRE(disk->create("a", std::string(100'000, 'x'), Sync::yes));
  CHECK(disk->read("a", 100'000).value() == std::string(100'000, 'x'));
  CHECK(code_of(disk->read("a", 99'999)) == "D104"_m);
  CHECK(code_of(disk->read("missing", 1)) == "D101"_m);
  REQUIRE(disk->create("empty", "", Sync::no));
  CHECK(disk->read("empty", 0).value().empty());
}

TEST_CASE("folders are listed and walked in byte order") {
  TemporaryFolder folder;
  const auto disk = disk_of(folder);
  REQUIRE(disk->make_folder("cases/7K"));
  REQUIRE(disk->make_folder("cases/0A"));
  for (const char* path : {"cases/7K/b", "cases/7K/a", "cases/0A/z", "cases/7K.x"})
    REQUIRE(disk->create(path, "1", Sync::no));
  std::vector<std::string> walked, listed;
  const auto files = disk->walk("cases");
  const auto entries = disk->list("cases");
  for (const auto& file : *files) walked.push_back(file.path);
  for (const auto& entry : *entries) listed.push_back(entry.name);
  CHECK(walked == std::vector<std::string>{"cases/0A/z", "cases/7K.x", "cases/7K/a", "cases/7K/b"});
  CHECK(listed == std::vector<std::string>{"0A", "7K", "7K.x"});
  CHECK(disk->walk("nowhere").value().empty());
  CHECK(disk->walk("cases").value().front().state == disk->state("cases/0A/z").value());
}

TEST_CASE("a very deep tree is given, not entered for ever") {
  TemporaryFolder folder;
  const auto disk = disk_of(folder);
  std::string path = "d";
  for (int i = 0; i < 20; ++i) path += "/d";
  REQUIRE(disk->make_folder(path));
  const auto found = disk->walk("").value();
  REQUIRE(found.size() == 1);
  CHECK(found.front().state.kind == FileState::Kind::folder);
  CHECK(found.front().path == disk->Disk::walk("").value().front().path);
}

TEST_CASE("a lock waits, says so once after a second, and gives up with a message") {
  TemporaryFolder folder;
  const auto one = disk_of(folder), other = disk_of(folder);
  auto held = one->lock("lock", Lock::Kind::exclusive, {}, [] {});
  REQUIRE(held);
  int told = 0;
  const auto refused = other->lock("lock", Lock::Kind::shared, std::chrono::milliseconds(1200), [&] { ++told; });
  REQUIRE_FALSE(refused);
  CHECK(refused.error().exit == Exit::locked);
  CHECK(refused.error().problems.front().text.english == "the workspace is locked by another mloc; waited 1.2 s");
  CHECK(told == 1);
  held->reset();
  const auto first = one->lock("lock", Lock::Kind::shared, {}, [] {});
  CHECK(first);
  CHECK(other->lock("lock", Lock::Kind::shared, {}, [] {}));
  CHECK_FALSE(other->lock("lock", Lock::Kind::exclusive, {}, [] {}));
}

TEST_CASE("a lock outlives the closing of another descriptor of its file and ends with its process") {
  TemporaryFolder folder;
  const auto disk = disk_of(folder);
  const auto held = disk->lock("lock", Lock::Kind::exclusive, {}, [] {});
  (void)disk->read("lock", 10);
  const pid_t child = fork();
  if (child == 0) _exit(disk_of(folder)->lock("lock", Lock::Kind::exclusive, {}, [] {}) ? 1 : 0);
  int status = -1;
  waitpid(child, &status, 0);
  CHECK(status == 0);
}

TEST_CASE("a full device fails the command, a closed pipe does not") {
  const auto status_with = [](int descriptor) {
    const pid_t child = fork();
    if (child == 0) {
      ignore_broken_pipes();
      dup2(descriptor, STDOUT_FILENO);
      StandardOutput out(StandardOutput::Stream::out);
      const auto written = out.write("text\n");
      const auto finished = out.finish();
      _exit(written && finished ? 0 : static_cast<int>((written ? finished : written).error().exit));
    }
    int status = -1;
    waitpid(child, &status, 0);
    return WEXITSTATUS(status);
  };
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  CHECK(status_with(full) == static_cast<int>(Exit::disk));
  close(full);
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  close(ends[0]);
  CHECK(status_with(ends[1]) == 0);
  close(ends[1]);
}

TEST_CASE("random numbers fill their range and nothing else") {
  SystemRandom random;
  std::vector<int> seen(6);
  for (int i = 0; i < 2000; ++i) ++seen.at(random.below(6));
  for (const int times : seen) CHECK(times > 200);
  CHECK(random.below(1) == 0);
}

TEST_CASE("today follows the time zone") {
  setenv("TZ", "UTC-14", 1);
  const Date east = local_today();
  setenv("TZ", "UTC+12", 1);
  const Date west = local_today();
  unsetenv("TZ");
  CHECK(east.days_since(west) >= 1);
}
