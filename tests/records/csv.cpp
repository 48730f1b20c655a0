#include "catch.hpp"
#include "mloc/records/csv.hpp"

using namespace mloc;

TEST_CASE("a row knows its line, its bytes and its cells") {
  const std::string bytes = "N\xb0;Nom\r\n1; Zo\xe9 \r\n\r\n2;\"a;\r\nb \"\"c\"\"\"\r\n3;d";
  const auto csv = read_csv(bytes, "f.csv", "auto", ';');
  REQUIRE(csv);
  CHECK(csv->encoding == Encoding::windows_1252);
  CHECK(csv->header.cells == std::vector<std::string>{"N°", "Nom"});
  REQUIRE(csv->rows.size() == 3);
  CHECK(csv->rows[0].line == 2);
  CHECK(csv->rows[0].cells[1] == "Zoé");
  CHECK(bytes.substr(csv->rows[0].begin, csv->rows[0].end - csv->rows[0].begin) == "1; Zo\xe9 \r\n");
  CHECK(csv->rows[2].line == 6);
  CHECK(bytes.substr(csv->rows[2].begin) == "3;d");
  REQUIRE(csv->rows[1].problems.size() == 1);  // the cell with a line end inside
  CHECK(csv->rows[1].problems[0].code == "I111"_m);
  CHECK(csv->rows[1].problems[0].place == Place{"f.csv", 4, 2, "Nom"});
}

TEST_CASE("UTF-8 is known by its mark or by its bytes") {
  CHECK(read_csv("\xEF\xBB\xBFn;é\n1;2\n", "f", "auto", ';')->header.cells[0] == "n");
  CHECK(read_csv("n;é\n1;2\n", "f", "auto", ';')->encoding == Encoding::utf8);
  CHECK(read_csv("n;\x81\n", "f", "auto", ';').error().problems[0].code == "I170"_m);
  CHECK(read_csv("n;\x81\n", "f", "windows-1252", ';').error().problems[0].code == "I110"_m);
}

TEST_CASE("a quote that does not close stops the import") {
  CHECK(read_csv("n;m\n1;\"2\n", "f", "auto", ';').error().problems[0].code == "I102"_m);
  CHECK(read_csv("n;m\n1;2\"3\n", "f", "auto", ';').error().problems[0].code == "I102"_m);
  CHECK(read_csv("", "f", "auto", ';').error().problems[0].code == "I101"_m);
}
