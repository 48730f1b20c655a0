#include "zip_file.hpp"

#include <algorithm>
#include <optional>

#include <zip.h>

#include "mloc/base/library.hpp"
#include "mloc/base/phrases.hpp"
#include "spreadsheet.hpp"

namespace mloc {
namespace {

/// libzip's functions, taken by its soname at first use.
struct ZipLibrary {
  decltype(&zip_source_buffer_create) buffer = nullptr;
  decltype(&zip_source_free) free_source = nullptr;
  decltype(&zip_open_from_source) open = nullptr;
  decltype(&zip_discard) discard = nullptr;
  decltype(&zip_name_locate) locate = nullptr;
  decltype(&zip_stat_index) stat = nullptr;
  decltype(&zip_file_get_external_attributes) attributes = nullptr;
  decltype(&zip_fopen_index) open_part = nullptr;
  decltype(&zip_fread) read = nullptr;
  decltype(&zip_fclose) close_part = nullptr;

  bool take(void* library) {
    return take_from_library(library, "zip_source_buffer_create", buffer) && take_from_library(library, "zip_source_free", free_source) &&
           take_from_library(library, "zip_open_from_source", open) && take_from_library(library, "zip_discard", discard) &&
           take_from_library(library, "zip_name_locate", locate) && take_from_library(library, "zip_stat_index", stat) &&
           take_from_library(library, "zip_file_get_external_attributes", attributes) && take_from_library(library, "zip_fopen_index", open_part) &&
           take_from_library(library, "zip_fread", read) && take_from_library(library, "zip_fclose", close_part);
  }
};

const ZipLibrary* zip_library() {
  static const std::optional<ZipLibrary> loaded = []() -> std::optional<ZipLibrary> {
    ZipLibrary zip;
    void* library = open_library(MLOC_LIBZIP);
    return library && zip.take(library) ? std::optional(zip) : std::nullopt;
  }();
  return loaded ? &*loaded : nullptr;
}

constexpr zip_uint32_t kind_of_file = 0xF000, link = 0xA000;

class OpenZip final : public ZipFile {
 public:
  OpenZip(const ZipLibrary& library, zip_t* zip, std::string file, std::size_t size)
      : library_(library), zip_(zip), file_(std::move(file)), left_(std::max(size * SheetLimits::expansion, SheetLimits::floor)) {}
  ~OpenZip() override { library_.discard(zip_); }

  bool has(const std::string& name) const override { return library_.locate(zip_, name.c_str(), 0) >= 0; }

  Result<> read(const std::string& name, const std::function<bool(std::string_view)>& sink) override {
    const zip_int64_t index = library_.locate(zip_, name.c_str(), 0);
    if (index < 0) return bad_workbook(file_, phrase("it lacks the part {}", name));
    const auto at = static_cast<zip_uint64_t>(index);
    CHECKED(admit(at, name));
    const std::unique_ptr<zip_file_t, decltype(library_.close_part)> part(library_.open_part(zip_, at, 0), library_.close_part);
    if (!part) return bad_workbook(file_, phrase("the part {} cannot be read", name));
    std::size_t left = left_;
    char block[65536];
    for (;;) {
      const zip_int64_t count = library_.read(part.get(), block, sizeof block);
      if (count < 0) return bad_workbook(file_, phrase("the part {} cannot be read", name));
      if (count == 0) return {};
      if (static_cast<std::size_t>(count) > left) return bad_workbook(file_, phrase("it grows more than {} times", SheetLimits::expansion));
      left -= static_cast<std::size_t>(count);
      if (!sink({block, static_cast<std::size_t>(count)})) return {};
    }
  }

 private:
  Result<> admit(zip_uint64_t at, const std::string& name) {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (library_.attributes(zip_, at, 0, &system, &attributes) == 0 && system == ZIP_OPSYS_UNIX && ((attributes >> 16) & kind_of_file) == link)
      return bad_workbook(file_, phrase("the part {} is a link", name));
    zip_stat_t said{};
    if (library_.stat(zip_, at, 0, &said) == 0 && (said.valid & ZIP_STAT_ENCRYPTION_METHOD) && said.encryption_method != ZIP_EM_NONE)
      return bad_workbook(file_, phrase("it has a password"));
    return {};
  }

  const ZipLibrary& library_;
  zip_t* zip_;
  std::string file_;
  std::size_t left_;
};

}  // namespace

tl::unexpected<Failure> bad_workbook(const std::string& file, const Phrase& why) {
  return fail(Exit::no, at({file, 1, 0, {}}, problem("I171"_m, why)));
}

Result<std::unique_ptr<ZipFile>> ZipFile::open(std::string_view bytes, const std::string& file) {
  const ZipLibrary* library = zip_library();
  if (!library) return fail(Exit::disk, problem("I174"_m, MLOC_LIBZIP));
  zip_source_t* source = library->buffer(bytes.data(), bytes.size(), 0, nullptr);
  zip_t* zip = source ? library->open(source, ZIP_RDONLY, nullptr) : nullptr;
  if (!zip) {
    if (source) library->free_source(source);
    return bad_workbook(file, phrase("its archive is broken"));
  }
  return std::make_unique<OpenZip>(*library, zip, file, bytes.size());
}

}  // namespace mloc
