#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/store/store.hpp"

namespace mloc {

/// Why a batch that was decided cannot be finished (D108, D123); nothing when none is there. Nothing is changed.
Result<std::optional<Problem>> unfinished_batch(Disk& disk);

/// One file of an interrupted batch: what lies there, and what the journal has of it.
struct WaitingFile {
  enum class There { old, done, edited, gone };
  enum class Held { bytes, removal, nothing };  ///< nothing: it was in place once, and what it held is no longer here
  std::string path;
  There there;
  Held held;
};
struct WaitingBatch {
  bool is_readable = true;  ///< of a damaged manifest nobody knows which files it means
  std::vector<WaitingFile> files;
};
/// No value when no batch waits.
Result<std::optional<WaitingBatch>> waiting_batch(Disk& disk);

/// The lock of a writer, without finishing what waits.
Result<std::unique_ptr<Lock>> lock_to_recover(Disk& disk, const Opening& opening);
/// Puts the batch in place; what it goes over is kept. Gives the folder where that lies, empty when nothing had to be kept.
/// D181 when the journal no longer has all of it.
Result<std::string> take_journal(Disk& disk);
/// Leaves the files as they are; what the journal has is kept in the folder that is given.
Result<std::string> take_files(Disk& disk);

}  // namespace mloc
