// What the fuzzers found or began from, in every run.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "fuzz/faults.hpp"
#include "fuzz/reader.hpp"

using namespace mloc;

namespace {

std::string fault_of_records(const std::string& bytes) {
  for (const Folder folder : {Folder::cases, Folder::identities, Folder::partners, Folder::draws})
    if (std::string fault = fault_of_reader(bytes, folder); !fault.empty()) return fault;
  return {};
}

constexpr std::pair<const char*, std::string (*)(const std::string&)> parsers[] = {
    {"reader", fault_of_records}, {"toml", fault_of_toml}, {"csv", fault_of_csv}, {"merge", fault_of_merge}, {"marks", fault_of_marks}};

}  // namespace

TEST_CASE("every parser keeps its promises for what its fuzzer keeps, whole and cut anywhere") {
  for (const auto& [name, fault_of] : parsers) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(MLOC_SOURCE) / "tests/fuzz/corpus" / name)) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      INFO(entry.path());
      CHECK(fault_of(bytes).empty());
      for (std::size_t length = 0; length < bytes.size(); length += 1 + bytes.size() / 200) CHECK(fault_of(bytes.substr(0, length)).empty());
      ++files;
    }
    INFO(name);
    CHECK(files >= 2);
  }
}
