#include "mloc/store/change.hpp"

#include <algorithm>

namespace mloc {

void Change::put(const std::string& path, std::string bytes, std::optional<Digest> read) {
  const auto [entry, is_new] = entries_.try_emplace(path, Entry{{}, read});
  entry->second.bytes = std::move(bytes);
}

void Change::remove(const std::string& path, const Digest& read) {
  const auto [entry, is_new] = entries_.try_emplace(path, Entry{{}, read});
  entry->second.bytes.reset();
}

const Change::Entry* Change::find(const std::string& path) const {
  const auto found = entries_.find(path);
  return found == entries_.end() ? nullptr : &found->second;
}

bool Change::empty() const {
  return std::ranges::all_of(entries_, [](const auto& entry) { return entry.second.changes_nothing(); });
}

}  // namespace mloc
