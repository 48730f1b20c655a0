// Sealed names: a query that may see them does, and the cache has none in clear.
#include <filesystem>

#include "catch.hpp"
#include "faults/folder.hpp"
#include "mloc/base/cipher.hpp"
#include "mloc/base/seal.hpp"
#include "mloc/index/index.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/sys/posix_disk.hpp"

using namespace mloc;

namespace {

const std::string path = "identities/7K/7KQ39XM4H9.yaml";
const std::string key_file = "7K/7KQ39XM4H9.key";
constexpr std::int64_t year_2100 = 4'102'444'800'000'000'000;

std::string identity(const std::string& surname, const std::string& phone) {
  return "---\nrecord: identity/1\nid: \"2010-01-20-0000\"\nby: briand\nsurname: \"" + surname +
         "\"\nfirst_name: \"Zoé\"\nbirth_date: \"1990-01-02\"\nphone: \"" + phone + "\"\nexternal:\n  imilo: \"1234567\"\n...\n";
}

/// A sealed workspace with one person.
struct Office {
  TemporaryFolder folder, keys;
  std::string key = std::string(32, 'k');

  Office() {
    folder.write("mloc.toml", "version = 1\n[organisation]\nname = \"Loiret\"\n");
    keys.write(key_file, write_person_key(key));
  }
  void seal(const std::string& plain) const { folder.write(path, *sealed_file(**read_dossier(plain, path, Folder::identities), key)); }

  std::string ask(const std::string& sql, Sight sight = {.identities = true}) const {
    SealedDisk disk(std::move(*PosixDisk::open(folder.path(), {})), keys.path(), std::move(*PosixDisk::open(keys.path(), {})));
    disk.start_sealing();
    const auto store = Store::open(disk.stored(), Store::Reading::many, {});
    const auto index = Index::open(disk, *store, {year_2100});
    if (const auto valid = index->require_valid(Invalid::refuse); !valid) return said(valid.error());
    const auto rows = index->rows(sql, {}, sight);
    if (!rows) return said(rows.error());
    std::string text;
    for (const auto& row : rows->rows) text += (text.empty() ? "" : " ") + std::get<std::string>(row.front());
    return text;
  }
  static std::string said(const Failure& failure) {
    return std::string(code_of(failure.problems.front().code)) + " " + failure.problems.front().text.english;
  }

  /// Whether a text stands in any byte of what mloc keeps for itself.
  bool is_kept(const std::string& text) const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path() + "/.mloc"))
      if (entry.is_regular_file() && folder.read(entry.path().string().substr(folder.path().size() + 1)).find(text) != std::string::npos) return true;
    return false;
  }
};

const std::string surname = "SELECT surname FROM identity";

}  // namespace

TEST_CASE("sealed names are found, and lie in no cache in clear") {
  Office office;
  office.seal(identity("Lenormand", "0612345678"));
  for (int run = 0; run < 3; ++run) {
    CHECK(office.ask(surname) == "Lenormand");
    CHECK(office.ask("SELECT value FROM identity_external") == "1234567");
    CHECK(office.ask("WITH x AS (SELECT i.phone AS p FROM identity i) SELECT p FROM x WHERE EXISTS (SELECT 1 FROM identity)") == "0612345678");
  }
  for (const char* text : {"Lenormand", "Zoé", "0612345678", "1990-01-02", "1234567"}) CHECK_FALSE(office.is_kept(text));
  CHECK(office.ask(surname, {}).substr(0, 4) == "C163");
  office.seal(identity("Lenormand-Roy", "0612345678"));
  CHECK(office.ask(surname) == "Lenormand-Roy");
  // Without the key nothing of the cache opens any more.
  std::filesystem::remove(office.keys.path() + "/" + key_file);
  CHECK(office.ask(surname).empty());
  CHECK(office.ask("SELECT id FROM sealed") == "2010-01-20-0000");
}

TEST_CASE("a name in clear beside sealed ones stops those who ask for names, and nobody else") {
  Office office;
  office.seal(identity("Lenormand", "0612345678"));
  office.folder.write("identities/2B/2B8DTWN5R4.yaml", identity("Petit", "0612345679"));
  for (int run = 0; run < 2; ++run) {
    CHECK(office.ask(surname).substr(0, 4) == "H223");
    CHECK(office.ask("SELECT name FROM organisation") .substr(0, 4) != "H223");
    CHECK(office.ask("SELECT 'fine'") == "fine");
  }
  CHECK_FALSE(office.is_kept("Petit"));
}

TEST_CASE("what is wrong with a sealed name is told without its words") {
  Office office;
  office.seal(identity("Lenormand", "0612345678"));
  // A phone that no schema lets pass, sealed all the same.
  Arena arena;
  std::string sealed = office.folder.read(path);
  const auto at = sealed.find("  phone: \"") + 10;
  sealed.replace(at, sealed.find('"', at) - at, base64(seal_value(office.key, "identity/1 2010-01-20-0000 phone", "Lenormand!")));
  const auto digest = sealed.find("digest: ");
  sealed.erase(digest, sealed.find('\n', digest) + 1 - digest);
  office.folder.write(path, sealed);
  for (int run = 0; run < 2; ++run) {
    const std::string said = office.ask("SELECT 'fine'");
    CHECK(said.substr(0, 4) == "R276");
    CHECK(said.find("Lenormand") == std::string::npos);
  }
  CHECK_FALSE(office.is_kept("Lenormand"));
}
