#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/said.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc {

/// What a command does for one case: the dossier as it will be, and what is said when it is.
struct Part {
  std::string path, bytes;
  std::optional<Digest> read;
  Phrase said;
  std::function<Result<>()> after = nullptr;  ///< says what follows
};

/// Does the same for the case that was named, or for each of a file (`@FILE`, `@-` for standard input): all of it or nothing, with
/// every refusal told under its case. `make` gives nothing for a case that is done with already.
Result<Exit> for_each_case(Workspace& workspace, const CaseText& said, const std::function<Result<std::optional<Part>>(const CaseText&)>& make);

}  // namespace mloc
