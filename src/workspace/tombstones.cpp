#include "mloc/workspace/tombstones.hpp"

#include <set>

#include "mloc/base/digest.hpp"
#include "mloc/base/text.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc {
namespace {

constexpr std::size_t key_size = 64;

/// Where the key is, or would be made.
struct Place {
  Disk* disk;
  std::string path;
};
Place place_of_key(Workspace& workspace) {
  SealedDisk& disk = sealed_disk(workspace.disk());
  if (disk.keys()) return {&disk.keys()->disk(), "forgotten.secret"};
  return {&disk.raw(), ".mloc/forgotten.secret"};
}

/// A key store may have been made since the key was.
Result<std::string> read_key(Workspace& workspace) {
  for (const Place& place : {place_of_key(workspace), Place{&sealed_disk(workspace.disk()).raw(), ".mloc/forgotten.secret"}}) {
    TRY(there, place.disk->state(place.path));
    if (there) return place.disk->read(place.path, 1024);
  }
  return std::string();
}

Result<std::string> made_key(Workspace& workspace) {
  TRY(known, read_key(workspace));
  if (!known.empty()) return known;
  std::string key;
  for (std::size_t i = 0; i < key_size; ++i) key += "0123456789abcdef"[workspace.world().random.below(16)];
  const Place place = place_of_key(workspace);
  CHECKED(place.disk->create(place.path, key, Sync::yes, FileState::owner));
  return key;
}

}  // namespace

std::string number_text(std::string_view file_number) { return "number\n" + std::string(file_number); }

std::string person_text(std::string_view surname, std::string_view first_name, Date birth_date) {
  return "person\n" + letters_of(surname) + "\n" + letters_of(first_name) + "\n" + birth_date.text();
}

Result<std::vector<std::string>> marks_of(Workspace& workspace, const std::vector<std::string>& texts) {
  TRY(key, made_key(workspace));
  std::set<std::string> marks;
  for (const Digest& one : hmac_sha256(key, texts)) marks.insert(hex(one));
  return std::vector<std::string>(marks.begin(), marks.end());
}

Result<Forgotten> Forgotten::of(Workspace& workspace) {
  Forgotten made;
  TRY(index, workspace.valid_index());
  TRY(tombstones, index->rows("SELECT DISTINCT case_id FROM erasure ORDER BY case_id"));
  for (const auto& row : tombstones.rows) {
    const CaseId id = *CaseId::parse(text_of(row.front()));
    TRY(open, workspace.read(case_path(id)));
    for (const Record& record : open.dossier->records)
      if (const Node* marks = record.is("erasure") ? record.root->find("marks") : nullptr)
        for (const Node& mark : *marks) made.marks_.emplace(mark.text, id);
  }
  if (made.marks_.empty()) return made;
  TRY(key, read_key(workspace));
  made.key_ = std::move(key);
  if (made.key_.empty()) warn(workspace.world(), problem("H190"_m));
  return made;
}

std::optional<CaseId> Forgotten::find(const std::string& text) const {
  if (key_.empty()) return std::nullopt;
  const auto found = marks_.find(hex(hmac_sha256(key_, std::string_view(text))));
  return found == marks_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<CaseId> Forgotten::by_number(std::string_view file_number) const { return find(number_text(file_number)); }

std::optional<CaseId> Forgotten::by_person(std::string_view surname, std::string_view first_name, Date birth_date) const {
  return find(person_text(surname, first_name, birth_date));
}

}  // namespace mloc
