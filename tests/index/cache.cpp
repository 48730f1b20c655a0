#include <filesystem>
#include <thread>

#include <sqlite3.h>

#include "catch.hpp"
#include "index_workspace.hpp"

using namespace mloc;

namespace {

const std::string one = "cases/7K/7KQ39XM4H9.yaml";
const std::string two = "cases/2B/2B8DTWN5R4.yaml";
const std::string count = "SELECT case_id, COUNT(*) FROM lesson GROUP BY case_id ORDER BY case_id";
constexpr std::int64_t year_2100 = 4'102'444'800'000'000'000;

void fill(IndexedWorkspace& work) {
  work.put(one, case_bytes({lesson("2010-05-11-k7qm", "2010-05-11T09:00", "present")}));
  work.put(two, case_bytes({lesson("2010-05-12-aaaa", "2010-05-12T09:00", "present"),
                         lesson("2010-05-13-bbbb", "2010-05-13T09:00", "absent_excuse")}));
  work.now = year_2100;  // every file is old: the cache may trust its state
}
const std::string filled = "2B8DTWN5R4|2\n7KQ39XM4H9|1\n";

std::string cache_of(const IndexedWorkspace& work) { return work.folder.path() + "/.mloc/cache.sqlite"; }

/// As if the program itself had left the cache like this.
void trust(const IndexedWorkspace& work) {
  const auto disk = PosixDisk::open(work.folder.path(), {});
  const FileState state = **(*disk)->state(".mloc/cache.sqlite");
  work.folder.write(".mloc/cache.seen", fmt::format("{} {} {} {} {:o}\n", state.inode, state.size, state.modified_ns, state.changed_ns, state.rights));
}

void tamper(const IndexedWorkspace& work, const std::string& sql) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(cache_of(work).c_str(), &handle) == SQLITE_OK);
  REQUIRE(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(handle);
}

/// A disk on which every file has the same times and number: the worst that a coarse clock and a quick hand can do.
struct StoppedClock final : DiskView {
  using DiskView::DiskView;
  static constexpr std::int64_t time = 1'300'000'000'000'000'000;

  Result<std::optional<FileState>> state(const std::string& path) override {
    TRY(found, DiskView::state(path));
    if (found) found->modified_ns = found->changed_ns = time, found->inode = 1;
    return found;
  }
  Result<std::vector<FoundFile>> walk(const std::string& folder) override { return Disk::walk(folder); }  // asks the one above
};

std::string presence_at(const IndexedWorkspace& work, std::int64_t now) {
  const auto real = PosixDisk::open(work.folder.path(), {});
  StoppedClock disk(**real);
  const auto store = Store::open(disk, Store::Reading::many, {});
  const auto index = Index::open(disk, *store, {now});
  return IndexedWorkspace::text_of(index->rows("SELECT presence FROM lesson"));
}

}  // namespace

TEST_CASE("an edit that changes neither size nor times is seen as long as the file was young when it was read") {
  IndexedWorkspace work;
  const auto put = [&](const std::string& presence) {
    work.put(one, case_bytes({lesson("2010-05-11-k7qm", "2010-05-11T09:00", presence)}));
  };
  constexpr std::int64_t second = 1'000'000'000;
  put("present");
  CHECK(presence_at(work, StoppedClock::time + second) == "present\n");
  put("reporte");
  CHECK(presence_at(work, StoppedClock::time + second) == "reporte\n");
  put("present");
  CHECK(presence_at(work, StoppedClock::time + 10 * second) == "present\n");
  // Now the state is trusted: nothing but a change of it makes the file be read.
  put("reporte");
  CHECK(presence_at(work, StoppedClock::time + 10 * second) == "present\n");
}

TEST_CASE("what has not changed is answered from the cache") {
  IndexedWorkspace work;
  fill(work);
  CHECK(work.ask(count) == filled);
  tamper(work, "DELETE FROM lesson WHERE case_id = '7KQ39XM4H9'");
  trust(work);
  CHECK(work.ask(count) == "2B8DTWN5R4|2\n");
}

TEST_CASE("a cache that another hand touched, or that came with a folder, is built again") {
  for (const std::string& sql :
       {std::string("UPDATE lesson SET case_id = 'XC6QF1V0P8' WHERE case_id = '7KQ39XM4H9'"), std::string("DELETE FROM lesson"),
        std::string("DROP TABLE code; CREATE VIEW code AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS list, x AS code, x AS fr, x AS en, x AS sensitive FROM n"),
        std::string("CREATE TRIGGER t AFTER INSERT ON lesson BEGIN DELETE FROM lesson; END")}) {
    IndexedWorkspace work;
    fill(work);
    CHECK(work.ask(count) == filled);
    tamper(work, sql);
    CHECK(work.ask(count) == filled);
    CHECK(work.ask(count) == filled);
    const std::string seen = work.folder.read(".mloc/cache.seen");
    IndexedWorkspace other;
    fill(other);
    tamper(work, sql);
    other.put(".mloc/cache.sqlite", work.folder.read(".mloc/cache.sqlite"));
    other.put(".mloc/cache.seen", seen);
    CHECK(other.ask(count) == filled);
  }
}

