#pragma once
#include <map>
#include <string>
#include <vector>

#include "faults/memory_disk.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {

/// What a command said.
struct Said {
  std::string out, err;
  int status = 0;
};

/// A caller's folder in memory in which commands run as from a shell. Today is 2010-05-11; random words come from a
/// fixed generator, so that the same commands make the same bytes; the environment is empty.
class Stage {
 public:
  MemoryDisk disk;

  /// `MLOC_BY=leroy mloc … < FILE > FILE`, `cat FILE…`, `ls FOLDER` (all below it), `rm FILE…`,
  /// `replace FILE OLD NEW` (OLD must stand there once). `> /dev/full` is a full disk.
  Said run(const std::string& line);
  Said run_mloc(const std::vector<std::string>& arguments, const std::map<std::string, std::string>& environment = {},
                const std::string& input = {}, bool is_full = false);

 private:
  Said run_other(const std::vector<std::string>& words);
  class Generator final : public Random {
   public:
    std::uint32_t below(std::uint32_t bound) override;

   private:
    std::uint64_t state_ = 0;
  };
  Generator random_;
};

}  // namespace mloc
