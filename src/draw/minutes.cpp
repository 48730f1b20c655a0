#include "mloc/base/number.hpp"
#include "mloc/draw/open.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/frozen_programme.hpp"
#include "verbs.hpp"
#include "mloc/workspace/output_file.hpp"

namespace mloc::draw {
namespace {

std::string french(std::string_view list, std::string_view code) {
  const CodeList* codes = code_list(list);
  const Code* found = codes ? codes->find(code) : nullptr;
  return std::string(found ? found->fr : code);
}

std::uint32_t count_of(const Node& record, std::string_view key) {
  return static_cast<std::uint32_t>(checked_number(record.get(key)));
}

void put_excluded(Minutes& minutes, const Node& announced, const Programme& programme, const enrol::FrenchLabel& label) {
  const Node* excluded = announced.find("excluded");
  if (!excluded) return;
  for (const Node& one : *excluded) {
    minutes.excluded.emplace_back(enrol::french_reason(programme, one.get("reason"), label), count_of(one, "count"));
  }
}

void put_sources(Minutes& minutes, const DrawFiles& files) {
  const auto value_of = [&](const std::string& name) {
    for (const RevealedValue& one : files.revelation->values)
      if (one.source == name) return one.value;
    return std::string();
  };
  for (const AnnouncedSource& source : files.announcement.sources)
    minutes.sources.push_back({french("draw_source", source.name), source, value_of(source.name), false});
  if (const auto& fallback = files.announcement.fallback)
    minutes.sources.push_back({french("draw_source", fallback->name), *fallback, value_of(fallback->name), true});
}

void put_events(Minutes& minutes, const Workspace& workspace, const Dossier& events) {
  const auto lists = workspace.lists();
  for (const Record& record : events.records) {
    const bool gone = record.is("withdrawal");
    if (!gone && !record.is("admission")) continue;
    MinutesEvent event{gone ? MinutesEvent::Kind::withdrawal : MinutesEvent::Kind::admission,
                       *Date::parse(record.id.substr(0, 10)), std::string(record.root->get("applicant")),
                       lists ? (*lists)->label(gone ? "motif_retrait" : "motif_admission", record.root->get("reason"), Language::french) : std::string(record.root->get("reason")), {}};
    if (const Node* promoted = record.root->find("promoted"))
      for (const Node& one : *promoted) event.promoted.emplace_back(one.text);
    if (record.root->has("assignment_broken")) event.broken = french("motif_admission", record.root->get("assignment_broken"));
    minutes.events.push_back(std::move(event));
  }
}

}  // namespace

Result<Exit> print_minutes(World& world, const Globals& globals, const MinutesArgs& args) {
  TRY(output, OutputFile::prepare(world, globals, args.output, Tells::figures));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  TRY(folder, read_draw(workspace, args.draw));
  const DrawFiles files = folder.facts();
  if (!files.run || !files.result) return fail(Exit::rule, problem("W168"_m, args.draw));
  if (auto faults = verify_draw(files, known_sources()); !faults.empty()) return fail(Exit::no, std::move(faults));
  TRY(programme, programme_of_draw(workspace, args.draw));
  TRY(roster, Roster::parse(folder.roster));
  TRY(placements, parse_result(*folder.result));
  Minutes minutes{.organisation = workspace.settings().organisation, .programme = programme.name,
                  .terms = terms_of(files.announcement, *files.revelation), .announced = files.announcement.announced,
                  .drawn = *Date::parse(folder.event("run")->id.substr(0, 10)),
                  .registered = count_of(folder.announced(), "registered"),
                  .excluded = {}, .sources = {}, .announcement_sha256 = files.run->announcement_sha256, .site_names = {},
                  .events = {}, .rehearsal = files.announcement.rehearsal, .test = programme.trial ? programme.trial->test : std::string(), .control = programme.trial ? programme.trial->control : std::string()};
  put_excluded(minutes, folder.announced(), programme, enrol::french_labels(workspace));
  put_sources(minutes, files);
  put_events(minutes, workspace, *folder.events);
  for (const Site& site : workspace.settings().sites) minutes.site_names.emplace(site.code, site.name);
  CHECKED(output.write(minutes_markdown(minutes, roster, placements)));
  return Exit::done;
}

}  // namespace mloc::draw
