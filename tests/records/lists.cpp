#include "mloc/records/lists.hpp"

#include "catch.hpp"

using namespace mloc;

namespace {

std::string codes_of(const std::vector<Problem>& problems) {
  std::string all;
  for (const Problem& one : problems) all += std::string(code_of(one.code)) + ":" + std::to_string(one.place.line) + " ";
  return all;
}

/// What is refused in a file of lists/NAME.yaml.
std::string refused(const std::string& name, const std::string& items) {
  Lists lists;
  std::vector<Problem> problems;
  lists.read("list: " + name + "\nitems:\n" + items, "lists/" + name + ".yaml", problems);
  return codes_of(problems);
}

}  // namespace

TEST_CASE("an office extends, relabels and thins its own lists") {
  Lists lists;
  std::vector<Problem> problems;
  lists.read("list: nature_aide\nitems:\n  - {code: velo, fr: \"Vélo\", parent: transport}\n  - {code: permis, fr: \"Permis B\"}\n"
             "  - {code: energie, offered: false}\n", "lists/nature_aide.yaml", problems);
  REQUIRE(codes_of(problems).empty());
  const CodeList& list = *lists.find("nature_aide");
  CHECK(list.find("velo")->own);
  CHECK(list.find("velo")->parent == "transport");
  CHECK(lists.label("nature_aide", "velo", Language::english) == "Vélo");
  CHECK(lists.label("nature_aide", "permis", Language::french) == "Permis B");
  CHECK_FALSE(list.find("energie")->offered);
  CHECK(list.items.size() == code_list("nature_aide")->items.size() + 1);
  CHECK(code_list("nature_aide")->find("velo") == nullptr);
}

TEST_CASE("a list that contradicts itself is refused line by line") {
  CHECK(refused("nature_aide", "  - {code: velo, en: \"Bicycle\"}\n") == "R254:3 ");
  CHECK(refused("nature_aide", "  - {code: velo, fr: \"V\"}\n  - {code: velo, fr: \"W\"}\n") == "R251:4 ");
  CHECK(refused("nature_aide", "  - {code: moto, fr: \"M\", parent: transports}\n") == "R206:3 ");
  CHECK(refused("nature_aide", "  - {code: permis, parent: transport}\n") == "R252:3 ");
  CHECK(refused("nature_aide", "  - {code: a, fr: \"une phrase ; trop longue\"}\n") == "R205:3 ");
  CHECK(refused("type_contrat", "  - {code: a, fr: \"A\"}\n") == "R256:1 ");
  CHECK(refused("nature_aides", "  - {code: a, fr: \"A\"}\n") == "R257:1 ");
}

TEST_CASE("sensitive is the default where any of the list is, and is never taken from a shipped code") {
  CHECK(refused("difficulte_apprentissage", "  - {code: memorisation, sensitive: false}\n") == "R253:3 ");
  Lists lists;
  std::vector<Problem> problems;
  lists.read("list: difficulte_apprentissage\nitems:\n  - {code: bruit, fr: \"Bruit\"}\n  - {code: trajet, fr: \"Trajet\", sensitive: false}\n",
             "lists/difficulte_apprentissage.yaml", problems);
  REQUIRE(problems.empty());
  CHECK(lists.find("difficulte_apprentissage")->find("bruit")->sensitive);
  CHECK_FALSE(lists.find("difficulte_apprentissage")->find("trajet")->sensitive);
}

TEST_CASE("an unknown code is answered with the nearest code or label, and the command that shows them") {
  const CodeList* lists[] = {code_list("nature_aide")};
  CHECK(unknown_code("permi", lists).hint.english.find("did you mean 'permis'") == 0);
  CHECK(unknown_code("Driving licences", lists).hint.english.find("did you mean 'permis'") == 0);
  CHECK(unknown_code("Permis de conduir", lists).hint.french.find("permis") != std::string::npos);
  CHECK(unknown_code("xyzzy", lists).hint.english == "see `mloc codes nature_aide`");
}

TEST_CASE("every code list says whose it is, and the shipped codes of an office's list have the shape of its own") {
  for (const std::string& name : code_list_names()) {
    const CodeList& list = *code_list(name);
    INFO(name);
    CHECK(!list.items.empty());
    if (list.owner == ListOwner::office)
      for (const Code& code : list.items) CHECK(is_code_shape(code.code));
  }
}
