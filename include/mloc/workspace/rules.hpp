#pragma once
#include <any>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/ids.hpp"
#include "mloc/base/rule.hpp"
#include "mloc/index/index.hpp"
#include "mloc/programme/programme.hpp"
#include "mloc/programme/settings.hpp"
#include "mloc/records/dossier.hpp"
#include "mloc/records/lists.hpp"
#include "mloc/store/change.hpp"
#include "mloc/store/paths.hpp"

namespace mloc {

class Workspace;

struct Birth {
  Date earliest, latest;
  /// How old somebody is at least, and at most, on a day.
  int at_least(Date on) const { return age_on(latest, on); }
  int at_most(Date on) const { return age_on(earliest, on); }
};

/// What a rule may look at besides the records that it judges: the day, and the other files of the workspace, as they lie
/// there or as a commit holds them.
class Knowledge {
 public:
  explicit Knowledge(Date on) : today(on) {}
  virtual ~Knowledge() = default;
  const Date today;

  /// A file of the workspace, opened when it is sealed and its key is here; none when it is not there.
  virtual std::optional<std::string> bytes(const std::string& path) = 0;
  virtual bool holds(const std::string& path) { return bytes(path).has_value(); }
  virtual std::vector<std::string> paths(FileKind kind) = 0;
  /// What other dossiers hold; none where whoever asks sees single files (a merge, a push).
  virtual std::optional<Rows> rows(std::string_view, const std::vector<SqlValue>&) { return std::nullopt; }
  /// The folder itself; nullptr where there is only a commit.
  virtual Disk* disk() { return nullptr; }
  /// The rules are asked of every file, one after the other (`check`): what takes long is worth it.
  bool whole = false;
  /// One file of a merge is judged; the other files that the merge brings do not lie here yet.
  bool is_merge = false;
  /// Those that the other side of the merge has otherwise, where that is known.
  std::optional<std::set<std::string, std::less<>>> merged = std::nullopt;
  /// Whether a merge may bring the file, that is not here, or another than the one that is here.
  bool may_come(const std::string& path) { return is_merge && (merged ? merged->contains(path) : !holds(path)); }
  bool may_change(const std::string& path) const { return is_merge && (!merged || merged->contains(path)); }

  /// What mloc.toml says; nothing when it cannot be read.
  const Settings& settings();
  /// The tree of mloc.toml, of a programme's file; nullptr when it is not there or cannot be read.
  const Node* settings_tree();
  const Node* programme_tree(std::string_view code);
  const Programme* programme(std::string_view code);
  /// A partner's dossier, or nullptr.
  const Dossier* partner(std::string_view code);
  /// Whoever is known by a name whose key is here.
  std::optional<Date> born(const CaseId& id);
  /// Between which days somebody was born: where the name is not here, in the month that the dossier keeps.
  std::optional<Birth> birth(const CaseId& id);
  /// The nation's code lists and the office's own.
  const Lists& lists();

  /// What a room keeps from one question to the next.
  template <class T>
  T& kept(std::string_view name, const std::function<T()>& make) {
    std::any& slot = kept_[std::string(name)];
    if (!slot.has_value()) slot = std::make_shared<T>(make());
    return **std::any_cast<std::shared_ptr<T>>(&slot);
  }
  /// From now on the file reads so: a change is judged by what it makes.
  void assume(const std::string& path, std::optional<std::string> bytes);
  /// The paths of which something was assumed, in that order.
  const std::vector<std::string>& assumptions() const { return assumptions_; }

 protected:
  std::map<std::string, std::optional<std::string>, std::less<>> assumed_;

 private:
  struct Tree {
    Arena arena;
    const Node* root = nullptr;
  };
  const Node* tree(const std::string& path, std::string_view kind);
  std::map<std::string, std::unique_ptr<Tree>, std::less<>> trees_;
  std::map<std::string, std::optional<Programme>, std::less<>> programmes_;
  std::map<std::string, std::unique_ptr<Dossier>, std::less<>> partners_;
  std::map<std::string, std::any, std::less<>> kept_;
  std::vector<std::string> assumptions_;
};
/// That of a workspace as it lies there.
std::unique_ptr<Knowledge> known_of(Workspace& workspace);

/// The records of one file that are not voided, and what else is known.
struct Judged {
  std::string_view path;
  std::span<const Node* const> records;
  Knowledge& known;
  /// Those that are voided: what they say need not be true any more, but is still kept and shown.
  std::span<const Node* const> voided = {};
};

/// Of the person whose dossier is judged.
std::optional<Birth> birth_of(const Judged& judged);

/// A rule: pure, with its name, what it says, and whether it refuses. Every door asks all of them: a command, an import, a
/// merge, a push, `check`.
struct Rule {
  enum class Looks : std::uint8_t { file, record };  ///< at all records of a file, or at each for itself
  std::string_view name;   ///< `lesson.order`
  std::string_view codes;  ///< of its messages, between blanks
  void (*judge)(const Judged& judged, std::vector<BrokenRule>& broken);
  Severity severity = Severity::refuse;
  Looks looks = Looks::file;
};
/// Those of every room.
const std::vector<const Rule*>& every_rule();

using Records = std::vector<const Node*>;
/// The records of a dossier that are not voided, and those that are.
Records live_records(const Dossier& dossier);
Records voided_records(const Dossier& dossier);
/// `records` with those of `changed` in the place of the ones with their id.
Records with_changes(Records records, const Records& changed);

std::vector<BrokenRule> broken_rules(const Judged& judged, Severity severity = Severity::refuse);
/// The same of what a row says, whatever else its dossier holds: only the rules that look at single records.
std::vector<BrokenRule> broken_alone(const Judged& judged);
/// What `after` breaks and `before` did not.
std::vector<BrokenRule> newly_broken(Knowledge& known, std::string_view path, const Records& before, const Records& after, Severity severity = Severity::refuse);
/// The same of whole dossiers; `before` is none where there was no file.
std::vector<BrokenRule> newly_broken(Knowledge& known, std::string_view path, const Dossier* before, const Dossier& after, Severity severity = Severity::refuse);
/// With the place and the record's name before it.
Problem told_of(const std::string& file, const BrokenRule& broken);

/// The files of a change, by every rule: Exit::rule with what they break and did not break before; what only warns is said.
Result<> judge_change(Workspace& workspace, const Change& change);

}  // namespace mloc
