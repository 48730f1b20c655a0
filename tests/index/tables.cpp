#include "catch.hpp"
#include "faults/memory_disk.hpp"
#include "index_workspace.hpp"

using namespace mloc;

TEST_CASE("a lesson becomes one row, its skills and difficulties rows of their own") {
  IndexedWorkspace work;
  work.put("cases/7K/7KQ39XM4H9.yaml", case_bytes({lesson("2010-05-11-k7qm", "2010-05-11T09:00", "present", "C1.3: traite")}));
  CHECK(work.ask("SELECT case_id, id, recorded_by, school, starts, minutes, presence, voided_day FROM lesson") ==
        "7KQ39XM4H9|2010-05-11-k7qm|ecole-loire|ecole-loire|2010-05-11T09:00|60|present|-\n");
  CHECK(work.ask("SELECT typeof(minutes), typeof(starts), typeof(voided_day) FROM lesson") == "integer|text|null\n");
  CHECK(work.ask("SELECT case_id, record_id, position, key, value FROM lesson_skills") ==
        "7KQ39XM4H9|2010-05-11-k7qm|1|C1.3|traite\n");
}

TEST_CASE("amounts are cents, flags are 0 or 1, small objects are columns") {
  IndexedWorkspace work;
  work.put("cases/7K/7KQ39XM4H9.yaml",
           case_bytes({application("2010-01-20-8vze", "orleans", "resources: \"315.50\"\npriority_area: true\nproject: false\n"
                                                              "voided:\n  day: \"2010-02-06\"\n  by: briand\n  reason: double_saisie\n")}));
  CHECK(work.ask("SELECT resources_cents, priority_area, project, licence_useful, voided_day, voided_by, voided_reason "
                 "FROM application") == "31550|1|0|-|2010-02-06|briand|double_saisie\n");
  CHECK(work.ask("SELECT typeof(resources_cents), typeof(project) FROM application") == "integer|integer\n");
}

TEST_CASE("settings and programmes are tables, too") {
  IndexedWorkspace work;
  CHECK(work.ask("SELECT position, code FROM site ORDER BY position") == "1|orleans\n2|montargis\n");
  CHECK(work.ask("SELECT programme, site, places FROM quota") == "autonomie|orleans|160\n");
  CHECK(work.ask("SELECT criterion.code, criterion_between.value FROM criterion JOIN criterion_between ON "
                 "criterion_between.criterion_position = criterion.position ORDER BY criterion_between.position") ==
        "age|18\nage|25\n");
  CHECK(work.ask("SELECT aid_ceiling_cents, starts FROM programme") == "100000|2010-03-01\n");
  CHECK(work.ask("SELECT fr FROM code WHERE list = 'presence' AND code = 'present'") == "Présent\n");
}

TEST_CASE("every property of every schema is a column, and says its name in two languages") {
  IndexedWorkspace work;
  for (const SqlTable& table : sql_tables()) {
    INFO(table.name);
    CHECK(table.columns.size() > 1);
    CHECK(work.ask("SELECT COUNT(*) FROM field WHERE kind = '" + table.name + "'") ==
          std::to_string(table.columns.size()) + "\n");
  }
  CHECK(work.ask("SELECT type, fr, en FROM field WHERE kind = 'lesson' AND name = 'minutes'") ==
        "integer|Durée en minutes|Minutes\n");
  CHECK(work.ask("SELECT name FROM field WHERE kind = 'announcement' AND position < 6 ORDER BY position") ==
        "draw\nid\nrecorded_by\nrecorded_draw\nprogramme\n");
}

TEST_CASE("both files of a draw stand under its name, and an id that both have is told") {
  IndexedWorkspace work;
  const std::string run = "---\nrecord: run/1\nid: \"2010-02-27-aaaa\"\nby: briand\nannouncement_sha256: \"" + std::string(64, 'a') +
                          "\"\nroster_sha256: \"" + std::string(64, 'b') + "\"\nresult_sha256: \"" + std::string(64, 'c') +
                          "\"\n...\n";
  work.put("draws/essai-2010/events.yaml", run);
  CHECK(work.ask("SELECT draw, id FROM run") == "essai-2010|2010-02-27-aaaa\n");
  work.put("draws/essai-2010/announcement.yaml", run);
  CHECK(work.ask("SELECT draw, id FROM run", Invalid::leave_out) == "essai-2010|2010-02-27-aaaa\n");
  CHECK(work.problems() == "R213 draws/essai-2010/events.yaml:3 the id 2010-02-27-aaaa stands twice\n");
}

