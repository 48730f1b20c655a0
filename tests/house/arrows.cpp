// Who may include whom, whose tables a room may read, which headers there are. The lists are those of src/README.md, word
// for word; to change an arrow, change both in one commit.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"

namespace {

using Names = std::set<std::string>;
const std::filesystem::path top = MLOC_SOURCE;

// A room and the rooms it may see besides itself and `base`, which everybody may. Each stands below all that it sees, so
// that arrows make no circle. `ground` is every room above that line.
const std::string arrows = R"(base
programme
records
render
sys
cli         records render sys
git         sys
store       records sys
index       records sys store
workspace   ground
import      ground workspace
facts       ground workspace import
partner     ground workspace import facts
enrol       ground workspace import facts
passport    ground workspace import facts
draw        ground workspace facts enrol
contract    ground workspace import partner enrol draw
lesson      ground workspace import facts partner
meeting     ground workspace import facts enrol draw contract
diagnose    ground workspace import facts enrol draw meeting
report      ground workspace enrol draw meeting
evaluation  ground workspace enrol draw diagnose report
check       ground workspace import facts
history     ground workspace check
privacy     ground workspace passport draw contract diagnose check history
office      ground workspace import facts enrol draw contract meeting diagnose report privacy
)";

// Whose records a room asks the index for besides its own.
const std::string readings = R"(workspace   partner enrol contract privacy
import      enrol
facts       partner enrol
enrol       programme workspace diagnose
passport    partner enrol
draw        enrol contract
contract    partner enrol
lesson      partner enrol
meeting     partner enrol passport
diagnose    enrol meeting
report      programme workspace partner enrol passport contract lesson meeting diagnose
evaluation  enrol diagnose
privacy     enrol passport contract lesson
office      workspace partner enrol passport lesson meeting
)";

// How an outside header begins, and the one room that includes it; `base` shows fmt to all in result.hpp.
const std::map<std::string, std::string> libraries = {
    {"fmt/", "all"},       {"tl/", "base"},         {"utf8proc.h", "base"},   {"sodium.h", "base"},
    {"boost/", "evaluation"},  {"Eigen/", "evaluation"},  {"yaml.h", "records"},      {"yaml-cpp/", "records"},
    {"toml++/", "records"},  {"nlohmann/", "records"},  {"csv.h", "records"},
    {"zip.h", "records"},    {"expat.h", "records"},
    {"pcre2.h", "records"},  {"sqlite3.h", "index"},  {"git2", "git"},          {"dlfcn.h", "base"},   {"openssl/", "base"},          {"xlsxwriter", "render"},
    {"qrencode.h", "render"}, {"CLI/", "cli"},        {"unistd.h", "sys"},
    {"fcntl.h", "sys"},    {"poll.h", "sys"},       {"spawn.h", "sys"},       {"dirent.h", "sys"},      {"linux/", "sys"},
    {"sys/", "sys"},
};

// Headers that cost seconds where they are included: never in a header.
const Names heavy = {"regex", "iostream", "filesystem", "fmt/chrono.h", "CLI/CLI.hpp", "yaml.h"};
const std::vector<std::string> heavy_folders = {"yaml-cpp/", "nlohmann/", "toml++/"};

// Quoted names that are no file beside the includer.
const std::map<std::string, std::string> made = {{"../po/en.def", "base"}, {"../po/fr.def", "base"}, {"../po/phrases.def", "base"}, {"../po/help.def", "base"},
                                                 {"embedded.inc", "base"}, {"functions.inc", "git"}, {"crypto.inc", "base"}};

// Folders of tests that belong to no room.
const Names across = {"journeys", "house", "outside", "bench", "faults", "fuzz", "fixtures"};

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  return {std::istream_iterator<std::string>(stream), {}};
}

/// room -> rooms, as the lines of a list say; `ground` is every room that stands before `workspace`.
struct List {
  std::vector<std::string> rooms;
  std::map<std::string, Names> seen;

  explicit List(const std::string& text) {
    std::istringstream lines(text);
    Names ground;
    for (std::string line; std::getline(lines, line);) {
      const auto words = words_of(line);
      if (words.empty()) continue;
      rooms.push_back(words.front());
      for (std::size_t i = 1; i < words.size(); ++i)
        if (words[i] == "ground") seen[words.front()].insert(ground.begin(), ground.end());
        else seen[words.front()].insert(words[i]);
      if (std::ranges::find(rooms, "workspace") == rooms.end()) ground.insert(words.front());
    }
  }
  bool has(const std::string& room) const { return std::ranges::find(rooms, room) != rooms.end(); }
  bool sees(const std::string& room, const std::string& other) const {
    const auto found = seen.find(room);
    return found != seen.end() && found->second.contains(other);
  }
};
const List house(arrows);
const List tables(readings);

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

/// `store` of `src/store/x.cpp` and `include/mloc/store/x.hpp`; `main` of `src/main.cpp` and `src/house.cpp`.
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

