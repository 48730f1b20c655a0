// is_canonical looks at nodes where it can; writing the dossier again is what it must agree with.
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "catch.hpp"
#include "mloc/records/dossier.hpp"

using namespace mloc;

namespace {

std::vector<std::string> case_examples() {
  std::vector<std::string> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(MLOC_SOURCE "/examples/records/cases")) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  std::ranges::sort(all);
  return all;
}

std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> lines;
  std::istringstream text(bytes);
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

/// Puts the value of the line into quotes, or takes it out of them.
void turn_quotes(std::string& line) {
  const auto colon = line.find(": ");
  if (colon == std::string::npos) return;
  std::string value = line.substr(colon + 2);
  if (value.starts_with('"')) value = value.substr(1, value.size() - 2);
  else value = '"' + value + '"';
  line.replace(colon + 2, std::string::npos, value);
}

bool is_what_would_be_written(const Dossier& dossier) {
  std::vector<const Node*> records;
  for (const Record& record : dossier.records) records.push_back(record.root);
  return write_dossier(std::move(records)) == dossier.bytes;
}

}  // namespace

TEST_CASE("a dossier is canonical exactly when writing it again changes no byte, whatever was moved or quoted by hand") {
  const auto examples = case_examples();
  REQUIRE(examples.size() > 5);
  std::mt19937 random(20100511);
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  int canonical = 0, other = 0;
  for (int round = 0; round < 2000; ++round) {
    auto lines = lines_of(examples[below(examples.size())]);
    const std::size_t at = 1 + below(lines.size() - 3);
    switch (below(5)) {
      case 0: std::swap(lines[at], lines[at + 1]); break;
      case 1: turn_quotes(lines[at]); break;
      case 2: lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), "# by hand"); break;
      case 3: lines[at] += " "; break;
      default: break;
    }
    std::string bytes;
    for (const std::string& line : lines) bytes += line + "\n";
    const auto read = read_dossier(bytes, "f", Folder::cases);
    if (!read) continue;
    const bool expected = is_what_would_be_written(**read);
    INFO(bytes);
    REQUIRE(is_canonical(**read) == expected);
    ++(expected ? canonical : other);
  }
  CHECK(canonical > 100);
  CHECK(other > 100);
}
