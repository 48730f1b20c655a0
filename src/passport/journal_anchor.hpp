#pragma once
#include <string>
#include <vector>

#include "mloc/workspace/journal_heads.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::passport {

/// A journal of accesses that is no longer what somebody has seen of it.
struct BrokenJournal {
  std::string clone;
  Problem problem;  ///< A187 gone, A188 shorter, A189 another one under the same name
};

/// How far each journal had come by all that remembers it: passports/journals.yaml as it lies there and as git has it (with
/// `Past::all` in every commit), and what this clone has seen. Those that a person has declared lost are left out.
enum class Past { head, all };
Result<std::vector<BrokenJournal>> broken_journals(const Workspace& workspace, Past past);

/// The record of a journal in passports/journals.yaml, put into the change that writes its line.
Result<> anchor(Workspace& workspace, Change& change, const JournalHead& head, const std::string& by);

}  // namespace mloc::passport
