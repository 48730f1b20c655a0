#pragma once
#include <optional>
#include <string>

#include "mloc/base/date.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::lesson {

struct SheetArgs {
  std::string school;
  std::optional<Period> month;
  std::optional<std::string> output;    ///< an HTML page; when it ends in .csv the same rows for the school to fill in and send back
  std::optional<std::string> mapping;
};
/// The attendance sheet that a school signs, with its learners and the lessons that are planned. The CSV has the columns of
/// the mapping that imports lessons.
Result<Exit> make_sheet(World& world, const Globals& globals, const SheetArgs& args);

struct BundleArgs {
  std::string school;
  std::string output;  ///< a folder
};
/// What a school may know of its learners, and of nobody else: surname, first name, phone, licence number, status, project.
Result<Exit> make_bundle(World& world, const Globals& globals, const BundleArgs& args);

}  // namespace mloc::lesson
