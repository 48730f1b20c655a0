// Edits at the very last moment, and batches that no command can finish: nothing is lost, and both sides can be had.
#include "catch.hpp"
#include "mloc/store/disk_view.hpp"
#include "mloc/store/recover.hpp"
#include "scenario.hpp"

using namespace mloc;

namespace {

const WritableStore::Check anything = [](const std::string&, std::string_view) { return Result<>(); };
const std::string path = "cases/7K/a.yaml";
const std::string commit = ".mloc/journal/COMMIT";
using Files = std::map<std::string, std::string>;

/// Somebody edits between the comparison and the moment in which the new file takes its place.
struct EditedLast : DiskView {
  EditedLast(MemoryDisk& disk, std::string where, std::function<void()> what) : DiskView(disk), at(std::move(where)), edit(std::move(what)) {}
  Result<Placed> exchange(const std::string& one, const std::string& other) override {
    if (other == at) strike();
    TRY(placed, DiskView::exchange(one, other));
    if (is_killed) throw MemoryDisk::Ended{};
    return placed;
  }
  Result<Placed> rename_new(const std::string& from, const std::string& to) override {
    if (to == at || from == at) strike();
    return DiskView::rename_new(from, to);
  }
  void strike() {
    if (auto once = std::exchange(edit, nullptr)) once();
  }
  std::string at;
  std::function<void()> edit;
  bool is_killed = false;
};

Change change_of(const WritableStore& store, const Scenario& scenario) {
  Change change;
  for (const auto& [name, bytes] : scenario.after) {
    const auto file = store.find(name);
    change.put(name, bytes, *file ? std::optional((*file)->digest) : std::nullopt);
  }
  for (const auto& [name, bytes] : scenario.before)
    if (!scenario.after.contains(name)) change.remove(name, store.read(name)->digest);
  return change;
}

/// The batch, ended after it was decided: before its first rename, or after the last.
MemoryDisk interrupted(bool is_in_place) {
  MemoryDisk disk(batch().before);
  for (std::size_t at = 1; at < 200; ++at) {
    MemoryDisk trial(batch().before);
    trial.plan({at, MemoryDisk::Break::kill});
    make_change(trial, batch());
    trial.plan({});
    const bool decided = trial.state(commit).value().has_value();
    if (decided && workspace_files(trial) == (is_in_place ? batch().after : batch().before)) return trial;
  }
  FAIL("never so");
  return disk;
}

std::string kept(MemoryDisk& disk, const std::string& ending) {
  for (const auto& [name, bytes] : disk.files())
    if (name.starts_with(".mloc/recovered/") && name.ends_with(ending)) return bytes;
  return "not kept";
}

}  // namespace

TEST_CASE("an edit between the comparison and the rename is put back, and is a conflict") {
  struct Case {
    Scenario scenario;
    std::string path;
  };
  for (const Case& one : {Case{one_file_changed(), path}, Case{one_file_added(), path}, Case{one_file_removed(), "partners/b.yaml"}}) {
    MemoryDisk memory(one.scenario.before);
    EditedLast disk(memory, one.path, [&] { memory.put(one.path, "by hand at the last moment\n"); });
    auto store = WritableStore::open(disk, {});
    const auto committed = store->commit(change_of(*store, one.scenario), anything);
    REQUIRE_FALSE(committed);
    CHECK(committed.error().exit == Exit::conflict);
    CHECK(committed.error().problems.front().code == "D107"_m);
    CHECK(memory.files().at(one.path) == "by hand at the last moment\n");
    CHECK_FALSE(disk.edit);
    for (const auto& [name, bytes] : memory.files()) CHECK_FALSE(name.ends_with(".mloc-tmp"));
  }
}

TEST_CASE("an edit of the last moment lives on when the process ends there and then") {
  MemoryDisk memory(one_file_changed().before);
  EditedLast disk(memory, path, [&] { memory.put(path, "by hand at the last moment\n"); });
  disk.is_killed = true;
  CHECK(make_change(disk, one_file_changed()) == Ending::ended);
  CHECK(WritableStore::open(memory, {}));
  CHECK(memory.files().at(path) == "by hand at the last moment\n");
  for (const auto& [name, bytes] : memory.files()) CHECK_FALSE(name.ends_with(".mloc-tmp"));
}

