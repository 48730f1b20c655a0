#pragma once
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

/// A folder of files that a command writes for its caller, replaced as a whole. Prepared before the work. A list in it says what
/// was made, with digests: a folder is replaced only while that is all it holds.
class OutputFolder {
 public:
  /// `made_by`: the command, whose own folders alone it replaces. D115 with Exit::usage when anything else is there but an
  /// empty folder; D113, D116 and D101 as above.
  static Result<OutputFolder> prepare(World& world, const Globals& globals, const std::string& path, Tells tells, std::string_view made_by);

  /// The folder as the caller called it, without a slash at the end.
  const std::string& name() const { return name_; }
  Result<> write(const std::vector<NamedFile>& files) const;

 private:
  OutputFolder(Disk& disk, std::string name, bool dry_run, Tells tells, std::string_view made_by)
      : disk_(&disk), name_(std::move(name)), made_by_(made_by), dry_run_(dry_run), tells_(tells) {}
  Result<> find();
  Result<bool> is_made(const std::vector<FolderEntry>& entries) const;
  std::string list_of(const std::vector<NamedFile>& files) const;
  Result<> put_beside(const std::vector<NamedFile>& files) const;
  std::string beside() const { return path_ + ".mloc-tmp"; }
  std::string older() const { return path_ + ".mloc-old"; }

  Disk* disk_;
  std::string name_, path_, made_by_;
  bool dry_run_;
  Tells tells_;
  bool there_ = false;
};

}  // namespace mloc
