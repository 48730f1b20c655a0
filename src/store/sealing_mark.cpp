#include "mloc/store/sealing_mark.hpp"

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/store/store.hpp"

namespace mloc {
namespace {

constexpr std::string_view head_of_mark = "mloc-sealing/1\n";
constexpr std::size_t longest_mark = 1 << 16;

bool ends_undone(std::string_view mark) {
  if (!mark.starts_with(head_of_mark) || !mark.ends_with('\n')) return false;
  return split(mark.substr(0, mark.size() - 1), '\n').back().starts_with("undone ");
}

/// Any file of records in the first folder that has one.
Result<std::optional<std::string>> first_identity(Disk& disk) {
  const std::string home(folder_of(FileKind::identity));
  TRY(folders, disk.list(home));
  for (const FolderEntry& folder : folders) {
    if (folder.kind != FileState::Kind::folder) continue;
    TRY(files, disk.list(home + "/" + folder.name));
    for (const FolderEntry& file : files) {
      const std::string path = home + "/" + folder.name + "/" + file.name;
      if (file.kind == FileState::Kind::file && kind_of(path)) return path;
    }
  }
  return std::nullopt;
}

std::string with_line(std::string_view mark, const std::string& line) {
  return std::string(mark.starts_with(head_of_mark) ? mark : head_of_mark) + line + "\n";
}

}  // namespace

Result<bool> identities_are_sealed(Disk& disk, bool settings_say_so) {
  TRY(there, disk.state(std::string(sealing_mark)));
  if (there) {
    TRY(mark, disk.read(std::string(sealing_mark), longest_mark));
    return !ends_undone(mark);
  }
  if (settings_say_so) return true;
  TRY(first, first_identity(disk));
  if (!first) return false;
  TRY(bytes, disk.read(*first, Store::limit));
  return holds_sealed(bytes);
}

std::string with_sealing(std::string_view mark, const Date& day, std::string_view actor) {
  return with_line(mark, fmt::format("sealed {} {}", day.text(), actor));
}

std::string without_sealing(std::string_view mark, const Date& day, std::string_view actor, std::string_view reason) {
  return with_line(mark, fmt::format("undone {} {}: {}", day.text(), actor, reason));
}

}  // namespace mloc