bool is_rule(const std::string& path) { return path.find("/rules/") != std::string::npos || room_of(path) == "programme"; }

std::string broken_by_room(const std::string& path, const std::string& name) {
  const std::string room = room_of(path);
  if (const auto file = made.find(name); file != made.end())
    return file->second == room ? std::string{} : "\"" + name + "\" belongs to " + file->second;
  if (!name.starts_with("mloc/")) {
    // A header beside, or in a folder of the room.
    const auto folder = std::filesystem::path(path).parent_path();
    const std::string place = (folder / name).lexically_normal().string();
    if (!place.starts_with("src/" + room + "/") || !std::filesystem::exists(top / place)) return "\"" + name + "\" is no neighbour and shown by no room";
    return is_rule(path) && !is_rule(place) ? "a rule sees rules only, not \"" + name + "\"" : std::string{};
  }
  const std::string other = room_of("include/" + name);
  if (is_rule(path) && other != "base" && !is_rule("include/" + name)) return "a rule sees rules only, not \"" + name + "\"";
  if (room == "main") return other == "cli" || other == "workspace" || other == "git" || other == "sys" ? std::string{} : "main may not see " + other;
  if (!house.has(room)) return "there is no room " + room;
  if (other == room || other == "base" || house.sees(room, other)) return {};
  return room + " may not see " + other;
}

/// What breaks the lists in the file `path` with this text, one line each.
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
  for (const char* folder : {"src", "include"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(top / folder))
      if (entry.is_regular_file()) all.push_back(std::filesystem::relative(entry.path(), top).string());
  std::ranges::sort(all);
  return all;
}

bool is_code(const std::string& path) { return path.ends_with(".cpp") || path.ends_with(".hpp"); }

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(top / path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// kind -> the room whose records they are, by the schemas' x-room.
std::map<std::string, std::string> rooms_of_kinds() {
  std::map<std::string, std::string> rooms;
  const std::regex room("\"x-room\": \"([a-z]+)\"");
  for (const auto& entry : std::filesystem::directory_iterator(top / "schemas")) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".json") || name == "common.json") continue;
    const std::string text = text_of(entry.path());
    std::smatch found;
    rooms[name.substr(0, name.find('.'))] = std::regex_search(text, found, room) ? found[1].str() : "";
  }
  return rooms;
}

/// The room whose table this is: that of the kind of its name, or of the kind before `_FIELD`; empty when it is no kind's.
std::string owner_of(const std::string& table) {
  static const std::map<std::string, std::string> rooms = rooms_of_kinds();
  for (auto name = table; !name.empty(); name = name.substr(0, name.rfind('_') == std::string::npos ? 0 : name.rfind('_')))
    if (const auto found = rooms.find(name); found != rooms.end()) return found->second;
  return {};
}

/// Whose tables the statements in a text read.
Names read_in(const std::string& text) {
  static const std::regex table(R"(\b(?:FROM|JOIN)\s+\\?"?([a-z][a-z_]*))");
  Names rooms;
  for (std::sregex_iterator at(text.begin(), text.end(), table), end; at != end; ++at)
    if (const std::string owner = owner_of((*at)[1].str()); !owner.empty()) rooms.insert(owner);
  return rooms;
}

}  // namespace

TEST_CASE("The arrows between the rooms are those of the list") {
  std::size_t includes = 0;
  for (const std::string& path : files_of_the_house()) {
    if (!is_code(path)) continue;
    includes += includes_of(text_of(path)).size();
    for (const std::string& why : broken(path, text_of(path))) FAIL_CHECK(why);
  }
  CHECK(includes > 100);
}

TEST_CASE("No room sees one that stands above it, and each arrow of the list is used") {
  std::map<std::string, Names> used;
  for (const std::string& path : files_of_the_house())
    if (is_code(path))
      for (const Include& include : includes_of(text_of(path)))
        if (include.name.starts_with("mloc/")) used[room_of(path)].insert(room_of("include/" + include.name));
  Names below;
  for (const std::string& room : house.rooms) {
    const bool is_above_ground = below.contains("workspace") || room == "workspace";
    if (const auto seen = house.seen.find(room); seen != house.seen.end())
      for (const std::string& other : seen->second) {
        INFO(room << " -> " << other);
        CHECK(below.contains(other));
        // What stands above the ground may see all of it, and need not.
        if (!is_above_ground || house.sees("workspace", other) == false) CHECK(used[room].contains(other));
      }
    below.insert(room);
  }
}

TEST_CASE("A room reads the tables of those rooms that the list names") {
  std::map<std::string, Names> read;
  for (const std::string& path : files_of_the_house())
    if (is_code(path) || path.ends_with(".sql")) read[room_of(path)].merge(read_in(text_of(path)));
  for (const auto& [room, owners] : read)
    for (const std::string& owner : owners) {
      INFO(room << " reads " << owner);
      CHECK((owner == room || tables.sees(room, owner)));
    }
  for (const std::string& room : tables.rooms)
    if (const auto seen = tables.seen.find(room); seen != tables.seen.end())
      for (const std::string& owner : seen->second) {
        INFO(room << " reads " << owner << " no more");
        CHECK(read[room].contains(owner));
      }
}

