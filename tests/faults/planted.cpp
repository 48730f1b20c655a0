// The suite is worth what it catches: each bug that others have had is planted, and the scenario that the other tests
// run must report it.
#include "catch.hpp"
#include "mloc/store/disk_view.hpp"
#include "scenario.hpp"

using namespace mloc;

namespace {

struct WithoutFsync : DiskView {
  using DiskView::DiskView;
  Result<> create(const std::string& path, std::string_view bytes, Sync, unsigned rights) override {
    return DiskView::create(path, bytes, Sync::no, rights);
  }
  Result<> sync_all() override { return {}; }
};

struct WithoutFolderSync : DiskView {
  using DiskView::DiskView;
  Result<> sync_folder(const std::string&) override { return {}; }
};

/// As on a file system that cannot exchange two names.
struct WithoutExchange : DiskView {
  using DiskView::DiskView;
  Result<Placed> exchange(const std::string&, const std::string&) override { return Placed::cannot; }
  Result<Placed> rename_new(const std::string&, const std::string&) override { return Placed::cannot; }
};

struct InPlace : WithoutExchange {
  using WithoutExchange::WithoutExchange;
  Result<> rename(const std::string& from, const std::string& to) override {
    TRY(bytes, read(from, Store::limit));
    TRY(there, state(to));
    if (there) CHECKED(remove(to));
    CHECKED(create(to, bytes, Sync::yes, FileState::everybody));
    return remove(from);
  }
};

struct WithoutLock : DiskView {
  using DiskView::DiskView;
  Result<std::unique_ptr<Lock>> lock(const std::string&, Lock::Kind, std::chrono::milliseconds,
                                     const std::function<void()>&) override {
    return std::unique_ptr<Lock>();
  }
};

/// What was read once is believed for ever: the comparison before the rename sees nothing.
struct WithoutComparison : WithoutExchange {
  using WithoutExchange::WithoutExchange;
  Result<std::string> read(const std::string& path, std::size_t limit) override {
    if (seen.contains(path)) return seen[path];
    TRY(bytes, DiskView::read(path, limit));
    if (!path.starts_with(".mloc/")) seen[path] = bytes;
    return bytes;
  }
  std::map<std::string, std::string> seen;
};

template <class Bug>
Wrap planted() {
  return [](Disk& disk) { return std::make_unique<Bug>(disk); };
}

std::size_t violations(const Wrap& wrap) {
  return break_every_step(one_file_changed(), wrap).violations.size() +
         break_every_step(one_file_added(), wrap).violations.size();
}

std::size_t batch_violations(const Wrap& wrap) { return break_every_step(batch(), wrap, 3).violations.size(); }

const std::string path = "cases/7K/a.yaml";

/// Two writers at once: the second must be kept out.
std::string two_writers(const Wrap& wrap) {
  MemoryDisk memory(one_file_changed().before);
  const auto disk = wrap(memory);
  const auto first = WritableStore::open(*disk, {});
  const auto second = WritableStore::open(*disk, {});
  if (!first) return "the first writer was kept out";
  if (second) return "two writers at once";
  return second.error().exit == Exit::locked ? "" : "kept out for another reason";
}

/// A hand edit between reading and writing must survive.
std::string edit_between(const Wrap& wrap) {
  MemoryDisk memory(one_file_changed().before);
  const auto disk = wrap(memory);
  auto store = WritableStore::open(*disk, {});
  const auto file = store->read(path);
  Change change;
  change.put(path, "new bytes\n", file->digest);
  memory.put(path, "an edit by hand\n");
  const auto committed = store->commit(change, [](const std::string&, std::string_view) { return Result<>(); });
  if (memory.files().at(path) != "an edit by hand\n") return "the edit is lost";
  return !committed && committed.error().exit == Exit::conflict ? "" : "the conflict was not told";
}

enum class Checking { on, off };
/// Bytes that the check refuses must not reach the disk.
std::string refused_bytes(Checking checking) {
  MemoryDisk disk(one_file_changed().before);
  auto store = WritableStore::open(disk, {});
  const auto file = store->read(path);
  Change change;
  change.put(path, "bad bytes\n", file->digest);
  const auto check = [&](const std::string&, std::string_view bytes) -> Result<> {
    if (checking == Checking::on && bytes.starts_with("bad")) return fail(Exit::no, problem("D101"_m, path, "bad"));
    return {};
  };
  (void)store->commit(change, check);
  return workspace_files(disk) == one_file_changed().before ? "" : "bad bytes were put down";
}

}  // namespace

TEST_CASE("a missing fsync is caught") {
  CHECK(violations(planted<WithoutFsync>()) > 0);
  CHECK(batch_violations(planted<WithoutFsync>()) > 0);
}

TEST_CASE("a folder that is not synced is caught") {
  CHECK(violations(planted<WithoutFolderSync>()) > 0);
  CHECK(batch_violations(planted<WithoutFolderSync>()) > 0);
}

TEST_CASE("writing in place instead of renaming is caught") {
  CHECK(violations(planted<InPlace>()) > 0);
}

TEST_CASE("a lock that does not lock is caught") {
  CHECK(two_writers(as_it_is()).empty());
  CHECK_FALSE(two_writers(planted<WithoutLock>()).empty());
}

TEST_CASE("a comparison that does not compare is caught") {
  CHECK(edit_between(as_it_is()).empty());
  CHECK_FALSE(edit_between(planted<WithoutComparison>()).empty());
}

TEST_CASE("a check that does not check is caught") {
  CHECK(refused_bytes(Checking::on).empty());
  CHECK_FALSE(refused_bytes(Checking::off).empty());
}
