#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "faults/memory_disk.hpp"
#include "mloc/sys/world.hpp"
#include "troubled_disk.hpp"

namespace mloc {

/// What a command said.
struct Said {
  std::string out, err;
  int status = 0;
  bool changed_files = false;  ///< outside `.mloc`
};

/// A caller's folder in memory in which commands run as from a shell. Today is 2010-05-11; random words come from a
/// fixed generator, so that the same commands make the same bytes; the environment is empty.
class Stage {
 public:
  MemoryDisk disk;
  explicit Stage(std::uint64_t seed = 0) : random_(seed) {}

  /// `MLOC_BY=leroy mloc … < FILE > FILE`, `cat FILE…`, `ls FOLDER` (all below it), `rm FILE…`,
  /// `replace FILE OLD NEW [TIMES]` (OLD must stand there once; NEW so many times), `link PATH` (a symbolic link),
  /// `lock PATH` and `unlock PATH` (another process that holds it). `> /dev/full` is a full disk.
  /// For the next mloc only, at its first CALL (create, rename, sync) of PATH: `break CALL PATH` is an input/output
  /// error, `fill CALL PATH` a full disk, `kill CALL PATH` ends it. `meanwhile COMMAND` runs while it writes: just
  /// before the first file that it creates.
  Said run(const std::string& line);
  Said run_mloc(const std::vector<std::string>& arguments, const std::map<std::string, std::string>& environment = {},
                const std::string& input = {}, bool is_full = false);

 private:
  Said run_other(const std::vector<std::string>& words);
  bool make_trouble(const std::vector<std::string>& words);
  class Generator final : public Random {
   public:
    explicit Generator(std::uint64_t seed) : state_(seed) {}
    std::uint32_t below(std::uint32_t bound) override;

   private:
    std::uint64_t state_;
  };
  Generator random_;
  Trouble trouble_;
  Date clock_ = *Date::of(2010, 5, 11);
  std::map<std::string, std::unique_ptr<Lock>> held_;
};

}  // namespace mloc
