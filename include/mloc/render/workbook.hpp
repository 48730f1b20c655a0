#pragma once
#include <string>
#include <vector>

#include "mloc/base/result.hpp"
#include "mloc/render/table.hpp"

namespace mloc {

/// A sheet of a workbook: what stands above its table, and the table. The name must be no other sheet's.
struct Sheet {
  std::string name;
  std::vector<std::string> above;
  Table table;
};
/// An XLSX file: figures are numbers, days are dates, texts never formulas; the same sheets give the same bytes.
/// G132 without libxlsxwriter or where it has no room for its temporary files.
Result<std::string> workbook_bytes(const std::vector<Sheet>& sheets, Language language);

}  // namespace mloc
