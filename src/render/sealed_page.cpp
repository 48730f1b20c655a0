#include "mloc/render/sealed_page.hpp"

#include <fmt/format.h>

#include "mloc/base/cipher.hpp"
#include "mloc/base/embedded.hpp"
#include "mloc/render/json_text.hpp"

namespace mloc {
namespace {

std::string contents_of(const Page& page, const std::vector<PageFile>& files) {
  std::vector<std::string> list;
  for (const PageFile& file : files)
    list.push_back(json_object({{"name", json_text(file.name)}, {"label", json_text(file.label)}, {"type", json_text(file.type)},
                                {"data", json_text(base64(file.bytes))}}));
  return json_object({{"html", json_text(page.html())}, {"files", json_array(list)}});
}

std::string with(std::string text, std::string_view mark, std::string_view value) {
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) text.replace(at, mark.size(), value);
  return text;
}

}  // namespace

Result<std::string> sealed_page(std::string_view title, const Page& page, const std::vector<PageFile>& files, std::string_view key, Random& random) {
  TRY(sealed, seal(key, contents_of(page, files), random));
  std::string text(*embedded("src/render/sealed_page.html"));
  text = with(std::move(text), "@TITLE@", html_text(title));
  text = with(std::move(text), "@ROUNDS@", std::to_string(pbkdf2_rounds));
  text = with(std::move(text), "@SALT@", base64(sealed.salt));
  text = with(std::move(text), "@NONCE@", base64(sealed.nonce));
  return with(std::move(text), "@DATA@", base64(sealed.bytes));
}

}  // namespace mloc
