#include <filesystem>
#include <fstream>

#include <rapidcheck.h>

#include "catch.hpp"
#include "records/yaml_lines.hpp"

using namespace mloc;

namespace {

bool alike(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.quoted != b.quoted || a.key != b.key || a.text != b.text || a.mark.line != b.mark.line ||
      a.mark.column != b.mark.column || a.key_mark.line != b.key_mark.line || a.key_mark.column != b.key_mark.column)
    return false;
  const Node *x = a.first, *y = b.first;
  for (; x && y; x = x->next, y = y->next)
    if (!alike(*x, *y)) return false;
  return !x && !y;
}

bool is_ascii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }

enum class Verdict { left_to_libyaml, alike, different };
/// What the reader of lines makes of bytes that passed the checks before it, against libyaml.
Verdict compare(const std::string& bytes) {
  Arena one, two;
  const auto lines = read_lines(bytes, one);
  if (!lines) return Verdict::left_to_libyaml;
  const auto events = read_events(bytes, "f", two);
  if (!events || events->size() != lines->size()) return Verdict::different;
  for (std::size_t i = 0; i < lines->size(); ++i) {
    const Document &a = (*lines)[i], &b = (*events)[i];
    if (a.begin != b.begin || a.end != b.end || !alike(*a.root, *b.root)) return Verdict::different;
  }
  return Verdict::alike;
}

std::vector<std::string> examples() {
  std::vector<std::string> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(MLOC_SOURCE "/examples/records")) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return all;
}

/// Pieces of which a few together are nearly a dossier, or nearly not.
const std::vector<std::string> pieces = {
    "---\n", "...\n", "a: b\n", "a: \"b c\"\n", "key:\n", "  - item\n", "  - \"it\\\"em\"\n", "  k: v\n", "  k: \"é€😀\"\n",
    "    deeper: 1\n", "- a\n", "minutes: -60\n", "b: 'single'\n", "c: |\n", "  text\n", "# remark\n", "d: e # remark\n",
    "\n", "e: [1, 2]\n", "f: {g: h}\n", "h: a b\n", "i:  two\n", "j: \"open\n", "k: \"\"\n", "l: ---\n", "m: -\n", "n : o\n",
    "? p\n", "q: &r s\n", "t: *r\n", "u: !v w\n", "<<: x\n", "y: \"z\" \n", "\"quoted\": key\n", "1: number\n", "A.b-c_d: e\n",
    " odd: indent\n", "   - odd\n", "w: x: y\n", "v: .5\n", "--- \n", "--- a: b\n", "%YAML 1.1\n", "a: c\n"};

std::string some_text() {
  std::string bytes = "---\n";
  const int count = *rc::gen::inRange(1, 9);
  for (int i = 0; i < count; ++i) bytes += *rc::gen::elementOf(pieces);
  return bytes + "...\n";
}

}  // namespace

TEST_CASE("the reader of lines gives libyaml's nodes for every example, and leaves none of them to it that it could read") {
  std::size_t alone = 0;
  for (const std::string& bytes : examples()) {
    const Verdict verdict = compare(bytes);
    CHECK(verdict != Verdict::different);
    alone += verdict == Verdict::alike;
  }
  CHECK(alone > 10);
}

TEST_CASE("whatever the reader of lines takes, libyaml reads alike") {
  const bool holds = rc::check([] {
    const std::string bytes = some_text();
    const Verdict verdict = compare(bytes);
    RC_CLASSIFY(verdict == Verdict::alike);
    RC_ASSERT(verdict != Verdict::different);
  });
  CHECK(holds);
}

TEST_CASE("an example with a few bytes changed is read alike or left to libyaml") {
  const auto all = examples();
  const bool holds = rc::check([&] {
    std::string bytes = *rc::gen::elementOf(all);
    const int changes = *rc::gen::inRange(1, 4);
    for (int i = 0; i < changes; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(4, bytes.size() - 5);
      const char byte = *rc::gen::elementOf(std::string(" \n\":-#'\"\\[{&*!|>%@`,.?_a0"));
      if (!is_ascii(bytes[at])) continue;  // what is no UTF-8 is refused before either reader sees it
      if (*rc::gen::arbitrary<bool>()) bytes[at] = byte;
      else bytes.insert(at, 1, byte);
    }
    RC_PRE(bytes.find("\n...", 0) == bytes.size() - 5);
    RC_ASSERT(compare(bytes) != Verdict::different);
  });
  CHECK(holds);
}
