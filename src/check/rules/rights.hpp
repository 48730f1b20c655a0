#pragma once
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc::check {

/// What one kind of writer may bring; src/check/rules/rights.yaml says what each part means.
struct PushRight {
  std::vector<std::string> who, records, files, own;
  struct Person {
    std::string kind, field, starts;
    std::vector<std::string> day;
  };
  std::optional<Person> person;
  bool may_write_beside = false, is_bound_to_own_name = true, may_remove = false, may_drop_history = false;

  bool is_for_all() const;  ///< every kind of record
  bool is_for_all_files() const;
};

/// Who pushes: a code of staff or of a partner, and its role or kind; `office` is the default actor of the workspace.
struct Writer {
  std::string code, role, office;
};

/// One record in a push: as it was (nullptr: it is new) and as it is (nullptr: it is gone).
struct PushedRecord {
  std::string_view kind;
  const Node* before = nullptr;
  const Node* after = nullptr;
  std::span<const Node* const> dossier;  ///< the file's records as the law's branch has them, without voided ones
  /// Of what a commit itself does; of what comes out of several only the rest is asked, for each was asked before.
  bool is_own_work = true;
};

/// Who may write what. Data: the program carries one file of it.
class Rights {
 public:
  static Rights from(const Node& root);
  const std::vector<PushRight>& all() const { return rights_; }
  /// The right of a writer's role, or nullptr: then nothing is allowed.
  const PushRight* of(const Writer& writer) const;
  /// Why the record may not be pushed: H141 to H144, H213; nothing when it may.
  std::optional<Problem> refuse(const Writer& writer, const PushedRecord& record) const;
  /// Why a file that holds no records may not be pushed (H145). `kind` is `draw`, `passport` or another word.
  std::optional<Problem> refuse_file(const Writer& writer, std::string_view kind, bool is_new, bool is_gone) const;
  /// Whether a message of a commit may hold the word, in small letters.
  bool is_plain_word(const std::string& word) const { return words_.contains(word); }

 private:
  std::optional<Problem> refuse_kept(const Writer& writer, const PushRight& right, const PushedRecord& record) const;

  std::vector<PushRight> rights_;
  std::vector<std::string> kept_;
  std::map<std::string, std::string> grows_;
  std::set<std::string> words_;
};

}  // namespace mloc::check
