#include <dirent.h>

#include <cstdio>
#include <random>

#include "catch.hpp"
#include "fuzz/reader.hpp"

using namespace mloc;

namespace {

struct Example {
  std::string path, bytes;
  Folder folder;
};

std::string file_bytes(const std::string& path) {
  std::string bytes;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  REQUIRE(file);
  char buffer[4096];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file)) bytes.append(buffer, count);
  std::fclose(file);
  return bytes;
}

void collect(const std::string& path_of_folder, Folder folder, std::vector<Example>& examples) {
  DIR* open = opendir(path_of_folder.c_str());
  REQUIRE(open);
  std::vector<std::string> names;
  while (const dirent* entry = readdir(open)) names.emplace_back(entry->d_name);
  closedir(open);
  for (const std::string& name : names) {
    if (name.starts_with('.')) continue;
    const std::string path = path_of_folder + "/" + name;
    if (name.ends_with(".yaml")) examples.push_back({path, file_bytes(path), folder});
    else if (name.find('.') == std::string::npos) collect(path, folder, examples);
  }
}

std::vector<Example> all_examples() {
  std::vector<Example> examples;
  const std::string top = MLOC_SOURCE "/examples/records/";
  collect(top + "cases", Folder::cases, examples);
  collect(top + "identities", Folder::identities, examples);
  collect(top + "partners", Folder::partners, examples);
  collect(top + "draws", Folder::draws, examples);
  return examples;
}

}  // namespace

TEST_CASE("every example record is read and is in canonical form") {
  const auto examples = all_examples();
  REQUIRE(examples.size() >= 12);
  for (const Example& example : examples) {
    INFO(example.path);
    const auto read = read_dossier(example.bytes, example.path, example.folder);
    if (!read) FAIL(read.error().problems.front().text.english);
    CHECK(is_canonical(**read));
    CHECK(fault_of_reader(example.bytes, example.folder).empty());
  }
}

TEST_CASE("an example cut at any byte is refused") {
  for (const Example& example : all_examples()) {
    INFO(example.path);
    for (std::size_t length = 0; length < example.bytes.size(); ++length)
      if (read_dossier(example.bytes.substr(0, length), example.path, example.folder)) {
        FAIL("a prefix of " << length << " bytes was read");
      }
  }
}

TEST_CASE("damaged examples get a verdict and what is read stays what it is") {
  const auto examples = all_examples();
  std::mt19937 random(20100511);
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  constexpr std::string_view pieces[] = {":", "- ", "\"", "'", "#", "{", "}", "[", "]", "&a", "*a", "!", "|\n", ">\n", "\n",
                                         "---\n", "...\n", "  ", "\t", "%", "@", "`", "?", "~", "null", "é", "\xff", "<<: "};
  int accepted = 0;
  for (int round = 0; round < 3000; ++round) {
    const Example& example = examples[below(examples.size())];
    std::string bytes = example.bytes;
    for (std::size_t edits = 1 + below(3); edits > 0; --edits) {
      const std::size_t at = below(bytes.size());
      switch (below(4)) {
        case 0: bytes.insert(at, pieces[below(std::size(pieces))]); break;
        case 1: bytes.erase(at, 1 + below(4)); break;
        case 2: bytes[at] = static_cast<char>(below(256)); break;
        default: bytes.insert(at, bytes.substr(below(bytes.size()), below(40))); break;
      }
    }
    const std::string fault = fault_of_reader(bytes, example.folder);
    if (!fault.empty()) FAIL(example.path << ", round " << round << ": " << fault);
    accepted += read_dossier(bytes, "f", example.folder).has_value();
  }
  CHECK(accepted > 50);  // comments and values that still pass: both verdicts are met
}
