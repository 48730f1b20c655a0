#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::office {

/// `mloc programme list`: version, digest, dates and how places are given.
struct ProgrammesArgs {
  std::vector<std::string> terms;
};
Result<Exit> list_programmes(World& world, const Globals& globals, const ProgrammesArgs& args);

struct ProgrammeArgs {
  std::string code;
  std::optional<std::string> draw;
};
/// `show`: the rules in French sentences made from their values, for whoever approves them; with a draw, the rules that it keeps.
Result<Exit> show_programme(World& world, const Globals& globals, const ProgrammeArgs& args);
/// `diff`: the sentences that differ between the rules of a draw and today's; exit 1 when some do.
Result<Exit> diff_programme(World& world, const Globals& globals, const ProgrammeArgs& args);

struct CheckProgrammeArgs {
  std::optional<std::string> code;
};
/// `check`: every fault of one programme's file, or of all.
Result<Exit> check_programmes(World& world, const Globals& globals, const CheckProgrammeArgs& args);

}  // namespace mloc::office
