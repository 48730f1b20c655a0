#include "contents.hpp"

#include "mloc/records/migration.hpp"

namespace mloc::check {
namespace {

constexpr std::string_view record_mark = "record ", beside_mark = "beside ";
constexpr std::string_view end_mark = "...\n";

void put(Contents& contents, const std::string& name, std::string_view bytes, std::string_view usual) {
  if (bytes != usual) contents.parts[std::string(beside_mark) + name] = bytes;
}

}  // namespace

std::string_view record_of(std::string_view part) { return part.starts_with(record_mark) ? part.substr(record_mark.size()) : std::string_view(); }
bool is_beside(std::string_view part) { return part.starts_with(beside_mark); }

const Record* Contents::record(const std::string& part) const { return dossier ? dossier->find(record_of(part)) : nullptr; }

std::string part_of(const Contents& contents, const std::string& name) {
  const auto found = contents.parts.find(name);
  return found == contents.parts.end() ? "" : found->second;
}

std::set<std::string> names_of_parts(std::initializer_list<const Contents*> all) {
  std::set<std::string> found;
  for (const Contents* one : all)
    for (const auto& [name, bytes] : one->parts) found.insert(name);
  return found;
}

std::optional<std::string> agreed(const std::vector<Contents>& all, const std::string& name) {
  if (all.empty()) return std::nullopt;
  for (const Contents& one : all)
    if (part_of(one, name) != part_of(all.front(), name)) return std::nullopt;
  return part_of(all.front(), name);
}

std::vector<const Contents*> merged_from(const std::vector<Contents>& before, const std::vector<Contents>& bases, const std::string& name) {
  const std::string ours = part_of(before[0], name), theirs = part_of(before[1], name);
  if (ours == theirs) return {&before[0]};
  const auto base = agreed(bases, name);
  if (base == ours) return {&before[1]};
  if (base == theirs) return {&before[0]};
  return {&before[0], &before[1]};
}

Contents records_in(std::string bytes, const std::string& path, Folder folder) {
  Contents contents;
  Partial partial = read_partly(in_present_versions(std::move(bytes)), path, folder);
  contents.failure = std::move(partial.failure);
  contents.dossier = std::move(partial.dossier);
  if (!contents.dossier) return contents;
  const std::string_view all = contents.dossier->bytes;
  std::size_t at = 0;
  std::string order, between;
  std::string_view before;
  bool is_ordered = true;
  for (const Record& record : contents.dossier->records) {
    const std::string written = write_record(*record.root, *record.kind);
    contents.parts[std::string(record_mark) + std::string(record.id)] = written;
    put(contents, std::string(record.id), all.substr(record.begin, record.end - record.begin), written);
    between += all.substr(at, record.begin - at);
    at = record.end;
    is_ordered = is_ordered && before < record.id;
    before = record.id;
    order += std::string(record.id) + " ";
  }
  put(contents, "(between)", between, "");
  put(contents, "(end)", all.substr(at), end_mark);
  if (!is_ordered) contents.parts[std::string(beside_mark) + "(order)"] = order;
  return contents;
}

}  // namespace mloc::check
