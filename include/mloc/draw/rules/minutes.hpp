#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mloc/draw/rules/draw.hpp"
#include "mloc/draw/rules/seed.hpp"
#include "mloc/draw/rules/state.hpp"

namespace mloc::draw {

/// A source with its published value; empty when it was not used.
struct MinutesSource {
  std::string label;  ///< in French
  AnnouncedSource source;
  std::string value;
  bool fallback = false;
};
struct MinutesEvent {
  enum class Kind { withdrawal, admission };
  Kind kind = Kind::withdrawal;
  Date day;
  std::string applicant;
  std::string reason;                 ///< in French
  std::vector<std::string> promoted;
  std::string broken = {};            ///< in a trial, why a control took the place all the same, in French
};
/// Everything the minutes of a draw say; file numbers only, no name of a person.
struct Minutes {
  std::string organisation;
  std::string programme;
  DrawTerms terms;
  Date announced;
  Date drawn;
  std::uint32_t registered = 0;
  std::vector<std::pair<std::string, std::uint32_t>> excluded;  ///< reason in French, number
  std::vector<MinutesSource> sources;
  std::string announcement_sha256;
  std::map<std::string, std::string> site_names;  ///< by stratum
  std::vector<MinutesEvent> events;
  bool rehearsal = false;
  std::string test = {}, control = {};  ///< of a trial: what its arms are called; controls wait for nothing
};

/// The procès-verbal as Markdown in French, ten-line verifier and its command line included. Same input, same bytes.
std::string minutes_markdown(const Minutes& minutes, const Roster& roster, const std::vector<Placement>& placements);

/// The command that recomputes result.tsv from roster.tsv, for a POSIX shell.
std::string verify_command(const DrawTerms& terms);

}  // namespace mloc::draw
