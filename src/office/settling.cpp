#include "settling.hpp"

#include <map>

#include "mloc/workspace/sql_cells.hpp"

namespace mloc::office {
namespace {

struct Settling {
  std::string command;
  std::string kind = {}, code = {};  ///< of the record that it ends: what says which one is meant
};

const std::map<std::string, Settling>& settlings() {
  static const std::map<std::string, Settling> all = {{"no_contact", {"enrol contact add"}},
                                                      {"absences", {"enrol contact add"}},
                                                      {"no_liaison", {"enrol contact add"}},
                                                      {"no_recommendation", {"enrol recommendation add"}},
                                                      {"not_adapted", {"enrol objective add"}},
                                                      {"overdue_recommendation", {"enrol recommendation end", "recommendation", "recommendation"}},
                                                      {"overdue_referral", {"enrol referral end", "referral", "programme"}},
                                                      {"overdue_objective", {"enrol objective end", "objective", "theme"}},
                                                      {"overdue_axis", {"meeting axis end", "axis", "item"}},
                                                      {"no_lesson", {"lesson add"}}};
  return all;
}

}  // namespace

Result<std::string> settling_command(Workspace& workspace, const std::string& rule, const std::string& number, const std::string& case_id,
                                     const std::string& record) {
  const auto found = settlings().find(rule);
  if (found == settlings().end()) return std::string();
  const auto& [command, kind, code] = found->second;
  const std::string begun = "mloc " + command + " " + number;
  if (kind.empty()) return begun;
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows(fmt::format("SELECT {} FROM {} WHERE case_id = ?1 AND id = ?2", code, kind), {case_id, record}));
  const std::string said = rows.rows.empty() ? "masked" : text_of(rows.rows.front().front());
  return said == "masked" ? begun : begun + " " + said;
}

}  // namespace mloc::office
