#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "commands/draw_files.hpp"
#include "mloc/commands/workspace.hpp"
#include "mloc/domain/convening.hpp"

namespace mloc {

/// A draw that was run, its programme, and who of it was convened to what.
struct ConvenedDraw {
  std::string draw, programme;
  DrawState state;
  std::map<std::string, std::string> cases;                         ///< file number to case
  std::map<std::string, std::vector<Invitation>> invitations;       ///< file number to its invitations of this draw

  static Result<ConvenedDraw> read(Workspace& workspace, const std::string& draw);
  const std::vector<Invitation>& of(const std::string& file_number) const;
};

}  // namespace mloc
