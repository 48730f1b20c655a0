#include "catch.hpp"
#include "disk_decorator.hpp"
#include "scenario.hpp"

using namespace mloc;

namespace {

const WritableStore::Check anything = [](const std::string&, std::string_view) { return Result<>(); };

/// Somebody edits a file at the last moment: while the program puts down `trigger`.
struct EditedMeanwhile : DiskDecorator {
  EditedMeanwhile(MemoryDisk& disk, std::string when, std::function<void()> what)
      : DiskDecorator(disk), trigger(std::move(when)), edit(std::move(what)) {}
  Result<> create(const std::string& path, std::string_view bytes, Sync sync) override {
    if (path == trigger) edit();
    return DiskDecorator::create(path, bytes, sync);
  }
  std::string trigger;
  std::function<void()> edit;
};

using Files = std::map<std::string, std::string>;

Files without_journal(const MemoryDisk& disk) {
  Files files = disk.files();
  std::erase_if(files, [](const auto& file) { return file.first.starts_with(".mloc/"); });
  return files;
}

/// Commits `scenario` while `edit` happens; the conflict must be told and the disk hold the edit and nothing new.
void expect_conflict(const Scenario& scenario, const std::string& trigger, const std::function<void(MemoryDisk&)>& edit) {
  MemoryDisk memory(scenario.before);
  Files expected;
  EditedMeanwhile disk(memory, trigger, [&] {
    edit(memory);
    expected = without_journal(memory);
    std::erase_if(expected, [](const auto& file) { return file.first.ends_with(".mloc-tmp"); });
  });
  auto store = WritableStore::open(disk, {});
  REQUIRE(store);
  Change change;
  for (const auto& [path, bytes] : scenario.after) {
    const auto file = store->find(path);
    REQUIRE(file);
    change.put(path, bytes, *file ? std::optional((*file)->digest) : std::nullopt);
  }
  const auto committed = store->commit(change, anything);
  REQUIRE_FALSE(committed);
  CHECK(committed.error().exit == Exit::conflict);
  CHECK(committed.error().problems.front().code == Message::D107);
  CHECK_FALSE(expected.empty());
  CHECK(without_journal(memory) == expected);
}

const std::string path = "cases/7K/a.yaml";
const std::string single = "cases/7K/.a.yaml.mloc-tmp";
const std::string several = ".mloc/journal/MANIFEST";

/// A batch, ended right after it was decided.
void interrupt(MemoryDisk& disk, const Scenario& scenario) {
  for (std::size_t at = 1; !disk.state(".mloc/journal/COMMIT").value(); ++at) {
    disk.plan({at, MemoryDisk::Break::kill});
    make_change(disk, scenario);
    REQUIRE(at < 200);
  }
  disk.plan({});
}

}  // namespace

TEST_CASE("a file that was edited, removed or made between reading and writing is noticed and kept") {
  const auto edited = [](MemoryDisk& disk) { disk.put(path, "by hand!!\n"); };
  const auto removed = [](MemoryDisk& disk) { disk.take_away(path); };
  expect_conflict(one_file_changed(), single, edited);
  expect_conflict(one_file_changed(), single, removed);
  expect_conflict(one_file_added(), single, edited);
  expect_conflict(batch(), several, edited);
  expect_conflict(batch(), several, removed);
  expect_conflict(batch(), several, [](MemoryDisk& disk) { disk.put("identities/8M/c.yaml", "first\n"); });
}

TEST_CASE("an edit made after a batch was interrupted is not overwritten by its finishing") {
  MemoryDisk disk(batch().before);
  interrupt(disk, batch());
  disk.put("cases/7K/b.yaml", "edited by hand\n");
  const auto files = disk.files();
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto store = WritableStore::open(disk, {});
    REQUIRE_FALSE(store);
    CHECK(store.error().problems.front().code == Message::D123);
    CHECK(disk.files() == files);
  }
  disk.put("cases/7K/b.yaml", batch().before.at("cases/7K/b.yaml"));
  CHECK(WritableStore::open(disk, {}));
  CHECK(without_journal(disk) == batch().after);
}

TEST_CASE("a manifest that is damaged in any byte changes nothing") {
  MemoryDisk disk(batch().before);
  interrupt(disk, batch());
  const std::string commit = ".mloc/journal/COMMIT";
  const std::string whole = disk.files().at(commit);
  const auto refuses = [&](const std::string& damaged) {
    disk.put(commit, damaged);
    const auto files = disk.files();
    const auto store = WritableStore::open(disk, {});
    return !store && store.error().problems.front().code == Message::D108 && disk.files() == files;
  };
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    if (!refuses(damaged) || !refuses(whole.substr(0, i))) FAIL_CHECK("byte " << i);
  }
  CHECK(refuses(whole + "\n"));
  disk.put(commit, whole);
  CHECK(WritableStore::open(disk, {}));
  CHECK(without_journal(disk) == batch().after);
}

TEST_CASE("a reader finishes an interrupted batch before it reads") {
  for (const auto reading : {Store::Reading::one, Store::Reading::many}) {
    MemoryDisk disk(batch().before);
    interrupt(disk, batch());
    const auto store = Store::open(disk, reading, {});
    REQUIRE(store);
    CHECK(store->read(path)->bytes == batch().after.at(path));
    CHECK(without_journal(disk) == batch().after);
  }
}

TEST_CASE("readers of many files share the lock and keep writers out, readers of one file do not") {
  MemoryDisk disk(batch().before);
  {
    const auto first = Store::open(disk, Store::Reading::many, {});
    const auto second = Store::open(disk, Store::Reading::many, {});
    CHECK(first);
    CHECK(second);
    const auto writer = WritableStore::open(disk, {});
    REQUIRE_FALSE(writer);
    CHECK(writer.error().exit == Exit::locked);
  }
  const auto reader = Store::open(disk, Store::Reading::one, {});
  CHECK(reader);
  CHECK(WritableStore::open(disk, {}));
}
