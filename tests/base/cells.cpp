#include <vector>

#include "catch.hpp"
#include "mloc/base/mojibake.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/person_name.hpp"
#include "mloc/base/phone.hpp"
#include "mloc/base/siret.hpp"

using namespace mloc;

namespace {

std::string amount(std::string_view text, bool comma = true) {
  const auto read = read_amount(text, comma);
  return read ? read->text() : "refused";
}
std::string hint_of(const Failure& failure) { return failure.problems.front().hint.english; }

}  // namespace

TEST_CASE("An amount is read when it means one thing") {
  for (const auto* text : {"1234,50", "1 234,50", "1\u00a0234,50", "1\u202f234,5", "1.234,50", "1 234,50 €", "1234.50", "1 234,50EUR", "1 234,50 eur"})
    CHECK(amount(text) == "1234.50");
  for (const auto* text : {"1234.5", "1,234.50", "1 234.50"}) CHECK(amount(text, false) == "1234.50");
  for (const auto* text : {"-12,00", "(12,00)", "12,00-", "\u221212,00"}) CHECK(amount(text) == "-12.00");
  CHECK(amount("1.234.567") == "1234567.00");
  CHECK(amount("0") == "0.00");
  for (const auto* text : {"12 50", "1 2,50", "5 00,00", "0 ,5", "1.234", "€250,00", "1'355,90", "250,00 e", "2,5E+02", "250,000", "+250,00", "", "-", ",5", "1 234 50",
                           "1.234 567", "1 234.567,00", "1234 567", "1,2,3", "--5", "5--", "0 500", "1e400", "١٢"})
    CHECK(amount(text) == "refused");
  CHECK(amount("1,234", false) == "refused");
  CHECK(amount("1,5", false) == "refused");
  CHECK(Money::parse("1234.50")->text() == "1234.50");
  for (const auto* text : {"1 234.50", "1234,50", ".50", "1.5", "--1.50", "1234567890123.00"}) CHECK_FALSE(Money::parse(text));
}

TEST_CASE("A phone number becomes its international form or is refused with the reason") {
  for (const auto* text : {"0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "06/12/34/56/78", "+33 6 12 34 56 78", "+33 (0)6 12 34 56 78",
                           "0033 6 12 34 56 78", "33612345678", "06\u00a012\u202f34 56 78"})
    CHECK(read_phone(text).value() == "+33612345678");
  CHECK(read_phone("0690 12 34 56").value() == "+590690123456");
  CHECK(read_phone("+33690123456").value() == "+590690123456");
  CHECK(read_phone("0692123456").value() == "+262692123456");
  CHECK(read_phone("+32 470 12 34 56").value() == "+32470123456");
  for (const auto* text : {"612345678", "06 12 34 56 7", "06 12 34 56 78 9", "6,12E+08", "0612345678 / 0711121314", "+33", "06 12 34 56 78 (mère)", "0012345678", "",
                           "1234567890", "+33 06 12 34 56 78", "+0612345678", "+33 6 12 34 56"})
    CHECK_FALSE(read_phone(text));
  CHECK(hint_of(read_phone("612345678").error()).find("0612345678") != std::string::npos);
}

TEST_CASE("A SIRET is fourteen digits of an establishment") {
  for (const auto* text : {"27738774200046", "277 387 742 00046", "277-387-742-00046", "277.387.742.00046", "'27738774200046"})
    CHECK(read_siret(text).value() == "27738774200046");
  for (const auto* text : {"00000000000000", "11111111111111", "383498672", "6980513300076", "3,83E+13", "38349867200039.0", "38349867200039,00", "2773877420004a", ""})
    CHECK_FALSE(read_siret(text));
  CHECK_FALSE(siret_is_valid("00000000000000"));
  CHECK(hint_of(read_siret("6980513300076").error()).find("06980513300076") != std::string::npos);
  CHECK(hint_of(read_siret("383498672").error()).find("SIREN") != std::string::npos);
}

TEST_CASE("A name is read, or refused with what was probably meant") {
  for (const auto* text : {"O'BRIEN", "N’GUESSAN", "D ALMEIDA", "DUPONT--MARTIN", "’T HOOFT", "X", "ÖZDEMIR", "NGUYỄN", "МАРТЫНЕНКО", "أحمد", "Marie-Lou"})
    CHECK(read_name(text).value() == text);
  CHECK(read_name("SAINT\u2011JEAN").value() == "SAINT-JEAN");
  CHECK(read_name("LE\u2013GOFF").value() == "LE-GOFF");
  CHECK(read_name("SAINT\u00adMARTIN").value() == "SAINTMARTIN");
  CHECK(read_name("LE \u00a0GOFF").value() == "LE GOFF");
  CHECK(read_name("D`ARC").value() == "D'ARC");
  for (const auto& [text, meant] : {std::pair("KEITA 2", "KEITA"), std::pair("Léa, Marie", "Léa Marie"), std::pair("MARTIN*", "MARTIN"), std::pair("Ｍartin", "Martin")}) {
    INFO(text);
    CHECK(hint_of(read_name(text).error()).ends_with(meant));
  }
  for (const auto* text : {"?LODIE", "-", "2", "St?phanie"}) CHECK_FALSE(read_name(text));
}

TEST_CASE("A surname tells the name of birth and the name of use") {
  const auto names = [](std::string_view text) {
    const auto read = read_surname(text);
    return read ? read->birth + "|" + read->use : "refused";
  };
  for (const auto* text : {"MARTIN épouse DUPONT", "MARTIN ép. DUPONT", "MARTIN EPOUSE DUPONT", "MARTIN (épouse DUPONT)", "DUPONT née MARTIN", "DUPONT (née MARTIN)"})
    CHECK(names(text) == "MARTIN|DUPONT");
  CHECK(names("DE LA TOUR née LE GOFF") == "LE GOFF|DE LA TOUR");
  CHECK(names("MARTIN") == "MARTIN|");
  CHECK(names("EP DUPONT") == "EP DUPONT|");
  CHECK(names("MARTIN / DUPONT") == "refused");
}

TEST_CASE("Mojibake is seen where it is, and nowhere else") {
  CHECK(repaired_mojibake("ForÃªt").value() == "Forêt");
  CHECK(repaired_mojibake("BENOÃŽT").value() == "BENOÎT");
  CHECK(repaired_mojibake("GENEVIÃˆVE").value() == "GENEVIÈVE");
  CHECK(repaired_mojibake("NÂ° dossier").value() == "N° dossier");
  CHECK(repaired_mojibake("lâ€™Ã©cole").value() == "l’école");
  CHECK(repaired_mojibake("voilÃ ici").value() == "voilàici");
  for (const auto* text : {"Forêt", "«CAFÉ»", "Île-d’Yeu", "Özdemir", "São João", "é", "Ânes", "Ãé", ""}) CHECK_FALSE(repaired_mojibake(text));
}
