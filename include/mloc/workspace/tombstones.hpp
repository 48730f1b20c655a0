#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc {

/// Keyed digests that stay with the tombstone of somebody who was forgotten: a later file with the person is refused, and nobody
/// is named. The key lies in the key store, else in `.mloc/`; git has neither.
class Forgotten {
 public:
  /// What is marked in the workspace. Where the key is not here, a warning says that nobody can be recognised.
  static Result<Forgotten> of(Workspace& workspace);
  /// The case whose tombstone knows the file number or the person; nullopt for everybody else.
  std::optional<CaseId> by_number(std::string_view file_number) const;
  std::optional<CaseId> by_person(std::string_view surname, std::string_view first_name, Date birth_date) const;

 private:
  std::optional<CaseId> find(const std::string& text) const;
  std::string key_;
  std::map<std::string, CaseId> marks_;
};

/// The marks of a person who is forgotten now, by the texts of `number_text` and `person_text`; makes the key when there is none.
Result<std::vector<std::string>> marks_of(Workspace& workspace, const std::vector<std::string>& texts);
std::string number_text(std::string_view file_number);
std::string person_text(std::string_view surname, std::string_view first_name, Date birth_date);

}  // namespace mloc
