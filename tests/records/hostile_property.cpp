#include <ctime>
#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "mloc/base/message.hpp"
#include "mloc/records/dossier.hpp"

using namespace mloc;

namespace {

const std::string partner =
    "---\nrecord: partner/1\nid: \"2010-01-02-aaaa\"\nby: import\ncode: a\nkind: AUTO_ECOLE\nsiret: \"73282932000074\"\n";
const std::string agreement =
    "---\nrecord: agreement/1\nid: \"2010-01-02-aaaa\"\nby: import\nprogramme: autonomie\nstarts: \"2010-01-01\"\n"
    "ends: \"2010-12-31\"\n";

/// The bytes that a text of the table stands for, up to its end or to the `*N}` that closes a repetition.
std::string bytes_of(const std::string& text, std::size_t& at) {
  std::string bytes;
  while (at < text.size()) {
    if (text[at] == '*' && text.find('}', at) != text.npos && text.find_first_not_of("0123456789", at + 1) == text.find('}', at))
      return bytes;
    if (text[at] != '\\') {
      bytes += text[at++];
      continue;
    }
    const char escape = text[at + 1];
    at += 2;
    if (escape == 'n') bytes += '\n';
    else if (escape == '\\') bytes += '\\';
    else if (escape == 'x') bytes += static_cast<char>(std::stoi(text.substr(at, 2), nullptr, 16)), at += 2;
    else if (escape == '{') {
      const std::string once = bytes_of(text, at);
      const auto close = text.find('}', at);
      for (int times = std::stoi(text.substr(at + 1, close - at - 1)); times > 0; --times) bytes += once;
      at = close + 1;
    } else FAIL("no escape of the table: \\" << escape);
  }
  return bytes;
}

struct Hostile {
  std::string name, verdict, kind, bytes;
};

std::string file_of(const std::string& kind, const std::string& text) {
  std::size_t at = 0;
  const std::string bytes = bytes_of(text, at);
  if (kind == "file") return bytes;
  if (kind == "name") return partner + "name: " + bytes + "\n...\n";
  if (kind == "more") return partner + "name: \"A\"\n" + bytes + "...\n";
  if (kind == "capacity") return agreement + "capacity: " + bytes + "\n...\n";
  FAIL("no kind of the table: " << kind);
  return {};
}

std::vector<Hostile> table() {
  std::vector<Hostile> all;
  std::ifstream lines(MLOC_SOURCE "/tests/fuzz/hostile/table.txt", std::ios::binary);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    // A text may hold blanks of its own, and begin with one.
    const auto first = line.find(' '), second = line.find(' ', first + 1), third = line.find(' ', second + 1);
    Hostile one{line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1, third - second - 1), {}};
    // A verdict `=A B` holds a blank, too: written as an underscore.
    if (one.verdict.starts_with('=')) std::ranges::replace(one.verdict, '_', ' ');
    one.bytes = file_of(one.kind, third == line.npos ? "" : line.substr(third + 1));
    all.push_back(std::move(one));
  }
  return all;
}

/// What the reader says, in the words of the table.
std::string verdict_of(const Hostile& hostile) {
  const Partial read = read_partly(hostile.bytes, "a.yaml", Folder::partners);
  if (!read.failure.problems.empty()) return std::string(code_of(read.failure.problems.front().code));
  if (!hostile.verdict.starts_with('=')) return "ok";
  return "=" + std::string(read.dossier->records.front().root->get(hostile.kind));
}

}  // namespace

TEST_CASE("every hostile file gets its verdict within a second") {
  const auto all = table();
  CHECK(all.size() >= 200);
  for (const Hostile& one : all) {
    const std::clock_t start = std::clock();  // of the processor: others may be at work, too
    const std::string found = verdict_of(one);
    const double took = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    std::size_t at = 0;
    const std::string wanted = one.verdict.starts_with('=') ? bytes_of(one.verdict, at) : one.verdict.substr(0, one.verdict.find('/'));
    if (found != wanted) FAIL_CHECK(one.name << ": " << found << " instead of " << wanted);
#ifndef __SANITIZE_ADDRESS__
    // A sanitizer costs more than a second by itself; tests/outside/hostile.py asks the program.
    if (took > 1) FAIL_CHECK(one.name << " took " << took << " s");
#endif
  }
}
