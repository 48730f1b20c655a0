#include "verbs.hpp"

#include "mloc/cli/verb.hpp"

namespace mloc::cli {

template <>
struct As<draw::WrittenSource> {
  static constexpr Type type = Type::day;
  static Result<draw::WrittenSource> read(const std::string& text, const Given& given) { return draw::parse_source(text, given.today); }
};

}  // namespace mloc::cli

namespace mloc::draw {

using namespace cli;

std::vector<Verb> draw_verbs() {
  using A = AnnounceArgs;
  using E = DrawEventArgs;
  const auto draw = [] { return argument("DRAW", &DrawArgs::draw, "the draw's id"); };
  return {
      verb<A>("announce", "Freeze the roster of the eligible and announce the draw.", announce_draw,
              {"mloc draw announce permis-2010 --programme permis --source loto@2010-02-24 --source euromillions@2010-02-26"},
              {argument("DRAW", &A::draw, "a new id: a-z 0-9 -"),
               option("--programme CODE", &A::programme, "the programme").required(),
               option("--source NAME@DAY[:BITS]", &A::sources, "a public source with its future day; may be repeated").required(),
               option("--fallback NAME@DAY[:BITS]", &A::fallback, "stands in for one source that fails"),
               option("--policy POLICY", &A::policy, "a household that does not fit: skip, stop or over").one_of({"skip", "stop", "over"})}).writing(),
      verb<RevealArgs>("reveal", "Store the published values and show the seed.", reveal_draw,
                       {"mloc draw reveal permis-2010 --value loto=\"3 12 23 31 44 + 9\" --value euromillions=\"3 18 24 36 47 + 2 7\""},
                       {argument("DRAW", &RevealArgs::draw, "the draw's id"),
                        option("--value SOURCE=NUMBERS", &RevealArgs::values, "numbers as published, + opens a group; may be repeated").required()}).writing(),
      verb<DrawArgs>("run", "Draw, once.", run_draw_once, {"mloc draw run permis-2010"}, {draw()}).writing(),
      verb<DrawArgs>("verify", "Compute the draw again from its files.", verify_draw_files,
                     {"mloc draw verify permis-2010", "mloc draw verify ./permis-2010/"},
                     {argument("DRAW", &DrawArgs::draw, "the draw's id, or a folder (with a slash)")}),
      verb<MinutesArgs>("minutes", "Print the minutes (procès-verbal) in French.", print_minutes, {"mloc draw minutes permis-2010 -o pv.md"},
                        {argument("DRAW", &MinutesArgs::draw, "the draw's id"), option("-o, --output FILE", &MinutesArgs::output, "the file; default: standard output")})
          .writing(),
      verb<DrawListArgs>("list", "List the draws and how far each has come.", list_draws, {"mloc draw list", "mloc draw list state:announced"},
                         {terms(&DrawListArgs::terms)},
                         listing),
      verb<DrawArgs>("show", "List who stands where after every event.", list_draw, {"mloc draw show permis-2010 -O csv"}, {draw()}, listing),
      verb<TakeupArgs>("takeup", "Show how many of each arm entered the programme: test was selected by the draw, temoin was not.", show_takeup,
                       {"mloc draw takeup logement-2010", "mloc draw takeup logement-2010 --group site --on 2010-12-31 -O csv"},
                       {argument("DRAW", &TakeupArgs::draw, "the draw's id"),
                        option("--on DAY", &TakeupArgs::on, "entries up to that day; default: today"),
                        option("--group COLUMN", &TakeupArgs::group, "one row for each").one_of({"site"})},
                       listing),
      verb<E>("withdraw", "Record that somebody withdraws; the next by rank takes the place, but no control of a trial.", withdraw_applicant,
              {"mloc draw withdraw permis-2010 AU-2010-0085 --reason renonciation"},
              {argument("DRAW", &E::draw, "the draw's id"), argument("CASE", &E::applicant, "the file number"),
               option("--reason CODE", &E::reason, "code of {}").code_of({"motif_retrait"}).required(),
               option("--break-assignment CODE", &E::break_assignment, "in a trial, why a control takes the place all the same: code of {}").code_of({"motif_admission"})}).writing(),
      verb<E>("admit", "Admit somebody after the draw, at the place of their ticket.", admit_applicant,
              {"mloc draw admit permis-2010 AU-2010-0700 --site nord --reason reclamation_admise"},
              {argument("DRAW", &E::draw, "the draw's id"), argument("CASE", &E::applicant, "the file number"),
               option("--site CODE", &E::stratum, "the site").required(),
               option("--household LABEL", &E::cluster, "the household"),
               option("--reason CODE", &E::reason, "code of {}").code_of({"motif_admission"}).required()}).writing(),
      verb<A>("rehearse", "Announce and draw with the fixed seed REPETITION, for practice.", rehearse_draw,
              {"mloc draw rehearse essai-1 --programme permis"},
              {argument("DRAW", &A::draw, "a new id: a-z 0-9 -"), option("--programme CODE", &A::programme, "the programme").required()}).writing()};
}

}  // namespace mloc::draw
