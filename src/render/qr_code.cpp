#include <memory>
#include <optional>

#include <fmt/format.h>
#include <qrencode.h>

#include "mloc/base/library.hpp"
#include "mloc/render/sealed_page.hpp"

namespace mloc {
namespace {

/// libqrencode's functions, taken by its soname at first use.
struct QrLibrary {
  decltype(&QRcode_encodeString8bit) encode = nullptr;
  decltype(&QRcode_free) free = nullptr;
};

const QrLibrary* qr_library() {
  static const std::optional<QrLibrary> loaded = []() -> std::optional<QrLibrary> {
    QrLibrary qr;
    void* library = open_library(MLOC_LIBQRENCODE);
    if (!library || !take_from_library(library, "QRcode_encodeString8bit", qr.encode) || !take_from_library(library, "QRcode_free", qr.free))
      return std::nullopt;
    return qr;
  }();
  return loaded ? &*loaded : nullptr;
}

}  // namespace

Result<std::string> qr_code(std::string_view text) {
  const QrLibrary* qr = qr_library();
  if (!qr) return fail(Exit::disk, problem("A132"_m, MLOC_LIBQRENCODE));
  const std::string whole(text);
  const std::unique_ptr<QRcode, decltype(qr->free)> code(qr->encode(whole.c_str(), 0, QR_ECLEVEL_M), qr->free);
  if (!code) return fail(Exit::usage, problem("A133"_m, whole.size()));
  constexpr int quiet = 4;  // modules, of ISO/IEC 18004
  const int side = code->width + 2 * quiet;
  std::string path;
  for (int y = 0; y < code->width; ++y)
    for (int x = 0; x < code->width; ++x)
      if (code->data[y * code->width + x] & 1) path += fmt::format("M{} {}h1v1h-1z", x + quiet, y + quiet);
  return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\" shape-rendering=\"crispEdges\">"
                     "<path fill=\"#fff\" d=\"M0 0h{0}v{0}H0z\"/><path fill=\"#000\" d=\"{1}\"/></svg>", side, path);
}

}  // namespace mloc
