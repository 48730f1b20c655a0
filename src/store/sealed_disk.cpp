#include "mloc/store/sealed_disk.hpp"

#include <algorithm>

#include "mloc/base/seal.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/store/store.hpp"

namespace mloc {
namespace {

/// How a reference that is sealed as a whole begins.
constexpr std::string_view mark = "mloc-sealed/1\n";
constexpr std::size_t overhead = 128;

bool is_identity(const std::string& path) { return kind_of(path) == FileKind::identity; }
bool is_reference(const std::string& path) { return kind_of(path) == FileKind::passport && !path.ends_with(".yaml"); }

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

bool is_sealed_reference(std::string_view bytes) { return bytes.starts_with(mark); }

std::optional<CaseId> key_of(const std::string& path) {
  if (is_identity(path)) return case_of(path);
  return is_reference(path) ? CaseId::parse(name_of(path)) : std::nullopt;
}

class SealedDisk::Stored final : public DiskView {
 public:
  explicit Stored(SealedDisk& disk) : DiskView(*disk.raw_), disk_(disk) {}

  Result<std::vector<FoundFile>> walk(const std::string& folder) override {
    TRY(files, inner().walk(folder));
    if (folder != folder_of(FileKind::identity) || !disk_.keys_) return files;
    TRY(keys, disk_.keys_->list());
    for (FoundFile& file : files) {
      const auto id = case_of(file.path);
      const auto key = id ? std::ranges::lower_bound(keys, key_path(*id), {}, &FoundFile::path) : keys.end();
      // Any other number will do: no file is found by it.
      if (key != keys.end() && key->path == key_path(*id)) file.state.inode ^= (key->state.inode << 1) + 1;
    }
    return files;
  }

 private:
  SealedDisk& disk_;
};

SealedDisk::SealedDisk(std::unique_ptr<Disk> raw, std::string keys_folder, std::unique_ptr<Disk> keys)
    : DiskView(*raw), raw_(std::move(raw)), stored_(std::make_unique<Stored>(*this)), keys_folder_(std::move(keys_folder)) {
  if (keys) use_keys(std::move(keys));
}
SealedDisk::~SealedDisk() = default;

Disk& SealedDisk::stored() { return *stored_; }

SealedDisk& sealed_disk(Disk& disk) { return static_cast<SealedDisk&>(disk); }

Result<std::string> SealedDisk::read(const std::string& path, std::size_t limit) {
  const bool reference = is_reference(path);
  TRY(bytes, raw_->read(path, limit + (reference ? overhead : 0)));
  return reference || is_identity(path) ? admitted(path, std::move(bytes)) : bytes;
}

Result<std::string> SealedDisk::admitted(const std::string& path, std::string bytes) {
  if (is_identity(path)) CHECKED(check_not_mixed(path, bytes));
  return opened(path, std::move(bytes));
}

Result<std::string> SealedDisk::opened(const std::string& path, std::string bytes) {
  const auto id = key_of(path);
  const bool whole = !is_identity(path);
  if (!id || !keys_) return bytes;
  if (whole ? !bytes.starts_with(mark) : !holds_sealed(bytes)) return bytes;
  TRY(key, keys_->find(*id));
  if (!key) return bytes;
  if (whole) {
    auto value = open_value(*key, file_name(path), std::string_view(bytes).substr(mark.size()));
    return value ? Result<std::string>(std::move(*value)) : fail(Exit::no, at({path, 0, 0, {}}, problem("H151"_m, file_name(path))));
  }
  const auto dossier = read_dossier(bytes, path, Folder::identities);
  // What is wrong with it is said by whoever reads it.
  return dossier ? opened_file(**dossier, *key) : bytes;
}

/// What is no dossier is told by whoever reads it; an empty text is a file that is not there.
Result<> SealedDisk::check_not_mixed(const std::string& path, const std::string& bytes) const {
  if (!seals_ || bytes.empty()) return {};
  if (holds_sealed(bytes)) {
    const auto dossier = read_dossier(bytes, path, Folder::identities);
    if (!dossier || is_sealed(**dossier)) return {};
  }
  return fail(Exit::no, at({path, 0, 0, {}}, problem("H223"_m)));
}

namespace {

/// Seals the files of one change.
class Closing {
 public:
  Closing(SealedDisk& disk, Random& random) : disk_(disk), random_(random) {}

