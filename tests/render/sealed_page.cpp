#include "catch.hpp"
#include "mloc/base/cipher.hpp"
#include "mloc/render/sealed_page.hpp"

using namespace mloc;

namespace {

class Zeros final : public Random {
 public:
  std::uint32_t below(std::uint32_t) override { return 0; }
};

}  // namespace

TEST_CASE("what is sealed is what another AES-256-GCM under PBKDF2-SHA256 makes") {
  Zeros zeros;
  // Made by Node with salt and nonce of zeros.
  const auto sealed = seal("7KQ39XM4HT7KQ39X", "passeport", zeros);
  REQUIRE(sealed);
  CHECK(sealed->salt == std::string(16, '\0'));
  CHECK(sealed->nonce == std::string(12, '\0'));
  CHECK(base64(sealed->bytes) == "ZrCrHmsYr32HBKru2sddQW4gMB8WrzhjRA==");
}

TEST_CASE("a sealed page holds nothing that can be read, and asks for nothing from elsewhere") {
  Zeros zeros;
  Page page("Passeport emploi");
  page.paragraph("Autonomie");
  const auto html = sealed_page("Passeport emploi", page, {{"a.pdf", "Attestation", "application/pdf", "%PDF-"}}, "7KQ39XM4HT7KQ39X", zeros);
  REQUIRE(html);
  for (const char* hidden : {"Autonomie", "Attestation", "JVBERi0", "7KQ3", "http://", "https://", "@DATA@"}) {
    INFO(hidden);
    CHECK(html->find(hidden) == std::string::npos);
  }
  CHECK(html->find("\"rounds\": 600000") != std::string::npos);
}

TEST_CASE("a QR code has its three corners and its quiet zone") {
  const auto code = qr_code("7KQ39XM4HT7KQ39X");
  REQUIRE(code);
  // 16 characters of 8 bits at level M are version 2: 25 modules and four on each side.
  CHECK(code->find("viewBox=\"0 0 33 33\"") != std::string::npos);
  for (const char* corner : {"M4 4h1", "M28 4h1", "M4 28h1"}) CHECK(code->find(corner) != std::string::npos);
  CHECK(code->find("M0 ") == code->find("M0 0h33"));
  const auto too_long = qr_code(std::string(3000, 'x'));
  CHECK((!too_long && too_long.error().problems.front().code == "A133"_m));
}
