#include "mloc/draw/rules/verify_draw.hpp"

#include <algorithm>

#include "catch.hpp"
#include "draw_fixtures.hpp"

using namespace mloc;

using namespace mloc::draw;

namespace {

Date day(const char* text) { return *Date::parse(text); }
const std::vector<DrawSource> games{{"loto", {{day("2008-10-06"), {{5, 49}, {1, 10}}, 242}}},
                                    {"euromillions", {{day("2004-02-13"), {{5, 50}, {2, 9}}, 262}}}};

/// A draw directory that verifies; each test breaks one thing of it.
struct Directory {
  Directory() {
    const auto frozen = Roster::parse(roster).value();
    announcement.roster_sha256 = frozen.sha256();
    seal();
  }
  /// The result and the digests that belong to what the directory says now.
  void seal() {
    const auto placements = run_draw(Roster::parse(roster).value(), terms_of(announcement, revelation)).value();
    result = result_bytes(placements);
    run = {hex(sha256(announcement_bytes)), announcement.roster_sha256, hex(sha256(result))};
  }
  DrawFiles files() const { return {announcement_bytes, announcement, roster, result, revelation, run, events}; }
  std::string differences() const { return told(files()); }
  static std::string told(const DrawFiles& files) {
    std::string text;
    for (const Problem& problem : verify_draw(files, games)) {
      text += (text.empty() ? "" : " ") + problem.place.file + ' ' + std::string(code_of(problem.code));
      if (problem.place.line) text += ':' + std::to_string(problem.place.line);
    }
    return text;
  }

  std::string announcement_bytes = "what announcement.yaml says\n";
  std::string roster = fixture("autonomie.tsv");
  AnnouncementFacts announcement{"autonomie-2010",
                                 day("2010-02-20"),
                                 497,
                                 {{"orleans", 160}, {"montargis", 90}, {"pithiviers", 50}},
                                 Policy::skip,
                                 {{"loto", day("2010-02-24"), 242}, {"euromillions", day("2010-02-26"), 262}},
                                 {},
                                 {},
                                 false};
  RevelationFacts revelation{{{"loto", "3 12 23 31 44 + 9"}, {"euromillions", "3 18 24 36 47 + 2 7"}},
                             "3.12.23.31.44./9./3.18.24.36.47./2.7./",
                             hex("3.12.23.31.44./9./3.18.24.36.47./2.7./")};
  RunFacts run;
  std::string result;
  std::vector<DrawEvent> events;
};

}  // namespace

TEST_CASE("a draw that was done as announced verifies, at every stage") {
  Directory draw;
  CHECK(draw.differences().empty());
  DrawFiles files = draw.files();
  files.run.reset();
  files.result.reset();
  CHECK(Directory::told(files).empty());
  files.revelation.reset();
  CHECK(Directory::told(files).empty());
}

TEST_CASE("a changed byte in announcement, roster or result names that file alone") {
  for (const std::size_t at : {std::size_t{0}, std::size_t{30}, std::size_t{5000}}) {
    Directory draw;
    draw.result[at] = draw.result[at] == 'x' ? 'y' : 'x';
    CHECK(draw.differences() == "result.tsv W140");
  }
  Directory draw;
  draw.announcement_bytes[3] = 'X';
  CHECK(draw.differences() == "announcement.yaml W140");
  draw = {};
  draw.roster.replace(draw.roster.find("AU-2010-0085"), 12, "AU-2010-0083");
  CHECK(draw.differences().starts_with("roster.tsv W140"));
  CHECK(draw.differences().find("result.tsv") == std::string::npos);
  draw = {};
  draw.roster += 'x';
  CHECK(draw.differences() == "roster.tsv W140 roster.tsv W106:499");
}

