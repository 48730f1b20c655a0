#include "mloc/workspace/journal_heads.hpp"

#include <algorithm>

#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/dossier.hpp"
#include "mloc/store/paths.hpp"

namespace mloc {
namespace {

const std::string heads_file = ".mloc/journals";
const std::string next_file = ".mloc/journals.next";
constexpr std::size_t limit = 1u << 20;

bool is_journal(const std::string& path) { return path.starts_with("passports/log-") && kind_of(path) == FileKind::passport; }

void put(std::vector<JournalHead>& heads, JournalHead head) {
  const auto found = std::ranges::find(heads, head.clone, &JournalHead::clone);
  if (found == heads.end()) heads.push_back(std::move(head));
  else if (found->entries < head.entries) *found = std::move(head);
}

Result<JournalHead> head_of(const std::string& path, const std::string& bytes) {
  TRY(dossier, read_dossier(bytes, path, Folder::passports));
  const Node& head = *dossier->records.front().root;
  return JournalHead{std::string(name_of(path)).substr(4), head.has("entries") ? checked_number(head.get("entries")) : 0, std::string(head.get("chain"))};
}

Result<> write(Disk& disk, const std::vector<JournalHead>& heads) {
  std::string text;
  for (const JournalHead& one : heads) text += fmt::format("{} {} {}\n", one.clone, one.entries, one.chain);
  TRY(stale, disk.state(next_file));
  if (stale) CHECKED(disk.remove(next_file));
  CHECKED(disk.create(next_file, text, Sync::yes));
  return disk.rename(next_file, heads_file);
}

}  // namespace

Result<std::vector<JournalHead>> seen_heads(Disk& disk) {
  std::vector<JournalHead> heads;
  TRY(there, disk.state(heads_file));
  if (!there) return heads;
  TRY(text, disk.read(heads_file, limit));
  for (const std::string_view line : split(text, '\n')) {
    const auto words = split(line, ' ');
    const auto entries = words.size() == 3 ? whole_number(words[1]) : std::nullopt;
    if (entries) put(heads, {std::string(words[0]), static_cast<int>(*entries), std::string(words[2])});
  }
  return heads;
}

Result<> note_heads(Disk& disk, const Change& change) {
  std::vector<JournalHead> written;
  for (const auto& [path, entry] : change.entries())
    if (entry.bytes && !entry.changes_nothing() && is_journal(path)) {
      TRY(head, head_of(path, *entry.bytes));
      written.push_back(std::move(head));
    }
  if (written.empty()) return {};
  TRY(heads, seen_heads(disk));
  for (JournalHead& one : written) put(heads, std::move(one));
  return write(disk, heads);
}

}  // namespace mloc
