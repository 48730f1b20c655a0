#include "mloc/workspace/listing.hpp"
#include "verbs.hpp"

namespace mloc::draw {

Result<Exit> list_draws(World& world, const Globals& globals, const DrawListArgs& args) {
  using K = Column::Kind;
  static const std::vector<Field> fields = {
      {{"draw", K::text, "Draw", "Tirage"}, "a.draw"},
      {{"programme", K::text, "Programme", "Dispositif"}, "a.programme"},
      {{"announced", K::day, "Announced", "Annoncé le"}, "substr(a.announced, 1, 10)"},
      {{"state", K::text, "State", "État"},
       "CASE WHEN EXISTS (SELECT 1 FROM run r WHERE r.draw = a.draw) THEN 'run' WHEN EXISTS (SELECT 1 FROM revelation v WHERE v.draw = a.draw) "
       "THEN 'revealed' ELSE 'announced' END",
       {"announced", "revealed", "run"}},
      {{"eligible", K::integer, "Eligible", "Éligibles"}, "a.eligible"},
      {{"rehearsal", K::flag, "Rehearsal", "Répétition"}, "COALESCE(a.rehearsal, 0)"}};
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(where, where_of(workspace, args.terms, fields));
  return print_rows(workspace, "draws", fields, "announcement a", where, "a.announced, a.draw", {true, false});
}

}  // namespace mloc::draw
