#include "catch.hpp"
#include "index/index_workspace.hpp"
#include "mloc/report/engine/report.hpp"

using namespace mloc;

using namespace mloc::report;

namespace {

const std::string one = "cases/7K/7KQ39XM4H9.yaml";
const std::string two = "cases/2B/2B8DTWN5R4.yaml";

/// Level, site, school, sessions, learners, minutes, present, absent, excused, part/whole, skills.
std::string monthly(IndexedWorkspace& work, const std::string& period) {
  auto index = work.open();
  const auto disk = PosixDisk::open(work.folder.path(), {});
  const auto store = Store::open(**disk, Store::Reading::one, {});
  const auto report = find_report(*store, "monthly");
  const auto figures = run_report(*index, *report, *parse_period(period, *Date::of(2010, 5, 11)));
  if (!figures) return IndexedWorkspace::said(figures.error());
  std::string all;
  for (const auto& row : figures->rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool ratio = report->columns[i].kind == ReportColumn::Kind::ratio;
      line += (line.empty() ? "" : "|") + (ratio ? fmt::format("{}/{}", row[i].ratio.part, row[i].ratio.whole)
                                                 : IndexedWorkspace::text_of(row[i].value));
    }
    all += line + "\n";
  }
  return all;
}

const std::string voided = "voided:\n  day: \"2010-06-30\"\n  by: briand\n  reason: erreur_saisie\n";

}  // namespace

TEST_CASE("a month without lessons has a total of nothing") {
  IndexedWorkspace work;
  CHECK(monthly(work, "2010-06") == "total|-|-|0|0|0|0|0|0|0/0|0\n");
}

TEST_CASE("the late are present, the planned and cancelled are sessions only, the voided nothing") {
  IndexedWorkspace work;
  work.put(one, case_bytes({application("2010-01-20-8vze", "orleans"), lesson("2010-06-01-aaaa", "2010-06-01T00:00", "present"),
                         lesson("2010-06-02-aaaa", "2010-06-02T09:00", "retard"),
                         lesson("2010-06-03-aaaa", "2010-06-03T09:00", "absent_excuse"),
                         lesson("2010-06-04-aaaa", "2010-06-04T09:00", "absent_non_excuse"),
                         lesson("2010-06-05-aaaa", "2010-06-05T09:00", "annule_service"),
                         lesson("2010-06-06-aaaa", "2010-06-06T09:00", "prevu"),
                         lesson("2010-06-07-aaaa", "2010-06-07T09:00", "present") + voided,
                         lesson("2010-05-31-aaaa", "2010-05-31T23:59", "present"),
                         lesson("2010-06-30-aaaa", "2010-06-30T23:59", "present"),
                         lesson("2010-07-01-aaaa", "2010-07-01T00:00", "present")}));
  CHECK(monthly(work, "2010-06") ==
        "school|orleans|ecole-loire|7|1|180|3|1|1|3/5|0\n"
        "site|orleans|-|7|1|180|3|1|1|3/5|0\n"
        "total|-|-|7|1|180|3|1|1|3/5|0\n");
}

TEST_CASE("the site is the application's, of the day of the lesson") {
  IndexedWorkspace work;
  work.put(one, case_bytes({application("2010-01-20-8vze", "orleans"), application("2010-06-15-8vze", "montargis"),
                         application("2010-06-01-9999", "pithiviers", voided),
                         lesson("2010-06-10-aaaa", "2010-06-10T09:00", "present"),
                         lesson("2010-06-20-aaaa", "2010-06-20T09:00", "present")}));
  // A lesson before the first application, and a dossier without any.
  work.put(two, case_bytes({application("2010-09-01-8vze", "orleans"),
                         lesson("2010-06-11-aaaa", "2010-06-11T09:00", "present", {}, "gatinais")}));
  work.put("cases/HM/HM0S9GA3T1.yaml", case_bytes({lesson("2010-06-12-aaaa", "2010-06-12T09:00", "present", {}, "gatinais")}));
  CHECK(monthly(work, "2010-06") ==
        "school|montargis|ecole-loire|1|1|60|1|0|0|1/1|0\n"
        "site|montargis|-|1|1|60|1|0|0|1/1|0\n"
        "school|orleans|ecole-loire|1|1|60|1|0|0|1/1|0\n"
        "school|orleans|gatinais|1|1|60|1|0|0|1/1|0\n"
        "site|orleans|-|2|2|120|2|0|0|2/2|0\n"
        "school|-|gatinais|1|1|60|1|0|0|1/1|0\n"
        "site|-|-|1|1|60|1|0|0|1/1|0\n"
        "total|-|-|4|3|240|4|0|0|4/4|0\n");
}

TEST_CASE("a skill counts once, where it was reached first") {
  IndexedWorkspace work;
  work.put(one, case_bytes({application("2010-01-20-8vze", "orleans"),
                         lesson("2010-05-01-aaaa", "2010-05-01T09:00", "present", "C1.1: assimile\n  C1.2: traite") + voided,
                         lesson("2010-05-02-aaaa", "2010-05-02T09:00", "present", "C1.3: assimile\n  C2.1: traite"),
                         lesson("2010-06-01-aaaa", "2010-06-01T09:00", "present", "C1.1: assimile\n  C1.3: assimile"),
                         lesson("2010-06-02-aaaa", "2010-06-02T09:00", "present", "C1.1: assimile\n  C2.1: assimile")}));
  CHECK(monthly(work, "2010-06").ends_with("total|-|-|2|1|120|2|0|0|2/2|2\n"));
  CHECK(monthly(work, "2010-05").ends_with("total|-|-|1|1|60|1|0|0|1/1|1\n"));
  CHECK(monthly(work, "2010-06-02").ends_with("total|-|-|1|1|60|1|0|0|1/1|1\n"));
}

