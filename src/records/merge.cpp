#include "mloc/records/merge.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "comments.hpp"
#include "merge_record.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

/// One version: its records by id, its text. An empty text is a file that was not there.
class Version {
 public:
  static Result<Version> read(std::string bytes, const std::string& file, const char* side, Folder folder) {
    Version version;
    if (bytes.empty()) return version;
    auto dossier = read_dossier(std::move(bytes), fmt::format("{} ({})", file, side), folder);
    if (!dossier) {
      Failure failure = std::move(dossier.error());
      if (failure.exit != Exit::newer) failure.exit = Exit::conflict;
      return tl::make_unexpected(std::move(failure));
    }
    version.dossier_ = std::move(*dossier);
    for (const Record& record : version.dossier_->records) version.records_[record.id] = &record;
    return version;
  }

  const Record* find(std::string_view id) const {
    const auto found = records_.find(id);
    return found == records_.end() ? nullptr : found->second;
  }
  const std::map<std::string_view, const Record*>& records() const { return records_; }
  std::string_view bytes() const { return dossier_ ? std::string_view(dossier_->bytes) : std::string_view(); }
  std::string_view text_of(const Record* record) const {
    return record ? bytes().substr(record->begin, record->end - record->begin) : std::string_view();
  }
  /// What stands before the first record.
  std::vector<std::string> head() const {
    std::vector<std::string> lines;
    if (!dossier_ || dossier_->records.empty()) return lines;
    for (const std::string_view line : split(bytes().substr(0, dossier_->records.front().begin), '\n')) lines.emplace_back(line);
    lines.pop_back();
    return lines;
  }

 private:
  std::unique_ptr<Dossier> dossier_;
  std::map<std::string_view, const Record*> records_;
};

struct Piece {
  std::string id, text;
  const Record* record = nullptr;  ///< when it is one side's alone
};

class Merging {
 public:
  Merging(const Version& base, const Version& ours, const Version& theirs) : base_(base), ours_(ours), theirs_(theirs) {}

  Merge merge() {
    std::set<std::string_view> ids;
    for (const Version* version : {&base_, &ours_, &theirs_})
      for (const auto& [id, record] : version->records()) ids.insert(id);
    for (const std::string_view id : ids) place(id);
    drop_repeated_rows();
    Merge merged;
    for (const std::string& line : merge_lines(base_.head(), ours_.head(), theirs_.head())) merged.bytes += line + "\n";
    for (const Piece& piece : pieces_) merged.bytes += piece.text;
    merged.bytes += "...\n";
    merged.conflicts = std::move(conflicts_);
    return merged;
  }

 private:
  void keep(std::string_view id, const Version& version, const Record* record) {
    if (record) pieces_.push_back({std::string(id), std::string(version.text_of(record)), record});
  }

  void place(std::string_view id) {
    const ThreeRecords three{base_.find(id), ours_.find(id), theirs_.find(id)};
    const std::string_view base = base_.text_of(three.base), ours = ours_.text_of(three.ours), theirs = theirs_.text_of(three.theirs);
    if (ours == theirs || theirs == base) return keep(id, ours_, three.ours);
    if (ours == base) return keep(id, theirs_, three.theirs);
    if (three.ours && three.theirs && is_alike(*three.ours, *three.theirs)) {
      MergedRecord merged = merge_record(three, base_.bytes(), ours_.bytes(), theirs_.bytes());
      pieces_.push_back({std::string(id), std::move(merged.text)});
      conflicts_.insert(conflicts_.end(), merged.conflicts.begin(), merged.conflicts.end());
      return;
    }
    if (is_unchanged(three)) return;  // one side took it away, the other changed comments or layout at most
    mark_whole(id, three, base, ours, theirs);
  }

  /// What is sealed is bound to its kind and version: fields of two versions in one record would not open.
  static bool is_alike(const Record& ours, const Record& theirs) {
    return ours.kind == theirs.kind && (!ours.is("sealed") || ours.root->get("kind") == theirs.root->get("kind"));
  }

  static bool is_unchanged(const ThreeRecords& three) {
    const Record* left = three.ours ? three.ours : three.theirs;
    return !(three.ours && three.theirs) && three.base && same(*three.base->root, *left->root);
  }

