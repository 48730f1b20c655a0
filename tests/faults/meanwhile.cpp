#include "catch.hpp"
#include "mloc/store/disk_view.hpp"
#include "scenario.hpp"

using namespace mloc;

namespace {

const WritableStore::Check anything = [](const std::string&, std::string_view) { return Result<>(); };

/// Somebody edits a file at the last moment: while the program puts down `trigger`.
struct EditedMeanwhile : DiskView {
  EditedMeanwhile(MemoryDisk& disk, std::string when, std::function<void()> what)
      : DiskView(disk), trigger(std::move(when)), edit(std::move(what)) {}
  Result<> create(const std::string& path, std::string_view bytes, Sync sync, unsigned rights) override {
    if (path == trigger) edit();
    return DiskView::create(path, bytes, sync, rights);
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

std::vector<std::string> journal_files(const MemoryDisk& disk) {
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : disk.files())
    if (path.starts_with(".mloc/")) paths.push_back(path);
  return paths;
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
  CHECK(committed.error().problems.front().code == "D107"_m);
  CHECK_FALSE(expected.empty());
  CHECK(without_journal(memory) == expected);
  CHECK(journal_files(memory) == std::vector<std::string>{".mloc/lock"});
}

const std::string path = "cases/7K/a.yaml";
const std::string single = "cases/7K/.a.yaml.mloc-tmp";
const std::string several = ".mloc/journal/MANIFEST";

/// A batch, ended after it was decided and before all of it was in place.
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

TEST_CASE("a file that was edited since it was read is not removed") {
  MemoryDisk disk(one_file_removed().before);
  auto store = WritableStore::open(disk, {});
  REQUIRE(store);
  const auto file = store->read("partners/b.yaml");
  REQUIRE(file);
  disk.put("partners/b.yaml", "by hand\n");
  Change change;
  change.remove("partners/b.yaml", file->digest);
  const auto committed = store->commit(change, anything);
  REQUIRE_FALSE(committed);
  CHECK(committed.error().exit == Exit::conflict);
  CHECK(disk.files().at("partners/b.yaml") == "by hand\n");
}

TEST_CASE("a change that is done leaves nothing in the journal") {
  for (const Scenario& scenario : {one_file_changed(), one_file_added(), one_file_removed(), batch(), large_batch()}) {
    MemoryDisk disk(scenario.before);
    CHECK(make_change(disk, scenario) == Ending::done);
    CHECK(without_journal(disk) == scenario.after);
    CHECK(journal_files(disk) == std::vector<std::string>{".mloc/lock"});
  }
}

TEST_CASE("a temporary file whose note was lost does not stop the next writer") {
  MemoryDisk disk(one_file_changed().before);
  disk.put(single, "torn");
  CHECK(make_change(disk, one_file_changed()) == Ending::done);
  CHECK(without_journal(disk) == one_file_changed().after);
}

TEST_CASE("a change that was decided but not finished is finished before the next one of the same command") {
  MemoryDisk disk(batch().before);
  auto store = WritableStore::open(disk, {});
  REQUIRE(store);
  Change change;
  for (const auto& [name, bytes] : batch().after) {
    const auto file = store->find(name);
    change.put(name, bytes, *file ? std::optional((*file)->digest) : std::nullopt);
  }
  for (std::size_t at = 1;; ++at) {
    disk.plan({at, MemoryDisk::Break::io_error, true});
    const auto committed = store->commit(change, anything);
    REQUIRE_FALSE(committed);
    if (committed.error().problems.front().code == "D122"_m) break;
  }
  disk.plan({});
  const auto file = store->read("partners/stays.yaml");
  Change next;
  next.put("partners/stays.yaml", "the next change\n", file->digest);
  CHECK(store->commit(next, anything).value() == 1);
  CHECK(disk.files().at("identities/8M/c.yaml") == "c's name\n");
  CHECK(disk.files().at("partners/stays.yaml") == "the next change\n");
  CHECK(journal_files(disk) == std::vector<std::string>{".mloc/lock"});
}

TEST_CASE("a power cut does not bring back the journal of a batch that is done") {
  MemoryDisk disk(batch().before);
  CHECK(make_change(disk, batch()) == Ending::done);
  {
    auto store = WritableStore::open(disk, {});
    Change back;
    back.put(path, batch().before.at(path), store->read(path)->digest);
    CHECK(store->commit(back, anything).value() == 1);
  }
  disk.cut_power(MemoryDisk::Survival::nothing, 0);
  CHECK(WritableStore::open(disk, {}));
  CHECK(disk.files().at(path) == batch().before.at(path));
}

TEST_CASE("bytes that were damaged in the journal are not put in place") {
  MemoryDisk disk(batch().before);
  interrupt(disk, batch());
  std::string staged;
  for (const auto& [name, bytes] : disk.files())
    if (name.starts_with(".mloc/journal/stage/")) staged = name;
  REQUIRE_FALSE(staged.empty());
  disk.put(staged, "damaged\n");
  const auto files = disk.files();
  const auto store = WritableStore::open(disk, {});
  REQUIRE_FALSE(store);
  CHECK(store.error().problems.front().code == "D108"_m);
  CHECK(disk.files() == files);
}

TEST_CASE("a batch that was undone by hand in part is not made a mixture") {
  MemoryDisk disk(batch().before);
  interrupt(disk, batch());
  // The next command is ended after its first renames; then a checkout brings the old files back.
  for (std::size_t at = 1; without_journal(disk) == batch().before; ++at) {
    disk.plan({at, MemoryDisk::Break::kill});
    make_change(disk, batch());
  }
  disk.plan({});
  for (const auto& [name, bytes] : batch().before) disk.put(name, bytes);
  disk.take_away("cases/8M/c.yaml");
  const auto files = without_journal(disk);
  const auto store = WritableStore::open(disk, {});
  REQUIRE_FALSE(store);
  CHECK(store.error().problems.front().code == "D108"_m);
  CHECK(without_journal(disk) == files);
}

TEST_CASE("an edit made after a batch was interrupted is not overwritten by its finishing") {
  MemoryDisk disk(batch().before);
  interrupt(disk, batch());
  disk.put("cases/7K/b.yaml", "edited by hand\n");
  const auto files = disk.files();
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto store = WritableStore::open(disk, {});
    REQUIRE_FALSE(store);
    CHECK(store.error().problems.front().code == "D123"_m);
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
    return !store && store.error().problems.front().code == "D108"_m && disk.files() == files;
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
