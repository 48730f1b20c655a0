#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "commands/draw_files.hpp"
#include "commands/instruments.hpp"
#include "mloc/commands/workspace.hpp"

namespace mloc {

/// A wave of a survey as it was planned for everyone in a draw.
struct PlannedWave {
  std::string draw, wave, instrument;
  int version = 1;
  Date due;
};

/// Somebody who was drawn, selected or not.
struct Drawn {
  std::string file_number, stratum, household;
  std::string case_id;  ///< empty when the application is gone
  bool is_test = false; ///< selected by the draw itself: what came after changes no arm
};

/// The draw's waves.yaml, or nothing.
Result<std::optional<OpenDossier>> wave_file(const Workspace& workspace, const std::string& draw);
Result<std::vector<PlannedWave>> planned_waves(const Workspace& workspace, const std::string& draw);
/// Draws of the workspace that were run, by name.
Result<std::vector<std::string>> draws_that_were_run(const Workspace& workspace);
/// K105 without the draw, W168 before it was run.
Result<DrawFolder> run_draw(const Workspace& workspace, const std::string& draw);
/// Everyone in the roster with arm and case, by stratum and file number.
Result<std::vector<Drawn>> everyone_drawn(Workspace& workspace, const DrawFolder& folder);
/// The first entry of each case into the draw's programme, from the day of the draw to `last`.
Result<std::map<std::string, std::string>> entries_after(Workspace& workspace, const DrawFolder& folder, Date last);
bool takes_part(const DrawFolder& folder, const Dossier& dossier);

/// The planned wave that a diagnosis of this case answers: of the named draw (G124, G126 when it is not there), or of
/// the only draw that fits; nothing when no draw does.
Result<std::optional<PlannedWave>> wave_of(const Workspace& workspace, const Dossier& dossier, const std::optional<std::string>& draw,
                                           const std::string& wave);

}  // namespace mloc
