#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/named.hpp"
#include "mloc/base/result.hpp"
#include "mloc/diagnose/rules/instrument.hpp"
#include "mloc/render/table.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::diagnose {

/// What somebody filled in: answers as they were written, and what the file says about them.
struct Filled {
  std::map<std::string, std::string> answers;
  std::map<std::string, Place> places;  ///< of the answers that stand in a file
  std::optional<std::string> instrument, version, day, signed_by, wave, draw, job;
};

/// A filled template, YAML or JSON. A key without a value is an item without an answer; a list is several codes.
Result<Filled> read_filled(std::string bytes, const std::string& file);
/// Puts ITEM=VALUE over what is there.
void put_values(Filled& filled, const std::vector<Named<std::string>>& values);
/// In the form in which a record holds them; every problem with its place, where it has one.
Result<Answers> stored_answers(const Instrument& instrument, const Filled& filled, Date today);

/// Asks item by item, only those that are relevant, until each has an answer that fits; C102 when the input ends.
Result<Answers> ask_answers(World& world, const Instrument& instrument, Language language);

/// The empty file to fill in.
std::string template_text(const Instrument& instrument, Date today, Language language);

}  // namespace mloc::diagnose
