#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "catch.hpp"
#include "mloc/base/message.hpp"
#include "mloc/cli/nouns.hpp"
#include "player.hpp"

namespace {

const std::filesystem::path folder = std::filesystem::path(MLOC_SOURCE) / "tests";

bool accepts() { return std::getenv("MLOC_ACCEPT") != nullptr; }

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// All of them; of those that are played only the one that MLOC_TRANSCRIPT names, while somebody works on it.
std::vector<std::filesystem::path> transcripts() {
  const char* one = std::getenv("MLOC_TRANSCRIPT");
  std::vector<std::filesystem::path> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".transcript" && entry.path().string().find("/fixtures/") == std::string::npos && (!one || entry.path().stem() == one)) all.push_back(entry.path());
  std::ranges::sort(all);
  return all;
}

/// The first line where two texts part, with its number.
std::string difference(const std::string& expected, const std::string& said) {
  std::istringstream left(expected), right(said);
  for (int number = 1;; ++number) {
    std::string a, b;
    const bool more = !std::getline(left, a).fail(), most = !std::getline(right, b).fail();
    if (!more && !most) return "only the last newline differs";
    if (a != b || more != most)
      return "line " + std::to_string(number) + "\n  expected: " + (more ? a : "the end") +
             "\n  said:     " + (most ? b : "the end") + "\nMLOC_ACCEPT=1 takes what was said; git diff shows it all";
  }
}

const std::string unplayable = "# this transcript cannot be played: ";

std::string played(const std::filesystem::path& path, std::vector<std::string>& writers) {
  try {
    return mloc::play(read(path), MLOC_SOURCE, writers);
  } catch (const std::exception& error) {
    return unplayable + error.what() + "\n";
  }
}

/// Codes of a list: the first word of each line; the rest says why.
std::set<std::string> listed(const char* file) {
  std::set<std::string> codes;
  std::ifstream lines(folder / "journeys" / file);
  for (std::string line; std::getline(lines, line);)
    if (!line.empty() && line[0] != '#') codes.insert(line.substr(0, line.find(' ')));
  return codes;
}

/// Codes that stand in brackets on a line of standard error of some transcript.
std::set<std::string> covered() {
  std::set<std::string> codes;
  for (const auto& path : transcripts()) {
    std::istringstream lines(read(path));
    for (std::string line; std::getline(lines, line);) {
      const auto open = line.find('['), close = line.find("]:", open);
      if (line.starts_with("! ") && open != std::string::npos && close != std::string::npos)
        codes.insert(line.substr(open + 1, close - open - 1));
    }
  }
  return codes;
}

std::set<std::string> known() {
  std::set<std::string> codes;
  for (const auto message : mloc::all_messages()) codes.emplace(mloc::code_of(message));
  return codes;
}

/// How many words of a verb's name stand at `at`; 0 when one of them does not.
std::size_t words_of(const std::string& name, std::vector<std::string>::const_iterator at, std::vector<std::string>::const_iterator end) {
  std::istringstream stream(name);
  const std::vector<std::string> wanted{std::istream_iterator<std::string>(stream), {}};
  if (end - at < static_cast<std::ptrdiff_t>(wanted.size())) return 0;
  return std::equal(wanted.begin(), wanted.end(), at) ? wanted.size() : 0;
}

/// Whether the verb of a command line has the mark; a verb without a name is meant where no other is named.
bool is_said_to_write(const std::string& line) {
  std::istringstream stream(line);
  const std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
  for (const mloc::cli::Noun& noun : mloc::cli::nouns()) {
    const auto found = std::ranges::find(words, noun.name);
    if (found == words.end()) continue;
    std::size_t longest = 0;
    bool writes = false;
    for (const mloc::cli::Verb& verb : noun.verbs()) {
      if (verb.name.empty() && longest == 0) writes = verb.writes;
      // Global options may stand between the noun and its verb.
      for (auto at = found + 1; at != words.end(); ++at)
        if (const auto count = words_of(verb.name, at, words.end()); count > longest) {
          longest = count;
          writes = verb.writes;
        }
    }
    if (longest || writes) return writes;
  }
  return false;
}

}  // namespace

TEST_CASE("Every transcript says again what it says") {
  CHECK_FALSE(transcripts().empty());
  std::vector<std::string> writers;
  for (const auto& path : transcripts()) {
    const std::string expected = read(path), said = played(path, writers);
    if (expected == said) continue;
    if (accepts() && !said.starts_with(unplayable)) write(path, said);
    else FAIL_CHECK(path.filename().string() << ", " << difference(expected, said));
  }
  CHECK(writers.size() > 50);
  for (const std::string& line : writers)
    if (!is_said_to_write(line)) FAIL_CHECK(line << "\n  changed a file; put .writing() behind its verb in src/cli");
}

TEST_CASE("Every message stands in a transcript") {
  const auto shown = covered(), unreachable = listed("unreachable.txt");
  for (const std::string& code : known()) {
    INFO(code << " must be in a transcript, or in unreachable.txt with the reason, and not in both");
    CHECK(shown.contains(code) + unreachable.contains(code) == 1);
  }
  for (const auto& list : {unreachable, shown})
    for (const std::string& code : list) {
      INFO(code << " is no message of en.def");
      CHECK(known().contains(code));
    }
}

TEST_CASE("A transcript that says something else is seen") {
  const auto replayed = [](const std::string& text) { return mloc::play(text, MLOC_SOURCE); };
  const std::string right = "= a.txt\n| one\n|\n| \\two\n$ cat a.txt\none\n\n\\\\two\n\n$ mloc nothing\n"
                            "! mloc: error[C101]: unknown command 'nothing'\n? 2\n";
  CHECK(replayed(right) == right);
  CHECK(replayed("= a.txt\n| one\n|\n| \\two\n$ cat a.txt\nother\n$ mloc nothing\n? 3\n") == right);
  CHECK(replayed("= a\n| = b\n$ cat a\n") == "= a\n| = b\n$ cat a\n\\= b\n");
  CHECK(replayed("= a\n| one\n$ replace a one two\n$ cat a > b\n$ cat b\n") ==
        "= a\n| one\n$ replace a one two\n\n$ cat a > b\n\n$ cat b\ntwo\n");
  CHECK_THROWS(replayed("$ mlok\n"));
  CHECK_THROWS(replayed("| no file\n"));
  CHECK_THROWS(replayed("$ cat missing\n"));
}
