#include "catch.hpp"
#include "mloc/records/dossier.hpp"

using namespace mloc;

namespace {

const std::string lesson =
    "---\nrecord: lesson/1\nid: \"2010-05-11-k7qm\"\nby: ecole-loire\nschool: ecole-loire\n"
    "starts: \"2010-05-11T09:00\"\nminutes: 60\nkind: conduite\npresence: present\nskills:\n  C1.3: traite\n"
    "  C2.1: aborde\ndifficulties:\n  - observation\n";

std::string with(const std::string& from, const std::string& to) {
  std::string text = lesson + "...\n";
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string verdict(const std::string& bytes, Folder folder = Folder::cases) {
  const auto read = read_dossier(bytes, "f", folder);
  if (read) return "read";
  std::string all;
  for (const Problem& one : read.error().problems)
    all += fmt::format("{}{} {}:{} {}", all.empty() ? "" : " | ", code_of(one.code), one.place.line, one.place.column, one.text.english);
  return all;
}

Node* made_lesson(Arena& arena, std::string_view id) {
  Node* record = arena.map();
  for (const auto& [key, value] : std::vector<std::pair<std::string_view, std::string_view>>{
           {"presence", "present"}, {"id", id}, {"record", "lesson/1"}, {"by", "ecole-loire"}, {"school", "ecole-loire"},
           {"starts", "2010-05-12T09:00"}, {"minutes", "60"}, {"kind", "conduite"}})
    arena.set(*record, key, arena.text(value));
  return record;
}

}  // namespace

TEST_CASE("a lesson reads and writes to the same bytes") {
  const auto read = read_dossier(lesson + "...\n", "f", Folder::cases);
  REQUIRE(read);
  REQUIRE((*read)->records.size() == 1);
  CHECK((*read)->records[0].is("lesson"));
  CHECK(write_record(*(*read)->records[0].root, *(*read)->records[0].kind) == lesson);
  CHECK(is_canonical(**read));
}

TEST_CASE("a record that the schema does not know is refused where it says so") {
  CHECK(verdict(with("minutes: 60", "minutes: -60")) == "R203 7:10 lesson 2010-05-11-k7qm: minutes: -60 is below 1");
  CHECK(verdict(with("minutes: 60", "minutes: \"60\"")) == "R204 7:10 lesson 2010-05-11-k7qm: minutes: \"60\" is not an integer");
  CHECK(verdict(with("minutes: 60", "minutes: 060")) == "R204 7:10 lesson 2010-05-11-k7qm: minutes: 060 is not an integer");
  CHECK(verdict(with("minutes: 60", "minutes: 601")).starts_with("R207"));
  CHECK(verdict(with("minutes: 60\n", ""))== "R202 2:1 lesson 2010-05-11-k7qm: the key 'minutes' is missing");
  CHECK(verdict(with("presence: present", "presence: presnt")).starts_with("R206 9:11"));
  CHECK(verdict(with("C1.3: traite", "C9.3: traite")).starts_with("R206 11:3"));
  CHECK(verdict(with("presence:", "presense: present\npresence:")).starts_with("R201 9:1"));
  CHECK(verdict(with("T09:00", "T24:00")).starts_with("R205"));
  CHECK(verdict(with("\"2010-05-11T", "\"2010-02-31T")).starts_with("R205"));
  CHECK(verdict(with("  - observation", "  - observation\n  - observation")).starts_with("R210"));
  CHECK(verdict(with("lesson/1", "lesson/2")).starts_with("R212"));
  CHECK(verdict(with("lesson/1", "leson/1")).starts_with("R211"));
  CHECK(verdict(lesson + lesson + "...\n").starts_with("R213"));
  CHECK(verdict(lesson + "...\n", Folder::identities).starts_with("R214"));
}

TEST_CASE("all problems are told at once") {
  CHECK(verdict(with("minutes: 60\nkind: conduite", "minutes: 0\nkind: condute")) ==
        "R203 7:10 lesson 2010-05-11-k7qm: minutes: 0 is below 1 | "
        "R206 8:7 lesson 2010-05-11-k7qm: kind: unknown code 'condute'");
}

TEST_CASE("only the touched record is rewritten, comments and habits of the rest stay") {
  const std::string by_hand =
      "# Dossier relu\n---\nrecord: lesson/1\nid: '2010-05-11-k7qm'  # le bon jour\nby:   ecole-loire\nschool: ecole-loire\n"
      "starts: \"2010-05-11T09:00\"\nminutes: 60\nkind: conduite\npresence: present\n";
  const std::string later = "---\nrecord: lesson/1\nid: \"2010-05-13-zzzz\"\nby: ecole-loire\nschool: ecole-loire\n"
      "starts: \"2010-05-13T09:00\"\nkind: conduite\nminutes: 60\npresence: present\n";
  const auto read = read_dossier(by_hand + later + "...\n", "f", Folder::cases);
  REQUIRE(read);
  CHECK_FALSE(is_canonical(**read));
  Arena arena;
  const std::string added = with_records(**read, {made_lesson(arena, "2010-05-12-aaaa")});
  CHECK(added == by_hand + write_record(*made_lesson(arena, "2010-05-12-aaaa"), *find_kind("lesson")) + later + "...\n");
  const std::string replaced = with_records(**read, {made_lesson(arena, "2010-05-13-zzzz")});
  CHECK(replaced.starts_with(by_hand + "---\n"));
  CHECK(verdict(replaced) == "read");
  CHECK(without_record(**read, "2010-05-11-k7qm") == "# Dossier relu\n" + later + "...\n");
}

TEST_CASE("what another reader could misread is quoted") {
  Arena arena;
  Node* record = arena.map();
  const auto put = [&](std::string_view key, std::string_view value) { arena.set(*record, key, arena.text(value)); };
  put("record", "identity/1");
  put("id", "2010-02-05-aaaa");
  put("by", "no");
  put("surname", "No");
  put("first_name", "Zoe\u0301");
  put("birth_date", "1990-02-01");
  put("phone", "0612345678");
  CHECK(write_record(*record, *find_kind("identity")) ==
        "---\nrecord: identity/1\nid: \"2010-02-05-aaaa\"\nby: \"no\"\nsurname: \"No\"\nfirst_name: \"Zoé\"\n"
        "birth_date: \"1990-02-01\"\nphone: \"0612345678\"\n");
}

TEST_CASE("every embedded schema and code list can be read") {
  CHECK(kind_names().size() >= 18);
  for (const std::string& name : kind_names()) {
    REQUIRE(find_kind(name));
    CHECK(standalone_schema(name).find("$ref") == std::string::npos);
  }
}