  Result<std::string> close(const std::string& path, const std::string& bytes) {
    const CaseId id = *key_of(path);
    if (!is_identity(path)) {
      TRY(key, key_for(id));
      return std::string(mark) + seal_value(key, file_name(path), bytes);
    }
    TRY(dossier, read_dossier(bytes, path, Folder::identities));
    if (is_sealed(*dossier)) return as_it_is(path, std::move(dossier), id);
    TRY(before, sealed_before(path));
    // Without its key nobody may put another one in its place.
    if (before) CHECKED(require_key(id));
    TRY(key, key_for(id));
    TRY(closed, sealed_file(*dossier, key));
    // Records that came along sealed must be this person's own.
    TRY(again, read_dossier(closed, path, Folder::identities));
    CHECKED(opened_file(*again, key));
    return closed;
  }

  const std::map<std::string, std::string>& made() const { return made_; }

 private:
  Result<std::optional<std::string>> known(const CaseId& id) const {
    return disk_.keys() ? disk_.keys()->find(id) : Result<std::optional<std::string>>(std::nullopt);
  }

  Result<> require_key(const CaseId& id) const {
    TRY(key, known(id));
    return key ? Result<>() : fail(Exit::unknown, problem("H150"_m, id.shown()));
  }

  Result<std::string> key_for(const CaseId& id) {
    if (const auto made = made_.find(id.text()); made != made_.end()) return made->second;
    if (!disk_.keys()) return fail(Exit::unknown, problem("H152"_m, disk_.keys_folder()));
    TRY(key, known(id));
    return key ? *key : made_.emplace(id.text(), make_person_key(random_)).first->second;
  }

  Result<bool> sealed_before(const std::string& path) const {
    TRY(there, disk_.raw().state(path));
    if (!there) return false;
    TRY(bytes, disk_.raw().read(path, Store::limit));
    return holds_sealed(bytes);
  }

  /// Sealed records that nobody opened, as from a merge: only those of this very person.
  Result<std::string> as_it_is(const std::string& path, std::unique_ptr<Dossier> sealed, const CaseId& id) const {
    const Dossier& dossier = *sealed;
    TRY(key, known(id));
    if (key) {
      TRY(closed, sealed_file(dossier, *key));
      TRY(again, read_dossier(closed, path, Folder::identities));
      CHECKED(opened_file(*again, *key));
      return closed;
    }
    TRY(there, disk_.raw().state(path));
    if (!there) return fail(Exit::unknown, problem("H150"_m, id.shown()));
    TRY(bytes, disk_.raw().read(path, Store::limit));
    for (const Record& record : dossier.records)
      if (bytes.find(record.id) == std::string::npos) return fail(Exit::unknown, problem("H150"_m, id.shown()));
    return dossier.bytes;
  }

  SealedDisk& disk_;
  Random& random_;
  std::map<std::string, std::string> made_;
};

}  // namespace

/// No name is written beside one that lies in clear: which of the two states is meant is for people to say.
Result<> SealedDisk::check_all_sealed(const Change& change) const {
  if (std::ranges::none_of(change.entries(), [](const auto& one) { return is_identity(one.first); })) return {};
  TRY(files, raw_->walk(std::string(folder_of(FileKind::identity))));
  for (const FoundFile& file : files) {
    if (!is_identity(file.path) || change.find(file.path)) continue;
    TRY(bytes, raw_->read(file.path, Store::limit));
    if (!holds_sealed(bytes)) return fail(Exit::no, at({file.path, 0, 0, {}}, problem("H223"_m)));
  }
  return {};
}

/// A name in clear never takes the place of a sealed one, whatever the workspace says of itself.
Result<> SealedDisk::check_nothing_sealed(const Change& change) const {
  for (const auto& [path, entry] : change.entries()) {
    if (unsealing_ || !entry.bytes || !is_identity(path)) continue;
    TRY(there, raw_->state(path));
    if (!there) continue;
    TRY(bytes, raw_->read(path, Store::limit));
    if (holds_sealed(bytes) && !holds_sealed(*entry.bytes)) return fail(Exit::no, at({path, 0, 0, {}}, problem("H223"_m)));
  }
  return {};
}

Result<Change> SealedDisk::closed(const Change& change, Random& random) {
  if (!seals_) {
    CHECKED(check_nothing_sealed(change));
    return change;
  }
  CHECKED(check_all_sealed(change));
  Change made;
  Closing closing(*this, random);
  for (const auto& [path, entry] : change.entries()) {
    if (!entry.bytes) {
      if (entry.expected) made.remove(path, *entry.expected);
      continue;
    }
    if (!key_of(path)) {
      made.put(path, *entry.bytes, entry.expected);
      continue;
    }
    TRY(bytes, closing.close(path, *entry.bytes));
    made.put(path, std::move(bytes), entry.expected);
  }
  if (!closing.made().empty()) CHECKED(keys_->add(closing.made()));
  return made;
}

}  // namespace mloc
