// Codes are literals in the code and rows of src/po/en.def, so that a new row compiles two files; this keeps both together.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "catch.hpp"
#include "mloc/base/message.hpp"

namespace fs = std::filesystem;

namespace {

/// code → a file that uses it
std::map<std::string, std::string> used_codes() {
  const std::string_view mark = "\"_m";
  std::map<std::string, std::string> used;
  for (const char* folder : {"/src", "/include"}) {
    for (const auto& entry : fs::recursive_directory_iterator(std::string(MLOC_SOURCE) + folder)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
      if (entry.path().filename() == "message.hpp") continue;  // its example
      std::ifstream file(entry.path());
      const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
      for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + 1))
        if (at > 4 && text[at - 5] == '"') used.emplace(text.substr(at - 4, 4), entry.path().string());
    }
  }
  return used;
}

}  // namespace

TEST_CASE("every code that the program uses has words, once, and every message has a use") {
  std::set<std::string> known;
  for (const mloc::Message message : mloc::all_messages()) {
    const std::string code(mloc::code_of(message));
    INFO(code << " stands twice in en.def");
    CHECK(known.insert(code).second);
  }
  const auto used = used_codes();
  CHECK(used.size() > 100);
  for (const auto& [code, file] : used) {
    INFO(code << ", used in " << file << ", is not in en.def");
    CHECK(known.contains(code));
  }
  for (const std::string& code : known) {
    INFO(code << " is in en.def and nothing says it");
    CHECK(used.contains(code));
  }
}
