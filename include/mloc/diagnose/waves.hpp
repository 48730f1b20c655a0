#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mloc/diagnose/instruments.hpp"
#include "mloc/draw/drawn.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::diagnose {

/// A wave of a survey as it was planned for everyone in a draw.
struct PlannedWave {
  std::string draw, wave, instrument;
  int version = 1;
  Date due;
};

/// The draw's waves.yaml, or nothing.
Result<std::optional<OpenDossier>> wave_file(const Workspace& workspace, const std::string& draw);
Result<std::vector<PlannedWave>> planned_waves(const Workspace& workspace, const std::string& draw);
bool takes_part(const draw::DrawFolder& folder, const Dossier& dossier);

/// The planned wave that a diagnosis of this case answers: of the named draw (G124, G126 when it is not there), or of
/// the only draw that fits; nothing when no draw does.
Result<std::optional<PlannedWave>> wave_of(const Workspace& workspace, const Dossier& dossier, const std::optional<std::string>& draw,
                                           const std::string& wave);

/// Somebody who was drawn, still consents, and has not answered a wave that is due, nor said why.
struct LateAnswer {
  std::string draw, wave, instrument, file_number, case_id;
  Date due;
};
Result<std::vector<LateAnswer>> late_answers(Workspace& workspace);

}  // namespace mloc::diagnose
