#pragma once
#include <string>
#include <string_view>

#include "mloc/records/csv.hpp"

namespace mloc {

/// How the bytes of a text are to be read, proved: a byte order mark, strict UTF-8, or Windows-1252 in which nothing speaks against
/// it. I169 with the places where a file is UTF-8 but for a few bytes, I170 where it is neither.
Result<Encoding> proved_encoding(std::string_view bytes, const std::string& file);

}  // namespace mloc
