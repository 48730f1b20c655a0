#pragma once
#include <string>
#include <vector>

#include "mloc/base/node.hpp"
#include "mloc/diagnose/rules/instrument.hpp"
#include "mloc/enrol/criterion_words.hpp"
#include "mloc/programme/programme.hpp"
#include "mloc/programme/settings.hpp"
#include "mloc/records/lists.hpp"

namespace mloc::office {

/// A heading and what stands under it.
struct Section {
  std::string title;
  std::vector<std::string> sentences;
};

/// What the sentences take their words from; an instrument that is not there is said by its code.
struct WordsOfRules {
  const Settings& settings;
  const Lists& lists;
  const enrol::FrenchLabel& label;
  const diagnose::Instrument *diagnosis = nullptr, *baseline = nullptr;
};

/// All rules of a programme in French, each said from its values; `tree` is the file, which its schema accepts.
std::vector<Section> french_rules(const Programme& programme, const Node& tree, const WordsOfRules& words);

}  // namespace mloc::office
