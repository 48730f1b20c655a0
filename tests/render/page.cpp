#include <cstdlib>
#include <fstream>

#include "catch.hpp"
#include "mloc/render/page.hpp"

using namespace mloc;

namespace {

/// Every way to hand a text to a page, with `text` in each place.
std::string page_of(const std::string& text) {
  return Page(text)
      .heading(2, text)
      .paragraph(text)
      .note(text)
      .list({text})
      .facts({{text, text}})
      .table(text, {{text}, {text, Page::Heading::Align::end}}, {{text, text}})
      .signatures({text})
      .new_sheet(text)
      .html();
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("no text of a page becomes markup", "[page]") {
  const std::string evil = "</td><script>alert(1)</script>\" onload='x' & \x1b[31m\xE2\x80\xAE";
  const std::string made = page_of(evil);
  CHECK(count(made, "<script") == 0);
  CHECK(count(made, "\x1b") == 0);
  CHECK(count(made, "\xE2\x80\xAE") == 0);
  // Title, foot of a sheet, first heading, heading, paragraph, note, item, two facts, label, caption, two headings, two cells, signature, sheet.
  CHECK(count(made, "&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp; ") == 17);
}

TEST_CASE("a page has the same elements whatever its texts say", "[page]") {
  const std::string plain = page_of("x");
  const std::string evil = page_of("<p>&<!--\"'");
  CHECK(count(plain, "<") == count(evil, "<"));
  CHECK(count(plain, "\"") == count(evil, "\""));
}

TEST_CASE("a page is French unless it is asked for in English", "[page]") {
  CHECK(Page("Livret").html().find("<html lang=\"fr\">") != std::string::npos);
  CHECK(Page("Booklet", Language::english).html().find("<html lang=\"en\">") != std::string::npos);
}

TEST_CASE("a short row has empty cells, a long one loses nothing that has a heading", "[page]") {
  const std::string made = Page("x").table("t", {{"a"}, {"b", Page::Heading::Align::end}}, {{"1"}, {"1", "2", "3"}}).html();
  CHECK(made.find("<th scope=\"row\">1</th><td class=\"num\"></td>") != std::string::npos);
  CHECK(made.find("<th scope=\"row\">1</th><td class=\"num\">2</td></tr>") != std::string::npos);
}

// Writes $MLOC_PAGES/every.html for the browser that judges it (tests/outside/pages.mjs).
TEST_CASE("every element of a page, for a browser", "[.outside]") {
  const char* folder = std::getenv("MLOC_PAGES");
  REQUIRE(folder != nullptr);
  std::ofstream file(std::string(folder) + "/every.html", std::ios::binary);
  file << page_of("<img src=x onerror=alert(1)><script>console.log('run')</script>\"'&");
  CHECK(file.good());
}

TEST_CASE("a group of rows is a body of its own, under a head for all of it", "[page]") {
  using Row = Page::Row;
  const std::string made = Page("x").table("Results", "2010", {{"Site"}, {"People", Page::Heading::Align::end}},
                                           {{{"North"}, Row::Kind::group}, {{"School", "3"}, Row::Kind::member}, {{"All", "3"}, Row::Kind::total}}).html();
  CHECK(made.find("<tbody><tr class=\"sub\"><th scope=\"rowgroup\" colspan=\"2\">North</th></tr><tr class=\"child\"><th scope=\"row\">School</th>") != std::string::npos);
  CHECK(made.find("<tbody><tr class=\"tot\"><th scope=\"row\">All</th><td class=\"num\">3</td></tr></tbody>") != std::string::npos);
  CHECK(made.find("<caption>Results<small>2010</small></caption>") != std::string::npos);
  CHECK(made.find("tabindex=\"0\" role=\"region\" aria-label=\"Results\"") != std::string::npos);
}

TEST_CASE("a page of figures groups them, and its money has no cents", "[page]") {
  const Table table{"things", {{"name"}, {"paid", ColumnKind::money}, {"minutes", ColumnKind::integer, "Minutes", "Heures", ColumnUnit::minutes}}, {{"a", "229900.50", "13410"}}};
  const std::string made = Page("x").table("t", table).html();
  CHECK(made.find(">229\u202f901</td><td class=\"num\">223\u202fh\u202f30</td>") != std::string::npos);
}
