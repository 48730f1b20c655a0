#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/git/history.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::privacy {

/// What is known of a person: the texts that identify, by field, and the digests of files that do.
class KnownTexts {
 public:
  /// Each value of an identity or of the row it was imported from; a name counts as its own and as one with the first name.
  void add(const Dossier& identities);
  void add_file(std::string_view bytes) { files_.insert(hex(blake2b(bytes))); }
  bool empty() const { return texts_.empty() && files_.empty(); }
  std::size_t size() const { return texts_.size() + files_.size(); }

  struct Text {
    std::string field;
    std::vector<std::string> spellings;  ///< as recorded, in capitals, without accents, in Windows-1252
    bool alone;                           ///< says by itself who is meant; a surname or a day may be somebody else's
    std::vector<std::string> folded = {};  ///< letters alone, as base/text.hpp folds them
    std::vector<std::string> digits = {};  ///< of a number, with what may stand before it: whatever stands between them
    bool operator<(const Text& other) const { return field + spellings.front() < other.field + other.spellings.front(); }
  };
  const std::set<Text>& texts() const { return texts_; }
  const std::set<std::string>& files() const { return files_; }

 private:
  void put(const std::string& field, std::vector<std::string> spellings, bool alone);
  void put_name(std::string_view first, std::string_view surname);
  std::set<Text> texts_;
  std::set<std::string> files_;
};

/// Where one of the texts was found.
struct Trace {
  std::string place, field;
  bool certain;
};
struct Proof {
  std::vector<Trace> traces;
  std::vector<std::string> unsearched;  ///< places that are packed and could not be unpacked
  std::size_t objects = 0, files = 0;
  bool has_git = false;
};

/// The repository round the workspace, if any; H230 with Exit::disk for one that is there and does not open.
Result<std::optional<History>> history_to_search(const Workspace& workspace);
/// Searches every object that git holds, reachable or not, git's own files, and every file of the workspace, `.mloc` too,
/// but not what other people's identities say.
Result<Proof> search_everywhere(const Workspace& workspace, const KnownTexts& known);

}  // namespace mloc::privacy
