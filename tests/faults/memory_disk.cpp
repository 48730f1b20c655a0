#include "memory_disk.hpp"

#include <algorithm>

namespace mloc {
namespace {

std::string above(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

Failure failure(const std::string& path, const char* words) {
  return fail(Exit::disk, problem("D101"_m, path, words)).value();
}

std::uint32_t next(std::uint32_t& seed) {
  seed = seed * 1664525u + 1013904223u;
  return seed >> 8;
}

}  // namespace

MemoryDisk::MemoryDisk(const std::map<std::string, std::string>& files) {
  for (const auto& [path, bytes] : files) put(path, bytes);
}

void MemoryDisk::plan(Plan plan) {
  plan_ = plan;
  steps_ = 0;
}

/// Counts; gives the failure when this step is planned to fail.
std::optional<Failure> MemoryDisk::step(const std::string& path) {
  ++steps_;
  const bool hit = plan_.at != 0 && (steps_ == plan_.at || (plan_.persistent && steps_ > plan_.at));
  if (!hit || plan_.what == Break::nothing) return std::nullopt;
  if (plan_.what == Break::kill) throw Ended{};
  if (plan_.what == Break::no_space) return fail(Exit::disk, problem("D102"_m, path, "memory")).value();
  return failure(path, "Input/output error");
}

Result<> MemoryDisk::admit(const std::string& path) const {
  const bool climbs = path.starts_with("/") || path.starts_with("../") || path.find("/../") != path.npos;
  if (climbs || path.find('\0') != path.npos) return fail(Exit::disk, problem("D105"_m, path));
  for (std::string folder = above(path); !folder.empty(); folder = above(folder))
    if (const NodePointer node = find(folder); node && node->kind == FileState::Kind::other)
      return fail(Exit::disk, problem("D103"_m, path));
  return {};
}

MemoryDisk::NodePointer MemoryDisk::find(const std::string& path) const {
  const auto found = now_.find(path);
  return found == now_.end() ? nullptr : found->second;
}

MemoryDisk::NodePointer MemoryDisk::make_node(FileState::Kind kind, std::string_view bytes) {
  ++clock_;
  return std::make_shared<Node>(
      Node{kind, std::string(bytes), false, static_cast<std::int64_t>(clock_) * 1000, clock_});
}

void MemoryDisk::replay(Names& names, const Operation& operation) {
  if (operation.other) {
    const auto one = names.find(operation.from), other = names.find(operation.to);
    if (one == names.end() || other == names.end() || one->second != operation.node || other->second != operation.other) return;
    std::swap(one->second, other->second);
    return;
  }
  if (!operation.from.empty()) {
    const auto found = names.find(operation.from);
    // Its making was lost: there is nothing that could be renamed or removed.
    if (found == names.end() || found->second != operation.node) return;
    names.erase(found);
  }
  if (!operation.to.empty()) names[operation.to] = operation.node;
  if (operation.from.empty() || operation.to.empty() || operation.node->kind != FileState::Kind::folder) return;
  // What lies in a renamed folder goes with it.
  const std::string below = operation.from + "/";
  for (auto one = names.lower_bound(below); one != names.end() && one->first.starts_with(below);) {
    names[operation.to + "/" + one->first.substr(below.size())] = one->second;
    one = names.erase(one);
  }
}

void MemoryDisk::apply(Operation operation) {
  replay(now_, operation);
  pending_.push_back(std::move(operation));
}

/// What touches these folders becomes durable, and what it builds on.
void MemoryDisk::settle(const std::set<std::string>& folders) {
  std::set<std::string> names;
  std::vector<bool> chosen(pending_.size());
  for (std::size_t i = pending_.size(); i-- > 0;) {
    const Operation& operation = pending_[i];
    const auto touches = [&](const std::string& path) {
      return !path.empty() && (folders.contains(above(path)) || names.contains(path));
    };
    if (!touches(operation.from) && !touches(operation.to)) continue;
    chosen[i] = true;
    names.insert(operation.from);
    names.insert(operation.to);
  }
  std::vector<Operation> rest;
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    if (chosen[i]) replay(durable_, pending_[i]);
    else rest.push_back(std::move(pending_[i]));
  }
  pending_ = std::move(rest);
}

void MemoryDisk::lose_bytes(Survival survival, std::uint32_t& seed) {
  for (const auto& [path, node] : durable_) {
    if (node->kind != FileState::Kind::file || node->durable || survival == Survival::everything) continue;
    const std::size_t kept = survival == Survival::nothing ? 0 : next(seed) % (node->bytes.size() + 1);
    // What a file system that puts the length down before the bytes leaves: zeros.
    if (survival == Survival::random && next(seed) % 4 == 0) std::fill(node->bytes.begin(), node->bytes.end(), '\0');
    else node->bytes.resize(kept);
  }
}

void MemoryDisk::cut_power(Survival survival, std::uint32_t seed) {
  seed = seed * 2654435761u + 12345u;
  for (const Operation& operation : pending_) {
    const bool kept = survival == Survival::everything || (survival == Survival::random && next(seed) % 2 == 0);
    // No file system puts a name into a folder that it has lost.
    const std::string folder = above(operation.to);
    if (kept && (folder.empty() || durable_.contains(folder))) replay(durable_, operation);
  }
  pending_.clear();
  for (auto entry = durable_.begin(); entry != durable_.end();) {
    const std::string folder = above(entry->first);
    const bool reachable = folder.empty() || durable_.contains(folder);
    entry = reachable ? std::next(entry) : durable_.erase(entry);
  }
  lose_bytes(survival, seed);
  for (const auto& [path, node] : durable_) node->durable = true;
  now_ = durable_;
  locks_.clear();
  plan({});
}

std::map<std::string, std::string> MemoryDisk::files() const {
  std::map<std::string, std::string> all;
  for (const auto& [path, node] : now_)
    if (node->kind == FileState::Kind::file) all[path] = node->bytes;
  return all;
}

void MemoryDisk::put(const std::string& path, const std::string& bytes) {
  for (std::string folder = above(path); !folder.empty(); folder = above(folder)) {
    if (!find(folder)) now_[folder] = make_node(FileState::Kind::folder, "");
    durable_[folder] = now_[folder];
  }
  const NodePointer node = make_node(FileState::Kind::file, bytes);
  node->durable = true;
  now_[path] = durable_[path] = node;
}

void MemoryDisk::take_away(const std::string& path) {
  now_.erase(path);
  durable_.erase(path);
}

void MemoryDisk::put_link(const std::string& path) {
  put(path, "");
  now_[path]->kind = FileState::Kind::other;
}

Result<std::string> MemoryDisk::read(const std::string& path, std::size_t limit) {
  CHECKED(admit(path));
  const NodePointer node = find(path);
  if (!node) return tl::make_unexpected(failure(path, "No such file or directory"));
  if (node->kind != FileState::Kind::file) return fail(Exit::disk, problem("D103"_m, path));
  if (node->bytes.size() > limit) return fail(Exit::disk, problem("D104"_m, path, limit));
  return node->bytes;
}

Result<std::optional<FileState>> MemoryDisk::state(const std::string& path) {
  CHECKED(admit(path));
  if (path.empty()) return FileState{FileState::Kind::folder, 0, 0, 0, 1};
  const NodePointer node = find(path);
  if (!node) return std::nullopt;
  return FileState{node->kind, node->bytes.size(), node->modified, node->modified, node->number};
}

Result<std::vector<FolderEntry>> MemoryDisk::list(const std::string& folder) {
  CHECKED(admit(folder.empty() ? folder : folder + "/x"));
  std::vector<FolderEntry> entries;
  const std::string prefix = folder.empty() ? "" : folder + "/";
  for (auto entry = now_.lower_bound(prefix); entry != now_.end() && entry->first.starts_with(prefix); ++entry)
    if (above(entry->first) == folder) entries.push_back({entry->first.substr(prefix.size()), entry->second->kind});
  std::ranges::sort(entries, {}, &FolderEntry::name);
  return entries;
}

Result<> MemoryDisk::create(const std::string& path, std::string_view bytes, Sync sync, unsigned) {
  CHECKED(admit(path));
  if (find(path)) return fail(Exit::disk, problem("D110"_m, path));
  const NodePointer folder = find(above(path));
  if (!above(path).empty() && (!folder || folder->kind != FileState::Kind::folder))
    return tl::make_unexpected(failure(path, "No such file or directory"));
  if (auto broken = step(path)) return tl::make_unexpected(std::move(*broken));
  const NodePointer node = make_node(FileState::Kind::file, "");
  apply({"", path, node});
  // The real disk takes a file it could not write away again, if it still can.
  const auto give_up = [&](Failure reason) -> Result<> {
    if (!step(path)) apply({path, "", node});
    return tl::make_unexpected(std::move(reason));
  };
  node->bytes = bytes.substr(0, bytes.size() / 2);  // a process may end in the middle of a write
  if (auto broken = step(path)) {
    if (plan_.what != Break::short_write) node->bytes.clear();
    return give_up(std::move(*broken));
  }
  node->bytes = bytes;
  if (sync == Sync::no) return {};
  if (auto broken = step(path)) return give_up(std::move(*broken));
  node->durable = true;
  return {};
}

Result<> MemoryDisk::rename(const std::string& from, const std::string& to) {
  CHECKED(admit(from));
  CHECKED(admit(to));
  const NodePointer node = find(from);
  if (!node || (!above(to).empty() && !find(above(to))))
    return tl::make_unexpected(failure(node ? to : from, "No such file or directory"));
  if (auto broken = step(to)) return tl::make_unexpected(std::move(*broken));
  apply({from, to, node});
  return {};
}

Result<Exchange::Placed> MemoryDisk::exchange(const std::string& one, const std::string& other) {
  CHECKED(admit(one));
  CHECKED(admit(other));
  const NodePointer first = find(one), second = find(other);
  if (!first || !second) return tl::make_unexpected(failure(first ? other : one, "No such file or directory"));
  if (auto broken = step(other)) return tl::make_unexpected(std::move(*broken));
  apply({one, other, first, second});
  return Placed::done;
}

Result<Exchange::Placed> MemoryDisk::rename_new(const std::string& from, const std::string& to) {
  if (find(from) && find(to)) return Placed::taken;
  CHECKED(rename(from, to));
  return Placed::done;
}

Result<> MemoryDisk::remove(const std::string& path) {
  CHECKED(admit(path));
  const NodePointer node = find(path);
  if (!node) return tl::make_unexpected(failure(path, "No such file or directory"));
  if (node->kind == FileState::Kind::folder) return tl::make_unexpected(failure(path, "Is a directory"));
  if (auto broken = step(path)) return tl::make_unexpected(std::move(*broken));
  apply({path, "", node});
  return {};
}

Result<> MemoryDisk::make_folder(const std::string& folder) {
  CHECKED(admit(folder));
  if (const NodePointer node = find(folder); folder.empty() || node)
    return !node || node->kind == FileState::Kind::folder
               ? Result<>()
               : tl::make_unexpected(failure(folder, "Not a directory"));
  if (!above(folder).empty()) CHECKED(make_folder(above(folder)));
  if (auto broken = step(folder)) return tl::make_unexpected(std::move(*broken));
  apply({"", folder, make_node(FileState::Kind::folder, "")});
  return {};
}

Result<> MemoryDisk::remove_folder(const std::string& folder) {
  TRY(entries, list(folder));
  const NodePointer node = find(folder);
  if (!node || !entries.empty()) return tl::make_unexpected(failure(folder, "Directory not empty"));
  if (auto broken = step(folder)) return tl::make_unexpected(std::move(*broken));
  apply({folder, "", node});
  return {};
}

Result<> MemoryDisk::sync_folder(const std::string& folder) {
  CHECKED(admit(folder));
  if (!folder.empty() && !find(folder)) return tl::make_unexpected(failure(folder, "No such file or directory"));
  if (auto broken = step(folder)) return tl::make_unexpected(std::move(*broken));
  settle({folder});
  return {};
}

Result<> MemoryDisk::sync_all() {
  if (auto broken = step("")) return tl::make_unexpected(std::move(*broken));
  for (const Operation& operation : pending_) replay(durable_, operation);
  pending_.clear();
  for (const auto& [path, node] : now_) node->durable = true;
  return {};
}

struct MemoryDisk::Held final : Lock {
  Held(MemoryDisk& owner, std::string name, Kind wanted) : disk(owner), path(std::move(name)), kind(wanted) {
    disk.locks_[path] += kind == Kind::exclusive ? -1 : 1;
  }
  ~Held() override { disk.locks_[path] = kind == Kind::exclusive ? 0 : std::max(0, disk.locks_[path] - 1); }
  MemoryDisk& disk;
  std::string path;
  Kind kind;
};

Result<std::unique_ptr<Lock>> MemoryDisk::lock(const std::string& path, Lock::Kind kind,
                                               std::chrono::milliseconds wait, const std::function<void()>& waiting) {
  if (!find(path)) CHECKED(create(path, "", Sync::no));
  const int held = locks_[path];
  if (held == 0 || (held > 0 && kind == Lock::Kind::shared)) return std::unique_ptr<Lock>(new Held(*this, path, kind));
  // Nobody in this process will let go while we wait: what a real wait would show, without the time.
  if (wait >= std::chrono::seconds(1)) waiting();
  return fail(Exit::locked, problem("D106"_m, wait.count() / 1000));
}

}  // namespace mloc
