#include <stdexcept>

#include "catch.hpp"
#include "journeys/stage.hpp"
#include "mloc/cli/run.hpp"
#include "mloc/cli/verb.hpp"

using namespace mloc;
using namespace mloc::cli;

namespace {

struct All {
  std::string text = "as it was";
  int number = 7;
  bool flag = false;
  std::vector<std::string> many;
  std::optional<std::string> maybe;
  std::optional<int> maybe_number;
  std::optional<Date> day;
  std::optional<Period> period;
  std::optional<Money> money;
  std::optional<Time> time;
  std::optional<std::chrono::days> days;
  std::optional<std::chrono::milliseconds> wait;
  std::vector<Named<Money>> prices;
};

Given given(std::string value) { return {"--x", {std::move(value)}, *Date::of(2010, 5, 11), "CODE=AMOUNT"}; }

template <class Member>
std::string refusal(std::string value) {
  Member member{};
  const auto done = assign(given(std::move(value)), member);
  return done ? "taken" : done.error().problems.front().text.english;
}

}  // namespace

TEST_CASE("Values become members") {
  All all;
  CHECK(assign(given("a"), all.text));
  CHECK(assign(given("-12"), all.number));
  CHECK(assign({"--x", {"a", "b"}, *Date::of(2010, 5, 11)}, all.many));
  CHECK(assign(given("b"), all.maybe));
  CHECK(assign(given("3"), all.maybe_number));
  CHECK(assign(given("11/05/2010"), all.day));
  CHECK(assign(given("2010-02"), all.period));
  CHECK(assign(given("83,3"), all.money));
  CHECK(assign(given("9h5"), all.time).has_value() == false);
  CHECK(assign(given("9h05"), all.time));
  CHECK(assign(given("14d"), all.days));
  CHECK(assign(given("2m"), all.wait));
  CHECK(assign({"--x", {"a=1,50", "b=2"}, *Date::of(2010, 5, 11)}, all.prices));
  CHECK(all.text == "a");
  CHECK(all.number == -12);
  CHECK(all.many == std::vector<std::string>{"a", "b"});
  CHECK(all.maybe == "b");
  CHECK(all.maybe_number == 3);
  CHECK(all.day->text() == "2010-05-11");
  CHECK(all.period->text() == "2010-02-01..2010-02-28");
  CHECK(all.money->text() == "83.30");
  CHECK(all.time->text() == "09:05");
  CHECK(all.days->count() == 14);
  CHECK(all.wait->count() == 120000);
  CHECK(all.prices.at(1).name == "b");
  CHECK(all.prices.at(0).value.text() == "1.50");
}

TEST_CASE("Values that do not fit are refused with the option's name") {
  CHECK(refusal<int>("1a") == "--x: '1a' is not a whole number");
  CHECK(refusal<int>("") == "--x: '' is not a whole number");
  CHECK(refusal<std::optional<int>>("99999999999") == "--x: '99999999999' is not a whole number");
  CHECK(refusal<std::optional<Money>>("1.234") == "--x: '1.234' is not an amount; write 83.34 or 83,34");
  CHECK(refusal<std::optional<Date>>("2010-02-30") == "--x: '2010-02-30' is not a valid day; write 2010-05-11, today, yesterday or -30d");
  CHECK(refusal<std::optional<Time>>("25:00") == "--x: '25:00' is not a time of day; write 14:30");
  CHECK(refusal<std::optional<std::chrono::days>>("-3d") == "--x: '-3d' is not a number of days; write 14d or 14");
  CHECK(refusal<std::vector<Named<Money>>>("7,50") == "--x: '7,50' is not written CODE=AMOUNT");
  CHECK(refusal<std::vector<Named<Money>>>("a=b") == "--x: a: 'b' is not an amount; write 83.34 or 83,34");
}

TEST_CASE("A word knows its names from its spelling") {
  const auto names = [](Word::Kind kind, std::string spelling) {
    return make_word(kind, std::move(spelling), "").names();
  };
  CHECK(names(Word::Kind::option, "-o, --output FILE") == std::vector<std::string>{"-o", "--output"});
  CHECK(names(Word::Kind::flag, "--excused") == std::vector<std::string>{"--excused"});
  CHECK(names(Word::Kind::argument, "[FILE...]") == std::vector<std::string>{"FILE"});
  CHECK(make_word(Word::Kind::option, "-o, --output FILE", "").value_name() == "FILE");
  CHECK(make_word(Word::Kind::argument, "FILE...", "").must);
  CHECK(make_word(Word::Kind::argument, "FILE...", "").many);
  CHECK_FALSE(make_word(Word::Kind::argument, "[FILE]", "").must);
}

TEST_CASE("A bug ends with one line and status 70") {
  class Broken final : public Output {
    Result<> write(std::string_view) override { throw std::runtime_error("a planted bug"); }
  };
  class Text final : public Output {
   public:
    std::string text;
    Result<> write(std::string_view bytes) override { return text += bytes, Result<>{}; }
  };
  MemoryDisk disk;
  Broken out;
  Text err;
  class Zero final : public Random {
    std::uint32_t below(std::uint32_t) override { return 0; }
  } random;
  World world{disk, {}, {}, {}, out, err, [] { return *Date::of(2010, 5, 11); }, random, {}};
  CHECK(run(world, {"--version"}) == 70);
  CHECK(err.text == "mloc: error[C190]: a bug in mloc: a planted bug\n");
}
