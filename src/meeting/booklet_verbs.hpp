#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "mloc/base/result.hpp"
#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::meeting {

struct BookletArgs {
  CaseText case_text;
  std::string audience;  ///< young, employer or adviser
  std::optional<std::string> job, output;
};
/// The booklet of a job in French, for one of the three: HTML on standard output or into a new file, or a PDF.
Result<Exit> print_booklet(World& world, const Globals& globals, const BookletArgs& args);

struct CalendarArgs {
  std::optional<std::chrono::days> within;
  std::optional<std::string> person;
};
/// The meetings that wait, as a calendar after RFC 5545 on standard output.
Result<Exit> print_calendar(World& world, const Globals& globals, const CalendarArgs& args);

}  // namespace mloc::meeting
