#include "xml_events.hpp"

#include <memory>
#include <optional>

#include <expat.h>

#include "mloc/base/library.hpp"
#include "mloc/base/phrases.hpp"

namespace mloc {
namespace {

struct ExpatLibrary {
  decltype(&XML_ParserCreate) create = nullptr;
  decltype(&XML_ParserFree) free = nullptr;
  decltype(&XML_SetUserData) set_user_data = nullptr;
  decltype(&XML_SetElementHandler) set_elements = nullptr;
  decltype(&XML_SetCharacterDataHandler) set_text = nullptr;
  decltype(&XML_SetStartDoctypeDeclHandler) set_doctype = nullptr;
  decltype(&XML_StopParser) stop = nullptr;
  decltype(&XML_Parse) parse = nullptr;

  bool take(void* library) {
    return take_from_library(library, "XML_ParserCreate", create) && take_from_library(library, "XML_ParserFree", free) &&
           take_from_library(library, "XML_SetUserData", set_user_data) && take_from_library(library, "XML_SetElementHandler", set_elements) &&
           take_from_library(library, "XML_SetCharacterDataHandler", set_text) && take_from_library(library, "XML_SetStartDoctypeDeclHandler", set_doctype) &&
           take_from_library(library, "XML_StopParser", stop) && take_from_library(library, "XML_Parse", parse);
  }
};

const ExpatLibrary* expat_library() {
  static const std::optional<ExpatLibrary> loaded = []() -> std::optional<ExpatLibrary> {
    ExpatLibrary expat;
    void* library = open_library(MLOC_LIBEXPAT);
    return library && expat.take(library) ? std::optional(expat) : std::nullopt;
  }();
  return loaded ? &*loaded : nullptr;
}

std::string_view local(std::string_view name) { return name.substr(name.find(':') + 1); }

constexpr int deepest_element = 64;

/// One reading; expat calls its functions.
class Reading {
 public:
  Reading(const ExpatLibrary& expat, XmlHandler& handler) : expat_(expat), handler_(handler), parser_(expat.create(nullptr), expat.free) {
    expat_.set_user_data(parser_.get(), this);
    expat_.set_elements(parser_.get(), on_start, on_end);
    expat_.set_text(parser_.get(), on_text);
    expat_.set_doctype(parser_.get(), on_doctype);
  }

  /// False: no more is wanted.
  bool take(std::string_view block, bool last) {
    const auto status = expat_.parse(parser_.get(), block.data(), static_cast<int>(block.size()), last);
    if (status == XML_STATUS_ERROR && !ended_ && !refused_) broken_ = true;
    return status == XML_STATUS_OK;
  }
  bool ended() const { return ended_; }
  bool refused() const { return refused_; }
  bool broken() const { return broken_; }

 private:
  void stop(bool& why) {
    why = true;
    expat_.stop(parser_.get(), XML_FALSE);
  }
  static void on_start(void* self, const char* name, const char** attributes) {
    auto& reading = *static_cast<Reading*>(self);
    if (++reading.depth_ > deepest_element) return reading.stop(reading.refused_);
    if (!reading.handler_.start(local(name), XmlAttributes(attributes))) reading.stop(reading.ended_);
  }
  static void on_end(void* self, const char* name) {
    auto& reading = *static_cast<Reading*>(self);
    --reading.depth_;
    if (!reading.handler_.end(local(name))) reading.stop(reading.ended_);
  }
  static void on_text(void* self, const char* text, int size) {
    static_cast<Reading*>(self)->handler_.text({text, static_cast<std::size_t>(size)});
  }
  static void on_doctype(void* self, const char*, const char*, const char*, int) {
    auto& reading = *static_cast<Reading*>(self);
    reading.stop(reading.refused_);
  }

  const ExpatLibrary& expat_;
  XmlHandler& handler_;
  std::unique_ptr<XML_ParserStruct, decltype(ExpatLibrary::free)> parser_;
  int depth_ = 0;
  bool ended_ = false, refused_ = false, broken_ = false;
};

}  // namespace

std::string_view XmlAttributes::get(std::string_view name) const {
  for (const char** pair = pairs_; *pair; pair += 2)
    if (local(*pair) == name) return pair[1];
  return {};
}

Result<> read_xml(ZipFile& zip, const std::string& part, const std::string& file, XmlHandler& handler) {
  const ExpatLibrary* expat = expat_library();
  if (!expat) return fail(Exit::disk, problem("I174"_m, MLOC_LIBEXPAT));
  Reading reading(*expat, handler);
  CHECKED(zip.read(part, [&](std::string_view block) { return reading.take(block, false); }));
  if (!reading.ended() && !reading.refused() && !reading.broken()) reading.take({}, true);
  if (reading.refused()) return bad_workbook(file, phrase("the part {} has entities, or is nested too deep", part));
  if (reading.broken()) return bad_workbook(file, phrase("the part {} is no XML", part));
  return {};
}

}  // namespace mloc
