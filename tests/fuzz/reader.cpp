// libFuzzer: any bytes are read without a crash, a hang or a lie, and as libyaml and yaml-cpp read them. Seeds:
// examples/records.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const mloc::Folder folder : {mloc::Folder::cases, mloc::Folder::identities, mloc::Folder::partners, mloc::Folder::draws})
    if (const std::string fault = mloc::fault_of_reader(bytes, folder); !fault.empty()) {
      std::fprintf(stderr, "%s\n", fault.c_str());
      std::abort();
    }
  return 0;
}
