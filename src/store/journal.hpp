#pragma once
#include <span>
#include <string>

#include "manifest.hpp"
#include "mloc/store/change.hpp"
#include "mloc/sys/disk.hpp"
#include "mloc/sys/exchange.hpp"

namespace mloc::journal {

inline const std::string home = ".mloc";
inline const std::string lock = ".mloc/lock";
inline const std::string folder = ".mloc/journal";
inline const std::string stage = ".mloc/journal/stage";        ///< new bytes, named by the number of their step
inline const std::string manifest = ".mloc/journal/MANIFEST";  ///< written, not decided
inline const std::string commit = ".mloc/journal/COMMIT";      ///< the same file, decided
inline const std::string note = ".mloc/journal/TEMPORARY";     ///< names the temporary file being written

/// The changed entries of a change, in byte order of their paths.
using Entries = std::vector<std::pair<std::string, const Change::Entry*>>;

/// One file: temporary file, fsync, comparison, rename, fsync of the folder.
Result<> put_one(Disk& disk, const std::string& path, const Change::Entry& entry);
Result<> remove_one(Disk& disk, const std::string& path, const Change::Entry& entry);
/// Several: stage, manifest, comparison, COMMIT, rename, sync.
Result<> put_all(Disk& disk, const Entries& entries);

/// Finishes a batch that was decided. D108, D123: nothing was changed.
Result<> roll_forward(Disk& disk);
/// Takes away what a dead writer staged without deciding it, and its temporary file.
Result<> sweep(Disk& disk);

/// Of a disk that can; `cannot` of any other.
Result<Exchange::Placed> exchange(Disk& disk, const std::string& one, const std::string& other);
Result<Exchange::Placed> rename_new(Disk& disk, const std::string& from, const std::string& to);

/// What the file holds now; none when there is none.
Result<std::optional<Digest>> digest_now(Disk& disk, const std::string& path);
/// D107 with Exit::conflict, for every file that is not what was read.
Result<> compare(Disk& disk, const Entries& entries);
/// The names along `path` have reached the disk: those of its folder and, for a new file, of all folders above.
Result<> sync_names(Disk& disk, const std::string& path, bool is_new);

std::string temporary_of(const std::string& path);
std::string target_of(const std::string& temporary);
bool is_temporary(std::string_view path);
std::string parent_folder(const std::string& path);

}  // namespace mloc::journal
