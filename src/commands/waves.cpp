#include "commands/waves.hpp"

#include <algorithm>

#include "commands/sql_cells.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/number.hpp"

namespace mloc {
namespace {

std::optional<PlannedWave> named(const std::vector<PlannedWave>& waves, const std::string& wave) {
  const auto found = std::ranges::find(waves, wave, &PlannedWave::wave);
  return found == waves.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

Result<std::optional<OpenDossier>> wave_file(const Workspace& workspace, const std::string& draw) {
  return workspace.find(draw_path(draw, "waves.yaml"));
}

Result<std::vector<PlannedWave>> planned_waves(const Workspace& workspace, const std::string& draw) {
  TRY(file, wave_file(workspace, draw));
  std::vector<PlannedWave> waves;
  if (!file) return waves;
  for (const Record& record : file->dossier->records) {
    const Node& root = *record.root;
    if (record.is("wave"))
      waves.push_back({draw, std::string(root.get("wave")), std::string(root.get("instrument")), checked_number(root.get("version")),
                       *Date::parse(root.get("due"))});
  }
  std::ranges::stable_sort(waves, {}, &PlannedWave::due);
  return waves;
}

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
  TRY(rows, index->rows("SELECT case_id, MIN(entered) FROM participation WHERE programme = ?1 AND entered >= ?2 AND entered <= ?3 AND "
                        "voided_day IS NULL GROUP BY case_id ORDER BY case_id",
                        {std::string(folder.announced().get("programme")), drawn, last.text()}));
  std::map<std::string, std::string> entered;
  for (const auto& row : rows.rows) entered[std::get<std::string>(row[0])] = std::get<std::string>(row[1]);
  return entered;
}

Result<std::vector<Drawn>> everyone_drawn(Workspace& workspace, const DrawFolder& folder) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT file_number, case_id FROM application WHERE voided_day IS NULL"));
  std::map<std::string, std::string> case_of_number;
  for (const auto& row : rows.rows) case_of_number[text_of(row[0])] = text_of(row[1]);
  TRY(roster, Roster::parse(folder.roster));
  const DrawFiles files = folder.facts();
  TRY(state, DrawState::after(roster, terms_of(files.announcement, *files.revelation)));
  std::vector<Drawn> everyone;
  for (const Position& position : state.positions()) {
    const auto found = case_of_number.find(position.applicant.id);
    everyone.push_back({position.applicant.id, position.applicant.stratum, position.applicant.cluster,
                        found == case_of_number.end() ? "" : found->second, position.drawn});
  }
  std::ranges::sort(everyone, {}, [](const Drawn& one) { return std::pair(one.stratum, one.file_number); });
  return everyone;
}

bool takes_part(const DrawFolder& folder, const Dossier& dossier) {
  const auto roster = Roster::parse(folder.roster);
  if (!roster) return false;
  for (const Record& record : dossier.records) {
    const std::string_view number = record.root->get("file_number");
    if (record.is("application") && !record.voided() &&
        std::ranges::any_of(roster->applicants(), [&](const Applicant& one) { return one.id == number; }))
      return true;
  }
  return false;
}

Result<std::optional<PlannedWave>> wave_of(const Workspace& workspace, const Dossier& dossier, const std::optional<std::string>& draw,
                                           const std::string& wave) {
  if (draw) {
    TRY(folder, run_draw(workspace, *draw));
    if (!takes_part(folder, dossier)) return fail(Exit::rule, problem("G126"_m, *draw));
    TRY(waves, planned_waves(workspace, *draw));
    auto found = named(waves, wave);
    if (!found) return fail(Exit::rule, problem("G124"_m, *draw, wave));
    return found;
  }
  TRY(draws, draws_that_were_run(workspace));
  std::vector<PlannedWave> fitting;
  for (const std::string& name : draws) {
    TRY(waves, planned_waves(workspace, name));
    const auto found = named(waves, wave);
    if (!found) continue;
    TRY(folder, run_draw(workspace, name));
    if (takes_part(folder, dossier)) fitting.push_back(*found);
  }
  if (fitting.empty()) return std::nullopt;
  if (fitting.size() > 1) return fail(Exit::usage, problem("C102"_m, phrase("several draws have this wave: say which with --draw")));
  return std::optional(fitting.front());
}

}  // namespace mloc
