// Meetings of the passport's network: partners are convened, come or not, and are convened again.
#include <algorithm>

#include "convene.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::meeting {
namespace {

using K = Column::Kind;

bool is_of_network(const std::string& category) {
  const Code* known = code_list("categorie_partenaire")->find(category);
  return known && known->node->get("network") != "false";
}

}  // namespace

Result<std::vector<NetworkPartner>> read_network(Workspace& workspace) {
  TRY(index, workspace.valid_index());
  TRY(partners, index->rows("SELECT partner, name, category, site FROM partner WHERE voided_day IS NULL AND category IS NOT NULL ORDER BY partner", {}, {true, false}));
  TRY(gatherings, index->rows("SELECT partner, id, gathering, day, time, place, presence FROM gathering WHERE voided_day IS NULL ORDER BY partner, day, id"));
  std::map<std::string, std::vector<Invitation>> invitations;
  for (const auto& row : gatherings.rows) {
    const std::string gathering = text_of(row[2]);
    // Without a convening the record itself says that the partner was there.
    invitations[text_of(row[0])].push_back({text_of(row[1]), gathering, *Date::parse(text_of(row[3])), text_of(row[4]), text_of(row[5]),
                                            gathering.empty() ? "present" : text_of(row[6])});
  }
  std::vector<NetworkPartner> network;
  for (const auto& row : partners.rows)
    if (is_of_network(text_of(row[2]))) network.push_back({text_of(row[0]), text_of(row[1]), text_of(row[2]), text_of(row[3]), invitations[text_of(row[0])]});
  return network;
}

Result<Exit> convene_network(World& world, const Globals& globals, const ConveneArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  if (args.category && !is_of_network(*args.category)) return fail(Exit::usage, problem("M176"_m, *args.category));
  Convening convening(workspace, args, actor);
  CHECKED(convening.admit());
  TRY(network, read_network(workspace));
  for (const NetworkPartner& one : network) {
    if ((args.category && one.category != *args.category) || (args.site && one.site != *args.site)) continue;
    const bool missed = has_missed_the_last(one.invitations, world.today());
    if (args.missed && !missed) continue;
    CHECKED(convening.invite(partner_path(one.code), "gathering", missed && !one.invitations.empty()));
  }
  if (convening.count() == 0) return fail(Exit::no, problem("M177"_m));
  return convening.finish();
}

Result<Exit> list_network(World& world, const Globals& globals, const ConvenedArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(network, read_network(workspace));
  Table table{"convened_partners",
              {{"partner", K::text, "Partner", "Partenaire"},
               {"name", K::text, "Name", "Raison sociale"},
               {"gathering", K::text, "Last meeting", "Dernière réunion"},
               {"day", K::day, "Day", "Jour"},
               {"presence", K::text, "Presence", "Présence"},
               {"times", K::integer, "Times", "Fois"},
               {"came", K::integer, "Came", "Venues"},
               {"open", K::flag, "To convene", "À convoquer"}},
              {}};
  for (const NetworkPartner& one : network) {
    const bool open = has_missed_the_last(one.invitations, world.today());
    const Invitation* last = last_invitation(one.invitations);
    table.rows.push_back({one.code, one.name, last && !last->gathering.empty() ? Cell(last->gathering) : Cell(), last ? Cell(last->day.text()) : Cell(),
                          last && !last->presence.empty() ? Cell(last->presence) : Cell(), std::to_string(one.invitations.size()),
                          std::to_string(std::ranges::count_if(one.invitations, &Invitation::came)), open ? "true" : "false"});
  }
  return print_passing(workspace, std::move(table), Terms::of(args.terms));
}

}  // namespace mloc::meeting
