// Who may include whom. The table is the map of src/README.md; to change an arrow, change both in one commit.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"

namespace {

using Names = std::set<std::string>;

// A room and the rooms it may see besides itself and `base`, which everybody may.
const std::map<std::string, Names> arrows = {
    {"base", {}},
    {"domain", {}},
    {"codec", {}},
    {"sys", {}},
    {"render", {}},
    {"store", {"codec", "sys"}},
    {"index", {"store", "codec", "sys"}},
    {"report", {"index", "store"}},
    {"git", {"sys"}},
    {"commands", {"domain", "codec", "sys", "store", "index", "report", "git", "render"}},
    {"cli", {"commands", "render", "sys"}},
    {"main", {"cli", "git", "sys"}},
};

// How an outside header begins, and the one room that includes it; `base` shows fmt to all in result.hpp.
const std::map<std::string, std::string> libraries = {
    {"fmt/", "all"},       {"tl/", "base"},         {"utf8proc.h", "base"},   {"sodium.h", "base"},
    {"boost/", "domain"},  {"Eigen/", "domain"},    {"yaml.h", "codec"},      {"yaml-cpp/", "codec"},
    {"toml++/", "codec"},  {"nlohmann/", "codec"},  {"valijson/", "codec"},   {"csv.h", "codec"},
    {"pcre2.h", "codec"},  {"sqlite3.h", "index"},  {"git2", "git"},          {"dlfcn.h", "base"},   {"openssl/", "base"},          {"xlsxwriter", "render"},
    {"qrencode.h", "render"}, {"libical/", "render"}, {"CLI/", "cli"},        {"unistd.h", "sys"},
    {"fcntl.h", "sys"},    {"poll.h", "sys"},       {"spawn.h", "sys"},       {"dirent.h", "sys"},      {"linux/", "sys"},
    {"sys/", "sys"},
};

// Headers that cost seconds where they are included: never in a header.
const Names heavy = {"regex", "iostream", "filesystem", "fmt/chrono.h", "CLI/CLI.hpp", "yaml.h"};
const std::vector<std::string> heavy_folders = {"yaml-cpp/", "nlohmann/", "toml++/", "valijson/"};

// Quoted names that are no file beside the includer.
const std::map<std::string, std::string> made = {{"po/en.def", "base"}, {"po/fr.def", "base"}, {"po/phrases.def", "base"}, {"po/help.def", "base"}, {"embedded.inc", "base"}, {"functions.inc", "git"}, {"crypto.inc", "base"}};

struct Include {
  std::string name;
  bool in_brackets;
};

std::vector<Include> includes_of(const std::string& text) {
  std::vector<Include> all;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto mark = line.find_first_not_of(" \t");
    if (mark == std::string::npos || line[mark] != '#') continue;
    const auto word = line.find("include", mark);
    const auto open = word == std::string::npos ? word : line.find_first_of("<\"", word);
    if (open == std::string::npos) continue;
    const bool brackets = line[open] == '<';
    const auto close = line.find(brackets ? '>' : '"', open + 1);
    all.push_back({line.substr(open + 1, close - open - 1), brackets});
  }
  return all;
}

/// `store` of `src/store/x.cpp` and `include/mloc/store/x.hpp`; `main` of `src/main.cpp`.
std::string room_of(const std::string& path) {
  const std::string rest = path.substr(path.starts_with("src/") ? 4 : std::string("include/mloc/").size());
  const auto slash = rest.find('/');
  return slash == std::string::npos ? "main" : rest.substr(0, slash);
}

bool begins_with_one_of(const std::string& name, const std::vector<std::string>& beginnings) {
  return std::ranges::any_of(beginnings, [&](const std::string& beginning) { return name.starts_with(beginning); });
}

std::string broken_by_library(const std::string& path, const std::string& name) {
  if (path.ends_with(".hpp") && (heavy.contains(name) || begins_with_one_of(name, heavy_folders)))
    return "<" + name + "> is too dear for a header";
  for (const auto& [beginning, room] : libraries)
    if (name.starts_with(beginning)) {
      if (room != "all" && room != room_of(path)) return "<" + name + "> belongs to " + room;
      if (beginning == "CLI/" && path != "src/cli/veil.cpp") return "<" + name + "> belongs to src/cli/veil.cpp alone";
      return {};
    }
  const bool standard = name.find('/') == std::string::npos && name.find('.') == std::string::npos;
  return standard ? std::string{} : "<" + name + "> is a library that no room has";
}

