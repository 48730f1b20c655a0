// libFuzzer: any bytes are a table, or are refused with a reason, within the limits. Seeds: tests/fuzz/corpus/workbook.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "workbook_fault.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (const std::string fault = mloc::fault_of_workbook({reinterpret_cast<const char*>(data), size}); !fault.empty()) {
    std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
  }
  return 0;
}
