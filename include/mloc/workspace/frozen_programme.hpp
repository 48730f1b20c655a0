#pragma once
#include <string>

#include "mloc/workspace/workspace.hpp"

namespace mloc {

/// The programme by which a draw is judged: the copy that was put beside its roster when it was announced, W211 when that is
/// not what the announcement says; the programme's own file for draws that are older than copies.
Result<Programme> programme_of_draw(const Workspace& workspace, const std::string& draw);

/// The programme by which an application is judged: that of the first draw of its programme, rehearsals aside, that was announced
/// on its day or later; the programme's own file while there is none.
Result<Programme> programme_of_application(const Workspace& workspace, const Node& application);

}  // namespace mloc
