// What a draw can show, before it is drawn.
#include <algorithm>
#include <cmath>

#include "mloc/base/phrases.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/workspace/print.hpp"
#include "rules/power.hpp"
#include "verbs.hpp"

namespace mloc::evaluation {
namespace {

using K = Column::Kind;

/// The arms as the places cut them; where everybody gets a place, or nobody, there is nothing to compare.
Result<Arms> arms_of(Workspace& workspace, const Programme& programme) {
  TRY(judged, enrol::judged_applications(workspace, programme));
  std::map<std::string, std::uint32_t> eligible;
  for (const enrol::JudgedApplication& one : judged)
    if (one.eligible()) ++eligible[one.site];
  Arms arms;
  for (const auto& [site, number] : eligible) {
    const auto places = programme.quotas.find(site);
    const std::uint32_t drawn = places == programme.quotas.end() ? 0 : std::min(places->second, number);
    if (drawn == 0 || drawn == number) continue;
    arms.test += drawn;
    arms.control += number - drawn;
  }
  if (arms.test < 2 || arms.control < 2) return fail(Exit::rule, problem("V111"_m, programme.code));
  return arms;
}

/// All digits where a program reads, one decimal where a person does.
class Percent {
 public:
  explicit Percent(Format format) : all_(format == Format::csv || format == Format::json) {}
  std::string operator()(double share) const { return fmt::format(fmt::runtime(all_ ? "{:.12g}" : "{:.1f}"), 100 * share); }
  std::string deviations(double effect) const { return fmt::format(fmt::runtime(all_ ? "{:.12g}" : "{:.3f}"), effect); }

 private:
  bool all_;
};

}  // namespace

Result<Exit> show_power(World& world, const Globals& globals, const PowerArgs& args) {
  if (args.answered < 1 || args.answered > 100) return fail(Exit::usage, problem("C102"_m, phrase("--answered is 1 to 100")));
  if (args.power < 1 || args.power > 99) return fail(Exit::usage, problem("C102"_m, phrase("--power is 1 to 99")));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(programme, workspace.programme(args.programme));
  TRY(drawn, arms_of(workspace, programme));
  const Arms arms{drawn.control * args.answered / 100.0, drawn.test * args.answered / 100.0};
  const double power = args.power / 100.0;
  Table table{"power",
              {{"control_percent", K::ratio, "Control %", "Témoin %"}, {"detectable_percent", K::ratio, "Detectable %", "Décelable %"},
               {"points", K::ratio, "Points", "Points"}, {"rule_points", K::ratio, "2.8 std. errors", "2,8 erreurs types"},
               {"effect", K::ratio, "Std. deviations", "Écarts types"}},
              {}};
  const Percent percent(globals.view.format);
  for (int tenth = 1; tenth <= 9; ++tenth) {
    const double control = tenth / 10.0;
    const auto found = detectable_share(arms, control, power);
    const double rule = 2.8 * std::sqrt(control * (1 - control) * (1 / arms.control + 1 / arms.test));
    table.rows.push_back({percent(control), found ? Cell(percent(*found)) : Cell(), found ? Cell(percent(*found - control)) : Cell(), percent(rule), Cell()});
  }
  table.rows.push_back({Cell(), Cell(), Cell(), Cell(), percent.deviations(detectable_effect(arms, power))});
  TRY(exit, print(world, globals, std::move(table)));
  if (!globals.quiet)
    remark(world, phrase("{}: {} test, {} control; {} of 100 answer, power {} of 100, two-sided at 5 of 100", programme.code, drawn.test,
                              drawn.control, args.answered, args.power));
  return exit;
}

}  // namespace mloc::evaluation
