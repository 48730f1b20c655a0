#include <filesystem>
#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "fuzz/workbook_fault.hpp"
#include "mloc/records/communes.hpp"
#include "mloc/records/table_file.hpp"

using namespace mloc;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
Result<Csv> read(const std::string& bytes, TableForm form = {}) { return read_table(bytes, "f", form); }
std::string code_of_failure(const Result<Csv>& read) { return read ? "read" : std::string(code_of(read.error().problems.front().code)); }

const std::filesystem::path corpus = std::filesystem::path(MLOC_SOURCE) / "tests/fuzz/corpus/workbook";

}  // namespace

TEST_CASE("The encoding of a file is proved") {
  CHECK(code_of_failure(read("nom;ville\nForêt;Orléans\n")) == "read");
  CHECK(read("nom;ville\nFor\xEAt;Orl\xE9" "ans\n")->encoding == Encoding::windows_1252);
  CHECK(code_of_failure(read("nom;ville\nFor\xEAt;Orléans\n")) == "I169");
  CHECK(code_of_failure(read("\xEF\xBB\xBFnom;ville\nFor\xEAt;x\n")) == "I169");
  CHECK(code_of_failure(read("nom;ville\nH\x82l\x8Ane;x\n")) == "I170");
  CHECK(code_of_failure(read("nom;ville\nH\x8El\x8Fne;x\n")) == "I170");
  CHECK(read("nom;ville\n\x93x\x94;5 \x80\n")->rows.front().cells == std::vector<std::string>{"\u201cx\u201d", "5 €"});
  CHECK(read("nom;ville\nForÃªt;x\n")->rows.front().problems.front().code == "I167"_m);
  CHECK(read("nom;ville\nfo\u00adret;x\n")->rows.front().cells.front() == "foret");
}

TEST_CASE("A file is known by its bytes") {
  for (const auto& [bytes, wanted] : std::vector<std::pair<std::string, std::string>>{
           {"", "I101"}, {" \n", "I101"}, {"%PDF-1.4", "I168"}, {"{\"a\":1}", "I168"}, {"[{\"a\":1}]", "I168"}, {"<!DOCTYPE html><p>", "I168"}, {"\n<table>", "I168"},
           {"<?xml version='1.0'?><Workbook/>", "I168"}, {std::string("n\0o\0m\0;\0", 8), "I168"}, {"\xFF\xFEn", "I168"}, {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "I168"},
           {"PK\x03\x04zip", "I168"}, {"PK\x03\x04xl/workbook.xml", "I171"}, {"{\\rtf1", "I168"}, {"\x1F\x8B", "I168"}, {"[a];b\n1;2\n", "read"}, {"{n};b\n1;2\n", "read"}})
    CHECK(code_of_failure(read(bytes)) == wanted);
}

TEST_CASE("The header is found below other lines, and with another delimiter") {
  TableForm form;
  form.headers = {"N° dossier", "Nom", "Date de naissance"};
  const auto found = read("Bureau;;\n\nExport du jour;;\nN DOSSIER *;nom :;\"Date de\nnaissance\"\n1;2;3\n", form);
  REQUIRE(found);
  CHECK(found->header.line == 4);
  CHECK(found->rows.size() == 1);
  for (const char delimiter : {',', '\t', '|'}) {
    const std::string mark(1, delimiter);
    CHECK(read("N° dossier" + mark + "Nom\n1" + mark + "2\n", form)->delimiter == delimiter);
  }
  CHECK(read("a;b\n1;2\n", form)->header.line == 1);
  CHECK(header_key("Nº dossier") == header_key("N° DOSSIER* :"));
}

TEST_CASE("A sheet gives texts, numbers and days as they are meant") {
  const auto xlsx = read(bytes_of(corpus / "small.xlsx")), ods = read(bytes_of(corpus / "small.ods"));
  REQUIRE(xlsx);
  REQUIRE(ods);
  CHECK(xlsx->header.cells == std::vector<std::string>{"n", "m"});
  CHECK(xlsx->rows.front().cells == std::vector<std::string>{"612345678", "x"});
  CHECK(ods->rows.front().cells == std::vector<std::string>{"01053", "2010-03-05"});
}

TEST_CASE("No workbook of the corpus does harm") {
  std::size_t refused = 0;
  for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
    INFO(entry.path().filename().string());
    CHECK(fault_of_workbook(bytes_of(entry.path())) == "");
    if (!read(bytes_of(entry.path()))) ++refused;
  }
  CHECK(refused > 8);
  for (const auto* bad : {"bomb.xlsx", "link.xlsx", "entities.xlsx", "repeated-rows.ods", "repeated-columns.ods", "deep.ods", "far.xlsx", "climbing.xlsx", "cut.xlsx"}) {
    INFO(bad);
    CHECK(code_of_failure(read(bytes_of(corpus / bad))) == "I171");
  }
}

TEST_CASE("A workbook with any byte changed is read or refused") {
  const std::string whole = bytes_of(corpus / "small.xlsx");
  for (std::size_t i = 0; i < whole.size(); i += 7) {
    std::string bytes = whole;
    bytes[i] = static_cast<char>(bytes[i] ^ 0x55);
    CHECK(fault_of_workbook(bytes) == "");
    CHECK(fault_of_workbook(whole.substr(0, i)) == "");
  }
}

TEST_CASE("A commune is proved by what stands beside its code") {
  CHECK(read_commune("45 234", {"ORLEANS CEDEX 2", ""})->code == "45234");
  CHECK(read_commune("1053", {"Bourg", ""})->zero_restored);
  CHECK(read_commune("2b033", {"Bastia", ""})->code == "2B033");
  CHECK(read_commune("75110", {"Paris 10e", ""})->code == "75110");
  CHECK(read_commune("75110", {"PARIS 10", ""})->code == "75110");
  CHECK(read_commune("75056", {"Paris 10ème", ""})->code == "75056");
  CHECK(read_commune("94038", {"L HAY LES ROSES", ""})->code == "94038");
  CHECK(read_commune("45234", {"La Source", "45100"})->code == "45234");
  CHECK(read_commune("99350", {"Rabat", ""})->code == "99350");
  for (const auto& [code, name] : {std::pair("45200", "Montargis"), std::pair("20004", "Ajaccio"), std::pair("97127", "Saint-Martin"), std::pair("99999", "inconnue"),
                                   std::pair("45000", "Orléans"), std::pair("45234", "Gien"), std::pair("", ""), std::pair("4523", ""), std::pair("45234x", "")})
    CHECK_FALSE(read_commune(code, {name, ""}));
  CHECK(read_commune("45200", {"Montargis", ""}).error().problems.front().hint.english == "Montargis is 45208");
  CHECK(find_commune("01001")->name == "L'Abergement-Clémenciat");
  CHECK(find_commune("98901")->name == "Île de Clipperton");  // the last of the list
  CHECK_FALSE(find_commune("98902"));
  CHECK(counted_commune("01003") == "01165");
  CHECK(counted_commune("45234") == "45234");
  CHECK_FALSE(commune_is_known("20004"));
}

TEST_CASE("Every commune of the list is found, and stands in the order of bytes") {
  std::string before;
  std::ifstream list(std::filesystem::path(MLOC_SOURCE) / "schemas/communes.tsv");
  std::size_t lines = 0, lost = 0;
  for (std::string line; std::getline(list, line); ++lines) {
    const auto found = find_commune(line.substr(0, 5));
    lost += !found || found->code != line.substr(0, 5) || !(before < line);
    before = line;
  }
  CHECK(lines == 39254);
  CHECK(lost == 0);
}