  void mark_whole(std::string_view id, const ThreeRecords& three, std::string_view base, std::string_view ours, std::string_view theirs) {
    // Two kinds under one id, or a record that one side took away.
    const bool both = three.ours && three.theirs;
    const auto line = [&](const Record* record) {
      return one_line(!record ? nullptr : both ? record->root->find("record") : record->root);
    };
    const Record* any = three.ours ? three.ours : three.theirs;
    conflicts_.push_back({any->kind->name, std::string(id), both ? "record" : "", line(three.base), line(three.ours), line(three.theirs)});
    pieces_.push_back({std::string(id), marked(ours, base, theirs)});
  }

  /// Two offices imported the same row: it stands once, under the smaller id, unless something refers to the other.
  void drop_repeated_rows() {
    std::map<std::string, const Piece*> rows;
    std::set<std::string> dropped;
    for (const Piece& piece : pieces_) {
      const Node* source = piece.record ? piece.record->root->find("source") : nullptr;
      if (!source || base_.find(piece.id)) continue;
      const auto [first, fresh] = rows.emplace(row_of(*source), &piece);
      if (!fresh && is_same_row(*first->second, piece) && !is_referred_to(piece.id)) dropped.insert(piece.id);
    }
    std::erase_if(pieces_, [&](const Piece& piece) { return dropped.contains(piece.id); });
  }

  /// In which file and import of an office it stood is no matter.
  static std::string row_of(const Node& source) {
    std::string text;
    for (const char* key : {"import", "key", "occurrence", "hash"}) text += std::string(source.get(key)) + '\n';
    return text;
  }

  static bool is_same_row(const Piece& first, const Piece& second) {
    Arena arena;
    Node* copy = arena.copy(*second.record->root);
    arena.set(*copy, "source", arena.copy(*first.record->root->find("source")));
    for (const char* key : {"id", "by"}) arena.set(*copy, key, arena.text(first.record->root->get(key)));
    return same(*first.record->root, *copy);
  }

  bool is_referred_to(const std::string& id) const {
    return std::ranges::any_of(pieces_, [&](const Piece& piece) { return piece.id != id && piece.text.find(id) != std::string::npos; });
  }

  const Version &base_, &ours_, &theirs_;
  std::vector<Piece> pieces_;
  std::vector<MergeConflict> conflicts_;
};

}  // namespace

Result<Merge> merge_dossiers(std::string base, std::string ours, std::string theirs, const std::string& file, Folder folder) {
  TRY(first, Version::read(std::move(base), file, "base", folder));
  TRY(mine, Version::read(std::move(ours), file, "ours", folder));
  TRY(other, Version::read(std::move(theirs), file, "theirs", folder));
  // What only one side touched keeps its bytes, whatever its order.
  if (mine.bytes() == other.bytes() || other.bytes() == first.bytes()) return Merge{std::string(mine.bytes()), {}};
  if (mine.bytes() == first.bytes()) return Merge{std::string(other.bytes()), {}};
  return Merging(first, mine, other).merge();
}

std::string marked_text(std::string_view ours, std::string_view theirs) {
  std::size_t head = 0, tail = 0;
  const std::size_t shorter = std::min(ours.size(), theirs.size());
  while (head < shorter && ours[head] == theirs[head]) ++head;
  while (head > 0 && ours[head - 1] != '\n') --head;
  while (tail < shorter - head && ours[ours.size() - 1 - tail] == theirs[theirs.size() - 1 - tail]) ++tail;
  // Either side may be the end of the other one.
  const auto begins_line = [&](std::string_view text) { return tail == text.size() || text[text.size() - tail - 1] == '\n'; };
  while (tail > 0 && !(begins_line(ours) && begins_line(theirs))) --tail;
  const auto whole_lines = [](std::string_view text) { return std::string(text) + (text.empty() || text.ends_with('\n') ? "" : "\n"); };
  return fmt::format("{}<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n{}", ours.substr(0, head),
                     whole_lines(ours.substr(head, ours.size() - head - tail)),
                     whole_lines(theirs.substr(head, theirs.size() - head - tail)), ours.substr(ours.size() - tail));
}

}  // namespace mloc
