#include "catch.hpp"
#include "mloc/render/figure_text.hpp"

using namespace mloc;

namespace {

constexpr Language fr = Language::french, en = Language::english;
Date day(const char* text) { return *Date::parse(text); }
Period period(const char* first, const char* last) { return {day(first), day(last)}; }

}  // namespace

TEST_CASE("Figures are written as people write them", "[figures]") {
  CHECK(count_text(229900, fr) == "229\u202f900");
  CHECK(count_text(1234567, en) == "1,234,567");
  CHECK(count_text(-8, fr) == "\u22128");
  CHECK(share_text(23, 26, fr) == "88,5\u202f%");
  CHECK(share_text(23, 26, en) == "88.5%");
  CHECK(share_text(1, 0, fr) == "\u2013");
  CHECK(minutes_text(10440, fr) == "174\u202fh");
  CHECK(minutes_text(13410, fr) == "223\u202fh\u202f30");
  CHECK(minutes_text(45, fr) == "45\u202fmin");
  CHECK(minutes_text(0, fr) == "0\u202fh");
  CHECK(euros_text(132890, fr) == "1\u202f329\u202f€");
  CHECK(euros_text(-132890, en) == "\u2212€1,329");
  CHECK(change_text(-8, fr) == "\u22128");
  CHECK(change_text(8, en) == "+8");
  CHECK(points_text(864, 1000, 868, 1000, fr) == "+0,4\u00a0point");
  CHECK(points_text(60, 100, 50, 100, fr) == "\u221210,0\u00a0points");
  CHECK(points_text(0, 0, 50, 100, fr) == "\u2013");
  CHECK(signed_decimal(22.56, 1, fr) == "+22,6");
  CHECK(signed_decimal(-0.04, 1, fr) == "0,0");
}

TEST_CASE("Half goes away from zero, of the exact value", "[figures]") {
  CHECK(minutes_text(705510, fr) == "11\u202f759\u202fh");  // 11 758.5 hours
  CHECK(euros_text(50, fr) == "1\u202f€");
  CHECK(euros_text(-50, fr) == "\u22121\u202f€");
  CHECK(share_text(1, 16, fr) == "6,3\u202f%");    // 6.25
  CHECK(share_text(-1, 16, fr) == "\u22126,3\u202f%");
  CHECK(points_text(0, 16, 1, 16, fr) == "+6,3\u00a0points");
}

TEST_CASE("Days, months and periods have words", "[figures]") {
  CHECK(day_in_words(day("2010-03-01"), fr) == "1er\u00a0mars 2010");
  CHECK(day_in_words(day("2010-03-10"), fr) == "10\u00a0mars 2010");
  CHECK(day_in_words(day("2010-03-01"), en) == "1\u00a0March 2010");
  CHECK(day_in_table(day("2010-03-10"), fr) == "10/03/2010");
  CHECK(day_in_table(day("2010-03-10"), en) == "10\u00a0Mar\u00a02010");
  CHECK(period_name(period("2010-12-01", "2010-12-31"), fr) == "décembre 2010");
  CHECK(period_name(period("2010-01-01", "2010-12-31"), fr) == "année 2010");
  CHECK(period_name(period("2010-04-01", "2010-06-30"), fr) == "2e trimestre 2010");
  CHECK(period_name(period("2010-02-01", "2010-04-30"), fr) == "du 1er\u00a0février 2010 au 30\u00a0avril 2010");
}

TEST_CASE("A cell on a page is a figure of its column's unit", "[figures]") {
  using Kind = ColumnKind;
  using Unit = ColumnUnit;
  CHECK(figure_text("0.885", Kind::ratio, Unit::share, fr) == "88,5\u202f%");
  CHECK(figure_text("-0.05", Kind::ratio, Unit::share, fr) == "\u22125,0\u202f%");
  CHECK(figure_text("13410", Kind::integer, Unit::minutes, fr) == "223\u202fh\u202f30");
  CHECK(figure_text("1329.50", Kind::money, Unit::none, fr) == "1\u202f330");
  CHECK(figure_text("12345", Kind::integer, Unit::none, fr) == "12\u202f345");
  CHECK(figure_text("41.5", Kind::ratio, Unit::none, fr) == "41,5");
  CHECK(figure_text("s", Kind::integer, Unit::none, fr) == "s");
  CHECK(figure_text("45234", Kind::text, Unit::none, fr) == "45234");
  CHECK(figure_text("2010-03-10", Kind::day, Unit::none, fr) == "10/03/2010");
  CHECK(figure_text("true", Kind::flag, Unit::none, en) == "yes");
}

TEST_CASE("French punctuation does not begin a line", "[figures]") {
  CHECK(typeset("Période : l'an « 2010 » ; 5 % ?", fr) == "Période\u00a0: l\u2019an «\u00a02010\u00a0»\u202f; 5\u202f%\u202f?");
  CHECK(typeset("It's : so", en) == "It's : so");
}
