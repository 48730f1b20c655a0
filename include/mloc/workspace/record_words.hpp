#pragma once
#include <string>
#include <vector>

#include "mloc/records/dossier.hpp"
#include "mloc/records/lists.hpp"
#include "mloc/render/table.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc {

/// One value of a record: where it stands, what it is called, what it says.
struct FieldWords {
  std::string path;   ///< `minutes`, `skills.C1.3`, `voided.day`
  std::string name;   ///< `Durée en minutes`, `Compétences et niveaux C1.3`
  std::string value;  ///< codes as they are; the items of a list with commas
  std::string words;  ///< codes by their labels
};

/// All values of a record but its kind and id, in the schema's order. Sensitive codes are `masked` unless asked for.
enum class Sensitive { masked, shown };
/// Labels are the workspace's where its lists are given; a code that no list has may be sensitive where any of its list is.
std::vector<FieldWords> words_of(const Record& record, Language language, Sensitive sensitive, const Lists* lists = nullptr);

/// `Lesson 2010-05-11-k7qm`
std::string heading_of(const Record& record, Language language);

/// How `show` tells a record: the workspace's labels, and what is masked.
struct Telling {
  const Lists& lists;
  const std::vector<Site>& sites;
  Language language;
  bool sensitive;
};
/// A line for the heading, one for each field that is there: its key, as `amend` takes it, and what it says.
std::string page_of(const Record& record, const Telling& telling);

}  // namespace mloc
