#pragma once
#include <string>
#include <vector>

#include "mloc/workspace/workspace.hpp"

namespace mloc::passport {

/// One thing that is kept in or about a person's passport, for the person: never who wrote or prescribed.
struct AnswerLine {
  std::string passport, heading, record, field, name, value;
};

/// Everything that the person's passports hold, whom something was handed to, and which organisations read them on which
/// days; a line of the journal is put down before. A justice or accommodation body is told as a partner of the network, for
/// its name would say who followed the person. Nothing with --dry-run. A104 without the right to answer.
Result<std::vector<AnswerLine>> passport_answer(Workspace& workspace, const CaseId& person, Language language);

}  // namespace mloc::passport
