// What sealing promises whatever the identity says: the same bytes come back, what did not change does not change, and
// nothing opens under another key, person, record or field.
#include <algorithm>
#include <random>

#include "catch.hpp"
#include "mloc/base/cipher.hpp"
#include "mloc/base/seal.hpp"
#include "mloc/records/sealing.hpp"

using namespace mloc;

namespace {

class Counted final : public Random {
 public:
  explicit Counted(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t bound) override { return static_cast<std::uint32_t>(engine_() % bound); }

 private:
  std::mt19937 engine_;
};

/// A name of letters with and without accents.
std::string a_name(Random& random, std::size_t longest) {
  static const std::vector<std::string> letters = {"a", "e", "é", "ï", "Ž", "n", "o", "-", "'", " ", "ß", "œ"};
  std::string name = "M";
  for (std::size_t count = random.below(static_cast<std::uint32_t>(longest)); count > 0; --count)
    name += letters[random.below(static_cast<std::uint32_t>(letters.size()))];
  return name;
}

struct Person {
  std::string surname, phone;
  std::vector<std::string> lines;
};

Person a_person(Random& random) {
  Person person{a_name(random, 79), "06" + std::to_string(10000000 + random.below(89999999)), {}};
  for (std::uint32_t lines = random.below(5); lines > 0; --lines) person.lines.push_back(std::to_string(lines) + " rue " + a_name(random, 60));
  return person;
}

std::string file_of(const Person& person) {
  std::string text = "---\nrecord: identity/1\nid: \"2010-01-20-b5mw\"\nby: briand\nsurname: \"" + person.surname +
                     "\"\nfirst_name: \"Inès\"\nbirth_date: \"1989-06-14\"\nphone: \"" + person.phone + "\"\n";
  if (!person.lines.empty()) text += "address:\n  lines:\n";
  for (const std::string& line : person.lines) text += "    - \"" + line + "\"\n";
  return text + "external:\n  dossier_imilo: \"1024573\"\n  ft_id: \"77\"\n...\n";
}

std::unique_ptr<Dossier> read(const std::string& bytes) {
  auto dossier = read_dossier(bytes, "identities/x.yaml", Folder::identities);
  if (!dossier) FAIL(dossier.error().problems.front().text.english << "\n" << bytes);
  return std::move(*dossier);
}

std::string opened(const std::string& sealed, const std::string& key) {
  const auto found = opened_file(*read(sealed), key);
  return found ? *found : "";
}

std::vector<std::string> lines_that_differ(const std::string& one, const std::string& other) {
  std::vector<std::string> found;
  std::size_t at = 0;
  while (at < one.size()) {
    const std::string line = one.substr(at, one.find('\n', at) + 1 - at);
    if (other.find(line) == std::string::npos) found.push_back(line.substr(0, line.find(':')));
    at += line.size();
  }
  return found;
}

}  // namespace

TEST_CASE("a sealed file opens to the bytes that were sealed, names nobody, and is the same each time") {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    Counted random(seed);
    const Person person = a_person(random);
    const std::string key = make_person_key(random), plain = file_of(person);
    const auto dossier = read(plain);
    REQUIRE(is_canonical(*dossier));
    const std::string sealed = *sealed_file(*dossier, key);
    CHECK(opened(sealed, key) == plain);
    CHECK(*sealed_file(*dossier, key) == sealed);
    CHECK(*sealed_file(*read(sealed), key) == sealed);
    CHECK(is_sealed(*read(sealed)));
    CHECK(holds_sealed(sealed));
    CHECK_FALSE(holds_sealed(plain));
    for (const std::string& word : {person.phone, std::string("1989-06-14"), std::string("1024573"), std::string("Inès")}) CHECK(sealed.find(word) == std::string::npos);
  }
}

TEST_CASE("of a sealed file only the line changes whose field did, and it comes back with its value") {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    Counted random(seed);
    Person person = a_person(random);
    const std::string key = make_person_key(random), before = *sealed_file(*read(file_of(person)), key), phone = person.phone;
    person.phone = "0699999999";
    const std::string after = *sealed_file(*read(file_of(person)), key);
    CHECK(lines_that_differ(after, before) == std::vector<std::string>{"  phone", "digest"});
    person.phone = phone;
    CHECK(*sealed_file(*read(file_of(person)), key) == before);
  }
}

