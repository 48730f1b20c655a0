#include "mloc/draw/open.hpp"

#include <algorithm>

namespace mloc::draw {

Result<DrawFolder> read_draw(Workspace& workspace, const std::string& draw) {
  TRY(there, workspace.store().holds(draw_path(draw, "announcement.yaml")));
  if (!there) return fail(Exit::unknown, problem("K105"_m, draw));
  return DrawFolder::read(workspace.disk(), draw_folder(draw));
}

Result<std::vector<DrawFolder>> every_draw(const Workspace& workspace) {
  std::vector<DrawFolder> draws;
  TRY(listing, workspace.store().list(FileKind::draw));
  for (const FoundFile& file : listing.files) {
    if (!file.path.ends_with("/announcement.yaml")) continue;
    TRY(folder, DrawFolder::read(workspace.disk(), file.path.substr(0, file.path.rfind('/'))));
    draws.push_back(std::move(folder));
  }
  return draws;
}

Result<std::vector<DrawPlace>> draw_places_of(const Workspace& workspace, const Dossier& dossier) {
  std::vector<DrawPlace> places;
  TRY(draws, every_draw(workspace));
  for (const DrawFolder& folder : draws) {
    if (!folder.event("run")) continue;
    TRY(replayed, folder.state());
    const DrawState& state = replayed;
    for (const Record& record : dossier.records)
      if (const Position* position = record.is("application") ? state.find(record.root->get("file_number")) : nullptr)
        places.push_back({folder.facts().announcement.draw_id, std::string(folder.announced().get("programme")), *position});
  }
  return places;
}

Result<OpenDraw> open_draw(World& world, const Globals& globals, const std::string& draw) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(folder, read_draw(workspace, draw));
  TRY(actor, workspace.actor());
  return OpenDraw{std::move(workspace), std::move(folder), std::move(actor)};
}

Node* next_event(Arena& arena, World& world, std::string_view actor, const Dossier& events, std::string_view kind) {
  Node* record = nullptr;
  const std::string last(events.records.back().id);
  const Date day = std::max(world.today(), *Date::parse(std::string_view(last).substr(0, 10)));
  for (int attempts = 0; attempts < 4096; ++attempts) {
    record = new_record(arena, kind, day, actor, &events, world.random);
    if (record->get("id") > last) return record;
  }
  return new_record(arena, kind, day.plus_days(1), actor, &events, world.random);
}

void put_event(Change& change, const std::string& draw, const DrawFolder& folder, const Node& record) {
  const std::string path = draw_path(draw, "events.yaml");
  if (folder.events) change.put(path, with_records(*folder.events, {&record}), blake2b(*folder.events_bytes));
  else change.put(path, write_dossier({&record}), std::nullopt);
}

std::string mark_of(bool rehearsal) { return rehearsal ? "RÉPÉTITION — sans valeur: " : ""; }

}  // namespace mloc::draw
