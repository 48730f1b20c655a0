#pragma once
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mloc/records/dossier.hpp"

namespace mloc::check {

/// A file in one version, taken apart so that two versions can be compared whole: each record by its id, and under other names
/// every byte that is not a record in mloc's own layout. Two files with the same parts have the same bytes, but for records that
/// were brought to a later version.
struct Contents {
  std::map<std::string, std::string> parts;
  std::unique_ptr<Dossier> dossier;  ///< of a file of records
  Failure failure;                   ///< what is wrong with it

  const Record* record(const std::string& part) const;
};

/// `record 2010-05-11-k7qm`; the id, or nothing for another part.
std::string_view record_of(std::string_view part);
/// Comments, blanks, another order: what stands beside records or writes one in another way.
bool is_beside(std::string_view part);

/// A part by its name; empty where there is none.
std::string part_of(const Contents& contents, const std::string& name);
std::set<std::string> names_of_parts(std::initializer_list<const Contents*> all);
/// What all of several versions agree on; no value when they do not.
std::optional<std::string> agreed(const std::vector<Contents>& all, const std::string& name);
/// The side that an honest merge of `before` takes a part from; both where each changed it.
std::vector<const Contents*> merged_from(const std::vector<Contents>& before, const std::vector<Contents>& bases, const std::string& name);

Contents records_in(std::string bytes, const std::string& path, Folder folder);

}  // namespace mloc::check
