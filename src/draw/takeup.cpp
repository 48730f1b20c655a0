// Assigned is not entered: how many of each arm of a draw have entered its programme.
#include <algorithm>
#include <map>

#include "mloc/draw/drawn.hpp"
#include "mloc/workspace/print.hpp"
#include "verbs.hpp"

namespace mloc::draw {
namespace {

using K = Column::Kind;

struct Arm {
  std::int64_t drawn = 0, entered = 0;
  std::string first, last;
  void take(const std::string* day) {
    ++drawn;
    if (!day) return;
    ++entered;
    first = first.empty() ? *day : std::min(first, *day);
    last = std::max(last, *day);
  }
};

}  // namespace

Result<Exit> show_takeup(World& world, const Globals& globals, const TakeupArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(folder, run_draw(workspace, args.draw));
  TRY(everyone, everyone_drawn(workspace, folder));
  TRY(entered, entries_after(workspace, folder, args.on.value_or(world.today())));
  std::map<std::pair<std::string, bool>, Arm> arms;
  for (const Drawn& person : everyone) {
    const auto found = entered.find(person.case_id);
    arms[{args.group ? person.stratum : "", !person.is_test}].take(found == entered.end() || person.is_second ? nullptr : &found->second);
  }
  Table table{"takeup",
              {{"draw", K::text, "Draw", "Tirage"}, {"stratum", K::text, "Stratum", "Strate"}, {"arm", K::text, "Arm", "Groupe"},
               {"drawn", K::integer, "Drawn", "Tirés au sort"}, {"entered", K::integer, "Entered", "Entrés"},
               {"entered_percent", K::ratio, "Entered %", "Entrés %"}, {"first", K::day, "First", "Première entrée"},
               {"last", K::day, "Last", "Dernière entrée"}},
              {}};
  for (const auto& [key, arm] : arms)
    table.rows.push_back({args.draw, key.first.empty() ? Cell() : Cell(key.first), key.second ? "temoin" : "test", std::to_string(arm.drawn),
                          std::to_string(arm.entered), ratio_text(arm.entered * 100, arm.drawn, 1), arm.first.empty() ? Cell() : Cell(arm.first),
                          arm.last.empty() ? Cell() : Cell(arm.last)});
  return print(world, globals, std::move(table));
}

}  // namespace mloc::draw
