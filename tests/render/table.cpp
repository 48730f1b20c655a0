#include "catch.hpp"
#include "mloc/render/table.hpp"

using namespace mloc;

namespace {

Table lessons() {
  using Kind = Column::Kind;
  return {"lessons",
          {{"learner", Kind::text, "Learner", "Jeune"},
           {"minutes", Kind::integer, "Minutes", "Minutes"},
           {"paid", Kind::money, "Paid", "Payé"},
           {"day", Kind::day, "Day", "Jour"},
           {"present", Kind::flag, "Present", "Présent"},
           {"rate", Kind::ratio, "Rate", "Taux"}},
          {{"Zoé", "60", "1000.00", "2010-05-11", "true", "0.917"},
           {"anatole", "120", "-83.34", "2010-05-12", "false", std::nullopt},
           {"Éric", std::nullopt, std::nullopt, "2010-05-10", "true", "1.000"}}};
}

std::string text(Table table, View view) {
  auto made = rendered(std::move(table), view);
  return made ? *made : made.error().problems.front().text.english + "; " + made.error().problems.front().hint.english;
}

Table one(Column::Kind kind, std::string cell) { return {"things", {{"thing", kind}}, {{std::move(cell)}}}; }

}  // namespace

TEST_CASE("A table is aligned by display width, numbers to the right") {
  CHECK(text(lessons(), {}) ==
        "Learner  Minutes     Paid  Day         Present   Rate\n"
        "-------  -------  -------  ----------  -------  -----\n"
        "Zoé           60  1000.00  2010-05-11  yes      0.917\n"
        "anatole      120   -83.34  2010-05-12  no\n"
        "Éric                       2010-05-10  yes      1.000\n");
  const Table wide{"names", {{"name"}, {"next"}}, {{"\u6f22\u5b57", "a"}, {"e\u0301", "b"}}};
  CHECK(text(wide, {}) == "name  next\n----  ----\n\u6f22\u5b57  a\ne\u0301     b\n");
}

TEST_CASE("A table in French has French labels, amounts and words") {
  View view;
  view.language = Language::french;
  view.limit = 1;
  CHECK(text(lessons(), view) ==
        "Jeune  Minutes      Payé  Jour        Présent   Taux\n"
        "-----  -------  --------  ----------  -------  -----\n"
        "Zoé         60  1\u202f000,00  11/05/2010  oui      0,917\n");
}

TEST_CASE("Nothing in a cell can command a terminal") {
  CHECK(text(one(Column::Kind::text, "a\x1b[31m\u202eb\nc"), {}).find_first_of("\x1b") == std::string::npos);
  CHECK(text(one(Column::Kind::text, "a\u202eb\nc"), {}) == "thing\n-----\na\uFFFDb\uFFFDc\n");
  View json;
  json.format = Format::jsonl;
  CHECK(text(one(Column::Kind::text, "a\x1b\u202e\"\\\U000E0001\xff"), json) ==
        "{\"thing\": \"a\\u001b\\u202e\\\"\\\\\\udb40\\udc01\\ufffd\"}\n");
}

TEST_CASE("CSV follows RFC 4180") {
  View view;
  view.format = Format::csv;
  CHECK(text(lessons(), view) ==
        "learner,minutes,paid,day,present,rate\r\n"
        "Zoé,60,1000.00,2010-05-11,true,0.917\r\n"
        "anatole,120,-83.34,2010-05-12,false,\r\n"
        "Éric,,,2010-05-10,true,1.000\r\n");
  CHECK(text(one(Column::Kind::text, "a,\"b\"\r\nc"), view) == "thing\r\n\"a,\"\"b\"\"\r\nc\"\r\n");
  CHECK(text(one(Column::Kind::text, "a;b"), view) == "thing\r\na;b\r\n");
}

TEST_CASE("CSV for Excel has a BOM, semicolons, decimal commas and no live formula") {
  View view;
  view.format = Format::csv;
  view.excel = true;
  view.columns = {"learner", "paid", "rate"};
  CHECK(text(lessons(), view) ==
        "\xEF\xBB\xBFlearner;paid;rate\r\nZoé;1000,00;0,917\r\nanatole;-83,34;\r\nÉric;;1,000\r\n");
  view.columns.clear();
  for (const std::string cell : {"=1+1", "+1", "-1", "@x", "\tx"})
    CHECK(text(one(Column::Kind::text, cell), view) == "\xEF\xBB\xBFthing\r\n'" + cell + "\r\n");
  CHECK(text(one(Column::Kind::integer, "-1"), view) == "\xEF\xBB\xBFthing\r\n-1\r\n");
  for (const std::string code : {"01053", "0612345678", "27738774200046"})
    CHECK(text(one(Column::Kind::text, code), view) == "\xEF\xBB\xBFthing\r\n\"=\"\"" + code + "\"\"\"\r\n");
}

