#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/random.hpp"
#include "mloc/base/result.hpp"
#include "mloc/render/page.hpp"

namespace mloc {

/// A file that goes with a page and is downloaded from it.
struct PageFile {
  std::string name;   ///< as it will be saved: `certificat_travail-2010-05-11.pdf`
  std::string label;  ///< what the reader sees
  std::string type;   ///< `application/pdf`
  std::string bytes;
};

/// One HTML file that holds `page` and `files` encrypted; it opens in a browser, from a disk too, and asks for `key`.
/// A132 without OpenSSL's libcrypto.
Result<std::string> sealed_page(std::string_view title, const Page& page, const std::vector<PageFile>& files, std::string_view key, Random& random);

/// The QR code of a text as SVG, black on white with its quiet zone; A132 without libqrencode.
Result<std::string> qr_code(std::string_view text);

}  // namespace mloc