TEST_CASE("an edit of the last moment in a batch is put back; the batch waits, and both can be had") {
  for (const bool takes_journal : {true, false}) {
    MemoryDisk memory(batch().before);
    EditedLast disk(memory, path, [&] { memory.put(path, "by hand at the last moment\n"); });
    {
      auto store = WritableStore::open(disk, {});
      const auto committed = store->commit(change_of(*store, batch()), anything);
      REQUIRE_FALSE(committed);
      CHECK(committed.error().problems.front().code == "D122"_m);
    }
    CHECK(memory.files().at(path) == "by hand at the last moment\n");
    const auto next = WritableStore::open(memory, {});
    REQUIRE_FALSE(next);
    CHECK(next.error().problems.front().code == "D123"_m);
    if (takes_journal) {
      CHECK(take_journal(memory));
      CHECK(workspace_files(memory) == batch().after);
      CHECK(kept(memory, "files/" + path) == "by hand at the last moment\n");
    } else {
      CHECK(take_files(memory));
      CHECK(memory.files().at(path) == "by hand at the last moment\n");
      CHECK(kept(memory, "journal/" + path) == batch().after.at(path));
    }
    CHECK(WritableStore::open(memory, {}));
  }
}

TEST_CASE("a batch that was in place and undone by a checkout stops no reader, and recover ends it") {
  MemoryDisk disk = interrupted(true);
  for (const auto& [name, bytes] : batch().after) disk.take_away(name);
  for (const auto& [name, bytes] : batch().before) disk.put(name, bytes);
  REQUIRE_FALSE(WritableStore::open(disk, {}));
  CHECK(WritableStore::open(disk, {}).error().problems.front().code == "D108"_m);
  for (const auto reading : {Store::Reading::one, Store::Reading::many}) {
    const auto store = Store::open(disk, reading, {});
    REQUIRE(store);
    CHECK(store->read(path)->bytes == batch().before.at(path));
  }
  CHECK(unfinished_batch(disk).value()->code == "D108"_m);
  // The bytes were in place once and are gone with the checkout: the rest alone would be a mixture.
  const auto refused = take_journal(disk);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().problems.front().code == "D181"_m);
  CHECK(take_files(disk));
  CHECK(workspace_files(disk) == batch().before);
  CHECK(WritableStore::open(disk, {}));
  CHECK_FALSE(waiting_batch(disk).value());
}

TEST_CASE("a damaged manifest is put aside with all that the journal holds") {
  MemoryDisk disk = interrupted(false);
  disk.put(commit, "damaged\n");
  REQUIRE_FALSE(WritableStore::open(disk, {}));
  CHECK(Store::open(disk, Store::Reading::many, {}));
  CHECK_FALSE(take_journal(disk));
  CHECK(take_files(disk));
  CHECK(workspace_files(disk) == batch().before);
  CHECK(kept(disk, "MANIFEST") == "damaged\n");
  std::set<std::string> bytes;
  for (const auto& [name, content] : disk.files())
    if (name.starts_with(".mloc/recovered/")) bytes.insert(content);
  CHECK(bytes.contains(batch().after.at(path)));
  CHECK(WritableStore::open(disk, {}));
}

TEST_CASE("recover loses neither side wherever it fails") {
  const auto edited = [] {
    MemoryDisk disk = interrupted(false);
    disk.put(path, "by hand\n");
    return disk;
  };
  for (const bool takes_journal : {true, false})
    for (std::size_t at = 1; at < 80; ++at)
      for (const auto what : {MemoryDisk::Break::io_error, MemoryDisk::Break::kill}) {
        MemoryDisk disk = edited();
        disk.plan({at, what});
        try {
          (void)(takes_journal ? take_journal(disk) : take_files(disk));
        } catch (const MemoryDisk::Ended&) {
        }
        disk.plan({});
        std::set<std::string> bytes;
        for (const auto& [name, content] : disk.files()) bytes.insert(content);
        INFO("step " << at << (takes_journal ? ", journal" : ", files"));
        CHECK(bytes.contains("by hand\n"));
        CHECK(bytes.contains(batch().after.at(path)));
        if (waiting_batch(disk).value()) CHECK((takes_journal ? take_journal(disk) : take_files(disk)));
        CHECK(WritableStore::open(disk, {}));
      }
}
