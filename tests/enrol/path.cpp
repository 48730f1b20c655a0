#include <algorithm>

#include "catch.hpp"
#include "enrol/rules/path.hpp"
#include "mloc/records/yaml.hpp"

using namespace mloc;

using namespace mloc::enrol;

namespace {

/// The rules that documents written in short break: `CODE field` each, in order.
std::vector<std::string> broken(std::initializer_list<std::string> records) {
  Arena arena;
  std::vector<const Node*> nodes;
  std::vector<std::string> kept;
  int number = 0;
  for (const std::string& text : records) {
    Node* record = arena.map();
    arena.set(*record, "id", arena.text("r" + std::to_string(++number)));
    std::string_view rest = text;
    const auto space = rest.find(' ');
    arena.set(*record, "record", arena.text(std::string(rest.substr(0, space)) + "/1"));
    while (rest.find(' ') != std::string_view::npos) {
      rest.remove_prefix(rest.find(' ') + 1);
      const auto equals = rest.find('=');
      arena.set(*record, rest.substr(0, equals), arena.text(rest.substr(equals + 1, rest.find(' ') - equals - 1)));
    }
    nodes.push_back(record);
  }
  std::vector<std::string> found;
  for (const BrokenRule& one : broken_path_rules(nodes)) found.push_back(std::string(code_of(one.problem.code)) + " " + one.field);
  return found;
}
using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("Two stays overlap unless they share the day of the move alone") {
  struct {
    std::string_view a, b, c, d;
    bool expected;
  } const rows[] = {
      {"2010-01-01", "2010-02-01", "2010-02-01", "2010-03-01", false},
      {"2010-02-01", "2010-03-01", "2010-01-01", "2010-02-01", false},
      {"2010-01-01", "2010-02-02", "2010-02-01", "2010-03-01", true},
      {"2010-01-01", "", "2010-02-01", "", true},
      {"2010-01-01", "2010-02-01", "2010-02-01", "", false},
      {"2010-01-01", "2010-02-01", "2010-03-01", "", false},
      {"2010-01-01", "2010-12-31", "2010-03-01", "2010-04-01", true},
      {"2010-03-01", "2010-04-01", "2010-01-01", "2010-12-31", true},
      {"2010-01-01", "2010-01-01", "2010-01-01", "", true},
  };
  for (const auto& row : rows) {
    INFO(row.a << ".." << row.b << " and " << row.c << ".." << row.d);
    CHECK(overlap(row.a, row.b, row.c, row.d) == row.expected);
    CHECK(overlap(row.c, row.d, row.a, row.b) == row.expected);
  }
}

TEST_CASE("An end is not before the start, and has its reason") {
  CHECK(broken({"participation programme=p entered=2010-01-01"}).empty());
  CHECK(broken({"participation programme=p entered=2010-01-01 exited=2010-02-01 exit_reason=formation"}).empty());
  CHECK(broken({"participation programme=p entered=2010-01-01 exited=2010-02-01"}) == Codes{"P102 exited"});
  CHECK(broken({"participation programme=p entered=2010-01-01 exit_reason=formation"}) == Codes{"P103 exit_reason"});
  CHECK(broken({"participation programme=p entered=2010-01-01 exited=2009-12-31 exit_reason=formation"}) == Codes{"P101 exited"});
  CHECK(broken({"situation starts=2010-01-01 ends=2009-01-01"}) == Codes{"P101 ends", "P102 ends"});
  CHECK(broken({"tenancy starts=2010-01-01 ends=2010-02-01"}).empty());
}

TEST_CASE("One home at a time, one participation in each programme at a time") {
  CHECK(broken({"tenancy starts=2010-01-01", "tenancy starts=2010-02-01"}) == Codes{"P104 starts"});
  CHECK(broken({"tenancy starts=2010-01-01 ends=2010-02-01", "tenancy starts=2010-02-01"}).empty());
  CHECK(broken({"participation programme=p entered=2010-01-01", "participation programme=q entered=2010-02-01"}).empty());
  CHECK(broken({"participation programme=p entered=2010-01-01", "participation programme=p entered=2010-02-01"}) == Codes{"P104 entered"});
  CHECK(broken({"situation starts=2010-01-01", "situation starts=2010-02-01"}).empty());
}

TEST_CASE("A state and the day of its end go together") {
  CHECK(broken({"referral sent=2010-01-01 deadline=2010-01-15 state=envoyee"}).empty());
  CHECK(broken({"referral sent=2010-01-01 deadline=2010-01-15 state=envoyee answered=2010-01-02"}) == Codes{"P105 state"});
  CHECK(broken({"referral sent=2010-01-01 deadline=2010-01-15 state=acceptee"}) == Codes{"P105 state"});
  CHECK(broken({"referral sent=2010-01-01 deadline=2010-01-15 state=acceptee answered=2010-01-02"}).empty());
  CHECK(broken({"referral sent=2010-01-01 deadline=2010-01-15 state=refusee answered=2010-01-02"}) == Codes{"P102 state"});
  CHECK(broken({"referral sent=2010-01-01 deadline=2010-01-15 state=expiree answered=2010-01-20 reason=doublon"}) == Codes{"P103 reason"});
  CHECK(broken({"referral sent=2010-01-20 deadline=2010-01-15 state=envoyee"}) == Codes{"P101 deadline"});
  for (const std::string state : {"planned", "in_progress", "standby"}) CHECK(broken({"recommendation day=2010-01-01 state=" + state}).empty());
  CHECK(broken({"recommendation day=2010-01-01 state=canceled"}) == Codes{"P105 state"});
  CHECK(broken({"objective day=2010-01-01 state=done ended=2010-03-01"}).empty());
}

TEST_CASE("A recommendation follows from a diagnosis of the same dossier") {
  CHECK(broken({"recommendation day=2010-01-01 state=planned diagnosis=r2", "diagnosis day=2010-01-01"}).empty());
  CHECK(broken({"recommendation day=2010-01-01 state=planned diagnosis=r3", "diagnosis day=2010-01-01"}) == Codes{"P106 diagnosis"});
}