TEST_CASE("a query reads and never changes") {
  IndexedWorkspace work;
  work.put("cases/7K/7KQ39XM4H9.yaml", case_bytes({lesson("2010-05-11-k7qm", "2010-05-11T09:00", "present")}));
  const auto refused = [&](const std::string& sql) { return work.ask(sql).substr(0, 4); };
  CHECK(refused("DELETE FROM lesson") == "C163");
  CHECK(refused("INSERT INTO lesson (case_id, id) VALUES ('a', 'b')") == "C163");
  CHECK(refused("DROP TABLE lesson") == "C163");
  CHECK(refused("CREATE TABLE mine (a)") == "C163");
  CHECK(refused("CREATE TEMP TABLE mine (a)") == "C163");
  CHECK(refused("ATTACH 'other.sqlite' AS other") == "C163");
  CHECK(refused("PRAGMA writable_schema = ON") == "C163");
  CHECK(refused("SELECT * FROM pragma_table_info('lesson')") == "C163");
  CHECK(refused("SELECT * FROM sqlite_schema") == "C163");
  CHECK(refused("SELECT * FROM cache_file") == "C163");
  CHECK(refused("SELECT load_extension('x')") == "C163");
  CHECK(refused("VACUUM") == "C161");
  CHECK(refused("BEGIN") == "C163");
  CHECK(refused("SELECT 1; SELECT 2") == "C161");
  CHECK(refused("") == "C161");
  CHECK(refused("-- nothing") == "C161");
  CHECK(refused("SELEC 1") == "C162");
  CHECK(refused("SELECT * FROM leson") == "C162");
  CHECK(work.ask("SELECT ';' ; -- the end") == ";\n");
  CHECK(work.ask("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n") == "1\n2\n3\n");
  CHECK(work.ask("SELECT COUNT(*) FROM lesson") == "1\n");
}

TEST_CASE("sensitive codes and names stay behind their options") {
  IndexedWorkspace work;
  work.put("cases/7K/7KQ39XM4H9.yaml", case_bytes({application("2010-01-20-8vze", "orleans", "prescriber: PJJ\nhousing: parents\n")}));
  work.put("identities/7K/7KQ39XM4H9.yaml",
           "---\nrecord: identity/1\nid: \"2010-01-20-0000\"\nby: briand\nsurname: \"Petit\"\nfirst_name: \"Zoé\"\n"
           "birth_date: \"1990-01-02\"\nexternal:\n  imilo: \"123\"\n...\n");
  CHECK(work.ask("SELECT prescriber, housing FROM application") == "masked|parents\n");
  // Whatever the words of the query call it, only the masked table is there.
  CHECK(work.ask("SELECT prescriber FROM main.application").substr(0, 4) == "C162");
  CHECK(work.ask("WITH application AS (SELECT * FROM main.application) SELECT prescriber FROM application").substr(0, 4) == "C162");
  for (const char* sql : {"WITH x AS (SELECT * FROM application) SELECT prescriber FROM x", "SELECT p FROM (SELECT prescriber AS p FROM application)",
                          "SELECT MAX(prescriber) FROM application", "SELECT prescriber AS case_id FROM application ORDER BY 1",
                          "SELECT (SELECT prescriber FROM application)", "WITH person AS (SELECT * FROM application) SELECT prescriber FROM person",
                          "SELECT prescriber FROM application GROUP BY prescriber HAVING COUNT(*) > 0", "SELECT a.prescriber FROM application a JOIN application b USING (case_id)"})
    CHECK(work.ask(sql) == "masked\n");
  CHECK(work.ask("SELECT COUNT(*) FROM application") == "1\n");
  CHECK(work.ask("SELECT 1 WHERE EXISTS (SELECT 1 FROM application)") == "1\n");
  CHECK(work.ask("SELECT 1 WHERE EXISTS (SELECT 1 FROM application WHERE prescriber = 'PJJ')").empty());
  CHECK(work.ask("SELECT case_id AS \"case\" FROM application ORDER BY prescriber LIMIT 1") == "7KQ39XM4H9\n");
  CHECK(work.ask("SELECT hex(prescriber) FROM application") == "6D61736B6564\n");
  CHECK(work.ask("EXPLAIN SELECT prescriber FROM application").substr(0, 4) == "C161");
  for (const char* sql : {"SELECT name FROM sqlite_schema", "SELECT * FROM pragma_database_list", "SELECT * FROM cache_file", "SELECT 1 WHERE EXISTS (SELECT 1 FROM identity)",
                          "SELECT COUNT(*) FROM identity", "WITH identity AS (SELECT * FROM identity_external) SELECT * FROM identity"})
    CHECK(work.ask(sql).substr(0, 4) == "C163");
  CHECK(work.ask("SELECT prescriber FROM application", Invalid::refuse, {.sensitive = true}) == "PJJ\n");
  CHECK(work.ask("SELECT prescriber FROM application WHERE prescriber = 'PJJ'").empty());
  CHECK(work.ask("SELECT surname FROM identity").substr(0, 4) == "C163");
  CHECK(work.ask("SELECT value FROM identity_external").substr(0, 4) == "C163");
  CHECK(work.ask("SELECT surname FROM identity", Invalid::refuse, {.identities = true}) == "Petit\n");
}

TEST_CASE("a query that asks for too much is stopped") {
  IndexedWorkspace work;
  CHECK(work.ask("WITH RECURSIVE n(x) AS (SELECT zeroblob(1000000) UNION ALL SELECT zeroblob(1000000) FROM n) SELECT COUNT(*) FROM (SELECT x FROM n ORDER BY x)").substr(0, 4) == "C250");
  CHECK(work.ask("SELECT zeroblob(200000000)").substr(0, 4) == "C250");
}

TEST_CASE("a period gives its days with month, quarter and weekday") {
  IndexedWorkspace work;
  CHECK(work.ask_in("SELECT first_day, last_day, after_day FROM params", "2009-12-31..2010-01-03") ==
        "2009-12-31|2010-01-03|2010-01-04\n");
  CHECK(work.ask_in("SELECT day, month, quarter, year, weekday FROM calendar ORDER BY day", "2009-12-31..2010-01-01") ==
        "2009-12-31|2009-12|2009-Q4|2009|4\n2010-01-01|2010-01|2010-Q1|2010|5\n");
}
