#include "mloc/draw/drawn.hpp"

#include <algorithm>
#include <set>

#include "mloc/workspace/shared_sql.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::draw {

Result<std::vector<std::string>> draws_that_were_run(const Workspace& workspace) {
  TRY(listing, workspace.store().list(FileKind::draw));
  std::vector<std::string> draws;
  for (const FoundFile& file : listing.files)
    if (file.path.ends_with("/result.tsv")) draws.emplace_back(name_of(file.path));
  return draws;
}

Result<DrawFolder> run_draw(const Workspace& workspace, const std::string& draw) {
  TRY(there, workspace.store().holds(draw_path(draw, "announcement.yaml")));
  if (!there) return fail(Exit::unknown, problem("K105"_m, draw));
  TRY(folder, DrawFolder::read(workspace.disk(), draw_folder(draw)));
  if (!folder.event("run")) return fail(Exit::rule, problem("W168"_m, draw));
  return folder;
}

Result<std::map<std::string, std::string>> entries_after(Workspace& workspace, const DrawFolder& folder, Date last) {
  TRY(index, workspace.valid_index());
  const std::string drawn(folder.event("run")->id.substr(0, 10));
  TRY(rows, index->rows(over_shared_sql({"people", "entries"}, "SELECT one.case_id, MIN(entries.day) FROM one INNER JOIN entries ON entries.person = one.person "
                                                               "WHERE entries.programme = ?1 AND entries.day >= ?2 AND entries.day <= ?3 GROUP BY one.case_id ORDER BY one.case_id"),
                        {std::string(folder.announced().get("programme")), drawn, last.text()}));
  std::map<std::string, std::string> entered;
  for (const auto& row : rows.rows) entered[std::get<std::string>(row[0])] = std::get<std::string>(row[1]);
  return entered;
}

Result<std::vector<Drawn>> everyone_drawn(Workspace& workspace, const DrawFolder& folder) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT file_number, case_id, merged FROM application WHERE voided_day IS NULL"));
  std::map<std::string, std::string> case_of_number;
  std::set<std::string> second;
  for (const auto& row : rows.rows) {
    case_of_number[text_of(row[0])] = text_of(row[1]);
    if (!text_of(row[2]).empty()) second.insert(text_of(row[0]));
  }
  TRY(roster, Roster::parse(folder.roster));
  const DrawFiles files = folder.facts();
  TRY(state, DrawState::after(roster, terms_of(files.announcement, *files.revelation)));
  std::vector<Drawn> everyone;
  for (const Position& position : state.positions()) {
    const auto found = case_of_number.find(position.applicant.id);
    everyone.push_back({position.applicant.id, position.applicant.stratum, position.applicant.cluster,
                        found == case_of_number.end() ? "" : found->second, position.drawn, second.contains(position.applicant.id)});
  }
  std::ranges::sort(everyone, {}, [](const Drawn& one) { return std::pair(one.stratum, one.file_number); });
  return everyone;
}

}  // namespace mloc::draw