TEST_CASE("a result that is not the draw's is found though its digest was forged") {
  Directory draw;
  const auto at = draw.result.find("waiting");
  draw.result.replace(at, 7, "selected");
  draw.run.result_sha256 = hex(sha256(draw.result));
  const auto line = 1 + std::count(draw.result.begin(), draw.result.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  CHECK(draw.differences() == "result.tsv W144:" + std::to_string(line));
}

TEST_CASE("another roster than the announced one is found though the run's digest fits it") {
  Directory draw;
  draw.roster = fixture("roster12.tsv");
  draw.run.roster_sha256 = Roster::parse(draw.roster).value().sha256();
  CHECK(draw.differences() == "roster.tsv W140");
  draw = {};
  draw.run.roster_sha256 = std::string(64, '0');
  CHECK(draw.differences() == "roster.tsv W140");
}

TEST_CASE("terms other than the announced ones give another result") {
  Directory draw;
  draw.announcement.quotas["orleans"] = 161;
  CHECK(draw.differences().starts_with("result.tsv W144"));
  draw = {};
  draw.announcement.quotas.erase("orleans");
  CHECK(draw.differences().starts_with("announcement.yaml W112"));
  draw = {};
  draw.announcement.eligible = 496;
  CHECK(draw.differences() == "announcement.yaml W141");
}

TEST_CASE("a seed that the published values do not give is found") {
  Directory draw;
  draw.revelation.seed = "3.12.23.31.44./9./3.18.24.36.47./2.8./";
  draw.revelation.seed_hex = hex(draw.revelation.seed);
  draw.seal();
  CHECK(draw.differences() == "events.yaml W142");
  draw = {};
  draw.revelation.seed_hex[1] = '4';
  CHECK(draw.differences() == "events.yaml W143");
  draw = {};
  draw.revelation.values[0].value = "3 12 23 31 44 + 11";
  CHECK(draw.differences() == "events.yaml W131");
  draw = {};
  draw.revelation.values.pop_back();
  CHECK(draw.differences() == "events.yaml W134");
}

TEST_CASE("an announcement that should have been refused does not verify") {
  Directory draw;
  draw.announcement.announced = day("2010-02-24");
  CHECK(draw.differences() == "announcement.yaml W122");
  draw = {};
  draw.announcement.sources[0].bits = 10;
  CHECK(draw.differences() == "announcement.yaml W123");
}

TEST_CASE("a draw with a part missing does not verify") {
  Directory draw;
  DrawFiles files = draw.files();
  files.result.reset();
  CHECK(Directory::told(files) == "result.tsv W147");
  files = draw.files();
  files.revelation.reset();
  CHECK(Directory::told(files) == "events.yaml W148");
  files = draw.files();
  files.run.reset();
  CHECK(Directory::told(files) == "result.tsv W146");
}

TEST_CASE("a rehearsal verifies with its own seed and with no other") {
  Directory draw;
  draw.announcement.rehearsal = true;
  draw.announcement.sources.clear();
  draw.revelation = {{}, "REPETITION", hex("REPETITION")};
  draw.seal();
  CHECK(draw.differences().empty());
  draw.revelation = {{}, "1./", hex("1./")};
  draw.seal();
  CHECK(draw.differences() == "events.yaml W142");
}

TEST_CASE("the events that followed are replayed") {
  Directory draw;
  auto first_waiting = [&] {
    const auto rows = parse_result(draw.result).value();
    return std::ranges::find_if(rows, [](const Placement& p) { return p.stratum == "orleans" && !p.selected; })->id;
  };
  draw.events = {WithdrawalFacts{"AU-2010-0085", {first_waiting()}}};
  CHECK(draw.differences().empty());
  draw.events = {WithdrawalFacts{"AU-2010-0085", {"AU-2010-0001"}}};
  CHECK(draw.differences() == "events.yaml W145");
  draw.events = {WithdrawalFacts{"AU-2010-9999", {}}};
  CHECK(draw.differences() == "events.yaml W150");
  draw.events = {AdmissionFacts{{"AU-2010-9999", "orleans", ""}}, WithdrawalFacts{"AU-2010-9999", {}}};
  CHECK(draw.differences().empty());
  draw.events = {AdmissionFacts{{"AU-2010-0085", "orleans", ""}}};
  CHECK(draw.differences() == "events.yaml W103");
}
