#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/likeness.hpp"
#include "mloc/import/drafts.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::enrol {

/// Why a row may not be taken for the person whose file number it has, or for a new one.
struct WhoConflict {
  Problem problem;
  Phrase detail;  ///< with the values, for who may see them
};

/// The people of the workspace and those of the rows, by birth date: whose row it is.
class KnownPeople {
 public:
  /// `case_of` leads from the key of a row to its case, where that is known.
  static Result<KnownPeople> of(Workspace& workspace, const imports::Import& import, std::map<std::string, std::string> case_of);

  /// A row for a known case: nullopt when it is the same person; `respelt` when a name is corrected.
  std::optional<WhoConflict> judge(const imports::Draft& draft, const std::string& case_id, bool& respelt) const;
  /// A row with a new key: in conflict when it is somebody whose own row became another person's.
  std::optional<WhoConflict> judge_fresh(const imports::Draft& draft) const;
  /// Whether somebody of the workspace has these names and this birth date.
  bool is_known(const Who& who) const;

 private:
  struct Row {
    std::string key;
    Who who;
  };
  Phrase shown(const std::string& case_id) const;
  std::optional<std::string> better_dossier(const Who& row, const std::string& case_id) const;
  bool has_better_row(const std::string& key, const std::string& case_id) const;
  WhoConflict conflict(const Who& known, const Who& row, const std::string& case_id, Problem found) const;

  Workspace* workspace_ = nullptr;
  std::map<std::string, Who> people_;             ///< by case
  std::map<std::string, std::string> number_of_;  ///< the file number of a case
  std::map<std::string, std::string> case_of_, key_of_;
  std::multimap<Date, std::string> born_;  ///< cases
  std::map<std::string, Row> rows_;        ///< by key
  std::multimap<Date, std::string> rows_born_;
  std::map<std::string, std::string> frozen_;  ///< file number: the draw in whose roster it stands
};

/// Who a row says somebody is; nullopt without an identity.
std::optional<Who> who_of(const imports::Draft& draft);

}  // namespace mloc::enrol