std::string broken_by_room(const std::string& path, const std::string& name) {
  const std::string room = room_of(path);
  if (const auto file = made.find(name); file != made.end())
    return file->second == room ? std::string{} : "\"" + name + "\" belongs to " + file->second;
  if (!name.starts_with("mloc/")) {
    const bool neighbour = name.find('/') == std::string::npos || name.starts_with(room + "/");
    return neighbour ? std::string{} : "\"" + name + "\" is no neighbour and shown by no room";
  }
  const std::string other = room_of("include/" + name);
  const auto seen = arrows.find(room);
  if (seen == arrows.end()) return "there is no room " + room;
  if (other == room || other == "base" || seen->second.contains(other)) return {};
  return room + " may not see " + other;
}

/// What breaks the table in the file `path` with this text, one line each.
std::vector<std::string> broken(const std::string& path, const std::string& text) {
  std::vector<std::string> all;
  for (const Include& include : includes_of(text)) {
    const std::string why =
        include.in_brackets ? broken_by_library(path, include.name) : broken_by_room(path, include.name);
    if (!why.empty()) all.push_back(path + ": " + why);
  }
  return all;
}

std::vector<std::string> files_of_the_house() {
  std::vector<std::string> all;
  const std::filesystem::path top = MLOC_SOURCE;
  for (const char* folder : {"src", "include"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(top / folder))
      if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp")
        all.push_back(std::filesystem::relative(entry.path(), top).string());
  std::ranges::sort(all);
  return all;
}

std::string text_of(const std::string& path) {
  std::ifstream file(std::filesystem::path(MLOC_SOURCE) / path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("The arrows between the rooms are those of the table") {
  std::size_t includes = 0;
  for (const std::string& path : files_of_the_house()) {
    includes += includes_of(text_of(path)).size();
    for (const std::string& why : broken(path, text_of(path))) FAIL_CHECK(why);
  }
  CHECK(includes > 100);
}

TEST_CASE("A broken arrow is seen") {
  const auto why = [](const std::string& path, const std::string& line) {
    const auto all = broken(path, "int before;\n" + line + "\n");
    return all.empty() ? std::string{} : all.front().substr(path.size() + 2);
  };
  CHECK(why("src/codec/read.cpp", "#include \"mloc/store/store.hpp\"") == "codec may not see store");
  CHECK(why("include/mloc/commands/globals.hpp", "#include \"mloc/cli/words.hpp\"") == "commands may not see cli");
  CHECK(why("src/main.cpp", "#include \"mloc/store/store.hpp\"") == "main may not see store");
  CHECK(why("src/cellar/x.cpp", "#include \"mloc/store/store.hpp\"") == "there is no room cellar");
  CHECK(why("src/store/store.cpp", "#  include <yaml.h>") == "<yaml.h> belongs to codec");
  CHECK(why("src/cli/run.cpp", "#include <CLI/App.hpp>") == "<CLI/App.hpp> belongs to src/cli/veil.cpp alone");
  CHECK(why("include/mloc/base/text.hpp", "#include <regex>") == "<regex> is too dear for a header");
  CHECK(why("src/codec/tree.hpp", "#include <nlohmann/json.hpp>") == "<nlohmann/json.hpp> is too dear for a header");
  CHECK(why("src/base/text.cpp", "#include <curl/curl.h>") == "<curl/curl.h> is a library that no room has");
  CHECK(why("src/cli/run.cpp", "#include \"store/paths.hpp\"") ==
        "\"store/paths.hpp\" is no neighbour and shown by no room");
  CHECK(why("src/cli/veil.cpp", "#include <CLI/CLI.hpp>").empty());
  CHECK(why("src/store/store.cpp", "#include \"mloc/codec/record.hpp\"").empty());
  CHECK(why("src/store/store.cpp", "#include \"mloc/base/text.hpp\"").empty());
}
