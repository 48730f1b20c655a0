#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/records/table_file.hpp"

namespace mloc {

/// What a workbook may cost; a hostile one is refused when it passes them (I171).
struct SheetLimits {
  static constexpr std::size_t rows = 1'000'000, columns = 200, expansion = 100, floor = 1u << 20, shared = 256u << 20;
};

/// A row of a sheet; a cell that is no value (an error, a formula without one) has a problem.
struct SheetRow {
  std::uint32_t line = 0;
  bool hidden = false;
  std::vector<std::string> cells;
  std::vector<Problem> problems;
};
/// Says whether to go on.
using SheetSink = std::function<bool(SheetRow&&)>;

/// A workbook of which sheets can be read one by one, each as a stream. Dates are 2010-03-05, times 10:30, numbers have a point.
class SheetBook {
 public:
  struct Sheet {
    std::string name;
    bool hidden = false;
  };
  virtual ~SheetBook() = default;
  virtual const std::vector<Sheet>& sheets() const = 0;
  virtual Result<> read(std::size_t sheet, const SheetSink& sink) = 0;
};

Result<std::unique_ptr<SheetBook>> open_xlsx(class ZipFile& zip, const std::string& file);
Result<std::unique_ptr<SheetBook>> open_ods(class ZipFile& zip, const std::string& file);

/// The sheet that `form` names or means, as a table.
Result<Csv> read_spreadsheet(std::string bytes, std::string file, const TableForm& form);

}  // namespace mloc
