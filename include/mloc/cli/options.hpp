#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "mloc/base/date.hpp"
#include "mloc/base/result.hpp"
#include "mloc/render/table.hpp"

namespace mloc {

/// The options that every command understands, wherever they stand on the line.
struct Globals {
  enum class Color : std::uint8_t { automatic, always, never };

  std::string directory = ".";      ///< -C: the workspace, and nothing else
  std::optional<Date> today;        ///< --today or MLOC_TODAY; World::today() already answers with it
  std::optional<std::string> by;    ///< --by or MLOC_BY; else the settings' default actor
  std::optional<std::string> as;    ///< --as: whose eyes a listing is for (staff, partner or young person)
  View view;                        ///< -O --excel --columns --sort --limit --lang
  std::optional<Language> language; ///< --lang, when it is given
  bool fail_if_empty = false;       ///< a listing ends with status 1 when it has no row
  bool fail_if_any = false;         ///< and here when it has one
  bool quiet = false;               ///< -q: nothing is said on success
  bool dry_run = false;             ///< -n: the same path, nothing is written
  bool commit = false;              ///< --commit: what was written becomes one commit of git
  std::string command;              ///< `lesson add`: what a commit says was done
  bool explain = false;             ///< --explain: excerpt, caret and remedy with every problem
  Color color = Color::automatic;
  std::optional<std::chrono::milliseconds> lock_wait;  ///< --lock-wait; else the settings' value

  /// How a listing of so many rows ends.
  Exit exit_of(std::size_t rows) const { return (rows == 0 ? fail_if_empty : fail_if_any) ? Exit::no : Exit::done; }
};

}  // namespace mloc
