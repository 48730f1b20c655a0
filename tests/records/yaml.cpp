#include "catch.hpp"
#include "mloc/records/yaml.hpp"

using namespace mloc;

namespace {

std::string verdict(std::string_view bytes) {
  Arena arena;
  const auto read = read_yaml(bytes, "f", arena);
  if (read) return "read";
  const Problem& first = read.error().problems.front();
  return fmt::format("{} {}:{}", code_of(first.code), first.place.line, first.place.column);
}

}  // namespace

TEST_CASE("a stream of records is read with the place of every value") {
  Arena arena;
  const std::string bytes = "# by hand\n---\na: 1\nb:\n  - x\n---\nc: \"no\"\n# end\n...\n";
  const auto read = read_yaml(bytes, "f", arena);
  REQUIRE(read);
  REQUIRE(read->size() == 2);
  const Document& one = (*read)[0];
  CHECK(bytes.substr(one.begin, one.end - one.begin) == "---\na: 1\nb:\n  - x\n");
  CHECK(one.root->find("b")->first->text == "x");
  CHECK(one.root->find("b")->first->mark.line == 5);
  CHECK(one.root->find("b")->first->mark.column == 5);
  const Document& two = (*read)[1];
  CHECK(bytes.substr(two.begin, two.end - two.begin) == "---\nc: \"no\"\n# end\n");
  CHECK(two.root->find("c")->quoted);
}

TEST_CASE("what could be read in two ways is refused, with its place") {
  CHECK(verdict("---\na: b\n...\n") == "read");
  CHECK(verdict("") == "Y105 1:1");
  CHECK(verdict("---\na:\tb\n...\n") == "Y102 2:3");
  CHECK(verdict("---\na: \xff\n...\n") == "Y103 2:4");
  CHECK(verdict("---\na: \xc3\xa9\xe2\x80\xae\n...\n") == "Y104 2:5");
  CHECK(verdict("---\na: \"\\u202e\"\n...\n") == "Y104 2:4");
  CHECK(verdict(std::string("---\na: b\0\n...\n", 13)) == "Y104 2:5");
  CHECK(verdict("---\na: b\r\n...\n") == "Y104 2:5");
  CHECK(verdict("---\na: b\n<<<<<<< HEAD\nc: d\n...\n") == "Y106 3:1");
  CHECK(verdict("---\na: b\n...\n---\nc: d\n...\n") == "Y107 3:1");
  CHECK(verdict("---\na: b\n...\n# more\n") == "Y107 3:1");
  CHECK(verdict("---\na: b\n") == "Y108 3:1");
  CHECK(verdict("---\na: \"b\n...\n") == "Y109 3:1");
  CHECK(verdict("---\na: &x b\n...\n") == "Y110 2:4");
  CHECK(verdict("---\na: !!str b\n...\n") == "Y110 2:4");
  CHECK(verdict("---\na: *x\n...\n") == "Y110 2:4");
  CHECK(verdict("---\n<<: {a: b}\n...\n") == "Y110 2:1");
  CHECK(verdict("%YAML 1.1\n---\na: b\n...\n") == "Y110 1:1");
  CHECK(verdict("a: b\n...\n") == "Y111 1:1");
  CHECK(verdict("---\na:\n...\n") == "Y112 2:3");
  CHECK(verdict("---\n---\na: b\n...\n") == "Y112 2:1");
  CHECK(verdict("---\na: {}\n...\n") == "Y112 2:4");
  CHECK(verdict("---\na: b\na: c\n...\n") == "Y113 3:1");
  CHECK(verdict("---\n? [a]\n: b\n...\n") == "Y114 2:3");
  CHECK(verdict("---\n" + std::string(200000, '[') + "\n...\n") == "Y115 2:17");
  CHECK(verdict("---\na: " + std::string(4097, 'x') + "\n...\n") == "Y101 2:4");
}

TEST_CASE("no proper prefix of a dossier is a dossier") {
  const std::string bytes = "---\nrecord: lesson/1\nid: \"2010-05-11-k7qm\"\n---\na: \"...\"\nb: \"é\"\n...\n";
  CHECK(verdict(bytes) == "read");
  for (std::size_t length = 0; length < bytes.size(); ++length) CHECK(verdict(bytes.substr(0, length)) != "read");
}