TEST_CASE("a cache with a view, a trigger or a table that no schema has is built again, whoever made it") {
  for (const char* sql : {"CREATE VIEW lessons AS SELECT * FROM lesson", "CREATE TRIGGER t AFTER INSERT ON lesson BEGIN DELETE FROM lesson; END",
                          "CREATE TABLE other (x TEXT)", "DROP INDEX lesson_starts", "ALTER TABLE lesson ADD COLUMN other TEXT"}) {
    IndexedWorkspace work;
    fill(work);
    CHECK(work.ask(count) == filled);
    tamper(work, sql);
    tamper(work, "UPDATE lesson SET minutes = 1");
    trust(work);
    CHECK(work.ask("SELECT DISTINCT minutes FROM lesson") == "60\n");
  }
}

TEST_CASE("the cache is its owner's alone from its first byte") {
  IndexedWorkspace work;
  fill(work);
  const auto rights = [&](const char* name) { return static_cast<unsigned>(std::filesystem::status(work.folder.path() + "/.mloc/" + name).permissions()); };
  CHECK(work.ask(count) == filled);
  CHECK(rights("cache.sqlite") == 0600);
  std::filesystem::permissions(cache_of(work), std::filesystem::perms(0644));
  CHECK(work.ask(count) == filled);
  CHECK(rights("cache.sqlite") == 0600);
}

TEST_CASE("without the cache the answer is the same") {
  IndexedWorkspace work;
  fill(work);
  const std::string first = work.ask("SELECT * FROM lesson");
  std::filesystem::remove(cache_of(work));
  CHECK(work.ask("SELECT * FROM lesson") == first);
  std::filesystem::remove_all(work.folder.path() + "/.mloc");
  CHECK(work.ask("SELECT * FROM lesson") == first);
  CHECK(work.ask("SELECT * FROM lesson", Invalid::refuse, {}, false) == first);
}

TEST_CASE("a damaged cache is thrown away and built again") {
  IndexedWorkspace work;
  fill(work);
  CHECK(work.ask(count) == filled);
  const std::string good = work.folder.read(".mloc/cache.sqlite");
  const auto damaged = [&](std::size_t from, std::size_t length) {
    std::string bytes = good;
    for (std::size_t i = from; i < std::min(from + length, bytes.size()); ++i) bytes[i] = 0;
    return bytes;
  };
  for (const std::string& bytes :
       {std::string("not a database"), std::string(), good.substr(0, good.size() / 2), damaged(0, 100),
        damaged(100, 8092), damaged(8192, good.size())}) {
    work.put(".mloc/cache.sqlite", bytes);
    CHECK(work.ask(count) == filled);
    CHECK(work.ask(count) == filled);
  }
  for (std::size_t page = 0; page < good.size() / 8192; ++page) {
    work.put(".mloc/cache.sqlite", damaged(page * 8192, 8192));
    CHECK(work.ask(count) == filled);
  }
}

TEST_CASE("a cache whose later rows are damaged stops a query that has given some out, and is gone then") {
  IndexedWorkspace work;
  const auto day = [](std::size_t number) { return Date::of(2010, 1, 1)->plus_days(static_cast<int>(number)).text(); };
  std::vector<std::string> lessons;
  for (std::size_t i = 0; i < 900; ++i) lessons.push_back(lesson(day(i) + "-k7qm", day(i) + "T09:00", "present"));
  work.put(one, case_bytes(lessons));
  work.now = year_2100;
  const std::string sql = "SELECT id FROM lesson ORDER BY case_id, id";
  const std::string all = work.ask(sql);
  std::string bytes = work.folder.read(".mloc/cache.sqlite");
  for (auto at = bytes.find(day(880) + "-k7qm"); at != bytes.npos; at = bytes.find(day(880) + "-k7qm", at))
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at / 8192 * 8192), 8192, '\0');
  work.put(".mloc/cache.sqlite", bytes);
  trust(work);
  CHECK(work.ask(sql).substr(0, 5) == "D131 ");
  CHECK_FALSE(std::filesystem::exists(cache_of(work)));
  CHECK(work.ask(sql) == all);
}

TEST_CASE("a cache of other schemas is built again") {
  IndexedWorkspace work;
  fill(work);
  CHECK(work.ask(count) == filled);
  tamper(work, "UPDATE cache_stamp SET stamp = 'older'; DELETE FROM lesson");
  trust(work);
  CHECK(work.ask(count) == filled);
}

