#include "catch.hpp"
#include "faults/memory_disk.hpp"
#include "mloc/base/ids.hpp"
#include "mloc/store/store.hpp"

using namespace mloc;

namespace {

struct Zero : Random {
  std::uint32_t below(std::uint32_t) override { return 7; }
};

CaseId an_id() {
  Zero random;
  return CaseId::make(random);
}

const WritableStore::Check anything = [](const std::string&, std::string_view) { return Result<>(); };

}  // namespace

TEST_CASE("each kind of file has its place, and a path tells the kind") {
  const CaseId id = an_id();
  CHECK(case_path(id) == "cases/77/" + id.text() + ".yaml");
  CHECK(kind_of(case_path(id)) == FileKind::person);
  CHECK(*case_of(identity_path(id)) == id);
  CHECK(kind_of(identity_path(id)) == FileKind::identity);
  CHECK(kind_of(partner_path("ecole-loire")) == FileKind::partner);
  CHECK(name_of("partners/ecole-loire.yaml") == "ecole-loire");
  CHECK(kind_of(draw_path("autonomie-2010", "result.tsv")) == FileKind::draw);
  CHECK(name_of("draws/autonomie-2010/result.tsv") == "autonomie-2010");
  CHECK(kind_of("programmes/autonomie.toml") == FileKind::programme);
  CHECK(kind_of("imports/seances.toml") == FileKind::mapping);
  CHECK(kind_of("reports/hours.sql") == FileKind::query);
}

TEST_CASE("a dossier in the wrong folder, with a wrong check character or ending is none") {
  const CaseId id = an_id();
  CHECK_FALSE(kind_of("cases/78/" + id.text() + ".yaml"));
  CHECK_FALSE(kind_of("cases/" + id.text() + ".yaml"));
  CHECK_FALSE(kind_of("cases/77/" + id.text() + ".yml"));
  std::string wrong = id.text();
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  CHECK_FALSE(kind_of("cases/77/" + wrong + ".yaml"));
  CHECK_FALSE(kind_of("mloc.toml"));
  CHECK_FALSE(kind_of("partners/.yaml"));
  CHECK_FALSE(kind_of("partners/a b.yaml"));
}

TEST_CASE("a listing is in byte order and reports what does not belong there") {
  const CaseId id = an_id();
  MemoryDisk disk({{"mloc.toml", ""}, {case_path(id), "..."}, {"cases/00/README", ""}, {"cases/77/.a.swp", ""}});
  disk.put_link("cases/77/link.yaml");
  const auto store = Store::open(disk, Store::Reading::many, {});
  REQUIRE(store);
  const auto listing = store->list(FileKind::person);
  REQUIRE(listing);
  REQUIRE(listing->files.size() == 1);
  CHECK(listing->files.front().path == case_path(id));
  REQUIRE(listing->problems.size() == 2);
  CHECK(listing->problems[0].code == "D124"_m);
  CHECK(listing->problems[1].code == "D103"_m);
}

TEST_CASE("a folder without mloc.toml is no workspace and stays untouched") {
  MemoryDisk disk(std::map<std::string, std::string>{{"notes.txt", "mine"}});
  const auto store = WritableStore::open(disk, {});
  REQUIRE_FALSE(store);
  CHECK(store.error().exit == Exit::no_workspace);
  CHECK_FALSE(Store::open(disk, Store::Reading::many, {}));
  CHECK(disk.steps() == 0);
}

TEST_CASE("a change that changes nothing writes nothing") {
  MemoryDisk disk({{"mloc.toml", "version = 1\n"}, {"partners/a.yaml", "a\n"}});
  auto store = WritableStore::open(disk, {});
  REQUIRE(store);
  const auto file = store->read("partners/a.yaml");
  disk.plan({});
  Change change;
  change.put("partners/a.yaml", "a\n", file->digest);
  CHECK(change.empty());
  CHECK(store->commit(change, anything).value() == 0);
  CHECK(disk.steps() == 0);
}

TEST_CASE("the second put of a file replaces the bytes and keeps what was read") {
  MemoryDisk disk({{"mloc.toml", ""}, {"partners/a.yaml", "a\n"}});
  auto store = WritableStore::open(disk, {});
  Change change;
  change.put("partners/a.yaml", "b\n", store->read("partners/a.yaml")->digest);
  change.put("partners/a.yaml", "c\n", std::nullopt);
  CHECK(change.find("partners/a.yaml")->bytes == "c\n");
  CHECK(store->commit(change, anything).value() == 1);
  CHECK(disk.files().at("partners/a.yaml") == "c\n");
}

TEST_CASE("all refused files are named, and none is written") {
  MemoryDisk disk(std::map<std::string, std::string>{{"mloc.toml", ""}});
  auto store = WritableStore::open(disk, {});
  Change change;
  change.put("partners/a.yaml", "bad", std::nullopt);
  change.put("partners/b.yaml", "good", std::nullopt);
  change.put("partners/c.yaml", "bad", std::nullopt);
  disk.plan({});
  const auto committed = store->commit(change, [](const std::string& path, std::string_view bytes) -> Result<> {
    if (bytes == "bad") return fail(Exit::no, problem("D101"_m, path, "bad"));
    return {};
  });
  REQUIRE_FALSE(committed);
  CHECK(committed.error().exit == Exit::no);
  CHECK(committed.error().problems.size() == 2);
  CHECK(disk.steps() == 0);
}

TEST_CASE("a change may not leave the workspace nor touch the journal or git's folder") {
  MemoryDisk disk(std::map<std::string, std::string>{{"mloc.toml", ""}});
  auto store = WritableStore::open(disk, {});
  for (const char* path : {"../a", "/a", "a//b", ".mloc/lock", ".git/config", "a/./b", ""}) {
    Change change;
    change.put(path, "x", std::nullopt);
    const auto committed = store->commit(change, anything);
    REQUIRE_FALSE(committed);
    CHECK(committed.error().problems.front().code == "D105"_m);
  }
}
