// libFuzzer: what tests/fuzz/faults.hpp says must hold for any bytes. Seeds: tests/fuzz/corpus/csv.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "faults.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (const std::string fault = mloc::fault_of_csv({reinterpret_cast<const char*>(data), size}); !fault.empty()) {
    std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
  }
  return 0;
}
