#pragma once
#include <map>
#include <optional>
#include <string>

#include "mloc/base/digest.hpp"

namespace mloc {

/// What a command wants to be different, file by file; nothing is put down before WritableStore::commit.
class Change {
 public:
  struct Entry {
    std::optional<std::string> bytes;  ///< what the file shall hold; none: it shall go
    std::optional<Digest> expected;    ///< what it held when it was read; none: there was no file
    bool changes_nothing() const { return bytes ? expected == blake2b(*bytes) : !expected; }
  };

  /// `read`: the digest that Store::read gave, none for a new file. A second put or remove of a path replaces the
  /// bytes and keeps the first one's digest.
  void put(const std::string& path, std::string bytes, std::optional<Digest> read);
  void remove(const std::string& path, const Digest& read);

  /// What the path will hold: the pending entry, or nothing when this change does not speak of it.
  const Entry* find(const std::string& path) const;
  const std::map<std::string, Entry>& entries() const { return entries_; }  ///< by path, in byte order
  bool empty() const;  ///< nothing would be written

 private:
  std::map<std::string, Entry> entries_;
};

}  // namespace mloc
