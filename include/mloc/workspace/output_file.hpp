#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {

/// What an output tells: figures that anybody may read, or of persons, which only the caller may (rights 0600).
enum class Tells { figures, persons };

/// A file that a command writes for its caller. Prepared before the work, so that what cannot be written is refused before
/// anything happens, with --dry-run too.
class OutputFile {
 public:
  /// No path, `-` and /dev/stdout are standard output. A file that is there is replaced, a device or a pipe is written into.
  /// `taken`: files that the command reads or writes besides. With Exit::usage D112 for a folder, D113 for what a workspace
  /// keeps, D114 for a file that is taken, D116 for a link; D101 with Exit::disk where no file can be made.
  static Result<OutputFile> prepare(World& world, const Globals& globals, const std::optional<std::string>& path, Tells tells,
                                    const std::vector<std::string>& taken = {});

  bool is_standard_output() const { return way_ == Way::standard_output; }
  /// All of it or nothing; with --dry-run nothing, except to standard output.
  Result<> write(std::string_view bytes) const;

 private:
  enum class Way { standard_output, into, replacing };
  OutputFile(World& world, bool dry_run) : world_(&world), dry_run_(dry_run) {}
  Result<> find(const std::string& path, Tells tells);

  World* world_;
  bool dry_run_;
  Way way_ = Way::standard_output;
  std::string path_;
  unsigned rights_ = FileState::everybody;
};

/// Puts a file down whole, in the place of an older one.
Result<> replace_file(Disk& disk, const std::string& path, std::string_view bytes, unsigned rights = FileState::everybody);

struct NamedFile {
  std::string name, bytes;
};

/// A folder of files that a command writes for its caller, replaced as a whole. Prepared before the work.
class OutputFolder {
 public:
  /// Whether a run of the same command may have made a folder that holds these.
  using Made = std::function<bool(const std::vector<FolderEntry>& entries)>;
  /// D115 with Exit::usage when something is there that is neither empty nor `made`; D113, D116 and D101 as above.
  static Result<OutputFolder> prepare(World& world, const Globals& globals, const std::string& path, Tells tells, const Made& made);

  /// The folder as the caller called it, without a slash at the end.
  const std::string& name() const { return name_; }
  Result<> write(const std::vector<NamedFile>& files) const;

 private:
  OutputFolder(Disk& disk, std::string name, bool dry_run, Tells tells) : disk_(&disk), name_(std::move(name)), dry_run_(dry_run), tells_(tells) {}
  Result<> find(const Made& made);
  Result<> put_beside(const std::vector<NamedFile>& files) const;
  std::string beside() const { return path_ + ".mloc-tmp"; }
  std::string older() const { return path_ + ".mloc-old"; }

  Disk* disk_;
  std::string name_, path_;
  bool dry_run_;
  Tells tells_;
  bool there_ = false;
};

/// For OutputFolder: a folder of exactly these files, or of none.
OutputFolder::Made made_of(std::vector<std::string> names);

}  // namespace mloc
