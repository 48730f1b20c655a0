#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc::check {

/// What one kind of writer may bring; src/check/rules/rights.yaml says what each part means.
struct PushRight {
  std::vector<std::string> who, records, own;
  std::string person_kind, person_field;
  bool may_remove = false;
  bool is_for_all() const;
};

/// Who pushes: a code of staff or of a partner, and its role or kind.
struct Writer {
  std::string code, role;
};

/// One record in a push: as it was (nullptr: it is new) and as it is (nullptr: it is gone).
struct PushedRecord {
  std::string_view kind;
  const Node* before = nullptr;
  const Node* after = nullptr;
  std::span<const Node* const> dossier;  ///< the file's records before the push, without voided ones
};

/// Who may write what. Data: the program carries one file of it.
class Rights {
 public:
  static Rights from(const Node& root);
  /// The right of a writer's role, or nullptr: then nothing is allowed.
  const PushRight* of(const Writer& writer) const;
  /// Why the record may not be pushed: H141 to H144; nothing when it may.
  std::optional<Problem> refuse(const Writer& writer, const PushedRecord& record) const;

 private:
  std::vector<PushRight> rights_;
};

}  // namespace mloc::check
