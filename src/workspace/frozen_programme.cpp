#include "mloc/workspace/frozen_programme.hpp"

namespace mloc {
namespace {

std::string copy_path(const std::string& draw) { return draw_path(draw, "programme.toml"); }

/// An announced draw, as far as the choice of rules needs it.
struct Announced {
  std::string draw, programme, day, sha256;
  bool rehearsal;
};

Result<Announced> announced(const Workspace& workspace, const std::string& draw) {
  TRY(open, workspace.read(draw_path(draw, "announcement.yaml")));
  for (const Record& record : open.dossier->records)
    if (record.is("announcement")) {
      const auto text = [&](std::string_view key) { return std::string(record.root->get(key)); };
      return Announced{draw, text("programme"), text("announced"), text("programme_sha256"), text("rehearsal") == "true"};
    }
  return fail(Exit::no, problem("K103"_m, draw, "announcement"));
}

Result<Programme> rules_of(const Workspace& workspace, const Announced& said) {
  if (said.sha256.empty()) return workspace.programme(said.programme);
  TRY(programme, workspace.programme_at(copy_path(said.draw), said.programme));
  if (programme.digest != said.sha256) return fail(Exit::no, at({copy_path(said.draw), 1, 1, {}}, problem("W211"_m, said.draw)));
  return programme;
}

}  // namespace

Result<Programme> programme_of_draw(const Workspace& workspace, const std::string& draw) {
  TRY(said, announced(workspace, draw));
  return rules_of(workspace, said);
}

Result<Programme> programme_of_application(const Workspace& workspace, const Node& application) {
  TRY(listing, workspace.store().list(FileKind::draw));
  std::optional<Announced> first;
  for (const FoundFile& file : listing.files) {
    if (!file.path.ends_with("/announcement.yaml")) continue;
    TRY(said, announced(workspace, std::string(name_of(file.path))));
    const bool ours = !said.rehearsal && said.programme == application.get("programme") && said.day >= application.get("received");
    if (ours && (!first || said.day < first->day)) first = std::move(said);
  }
  return first ? rules_of(workspace, *first) : workspace.programme(application.get("programme"));
}

}  // namespace mloc
