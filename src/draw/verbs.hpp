#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/named.hpp"
#include "mloc/base/result.hpp"
#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/draw/rules/seed.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::draw {

struct AnnounceArgs {
  std::string draw;
  std::string programme;
  std::vector<WrittenSource> sources;
  std::optional<WrittenSource> fallback;
  std::optional<std::string> policy;
  bool rehearsal = false;
};
/// Freezes the roster of the eligible and writes the announcement; refusals as in the design of the draw.
Result<Exit> announce_draw(World& world, const Globals& globals, const AnnounceArgs& args);
/// Announces and draws with the fixed seed; every output says that it is a rehearsal.
Result<Exit> rehearse_draw(World& world, const Globals& globals, const AnnounceArgs& args);

struct RevealArgs {
  std::string draw;
  std::vector<Named<std::string>> values;  ///< source and numbers
};
Result<Exit> reveal_draw(World& world, const Globals& globals, const RevealArgs& args);

struct DrawArgs {
  std::string draw;
};
/// Once: a second run is refused.
Result<Exit> run_draw_once(World& world, const Globals& globals, const DrawArgs& args);
/// By the files alone; `draw` may be a folder (it contains a slash). Exit::no names every difference.
Result<Exit> verify_draw_files(World& world, const Globals& globals, const DrawArgs& args);
struct MinutesArgs {
  std::string draw;
  std::optional<std::string> output;
};
Result<Exit> print_minutes(World& world, const Globals& globals, const MinutesArgs& args);
Result<Exit> list_draw(World& world, const Globals& globals, const DrawArgs& args);

struct DrawListArgs {
  std::vector<std::string> terms;
};
/// The draws of a workspace: announced, revealed or run.
Result<Exit> list_draws(World& world, const Globals& globals, const DrawListArgs& args);

struct TakeupArgs {
  std::string draw;
  std::optional<Date> on;
  std::optional<std::string> group;  ///< `site`
};
/// Of each arm of a draw that was run, how many have entered its programme, and when.
Result<Exit> show_takeup(World& world, const Globals& globals, const TakeupArgs& args);

struct DrawEventArgs {
  std::string draw;
  CaseText applicant;
  std::string reason;
  std::optional<std::string> stratum, cluster;
  std::optional<std::string> break_assignment;  ///< why a control of a trial takes the place
};
Result<Exit> withdraw_applicant(World& world, const Globals& globals, const DrawEventArgs& args);
Result<Exit> admit_applicant(World& world, const Globals& globals, const DrawEventArgs& args);

}  // namespace mloc::draw
