#include "journal_anchor.hpp"

#include <map>
#include <set>
#include <vector>

#include "mloc/base/number.hpp"
#include "mloc/store/paths.hpp"
#include "mloc/workspace/clone.hpp"

namespace mloc::passport {
namespace {

const std::string anchors_path(journal_heads_path);

/// Gathers all that is remembered of each journal: of two copies that wrote on, each remembers its own.
class Memory {
 public:
  void add(const JournalHead& head) { heads_[head.clone][head.entries].insert(head.chain); }

  Result<> add_file(std::string bytes) {
    const Partial partial = read_partly(std::move(bytes), anchors_path, Folder::passports);
    if (!partial.dossier) return {};
    for (const Record& record : partial.dossier->records)
      if (record.root->has("clone"))
        add({std::string(record.root->get("clone")), checked_number(record.root->get("entries")), std::string(record.root->get("chain"))});
    return {};
  }

  /// What git remembers is one memory of three; that it cannot be asked is said where all of it matters.
  void add_past(const Workspace& workspace, Past past) {
    if (const auto asked = ask_git(workspace, past); !asked && past == Past::all) warn(workspace.world(), asked.error().problems.front());
  }

  using Heads = std::map<int, std::set<std::string>>;  ///< digests by the number of lines
  const std::map<std::string, Heads>& heads() const { return heads_; }

 private:
  Result<> ask_git(const Workspace& workspace, Past past) {
    TRY(found, history_if_any(workspace));
    if (!found || !found->has_commits()) return {};
    const History* history = &*found;
    const std::string path = history->in_repository(anchors_path);
    TRY(head, history->find_commit("HEAD"));
    if (past == Past::head) {
      TRY(bytes, history->file_at(head, path));
      return bytes ? add_file(std::move(*bytes)) : Result<>();
    }
    TRY(versions, history->versions(head, path));
    for (const FileVersion& version : versions)
      if (version.now) CHECKED(add_file(*version.now));
    return {};
  }

  std::map<std::string, Heads> heads_;
};

/// The digests of a journal's lines.
std::vector<std::string> lines_of(const Dossier& journal) {
  std::vector<std::string> lines;
  for (const Record& record : journal.records)
    if (record.is("reading")) lines.emplace_back(record.root->get("chain"));
  return lines;
}

Result<std::optional<Problem>> compare(const Workspace& workspace, const std::string& clone, const Memory::Heads& heads) {
  const std::string path = journal_path(clone);
  const auto told = [&](Problem found) { return std::optional(at({path, 0, 0, {}}, std::move(found))); };
  const int furthest = heads.rbegin()->first;
  TRY(file, workspace.store().find(path));
  if (!file) return told(problem("A187"_m, furthest));
  const Partial partial = read_partly(std::move(file->bytes), path, Folder::passports);
  // What cannot be read is told by whoever reads it.
  if (!partial.dossier || !partial.failure.problems.empty()) return std::nullopt;
  const auto lines = lines_of(*partial.dossier);
  if (static_cast<int>(lines.size()) < furthest) return told(problem("A188"_m, lines.size(), furthest));
  for (const auto& [number, chains] : heads)
    if (number > 0 && chains != std::set<std::string>{lines[static_cast<std::size_t>(number) - 1]}) return told(problem("A189"_m, number));
  return std::nullopt;
}

std::set<std::string> declared_lost(const Partial& anchors) {
  std::set<std::string> lost;
  if (anchors.dossier)
    for (const Record& record : anchors.dossier->records)
      if (record.root->has("lost")) lost.emplace(record.root->get("clone"));
  return lost;
}

}  // namespace

Result<std::vector<BrokenJournal>> broken_journals(const Workspace& workspace, Past past) {
  Memory memory;
  TRY(seen, seen_heads(workspace.disk()));
  for (const JournalHead& one : seen) memory.add(one);
  TRY(anchors, workspace.store().find(anchors_path));
  std::set<std::string> lost;
  if (anchors) {
    lost = declared_lost(read_partly(anchors->bytes, anchors_path, Folder::passports));
    CHECKED(memory.add_file(std::move(anchors->bytes)));
  }
  memory.add_past(workspace, past);
  std::vector<BrokenJournal> broken;
  for (const auto& [clone, heads] : memory.heads()) {
    if (lost.contains(clone)) continue;
    TRY(found, compare(workspace, clone, heads));
    if (found) broken.push_back({clone, std::move(*found)});
  }
  return broken;
}

Result<> anchor(Workspace& workspace, Change& change, const JournalHead& head, const std::string& by) {
  const Change::Entry* pending = change.find(anchors_path);
  TRY(stored, workspace.store().find(anchors_path));
  std::unique_ptr<Dossier> present;
  if (pending || stored) {
    TRY(read, read_dossier(pending ? *pending->bytes : stored->bytes, anchors_path, Folder::passports));
    present = std::move(read);
  }
  Arena arena;
  Node* record = arena.map();
  const auto put = [&](std::string_view key, std::string_view value) { arena.set(*record, key, arena.text(value)); };
  put("record", "journal/1");
  put("id", "0001-01-01-" + head.clone.substr(0, 4));
  put("by", by);
  put("clone", head.clone);
  arena.set(*record, "entries", arena.integer(head.entries));
  put("chain", head.chain);
  if (present) change.put(anchors_path, with_records(*present, {record}), stored ? std::optional(stored->digest) : std::nullopt);
  else change.put(anchors_path, write_dossier({record}), std::nullopt);
  return {};
}

}  // namespace mloc::passport
