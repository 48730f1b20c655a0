#pragma once
#include <memory>
#include <optional>
#include <string>

#include "mloc/draw/rules/minutes.hpp"
#include "mloc/draw/rules/verify_draw.hpp"
#include "mloc/records/dossier.hpp"
#include "mloc/sys/disk.hpp"

namespace mloc::draw {

/// A draw's directory as read. `facts()` points into it.
struct DrawFolder {
  std::string announcement_bytes;
  std::string roster;
  std::optional<std::string> result;
  std::optional<std::string> events_bytes;
  std::optional<std::string> programme;  ///< the programme's file as it was when the draw was announced
  std::unique_ptr<Dossier> announcement;
  std::unique_ptr<Dossier> events;  ///< nullptr before the revelation

  /// Reads the files below `folder` of `disk`. A broken one is an error of its own.
  static Result<DrawFolder> read(Disk& disk, const std::string& folder);
  const Node& announced() const { return *announcement->records.front().root; }
  const Record* event(std::string_view kind) const;
  DrawFiles facts() const;
  /// Who stands where after every event.
  Result<DrawState> state() const;
};

std::vector<DrawSource> known_sources();

}  // namespace mloc::draw
