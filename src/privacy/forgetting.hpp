#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mloc/store/sealed_disk.hpp"
#include "proof.hpp"

namespace mloc::privacy {

/// How much goes: what identifies, or all that accounting does not keep.
enum class Extent { names, everything };

/// One person on the way to being forgotten: what identifies is gathered first, then taken out of the workspace in one
/// change that leaves a tombstone, then the keys are destroyed. Whatever ends it in between, the next command that writes
/// finishes it.
class Forgetting {
 public:
  static Result<Forgetting> prepare(Workspace& workspace, const CaseId& id);

  const CaseId& id() const { return id_; }
  bool was_forgotten() const { return tombstone_; }
  /// The day on which accounting no longer asks for the ledger, when it lies after `today`.
  std::optional<Date> kept_until(Date today) const;
  /// H160 in a programme that goes on, H161 with aid committed and not paid, H152 where the keys cannot be reached.
  Result<> require_free(Date today) const;
  /// Everything up to the end, or with --dry-run what would change.
  Result<> carry_out(const std::string& basis, Extent extent);
  /// Every place where something still stands that was gathered.
  Result<Proof> prove() const { return search_everywhere(*workspace_, known_); }

  const KnownTexts& known() const { return known_; }
  std::size_t references() const { return references_; }

 private:
  Forgetting(Workspace& workspace, CaseId id, OpenDossier open) : workspace_(&workspace), id_(std::move(id)), open_(std::move(open)) {}
  Result<> gather_identity();
  Result<> gather_past();
  Result<> gather_passports();
  Result<std::vector<std::string>> marks_for(const std::string& basis) const;
  Result<> add_dossier(Change& change, const std::string& basis, Extent extent) const;
  Result<> add_passports(Change& change, Extent extent) const;

  Workspace* workspace_;
  CaseId id_;
  OpenDossier open_;
  std::optional<Digest> identity_;  ///< of the file as it lies there
  std::vector<CaseId> passports_;
  std::map<std::string, Digest> reference_files_;
  KnownTexts known_;
  std::size_t references_ = 0;
  bool tombstone_ = false;
};

}  // namespace mloc::privacy
