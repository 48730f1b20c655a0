// Three versions of a dossier and what becomes of them: tests/fixtures/merge/*.txt. MLOC_ACCEPT=1 writes what comes out.
#include "mloc/records/merge.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "catch.hpp"

using namespace mloc;

namespace {

using Sections = std::map<std::string, std::string>;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Sections sections_of(const std::string& text) {
  Sections sections;
  std::string name = "title";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string line = text.substr(at, next - at);
    if (line.starts_with("== ")) name = line.substr(3, line.size() - 4), sections[name];
    else sections[name] += line;
    at = next;
  }
  return sections;
}

std::string shown(const std::vector<MergeConflict>& conflicts) {
  std::string text;
  for (const MergeConflict& one : conflicts)
    text += one.kind + " " + one.id + ": " + one.field + ": " + one.base + " | " + one.ours + " | " + one.theirs + "\n";
  return text;
}

std::vector<std::filesystem::path> cases() {
  std::vector<std::filesystem::path> all;
  for (const auto& entry : std::filesystem::directory_iterator(MLOC_SOURCE "/tests/fixtures/merge")) all.push_back(entry.path());
  std::ranges::sort(all);
  return all;
}

/// The merged text with the names of the sides changed over.
std::string turned(const std::string& bytes) {
  const auto parts = marked_parts(bytes, "f");
  REQUIRE(parts);
  std::string text;
  std::size_t from = 0;
  for (const MarkedPart& part : *parts) {
    text += bytes.substr(from, part.begin - from);
    text += "<<<<<<< ours\n" + std::string(part.theirs) + "||||||| base\n" + std::string(part.base) + "=======\n" + std::string(part.ours) + ">>>>>>> theirs\n";
    from = part.end;
  }
  return text + bytes.substr(from);
}

}  // namespace

TEST_CASE("three versions of a dossier merge as the files of fixtures/merge say, whichever side is ours") {
  REQUIRE(cases().size() >= 20);
  for (const auto& path : cases()) {
    INFO(path.filename().string());
    Sections sections = sections_of(bytes_of(path));
    const auto merged = merge_dossiers(sections["base"], sections["ours"], sections["theirs"], "f", Folder::cases);
    if (!merged) FAIL(merged.error().problems.front().place.line << " " << merged.error().problems.front().text.english);
    const std::string conflicts = shown(merged->conflicts);
    if (std::getenv("MLOC_ACCEPT"))
      std::ofstream(path, std::ios::binary) << sections["title"] << "== base\n" << sections["base"] << "== ours\n" << sections["ours"] << "== theirs\n"
                                            << sections["theirs"] << "== merged\n" << merged->bytes << "== conflicts\n" << conflicts;
    else {
      CHECK(merged->bytes == sections["merged"]);
      CHECK(conflicts == sections["conflicts"]);
    }
    const auto other = merge_dossiers(sections["base"], sections["theirs"], sections["ours"], "f", Folder::cases);
    REQUIRE(other);
    CHECK(turned(other->bytes) == merged->bytes);
    CHECK(other->conflicts.size() == merged->conflicts.size());
    if (conflicts.empty()) CHECK(read_dossier(merged->bytes, "f", Folder::cases));
    else CHECK_FALSE(read_dossier(merged->bytes, "f", Folder::cases));
    for (const Side side : {Side::ours, Side::base, Side::theirs}) {
      const auto parts = marked_parts(merged->bytes, "f");
      REQUIRE(parts);
      const std::string settled = with_sides(merged->bytes, *parts, std::vector<Side>(parts->size(), side));
      CHECK(settled.find("<<<<<<<") == std::string::npos);
      if (side != Side::base) CHECK(read_dossier(settled, "f", Folder::cases));
    }
  }
}

TEST_CASE("a version that cannot be read refuses the merge and names the side") {
  const std::string good = bytes_of(MLOC_SOURCE "/examples/records/partners/ecole-loire.yaml");
  REQUIRE_FALSE(good.empty());
  const std::string bad = good.substr(0, good.size() - 4);
  std::string newer = good;
  newer.replace(newer.find("partner/1"), 9, "partner/2");
  const auto verdict = [&](const std::string& base, const std::string& ours, const std::string& theirs) {
    const auto merged = merge_dossiers(base, ours, theirs, "f", Folder::partners);
    REQUIRE_FALSE(merged);
    return std::pair(merged.error().exit, merged.error().problems.front().place.file);
  };
  CHECK(verdict(good, bad, good) == std::pair(Exit::conflict, std::string("f (ours)")));
  CHECK(verdict(good, good, bad) == std::pair(Exit::conflict, std::string("f (theirs)")));
  CHECK(verdict(bad, good, good) == std::pair(Exit::conflict, std::string("f (base)")));
  CHECK(verdict(good, good, newer) == std::pair(Exit::newer, std::string("f (theirs)")));
  CHECK(verdict(good, newer, good) == std::pair(Exit::newer, std::string("f (ours)")));
}

TEST_CASE("both texts of a version that cannot be read stand marked in one, and each can be taken back") {
  const std::string a = "---\na: 1\nb: 2\nc: 3\n...\n", b = "---\na: 1\nb: 5\nb: 6\nc: 3\n...\n";
  for (const auto& [ours, theirs] : std::vector<std::pair<std::string, std::string>>{{a, b}, {b, a}, {a, ""}, {"", b}, {a, a + "x\n"}}) {
    const std::string text = marked_text(ours, theirs);
    const auto parts = marked_parts(text, "f");
    REQUIRE(parts);
    REQUIRE(parts->size() == 1);
    CHECK(with_sides(text, *parts, {Side::ours}) == ours);
    CHECK(with_sides(text, *parts, {Side::theirs}) == theirs);
  }
  // One side may be the end of the other, or its beginning.
  CHECK(marked_text("b: 2\n", "a: 1\nb: 2\n") == "<<<<<<< ours\n=======\na: 1\n>>>>>>> theirs\nb: 2\n");
  CHECK(marked_text("a: 1\nb: 2\n", "b: 2\n") == "<<<<<<< ours\na: 1\n=======\n>>>>>>> theirs\nb: 2\n");
  CHECK(marked_text("2\n", "b: 2\n") == "<<<<<<< ours\n2\n=======\nb: 2\n>>>>>>> theirs\n");
  CHECK(marked_text("", "b: 2\n") == "<<<<<<< ours\n=======\nb: 2\n>>>>>>> theirs\n");
  CHECK(marked_text(a, b) == "---\na: 1\n<<<<<<< ours\nb: 2\n=======\nb: 5\nb: 6\n>>>>>>> theirs\nc: 3\n...\n");
}

TEST_CASE("markers that do not pair are refused where they stand") {
  for (const char* text : {"<<<<<<< a\n", ">>>>>>> a\n", "<<<<<<< a\n=======\n", "<<<<<<< a\n<<<<<<< a\n", "<<<<<<< a\n>>>>>>> a\n",
                           "<<<<<<< a\n=======\n||||||| b\n>>>>>>> a\n", "<<<<<<< a\n=======\n=======\n>>>>>>> a\n"}) {
    INFO(text);
    const auto parts = marked_parts(text, "f");
    REQUIRE_FALSE(parts);
    CHECK(parts.error().problems.front().code == "H104"_m);
  }
  CHECK(marked_parts("=======\n||||||| x\n", "f")->empty());
}
