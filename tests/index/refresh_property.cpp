#include <filesystem>

#include <rapidcheck.h>

#include "catch.hpp"
#include "index_workspace.hpp"

using namespace mloc;

namespace {

const std::vector<std::string> ids = {"7KQ39XM4H9", "2B8DTWN5R4", "HM0S9GA3T1", "XC6QF1V0P8", "XN42ZJE7KW"};

std::string path_of(const std::string& id) { return "cases/" + id.substr(0, 2) + "/" + id + ".yaml"; }

std::string some_dossier() {
  std::vector<std::string> records;
  const int count = *rc::gen::inRange(1, 5);
  for (int i = 0; i < count; ++i) {
    const std::string day = "2010-06-0" + std::to_string(i + 1);
    const std::string presence = *rc::gen::elementOf(std::vector<std::string>{"present", "retard", "absent_excuse", "presnt"});
    const std::string skill = *rc::gen::elementOf(std::vector<std::string>{"", "C1.1: assimile", "C1.2: traite"});
    records.push_back(lesson(day + "-aaaa", day + "T09:00", presence, skill));
  }
  if (*rc::gen::inRange(0, 3) == 0) records.push_back(application("2010-06-09-bbbb", "orleans"));
  return case_bytes(records);
}

void edit(const IndexedWorkspace& work) {
  const std::string path = path_of(*rc::gen::elementOf(ids));
  switch (*rc::gen::inRange(0, 6)) {
    case 0: std::filesystem::remove(work.folder.path() + "/" + path); return;
    case 1: work.put(path, "---\nnonsense\n"); return;
    case 2: work.put("mloc.toml", "version = 1\n[organisation]\nname = \"Loiret\"\n[[sites]]\ncode = \"s" +
                                      std::to_string(*rc::gen::inRange(0, 9)) + "\"\nname = \"Site\"\n"); return;
    default: work.put(path, some_dossier());
  }
}

/// Every row of every table, and every problem.
std::string everything(IndexedWorkspace& work, bool cached) {
  std::string all = work.problems(cached);
  auto index = work.open(cached);
  for (const SqlTable& table : sql_tables())
    all += table.name + "\n" + IndexedWorkspace::text_of(index->rows("SELECT * FROM \"" + table.name + "\"", {}, {true, true}));
  return all;
}

}  // namespace

TEST_CASE("a cache that followed any edits is what it would be from nothing") {
  const bool holds = rc::check([] {
    IndexedWorkspace work;
    const int rounds = *rc::gen::inRange(1, 6);
    for (int round = 0; round < rounds; ++round) {
      const int edits = *rc::gen::inRange(0, 4);
      for (int i = 0; i < edits; ++i) edit(work);
      // Old or young: the rows must be right whether or not the state of a file is trusted.
      work.now = *rc::gen::inRange(0, 2) ? std::optional<std::int64_t>(4'102'444'800'000'000'000) : std::nullopt;
      RC_ASSERT(everything(work, true) == everything(work, false));
    }
  });
  CHECK(holds);
}
