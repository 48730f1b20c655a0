#pragma once
#include <memory>
#include <optional>
#include <string>

#include "mloc/base/random.hpp"
#include "mloc/store/change.hpp"
#include "mloc/store/disk_view.hpp"
#include "mloc/store/keys.hpp"

namespace mloc {

/// The disk of a workspace as those see it who hold its keys: read() opens what is sealed (identities, references of
/// passports). Without the key of a person the bytes come as they lie there: sealed records, which are records too.
/// Everything else passes through; what is to be written goes through closed() first.
class SealedDisk final : public DiskView {
 public:
  /// `keys_folder`: where the key store is or would be; `keys`: none when it is not there.
  SealedDisk(std::unique_ptr<Disk> raw, std::string keys_folder, std::unique_ptr<Disk> keys);
  ~SealedDisk() override;

  /// The files as they lie there, for the store; the state of an identity changes with the coming and going of its key,
  /// so that the index reads it again.
  Disk& stored();
  Disk& raw() { return *raw_; }
  Keys* keys() { return keys_ ? &*keys_ : nullptr; }
  const std::string& keys_folder() const { return keys_folder_; }
  void use_keys(std::unique_ptr<Disk> keys) { keys_.emplace(std::move(keys), keys_folder_); }

  /// Whether identities are sealed here: then none may lie in clear (H223 when one is read), and new ones are sealed.
  bool seals() const { return seals_; }
  void start_sealing() { seals_ = true; }
  /// From now on what is written lies in clear, over what was sealed, too.
  void stop_sealing() {
    seals_ = false;
    unsealing_ = true;
  }

  Result<std::string> read(const std::string& path, std::size_t limit) override;
  /// The bytes of a file as read() gives them: H223 for a name that lies in clear where names are sealed.
  Result<std::string> admitted(const std::string& path, std::string bytes);
  /// The same of bytes from elsewhere, such as git's, where names may have lain in clear.
  Result<std::string> opened(const std::string& path, std::string bytes);
  /// The change with identities and references under their keys; keys that are new are on the disk on return. H150 where
  /// a key is wanted that is not here, H152 without a key store.
  Result<Change> closed(const Change& change, Random& random);

 private:
  class Stored;
  Result<> check_not_mixed(const std::string& path, const std::string& bytes) const;
  Result<> check_all_sealed(const Change& change) const;
  Result<> check_nothing_sealed(const Change& change) const;
  std::unique_ptr<Disk> raw_;
  std::unique_ptr<Stored> stored_;
  std::string keys_folder_;
  std::optional<Keys> keys_;
  bool seals_ = false, unsealing_ = false;
};

/// The disk of a workspace is always one.
SealedDisk& sealed_disk(Disk& disk);

/// Whether a reference lies there sealed, and its key is not here.
bool is_sealed_reference(std::string_view bytes);

/// Whose key a file of the workspace is sealed with: the case of an identity, the passport of a reference.
std::optional<CaseId> key_of(const std::string& path);

}  // namespace mloc
