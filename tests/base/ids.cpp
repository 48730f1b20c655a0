#include "catch.hpp"
#include "mloc/base/digest.hpp"
#include "mloc/base/ids.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/text.hpp"

using namespace mloc;

namespace {
struct Counted : Random {
  std::uint32_t state = 1;
  std::uint32_t below(std::uint32_t bound) override {
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % bound;
  }
};
}  // namespace

TEST_CASE("one wrong character makes no case id, two swapped neighbours hardly ever") {
  Counted random;
  const std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  int swaps = 0, missed = 0;
  for (int round = 0; round < 400; ++round) {
    const std::string id = CaseId::make(random).text();
    CHECK(CaseId::parse(id)->text() == id);
    for (std::size_t i = 0; i < id.size() && round < 20; ++i)
      for (const char c : alphabet) {
        std::string wrong = id;
        wrong[i] = c;
        if (c != id[i]) CHECK_FALSE(CaseId::parse(wrong));
      }
    for (std::size_t i = 0; i + 1 < id.size(); ++i) {
      std::string swapped = id;
      std::swap(swapped[i], swapped[i + 1]);
      if (swapped == id) continue;
      ++swaps;
      missed += CaseId::parse(swapped).has_value();
    }
  }
  CHECK(missed * 100 < swaps);  // the standard's hybrid systems let about one swap in 500 through
}

TEST_CASE("a case id is read as people write it") {
  Counted random;
  const CaseId id = CaseId::make(random);
  CHECK(*CaseId::parse(id.shown()) == id);
  std::string small = id.shown();
  for (char& c : small) c = static_cast<char>(std::tolower(c));
  CHECK(*CaseId::parse(small) == id);
}

TEST_CASE("a SIRET passes Luhn twice, La Poste's the sum of its digits") {
  CHECK(siret_is_valid("73282932000074"));
  CHECK(siret_is_valid("35600000049837"));
  CHECK(siret_is_valid("13002526500013"));
  CHECK_FALSE(siret_is_valid("73282932000075"));
  CHECK_FALSE(siret_is_valid("7328293200007"));
  CHECK_FALSE(siret_is_valid("7328293200007a"));
}

TEST_CASE("amounts are whole cents") {
  CHECK(Money::parse("1000.00")->cents() == 100000);
  CHECK_FALSE(Money::parse("1000"));
  CHECK_FALSE(Money::parse("1000.0"));
  CHECK(Money::parse_french("1\u202f234,50")->text() == "1234.50");
  CHECK(Money::parse_french("0")->text() == "0.00");
  CHECK(Money::parse_french("-60")->text() == "-60.00");
  CHECK_FALSE(Money::parse_french("12,345"));
  CHECK(Money::parse_french("1.000,00")->text() == "1000.00");
  CHECK(Money::of_cents(123450)->french() == "1\u202f234,50");
}

TEST_CASE("names match without accents, case and doubled blanks") {
  CHECK(folded("  Zoé   LE-GOFF ") == "zoe le goff");
  CHECK(folded("Zoe\u0301") == folded("ZOÉ"));
  CHECK(folded("d’Artagnan") == folded("D'ARTAGNAN"));
}

TEST_CASE("Windows-1252 has five holes") {
  CHECK(*from_windows_1252("\xc9t\xe9 \x80") == "Été €");
  for (const char hole : {'\x81', '\x8d', '\x8f', '\x90', '\x9d'})
    CHECK_FALSE(from_windows_1252(std::string(1, hole)));
  CHECK(*to_windows_1252("Été €") == "\xc9t\xe9 \x80");
  CHECK_FALSE(to_windows_1252("日"));
}

TEST_CASE("a terminal gets no control, escape or bidi character") {
  CHECK(printable("a\x1b[31mb") == "a\uFFFD[31mb");
  CHECK(printable("a\u202eb\u200b") == "a\uFFFDb\uFFFD");
  CHECK(printable("a\xff") == "a\uFFFD");
}

TEST_CASE("hashes are those of their standards") {
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(sha256(std::string(64, 'a'))).starts_with("ffe054fe7ae0cb6d"));
  CHECK(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}