TEST_CASE("Every kind of record belongs to a room") {
  for (const auto& [kind, room] : rooms_of_kinds()) {
    INFO(kind << ": " << room);
    CHECK(house.has(room));
  }
}

TEST_CASE("The lists stand in the map of the source, word for word") {
  const std::string map = text_of("src/README.md");
  CHECK(map.find("```\n" + arrows + "```") != std::string::npos);
  CHECK(map.find("```\n" + readings + "```") != std::string::npos);
}

TEST_CASE("Every folder is a room, and no two headers have one name") {
  std::map<std::string, std::string> names;
  for (const std::string& path : files_of_the_house()) {
    const std::string room = room_of(path);
    INFO(path);
    CHECK((room == "main" || room == "po" || house.has(room)));
    if (!path.ends_with(".hpp")) continue;
    const std::string name = std::filesystem::path(path).filename().string();
    // The arguments of a room's verbs are seen in that room alone.
    if (name == "verbs.hpp" && path == "src/" + room + "/verbs.hpp") continue;
    const auto [first, fresh] = names.emplace(name, path);
    INFO("and " << first->second);
    CHECK(fresh);
  }
  for (const auto& entry : std::filesystem::directory_iterator(top / "tests"))
    if (entry.is_directory()) {
      const std::string folder = entry.path().filename().string();
      INFO("tests/" << folder);
      CHECK((house.has(folder) || across.contains(folder)));
    }
}

TEST_CASE("A header that no other room sees lies beside its source") {
  std::map<std::string, Names> users;
  for (const std::string& path : files_of_the_house())
    if (is_code(path))
      for (const Include& include : includes_of(text_of(path)))
        if (include.name.starts_with("mloc/")) users[include.name].insert(path);
  // What a shown header includes is shown as well.
  const auto is_shown = [&](const std::string& name) {
    return std::ranges::any_of(users[name], [&](const std::string& user) {
      return room_of(user) != room_of("include/" + name) || user.starts_with("include/");
    });
  };
  for (const std::string& path : files_of_the_house())
    if (path.starts_with("include/")) {
      INFO(path);
      CHECK(is_shown(path.substr(std::string("include/").size())));
    }
}

TEST_CASE("A broken arrow is seen") {
  const auto why = [](const std::string& path, const std::string& line) {
    const auto all = broken(path, "int before;\n" + line + "\n");
    return all.empty() ? std::string{} : all.front().substr(path.size() + 2);
  };
  CHECK(why("src/records/read.cpp", "#include \"mloc/store/store.hpp\"") == "records may not see store");
  CHECK(why("include/mloc/lesson/x.hpp", "#include \"mloc/contract/ledger_case.hpp\"") == "lesson may not see contract");
  CHECK(why("src/main.cpp", "#include \"mloc/store/store.hpp\"") == "main may not see store");
  CHECK(why("src/cellar/x.cpp", "#include \"mloc/store/store.hpp\"") == "there is no room cellar");
  CHECK(why("src/store/store.cpp", "#  include <yaml.h>") == "<yaml.h> belongs to records");
  CHECK(why("src/cli/run.cpp", "#include <CLI/App.hpp>") == "<CLI/App.hpp> belongs to src/cli/veil.cpp alone");
  CHECK(why("include/mloc/base/text.hpp", "#include <regex>") == "<regex> is too dear for a header");
  CHECK(why("src/records/tree.hpp", "#include <nlohmann/json.hpp>") == "<nlohmann/json.hpp> is too dear for a header");
  CHECK(why("src/base/text.cpp", "#include <curl/curl.h>") == "<curl/curl.h> is a library that no room has");
  CHECK(why("src/cli/run.cpp", "#include \"store/paths.hpp\"") ==
        "\"store/paths.hpp\" is no neighbour and shown by no room");
  CHECK(why("src/lesson/rules/pace.cpp", "#include \"mloc/workspace/workspace.hpp\"") ==
        "a rule sees rules only, not \"mloc/workspace/workspace.hpp\"");
  CHECK(why("src/lesson/rules/pace.cpp", "#include \"../learner.hpp\"") == "a rule sees rules only, not \"../learner.hpp\"");
  CHECK(why("src/lesson/add.cpp", "#include \"rules/pace.hpp\"").empty());
  CHECK(why("src/cli/veil.cpp", "#include <CLI/CLI.hpp>").empty());
  CHECK(why("src/store/store.cpp", "#include \"mloc/records/schema.hpp\"").empty());
  CHECK(why("src/store/store.cpp", "#include \"mloc/base/text.hpp\"").empty());
  CHECK(read_in("\"SELECT 1 FROM lesson_skills s JOIN \\\"entry\\\" e\" \"FROM somewhere\"") == Names{"contract", "lesson"});
}
