#pragma once
#include <string>
#include <string_view>

#include "mloc/base/result.hpp"
#include "zip_file.hpp"

namespace mloc {

/// Attributes of an element by their names without prefix.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  /// Empty where there is none.
  std::string_view get(std::string_view name) const;

 private:
  const char** pairs_;
};

/// What a part says; names come without prefix. A member that gives false ends the reading without an error.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual bool start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual bool end(std::string_view name) = 0;
  virtual void text(std::string_view) {}
};

/// Streams a part through expat. I171 for a document type (and so for entities), for what is not well formed or too deep; I174 without
/// expat.
Result<> read_xml(ZipFile& zip, const std::string& part, const std::string& file, XmlHandler& handler);

}  // namespace mloc
