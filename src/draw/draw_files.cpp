#include "mloc/draw/draw_files.hpp"

#include "mloc/base/number.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/yaml.hpp"

namespace mloc::draw {
namespace {

AnnouncedSource source_of(const Node& node) {
  return {std::string(node.get("name")), *Date::parse(node.get("date")), *parse_bits(node.get("bits"))};
}

AnnouncementFacts announcement_of(const Node& node) {
  AnnouncementFacts facts{.draw_id = std::string(node.get("draw")), .announced = *Date::parse(node.get("announced")),
                          .eligible = static_cast<std::uint32_t>(checked_number(node.get("eligible"))),
                          .quotas = {}, .policy = *parse_policy(node.get("policy")), .sources = {}, .fallback = {},
                          .roster_sha256 = std::string(node.get("roster_sha256")),
                          .rehearsal = node.get("rehearsal") == "true",
                          .programme_sha256 = std::string(node.get("programme_sha256"))};
  for (const Node& quota : *node.find("quotas"))
    facts.quotas.emplace(quota.key, static_cast<std::uint32_t>(checked_number(quota.text)));
  for (const Node& source : *node.find("sources")) facts.sources.push_back(source_of(source));
  if (const Node* fallback = node.find("fallback")) facts.fallback = source_of(*fallback);
  return facts;
}

RevelationFacts revelation_of(const Node& node) {
  RevelationFacts facts{{}, std::string(node.get("seed")), std::string(node.get("seed_hex"))};
  for (const Node& value : *node.find("values"))
    facts.values.push_back({std::string(value.get("source")), std::string(value.get("value"))});
  return facts;
}

std::optional<DrawEvent> event_of(const Record& record) {
  const Node& node = *record.root;
  if (record.is("withdrawal")) {
    WithdrawalFacts facts{std::string(node.get("applicant")), {}, node.get("kept_free") == "true" ? Vacancy::stays_free : Vacancy::falls};
    if (const Node* promoted = node.find("promoted"))
      for (const Node& one : *promoted) facts.promoted.emplace_back(one.text);
    return facts;
  }
  if (record.is("admission"))
    return AdmissionFacts{{std::string(node.get("applicant")), std::string(node.get("stratum")), std::string(node.get("cluster"))}};
  return std::nullopt;
}

Result<std::optional<std::string>> read_if_there(Disk& disk, const std::string& path) {
  TRY(there, disk.state(path));
  if (!there) return std::nullopt;
  TRY(bytes, disk.read(path, largest_file));
  return std::optional(std::move(bytes));
}

}  // namespace

Result<DrawFolder> DrawFolder::read(Disk& disk, const std::string& folder) {
  DrawFolder draw;
  const std::string prefix = folder.empty() ? "" : folder + "/";
  TRY(announcement, disk.read(prefix + "announcement.yaml", largest_file));
  draw.announcement_bytes = std::move(announcement);
  TRY(parsed, read_dossier(draw.announcement_bytes, prefix + "announcement.yaml", Folder::draws));
  draw.announcement = std::move(parsed);
  if (draw.announcement->records.size() != 1 || !draw.announcement->records.front().is("announcement"))
    return fail(Exit::no, at({prefix + "announcement.yaml", 1, 1, {}}, problem("K103"_m, folder, "announcement")));
  TRY(roster, disk.read(prefix + "roster.tsv", largest_file));
  draw.roster = std::move(roster);
  TRY(result, read_if_there(disk, prefix + "result.tsv"));
  draw.result = std::move(result);
  TRY(programme, read_if_there(disk, prefix + "programme.toml"));
  draw.programme = std::move(programme);
  TRY(events, read_if_there(disk, prefix + "events.yaml"));
  draw.events_bytes = std::move(events);
  if (draw.events_bytes) {
    TRY(read_events, read_dossier(*draw.events_bytes, prefix + "events.yaml", Folder::draws));
    draw.events = std::move(read_events);
  }
  return draw;
}

const Record* DrawFolder::event(std::string_view kind) const {
  if (!events) return nullptr;
  for (const Record& record : events->records)
    if (record.is(kind)) return &record;
  return nullptr;
}

DrawFiles DrawFolder::facts() const {
  DrawFiles files{announcement_bytes, announcement_of(announced()), roster, {}, {}, {}, {}};
  if (result) files.result = *result;
  if (programme) files.programme = *programme;
  if (const Record* record = event("revelation")) files.revelation = revelation_of(*record->root);
  if (const Record* record = event("run"))
    files.run = RunFacts{std::string(record->root->get("announcement_sha256")),
                         std::string(record->root->get("roster_sha256")), std::string(record->root->get("result_sha256"))};
  if (files.announcement.rehearsal && !files.revelation)
    files.revelation = RevelationFacts{{}, std::string(rehearsal_seed), hex(rehearsal_seed)};
  if (events)
    for (const Record& record : events->records)
      if (auto one = event_of(record)) files.events.push_back(*std::move(one));
  return files;
}

Result<DrawState> DrawFolder::state() const {
  const DrawFiles files = facts();
  TRY(parsed, Roster::parse(roster));
  if (!files.revelation) return fail(Exit::rule, problem("W160"_m, files.announcement.draw_id));
  TRY(state, DrawState::after(parsed, terms_of(files.announcement, *files.revelation)));
  for (const DrawEvent& event : files.events) {
    if (const auto* gone = std::get_if<WithdrawalFacts>(&event)) CHECKED(state.withdraw(gone->applicant, gone->vacancy));
    else CHECKED(state.admit(std::get<AdmissionFacts>(event).applicant));
  }
  return state;
}

std::vector<DrawSource> known_sources() {
  Arena arena;
  Node* list = arena.map();
  Node* items = arena.list();
  for (const Code& code : code_list("draw_source")->items) arena.append(*items, arena.copy(*code.node));
  arena.set(*list, "items", items);
  auto sources = read_draw_sources(*list);
  if (!sources) throw std::logic_error("code list draw_source: " + sources.error().problems.front().text.english);
  return *std::move(sources);
}

}  // namespace mloc::draw
