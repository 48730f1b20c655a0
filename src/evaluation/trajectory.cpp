// What became of both arms of a draw, month by month: where their dossiers say that people stood.
#include <algorithm>
#include <array>
#include <map>

#include "mloc/base/phrases.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/shared_sql.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "study.hpp"

namespace mloc::evaluation {
namespace {

using K = Column::Kind;

constexpr std::array months_shown = {0, 6, 12, 18, 24, 36};

/// A situation of somebody, and whether it is work or training.
struct Spell {
  std::string starts, ends;
  enum class Kind : std::uint8_t { work, training, other } kind;
};
using Spells = std::map<std::string, std::vector<Spell>>;

/// Of each case, in the order of their first days.
Result<Spells> read_spells(Workspace& workspace) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows(over_shared_sql({"people", "works"},
                                        "SELECT every.case_id, situation.starts, situation.ends, occupied.is_work FROM one AS every INNER JOIN one ON one.person = every.person "
                                        "INNER JOIN situation ON situation.case_id = one.case_id AND situation.voided_day IS NULL "
                                        "LEFT JOIN occupied ON occupied.situation = situation.situation ORDER BY every.case_id, situation.starts, situation.id")));
  Spells spells;
  for (const auto& row : rows.rows) {
    const auto* is_work = std::get_if<std::int64_t>(&row[3]);
    spells[text_of(row[0])].push_back({text_of(row[1]), text_of(row[2]), !is_work ? Spell::Kind::other : *is_work ? Spell::Kind::work : Spell::Kind::training});
  }
  return spells;
}

/// The last one that had begun and not ended on the day.
const Spell* standing_on(const std::vector<Spell>& spells, const std::string& day) {
  const Spell* found = nullptr;
  for (const Spell& one : spells)
    if (one.starts <= day && (one.ends.empty() || one.ends >= day)) found = &one;
  return found;
}

struct Standing {
  std::int64_t drawn = 0, known = 0, work = 0, training = 0;
  void take(const Spell* spell) {
    ++drawn;
    if (!spell) return;
    ++known;
    work += spell->kind == Spell::Kind::work;
    training += spell->kind == Spell::Kind::training;
  }
};

}  // namespace

Result<Exit> show_trajectory(World& world, const Globals& globals, const TrajectoryArgs& args) {
  CHECKED(refuse_audience(globals, "report trajectory"));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(draw, draw_of_programme(workspace, args.programme, args.draw));
  TRY(folder, draw::run_draw(workspace, draw));
  TRY(everyone, draw::everyone_drawn(workspace, folder));
  TRY(consents, enrol::trial_answers(workspace, args.programme));
  TRY(programme, workspace.programme(args.programme));
  TRY(spells, read_spells(workspace));
  const Date drawn = *Date::parse(folder.event("run")->id.substr(0, 10));
  Table table{"trajectory",
              {{"draw", K::text, "Draw", "Tirage"}, {"months", K::integer, "Months since", "Mois depuis"}, {"day", K::day, "Day", "Jour"},
               {"arm", K::text, "Arm", "Groupe"}, {"drawn", K::integer, "Drawn", "Tirés au sort"}, {"known", K::integer, "Situation known", "Situation connue"},
               {"work", K::integer, "In work", "En emploi"}, {"training", K::integer, "In training", "En formation"}, {"other", K::integer, "Other", "Autre"},
               {"work_percent", K::ratio, "In work %", "En emploi %"}, {"training_percent", K::ratio, "In training %", "En formation %"}},
              {}};
  for (const int months : months_shown) {
    const Date day = drawn.plus_months(months);
    if (world.today() < day) break;
    std::array<Standing, 2> arms;
    for (const draw::Drawn& person : everyone) {
      const auto consent = consents.find(person.case_id);
      const bool is_told = !programme.trial || (consent != consents.end() && consent->second == "accepte");
      const auto found = spells.find(person.case_id);
      const bool is_known = is_told && !person.is_second && found != spells.end();
      arms[person.is_test ? 0 : 1].take(is_known ? standing_on(found->second, day.text()) : nullptr);
    }
    for (std::size_t i = 0; i < arms.size(); ++i) {
      const Standing& arm = arms[i];
      table.rows.push_back({draw, std::to_string(months), day.text(), i == 0 ? "test" : "temoin", std::to_string(arm.drawn), std::to_string(arm.known),
                            std::to_string(arm.work), std::to_string(arm.training), std::to_string(arm.known - arm.work - arm.training),
                            ratio_text(arm.work * 100, arm.known, 1), ratio_text(arm.training * 100, arm.known, 1)});
    }
  }
  return print(world, globals, std::move(table));
}

}  // namespace mloc::evaluation
