#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/index/index.hpp"
#include "mloc/programme/programme.hpp"
#include "mloc/programme/settings.hpp"
#include "mloc/records/dossier.hpp"
#include "mloc/records/lists.hpp"
#include "mloc/store/store.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {

/// A dossier with the digest of the bytes it was read from, which a later change must find unchanged.
struct OpenDossier {
  std::unique_ptr<Dossier> dossier;
  Digest digest;
};

/// The workspace a command works on: its disk, store and settings.
class Workspace {
 public:
  /// `inspect`: reads many, and tells itself of a batch that was interrupted.
  enum class Use { read_one, read_many, inspect, write };
  static Result<Workspace> open(World& world, const Globals& globals, Use use);

  World& world() const { return *world_; }
  const Globals& globals() const { return *globals_; }
  Disk& disk() const { return *disk_; }
  const Store& store() const { return writable_ ? *writable_ : *store_; }
  const Settings& settings() const { return settings_; }

  /// Who makes the records: --by, MLOC_BY, or the settings' default; C107 without any, I123 when unknown.
  Result<std::string> actor() const;
  Result<Programme> programme(std::string_view code) const;
  /// A programme's file wherever it lies, as a draw keeps its own; I124 without one.
  Result<Programme> programme_at(const std::string& path, std::string_view code) const;
  Result<std::vector<std::string>> programme_codes() const;
  /// The code lists, with what the files of lists/ say; fails with every problem of these. Read once.
  Result<const Lists*> lists() const;

  /// Refreshed when first asked for. Its problems are not looked at: see require_valid.
  Result<Index*> index();
  /// The index, when every file of the workspace can be read and passes its schema.
  Result<Index*> valid_index();

  Result<OpenDossier> read(const std::string& path) const;
  Result<std::optional<OpenDossier>> find(const std::string& path) const;

  /// Puts the change down after every new file has passed its reader; with --dry-run shows the difference instead.
  /// Gives the number of files that differ.
  Result<std::size_t> commit(const Change& change);
  /// The same even with --dry-run: for the journal of those who read a passport.
  Result<std::size_t> commit_always(const Change& change);
  /// Says whether new bytes may stand at `path`: check_bytes_at, and no code that no list has or that is no longer offered, but
  /// where the record had it before.
  Result<> check_new_bytes(const std::string& path, std::string_view bytes) const;

 private:
  World* world_ = nullptr;
  const Globals* globals_ = nullptr;
  std::unique_ptr<Disk> disk_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<WritableStore> writable_;
  Settings settings_;
  std::unique_ptr<Index> index_;
  mutable std::shared_ptr<const Lists> lists_;
};

/// The folder whose records a file of the workspace holds.
Folder home_of(FileKind kind);
/// Says whether new bytes may stand at `path`: the reader of its kind accepts them.
Result<> check_bytes_at(const std::string& path, std::string_view bytes);

/// A new record of `kind` on `day` by `actor`, with an id that `taken` does not hold yet.
Node* new_record(Arena& arena, std::string_view kind, Date day, std::string_view actor, const Dossier* taken,
                 Random& random);
/// Whether a record that a command made passes its schema; Exit::usage with every problem.
Result<> check_shape(const Node& record);

/// What a command says when it has done its work, unless -q.
Result<> say(Workspace& workspace, const Phrase& line);
/// A remark on standard error, `mloc: …`.
void remark(World& world, const Phrase& line);
/// A problem that hinders nothing, on standard error.
void warn(World& world, const Problem& problem);

/// Which programmes there are, or how the first one is made.
Phrase programmes_there_are(const std::vector<std::string>& codes);
/// I124 with the nearest of them, or which there are.
Problem unknown_programme(std::string_view code, const std::vector<std::string>& codes);

}  // namespace mloc