TEST_CASE("JSON is one document with numbers, booleans, nulls and money as text") {
  View view;
  view.format = Format::json;
  view.limit = 2;
  CHECK(text(lessons(), view) ==
        "{\"mloc\": 1, \"kind\": \"lessons\", \"rows\": [\n"
        "  {\"learner\": \"Zoé\", \"minutes\": 60, \"paid\": \"1000.00\", \"day\": \"2010-05-11\", \"present\": true, "
        "\"rate\": 0.917},\n"
        "  {\"learner\": \"anatole\", \"minutes\": 120, \"paid\": \"-83.34\", \"day\": \"2010-05-12\", \"present\": "
        "false, \"rate\": null}\n"
        "]}\n");
  view.limit = 0;
  CHECK(text(lessons(), view) == "{\"mloc\": 1, \"kind\": \"lessons\", \"rows\": []}\n");
}

TEST_CASE("JSON has a day and a hidden figure as texts where a column has numbers") {
  View view;
  view.format = Format::jsonl;
  const auto of = [&](const std::string& cell) { return text(one(Column::Kind::ratio, cell), view); };
  for (const std::string number : {"0", "-4", "0.917", "1e-07"}) CHECK(of(number) == "{\"thing\": " + number + "}\n");
  for (const std::string word : {"+4", "2026-02-14", "1-2", "hidden", ""}) CHECK(of(word) == "{\"thing\": \"" + word + "\"}\n");
}

TEST_CASE("Markdown keeps a cell in its cell") {
  View view;
  view.format = Format::md;
  CHECK(text(one(Column::Kind::text, "a|b <i>*"), view) == "| thing |\n| --- |\n| a\\|b \\<i\\>\\* |\n");
  CHECK(text(one(Column::Kind::money, "1.00"), view) == "| thing |\n| ---: |\n| 1.00 |\n");
}

TEST_CASE("Rows are ordered by columns, the unknown last in both directions") {
  const auto order = [](std::vector<std::string> sort) {
    View view;
    view.format = Format::csv;
    view.sort = std::move(sort);
    view.columns = {"learner"};
    return text(lessons(), view);
  };
  CHECK(order({"learner"}) == "learner\r\nanatole\r\nÉric\r\nZoé\r\n");
  CHECK(order({"minutes:desc"}) == "learner\r\nanatole\r\nZoé\r\nÉric\r\n");
  CHECK(order({"minutes"}) == "learner\r\nZoé\r\nanatole\r\nÉric\r\n");
  CHECK(order({"paid"}) == "learner\r\nanatole\r\nZoé\r\nÉric\r\n");
  CHECK(order({"present", "day:desc"}) == "learner\r\nanatole\r\nZoé\r\nÉric\r\n");
}

TEST_CASE("An unknown column is refused with the nearest") {
  View view;
  view.columns = {"lerner"};
  CHECK(text(lessons(), view) == "unknown column 'lerner'; did you mean 'learner'?");
  view.columns = {"xxxxxxxxxxx"};
  CHECK(text(lessons(), view) == "unknown column 'xxxxxxxxxxx'; one of learner, minutes, paid, day, present, rate");
  view.columns = {};
  view.sort = {"minute:desc"};
  CHECK(text(lessons(), view) == "unknown column 'minute'; did you mean 'minutes'?");
  view.sort = {"minutes:up"};
  CHECK(text(lessons(), view) == "--sort takes NAME or NAME:desc; ");
}

TEST_CASE("A ratio is rounded half away from zero, exactly") {
  CHECK(ratio_text(1, 3, 3) == "0.333");
  CHECK(ratio_text(1, 8, 2) == "0.13");
  CHECK(ratio_text(-1, 8, 2) == "-0.13");
  CHECK(ratio_text(-1, 1000, 2) == "0.00");
  CHECK(ratio_text(5, 2, 0) == "3");
  CHECK(ratio_text(1, 0, 2) == std::nullopt);
}

TEST_CASE("On a terminal columns that find no room are dropped and named, those that say nothing first") {
  View view;
  view.width = 40;
  const Table table{"things", {{"name"}, {"first", ColumnKind::integer}, {"nothing", ColumnKind::integer}, {"a_long_heading", ColumnKind::integer}, {"last", ColumnKind::integer}},
                    {{"one", "1", "0", "2", "3"}, {"other", "4", std::nullopt, "5", "6"}}};
  CHECK(text(table, view) == "name   first  a_long_heading  last\n-----  -----  --------------  ----\none        1               2     3\nother      4               5     6\n"
                             "No room here for: nothing (--columns, -O csv)\n");
  view.width = 16;
  CHECK(text(table, view) == "name   first\n-----  -----\none        1\nother      4\nNo room here for: nothing, last, a_long_heading (--columns, -O csv)\n");
  view.columns = {"name", "a_long_heading", "last"};
  CHECK(text(table, view).find("No room") == std::string::npos);
}

TEST_CASE("A share and a time are read in percent and hours, and stay a ratio and minutes for a program") {
  const Table table{"things", {{"rate", ColumnKind::ratio, "", "", ColumnUnit::share}, {"minutes", ColumnKind::integer, "", "", ColumnUnit::minutes}}, {{"0.885", "13410"}}};
  View view;
  CHECK(text(table, view) == " rate   minutes\n-----  --------\n88.5%  223\u202fh\u202f30\n");
  view.format = Format::csv;
  CHECK(text(table, view) == "rate,minutes\r\n0.885,13410\r\n");
}