TEST_CASE("nothing opens under another key, in another record, under another field, or with a changed character") {
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    INFO("seed " << seed);
    Counted random(seed);
    const std::string key = make_person_key(random), other = make_person_key(random);
    const std::string sealed = *sealed_file(*read(file_of(a_person(random))), key);
    CHECK(opened(sealed, other).empty());
    std::string moved = sealed;
    moved.replace(moved.find("2010-01-20-b5mw"), 15, "2010-01-20-b5mx");
    CHECK(opened(moved, key).empty());
    std::string renamed = sealed;
    renamed.replace(renamed.find("  phone:"), 8, "  email:");
    CHECK(opened(renamed, key).empty());
    std::string changed = sealed;
    const auto at = changed.find("phone: \"") + 8 + random.below(90);
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    CHECK(opened(changed, key).empty());
  }
}

namespace {

/// The file without the lines from the first that begins with `begin` to before the next that begins with `end`.
std::string without(std::string text, const std::string& begin, const std::string& end) {
  const auto at = text.find("\n" + begin) + 1;
  return text.erase(at, text.find("\n" + end, at) + 1 - at);
}

std::string replaced(std::string text, const std::string& old, const std::string& by) { return text.replace(text.find(old), old.size(), by); }

std::string why_not(const std::string& sealed, const std::string& key) {
  const auto found = opened_file(*read(sealed), key);
  return found ? "" : std::string(code_of(found.error().problems.front().code));
}

}  // namespace

TEST_CASE("a field, an author or a record of a sealed file that was changed or taken away is noticed") {
  for (std::uint32_t seed = 1; seed <= 50; ++seed) {
    INFO("seed " << seed);
    Counted random(seed);
    const std::string key = make_person_key(random), plain = file_of(a_person(random));
    std::string two = plain;
    two.replace(two.size() - 4, 4, plain);
    two = replaced(two, "2010-01-20-b5mw", "2010-01-19-aaaa");
    const std::string sealed = *sealed_file(*read(two), key);
    REQUIRE(why_not(sealed, key).empty());
    CHECK(why_not(without(sealed, "  phone:", "  surname:"), key) == "H224");
    CHECK(why_not(without(sealed, "  external.ft_id:", "  first_name:"), key) == "H224");
    CHECK(why_not(replaced(sealed, "by: briand", "by: caron"), key) == "H224");
    CHECK(why_not(sealed.substr(0, sealed.find("\n---\n") + 1) + "...\n", key) == "H224");
    CHECK(why_not(sealed.substr(sealed.find("\n---\n") + 1), key) == "H224");
    // A digest is not another record's, and one that is missing is for `check` to tell.
    const auto digest = [&](std::size_t from) { return sealed.substr(sealed.find("digest: \"", from) + 9, 44); };
    CHECK(why_not(replaced(sealed, digest(0), digest(sealed.find("\n---\n"))), key) == "H224");
    CHECK(why_not(without(sealed, "digest:", "---"), key).empty());
    CHECK_FALSE(has_digests(*read(without(sealed, "digest:", "---"))));
    CHECK(has_digests(*read(sealed)));
    // Whoever seals again does not bless what was changed.
    CHECK_FALSE(sealed_file(*read(replaced(sealed, "by: briand", "by: caron")), key));
  }
}

TEST_CASE("a value's length shows in steps of 32 bytes only, and two values never share a nonce") {
  Counted random(7);
  const std::string key = make_person_key(random);
  std::vector<std::string> nonces;
  for (std::size_t length = 0; length < 200; ++length) {
    const std::string value(length, 'x'), sealed = seal_value(key, "phone", value);
    CHECK(open_value(key, "phone", sealed) == value);
    CHECK(sealed.size() == 24 + 16 + (length / 32 + 1) * 32);
    nonces.push_back(sealed.substr(0, 24));
  }
  std::ranges::sort(nonces);
  CHECK(std::ranges::adjacent_find(nonces) == nonces.end());
  CHECK(seal_value(key, "a", "bc").substr(0, 24) != seal_value(key, "ab", "c").substr(0, 24));
  for (std::size_t length = 0; length < 72; ++length) CHECK_FALSE(open_value(key, "phone", std::string(length, 'x')));
}

TEST_CASE("a key's file is read back, and nothing else is a key") {
  Counted random(3);
  const std::string key = make_person_key(random), text = write_person_key(key);
  CHECK(read_person_key(text) == key);
  for (const std::string& wrong : {std::string(), text.substr(1), text + "\n", text.substr(0, text.size() - 1), "mloc-key/2" + text.substr(10)})
    CHECK_FALSE(read_person_key(wrong));
  std::string odd = text;
  odd[20] = 'g';
  CHECK_FALSE(read_person_key(odd));
  CHECK(from_base64(base64(key)) == key);
  CHECK_FALSE(from_base64("abc"));
}