TEST_CASE("a cache that cannot lie there does no harm") {
  IndexedWorkspace work;
  fill(work);
  std::filesystem::create_directories(cache_of(work));
  CHECK(work.ask(count) == filled);
  std::filesystem::remove_all(work.folder.path() + "/.mloc");
  TemporaryFolder elsewhere;
  elsewhere.write("precious", "mine");
  std::filesystem::create_directories(work.folder.path() + "/.mloc");
  std::filesystem::create_symlink(elsewhere.path() + "/precious", cache_of(work));
  CHECK(work.ask(count) == filled);
  CHECK(elsewhere.read("precious") == "mine");
}

TEST_CASE("files that go, come and change are followed") {
  IndexedWorkspace work;
  fill(work);
  CHECK(work.ask(count) == filled);
  std::filesystem::remove(work.folder.path() + "/" + two);
  CHECK(work.ask(count) == "7KQ39XM4H9|1\n");
  work.put(one, case_bytes({lesson("2010-05-11-k7qm", "2010-05-11T09:00", "present"),
                         lesson("2010-05-14-cccc", "2010-05-14T09:00", "present", "C1.1: assimile")}));
  CHECK(work.ask(count) == "7KQ39XM4H9|2\n");
  CHECK(work.ask("SELECT record_id FROM lesson_skills") == "2010-05-14-cccc\n");
  work.put(one, case_bytes({lesson("2010-05-14-cccc", "2010-05-14T09:00", "present")}));
  CHECK(work.ask("SELECT record_id FROM lesson_skills").empty());
  work.put("mloc.toml", "version = 1\n[organisation]\nname = \"Loiret\"\n[[sites]]\ncode = \"gien\"\nname = \"Gien\"\n");
  CHECK(work.ask("SELECT code FROM site") == "gien\n");
  std::filesystem::remove(work.folder.path() + "/programmes/autonomie.toml");
  CHECK(work.ask("SELECT * FROM quota").empty());
}

TEST_CASE("a bad file keeps being told, without being read again, until it is mended") {
  IndexedWorkspace work;
  fill(work);
  work.put(one, case_bytes({lesson("2010-05-11-k7qm", "2010-05-11T09:00", "presnt"),
                         lesson("2010-05-12-aaaa", "2010-05-12T09:00", "present")}));
  work.put("cases/XC/XC6QF1V0P8.yaml", "---\nrecord: ,\n");
  work.put("partners/nobody.txt", "?");
  work.put("mloc.toml", "version = 1\nnonsense = 2\n");
  const std::string told = work.problems();
  CHECK(told ==
        "D124 :0 partners/nobody.txt: no file of a workspace is called so here\n"
        "R206 cases/7K/7KQ39XM4H9.yaml:9 lesson 2010-05-11-k7qm: presence: unknown code 'presnt'\n"
        "Y108 cases/XC/XC6QF1V0P8.yaml:3 the dossier is cut: its last line is not '...'\n"
        "R202 mloc.toml:1 the key 'organisation' is missing\n"
        "R201 mloc.toml:2 unknown key 'nonsense'\n");
  CHECK(work.problems() == told);
  CHECK(work.problems(false) == told);
  CHECK(work.ask(count).substr(0, 4) == "D124");
  CHECK(work.ask(count, Invalid::leave_out) == filled);
  CHECK(work.open()->require_valid(Invalid::leave_out) == 5);
  fill(work);
  work.put("mloc.toml", "version = 1\n[organisation]\nname = \"Loiret\"\n");
  std::filesystem::remove(work.folder.path() + "/partners/nobody.txt");
  std::filesystem::remove(work.folder.path() + "/cases/XC/XC6QF1V0P8.yaml");
  CHECK(work.problems().empty());
}

TEST_CASE("a record of a newer mloc is refused as such, from the cache too") {
  IndexedWorkspace work;
  fill(work);
  std::string newer = work.folder.read(one);
  newer.replace(newer.find("lesson/1"), 8, "lesson/2");
  work.put(one, newer);
  for (int i = 0; i < 2; ++i) {
    const auto index = work.open();
    const auto valid = index->require_valid(Invalid::refuse);
    REQUIRE(!valid);
    CHECK(valid.error().exit == Exit::newer);
  }
}

TEST_CASE("four that look at once see the same") {
  IndexedWorkspace work;
  fill(work);
  std::vector<std::string> answers(4);
  std::vector<std::thread> threads;
  for (std::string& answer : answers)
    threads.emplace_back([&work, &answer] {
      const auto disk = PosixDisk::open(work.folder.path(), {});
      const auto store = Store::open(**disk, Store::Reading::many, {});
      const auto index = Index::open(**disk, *store, {year_2100});
      answer = IndexedWorkspace::text_of(index->rows(count));
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& answer : answers) CHECK(answer == filled);
}
