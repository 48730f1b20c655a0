#include "mloc/git/repository.hpp"

#include <filesystem>

#include "catch.hpp"
#include "faults/folder.hpp"

using namespace mloc;

TEST_CASE("a new repository syncs everything and begins on main") {
  const TemporaryFolder folder;
  CHECK(make_repository(folder.path()) == Repository::made);
  CHECK(folder.read(".git/config").find("fsync = all") != std::string::npos);
  CHECK(folder.read(".git/HEAD") == "ref: refs/heads/main\n");
}

TEST_CASE("a folder inside a repository gets none of its own, and the one there is left alone") {
  const TemporaryFolder folder;
  REQUIRE(make_repository(folder.path()) == Repository::made);
  const std::string config = folder.read(".git/config");
  folder.write("a/b/mloc.toml", "");
  CHECK(make_repository(folder.path() + "/a/b") == Repository::there_already);
  CHECK_FALSE(std::filesystem::exists(folder.path() + "/a/b/.git"));
  CHECK(folder.read(".git/config") == config);
}

TEST_CASE("a repository that cannot be made is a failure of the disk with libgit2's words") {
  const TemporaryFolder folder;
  folder.write(".git", "not a repository\n");
  const auto made = make_repository(folder.path());
  REQUIRE_FALSE(made);
  CHECK(made.error().exit == Exit::disk);
  CHECK(made.error().problems.front().code == "D111"_m);
}
