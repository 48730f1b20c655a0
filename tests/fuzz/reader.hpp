#pragma once
#include <string>

#include <yaml-cpp/yaml.h>

#include "mloc/records/dossier.hpp"
#include "mloc/records/yaml.hpp"
#include "records/yaml_lines.hpp"

namespace mloc {

/// Whether two trees say the same; yaml-cpp knows neither places nor quotes.
inline bool is_alike(const Node& ours, const YAML::Node& theirs) {
  if (ours.kind == Node::Kind::text) return theirs.IsScalar() && theirs.Scalar() == ours.text;
  if (ours.kind == Node::Kind::list ? !theirs.IsSequence() : !theirs.IsMap()) return false;
  if (theirs.size() != ours.size()) return false;
  std::size_t position = 0;
  for (const Node& child : ours) {
    const YAML::Node other = ours.kind == Node::Kind::list ? theirs[position++] : theirs[std::string(child.key)];
    if (!other.IsDefined() || !is_alike(child, other)) return false;
  }
  return true;
}

/// Whatever passes the reader of lines is to libyaml the same; whatever is written, to yaml-cpp. (yaml-cpp is not asked
/// about other bytes: it hangs on some, and loses values of others without a word.)
inline std::string fault_between_readers(const std::string& bytes, const std::string& canonical) {
  Arena arena;
  const auto ours = read_yaml(bytes, "input", arena), events = read_events(bytes, "input", arena);
  if (!ours || !events || ours->size() != events->size()) return "libyaml reads other documents";
  for (std::size_t i = 0; i < ours->size(); ++i)
    if (!same(*(*ours)[i].root, *(*events)[i].root)) return "libyaml reads another value";
  const auto written = read_yaml(canonical, "canonical", arena);
  const auto theirs = YAML::LoadAll(canonical);
  if (!written || written->size() != theirs.size()) return "yaml-cpp reads other documents";
  for (std::size_t i = 0; i < theirs.size(); ++i)
    if (!is_alike(*(*written)[i].root, theirs[i])) return "yaml-cpp reads another value";
  return {};
}

/// What must hold for any bytes: reading ends with a verdict; what is accepted is written in a canonical form that
/// reads to the same values and does not change again, to libyaml and yaml-cpp as well. Gives what failed, or nothing.
inline std::string fault_of_reader(const std::string& bytes, Folder folder) {
  const auto read = read_dossier(bytes, "input", folder);
  if (!read) return read.error().problems.empty() ? "refused without a word" : "";
  std::vector<const Node*> records;
  for (const Record& record : (*read)->records) records.push_back(record.root);
  const std::string canonical = write_dossier(records);
  const auto again = read_dossier(canonical, "canonical", folder);
  if (!again) return "the canonical form is refused: " + again.error().problems.front().text.english;
  if (!is_canonical(**again)) return "the canonical form is not canonical";
  if ((*again)->records.size() != records.size()) return "records were lost";
  for (const Record& record : (*read)->records) {
    const Record* same_id = (*again)->find(record.id);
    if (!same_id) return "a record lost its id";
    if (write_record(*same_id->root, *same_id->kind) != write_record(*record.root, *record.kind)) return "a value changed";
  }
  return fault_between_readers(bytes, canonical);
}

}  // namespace mloc
