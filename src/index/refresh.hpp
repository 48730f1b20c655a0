#pragma once
#include <string>
#include <vector>

#include "database.hpp"
#include "fill.hpp"
#include "mloc/index/reading.hpp"
#include "mloc/store/store.hpp"

namespace mloc::index {

/// One file of the workspace that the cache follows.
struct Followed {
  std::string path;
  FileState state;
};

/// What the workspace looks like now; files in byte order of their paths.
struct Survey {
  std::vector<Followed> files;
  std::vector<Problem> problems;  ///< what does not belong there
  std::int64_t now = 0;           ///< taken before the first file was looked at
  bool sealed = false;            ///< names lie sealed: no disk may have them in clear
};
Result<Survey> survey(Disk& disk, const Store& store, std::optional<std::int64_t> now, bool sealed);

/// Which owners are to be read again: a file of theirs is new, gone, different, or was so young when it was read that
/// a later edit could carry the same times.
struct Difference {
  std::vector<Followed> read;
  std::vector<std::string> gone;
  bool empty() const { return read.empty() && gone.empty(); }
};
/// Throws SqlError when the cache cannot be read.
Difference compare(const Database& database, const Survey& survey);

/// Whether the cache was made by this program with these schemas, for names that are sealed or not, and holds nothing else.
bool is_current(const Database& database, bool sealed);

/// Brings the tables up to the survey.
void refresh(const Database& database, Disk& disk, const Survey& survey, const Difference& difference);
/// The same from nothing: indexes are made after the rows.
void fill(const Database& database, Disk& disk, const Survey& survey);

/// Sealed names, opened into tables that live with this connection and lie on no disk. H223 when one lies in clear.
Result<> open_names(const Database& database, Disk& disk);

std::vector<Problem> stored_problems(const Database& database, Exit& exit);

}  // namespace mloc::index
