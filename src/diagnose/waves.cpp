#include "mloc/diagnose/waves.hpp"

#include <algorithm>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::diagnose {
namespace {

std::optional<PlannedWave> named(const std::vector<PlannedWave>& waves, const std::string& wave) {
  const auto found = std::ranges::find(waves, wave, &PlannedWave::wave);
  return found == waves.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

Result<std::optional<OpenDossier>> wave_file(const Workspace& workspace, const std::string& draw) {
  return workspace.find(draw_path(draw, "waves.yaml"));
}

Result<std::vector<PlannedWave>> planned_waves(const Workspace& workspace, const std::string& draw) {
  TRY(file, wave_file(workspace, draw));
  std::vector<PlannedWave> waves;
  if (!file) return waves;
  for (const Record& record : file->dossier->records) {
    const Node& root = *record.root;
    if (record.is("wave"))
      waves.push_back({draw, std::string(root.get("wave")), std::string(root.get("instrument")), checked_number(root.get("version")),
                       *Date::parse(root.get("due"))});
  }
  std::ranges::stable_sort(waves, {}, &PlannedWave::due);
  return waves;
}

bool takes_part(const draw::DrawFolder& folder, const Dossier& dossier) {
  const auto roster = draw::Roster::parse(folder.roster);
  if (!roster) return false;
  for (const Record& record : dossier.records) {
    const std::string_view number = record.root->get("file_number");
    if (record.is("application") && !record.voided() &&
        std::ranges::any_of(roster->applicants(), [&](const draw::Applicant& one) { return one.id == number; }))
      return true;
  }
  return false;
}

Result<std::optional<PlannedWave>> wave_of(const Workspace& workspace, const Dossier& dossier, const std::optional<std::string>& draw,
                                           const std::string& wave) {
  if (draw) {
    TRY(folder, draw::run_draw(workspace, *draw));
    if (!takes_part(folder, dossier)) return fail(Exit::rule, problem("G126"_m, *draw));
    TRY(waves, planned_waves(workspace, *draw));
    auto found = named(waves, wave);
    if (!found) return fail(Exit::rule, problem("G124"_m, *draw, wave));
    return found;
  }
  TRY(draws, draw::draws_that_were_run(workspace));
  std::vector<PlannedWave> fitting;
  for (const std::string& name : draws) {
    TRY(waves, planned_waves(workspace, name));
    const auto found = named(waves, wave);
    if (!found) continue;
    TRY(folder, draw::run_draw(workspace, name));
    if (takes_part(folder, dossier)) fitting.push_back(*found);
  }
  if (fitting.empty()) return std::nullopt;
  if (fitting.size() > 1) return fail(Exit::usage, problem("C102"_m, phrase("several draws have this wave: say which with --draw")));
  return std::optional(fitting.front());
}

}  // namespace mloc::diagnose
