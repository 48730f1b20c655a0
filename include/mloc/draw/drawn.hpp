#pragma once
#include <map>
#include <string>
#include <vector>

#include "mloc/draw/draw_files.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::draw {

/// Somebody who was drawn, selected or not.
struct Drawn {
  std::string file_number, stratum, household;
  std::string case_id;  ///< empty when the application is gone
  bool is_test = false; ///< selected by the draw itself: what came after changes no arm
  bool is_second = false;  ///< the same person stands in the roster under another number, to which all counts that was done since
};

/// Draws of the workspace that were run, by name.
Result<std::vector<std::string>> draws_that_were_run(const Workspace& workspace);
/// K105 without the draw, W168 before it was run.
Result<DrawFolder> run_draw(const Workspace& workspace, const std::string& draw);
/// Everyone in the roster with arm and case, by stratum and file number.
Result<std::vector<Drawn>> everyone_drawn(Workspace& workspace, const DrawFolder& folder);
/// The first entry of each case's person into the draw's programme, from the day of the draw to `last` (report/sql/parts/entries.sql).
Result<std::map<std::string, std::string>> entries_after(Workspace& workspace, const DrawFolder& folder, Date last);

}  // namespace mloc::draw