TEST_CASE("a dossier merged into another is the same learner, at the other's site") {
  IndexedWorkspace work;
  work.put(one, case_bytes({application("2010-01-20-8vze", "orleans"), lesson("2010-06-01-aaaa", "2010-06-01T09:00", "present")}));
  work.put(two, case_bytes({lesson("2010-06-02-aaaa", "2010-06-02T09:00", "present"),
                         "---\nrecord: merged/1\nid: \"2010-06-03-aaaa\"\nby: briand\ninto: \"7KQ39XM4H9\"\n"}));
  CHECK(monthly(work, "2010-06").ends_with("site|orleans|-|2|1|120|2|0|0|2/2|0\ntotal|-|-|2|1|120|2|0|0|2/2|0\n"));
}

TEST_CASE("a report says whom it counts, what adds up and what it draws") {
  const std::string head = "-- title: Un | One\n-- column: a text | A | A\n-- column: b integer | B | B\n-- column: c integer | C | C\n"
                           "-- column: d ratio(b, e, 1) | D | D\n";
  const auto report = read_report("r", "reports/r.sql", head + "-- people: b > c, d\n-- people: c\n-- adds: a x to y within a, b\n-- adds: b to d within a\n"
                                                              "-- adds: b to c\n-- adds: b, c to b\n-- loose: b\n-- open: c, d\n"
                                                              "-- same: b where a = x as c where a = -\n-- codes: a sites\n-- codes: b sexe, partners where a = x and c = y\n"
                                                              "-- plot: bars a b where a = x and c = - | Dessin | Drawing\n-- plot: funnel b c | E | F\n"
                                                              "-- grows: b by c\n-- grows: c\n-- page: schools\n");
  REQUIRE(report);
  REQUIRE(report->grows.size() == 2);
  CHECK(report->grows[0].column + report->grows[0].by + report->grows[1].column + report->grows[1].by == "bcc");
  CHECK(report->of_programmes == "schools");
  REQUIRE(report->people.size() == 2);
  CHECK(report->people[0].resting == std::vector<std::string>{"c", "d"});
  REQUIRE(report->sums.size() == 4);
  CHECK(report->sums[0].part + report->sums[0].whole + report->sums[0].within[1] == "xyb");
  CHECK(report->sums[1].ratio == "d");
  CHECK(report->sums[2].whole + report->sums[2].columns[0] + report->sums[2].ratio == "cb");
  CHECK(report->sums[3].columns.size() == 2);
  CHECK(report->open.size() == 2);
  REQUIRE(report->same.size() == 1);
  CHECK(report->same[0].column + report->same[0].where[0].second + report->same[0].as_column + report->same[0].as[0].second == "bxc-");
  REQUIRE(report->codes.size() == 2);
  CHECK(report->codes[1].column + report->codes[1].lists[1] + report->codes[1].where[1].second == "bpartnersy");
  REQUIRE(report->plots.size() == 2);
  CHECK(report->plots[0].where[1].first + report->plots[0].where[1].second == "c-");
  for (const char* wrong : {"people: b c", "people: b, c > d", "people: ", "adds: a to", "adds: a x y to b", "adds: a x at y", "adds: a, b to c within a",
                            "loose: b c", "plot: pie a b | A | B", "plot: bars a | A | B", "plot: bars a b", "plot: bars a b where a | A | B",
                            "plot: bars a b where a = x or b = y | A | B", "plot: distribution a b | A | B", "codes: a", "codes: a b c", "codes: a sites where b", "same: b where a = x", "same: b as c where a = x", "same: b c where a = x as c",
                            "grows: ", "grows: b c", "grows: b to c", "page: ", "page: anything"}) {
    INFO(wrong);
    const auto read = read_report("r", "f", head + "-- " + wrong + "\n");
    REQUIRE_FALSE(read);
    CHECK(read.error().problems.front().code == "C166"_m);
  }
}

TEST_CASE("a report's layout is read from its first comment lines") {
  const auto report = read_report("r", "reports/r.sql",
                                  "-- title: Un | One\n-- column: a money | Montant | Amount\n"
                                  "-- column: b ratio(x, y, 3) | Part | Share\n-- said to nobody\nSELECT 1\n-- column: late");
  REQUIRE(report);
  CHECK(report->english == "One");
  REQUIRE(report->columns.size() == 2);
  CHECK(report->columns[0].kind == ReportColumn::Kind::money);
  CHECK(report->columns[1].whole == "y");
  CHECK(report->columns[1].decimals == 3);
  const auto refused = [](const std::string& layout) {
    const auto read = read_report("r", "f", layout);
    return read ? 0u : read.error().problems.front().place.line;
  };
  CHECK(refused("SELECT 1") == 1);
  CHECK(refused("-- title: Un | One\n-- column: a texte | A | A\n") == 2);
  CHECK(refused("-- title: Un | One\n-- column: a ratio(x, y) | A | A\n") == 2);
  CHECK(refused("-- title: Un | One\n-- column: a ratio(x, y, 12) | A | A\n") == 2);
  CHECK(refused("-- title: Un | One\n-- column: a text | A\n") == 2);
  CHECK(refused("-- title: Un\n") == 1);
}
