#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/result.hpp"
#include "mloc/base/said.hpp"
#include "mloc/base/time.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::meeting {

/// In the place of a draw's id: the partners of the passport's network.
constexpr std::string_view the_network = "network";

struct ConveneArgs {
  std::string draw, id;  ///< `draw` may be `the_network`
  std::optional<Date> on;
  std::optional<Time> time;
  std::optional<std::string> place, site, category;
  bool missed = false;
};
/// Convenes to a group meeting everybody who holds a place of the draw, has not come yet and is not convened to one that
/// is still to come. Of the network every partner, or only those who missed the last meeting.
Result<Exit> convene_group(World& world, const Globals& globals, const ConveneArgs& args);

struct PresenceArgs {
  std::string id;
  std::vector<CaseText> cases;
  std::optional<std::string> all, except, as;
  bool sign = false;
};
/// Presence at a group meeting: of those who are named, or of all but those of a file. With `sign`, who came signs the
/// contract of the draw.
Result<Exit> record_presence(World& world, const Globals& globals, const PresenceArgs& args);

struct ConvenedArgs {
  std::string draw;
  std::vector<std::string> terms;
};
/// Everybody who holds a place of the draw, or every partner of the network, with the last convening and whether another
/// is needed.
Result<Exit> list_convened(World& world, const Globals& globals, const ConvenedArgs& args);

struct LettersArgs {
  std::string draw;
  std::optional<std::string> to, output;
};
/// Letters in French, a sheet each: to the selected, those who wait, and those who were not eligible.
Result<Exit> print_letters(World& world, const Globals& globals, const LettersArgs& args);

}  // namespace mloc::meeting
