#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mloc {

/// A place inside a text, from 1; 0 when the value was made by the program.
struct Mark {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// One value of a record: a text, a list or a map in its order. Lives in an Arena; links instead of vectors keep
/// a record of 20 values at 20 small blocks without an allocation each.
struct Node {
  enum class Kind : std::uint8_t { text, list, map };
  Kind kind = Kind::text;
  bool quoted = false;  ///< a text that stood in quotes
  Mark mark;
  Mark key_mark;
  std::string_view key;  ///< its name when it stands in a map
  std::string_view text;
  Node* first = nullptr;
  Node* last = nullptr;
  Node* next = nullptr;

  const Node* find(std::string_view name) const;
  Node* find(std::string_view name);
  /// The text under `name`, or an empty one.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const { return find(name) != nullptr; }
  std::size_t size() const;

  struct Iterator {
    const Node* at;
    const Node& operator*() const { return *at; }
    const Node* operator->() const { return at; }
    Iterator& operator++() {
      at = at->next;
      return *this;
    }
    bool operator==(const Iterator&) const = default;
  };
  Iterator begin() const { return {first}; }
  Iterator end() const { return {nullptr}; }
};

/// Owns nodes and their texts; they live as long as it does. Not for two threads at once.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  std::string_view keep(std::string_view text);
  Node* text(std::string_view value, bool quoted = true);
  Node* integer(std::int64_t value);
  Node* flag(bool value);
  Node* list();
  Node* map();
  Node* raw();
  /// A deep copy whose texts live here.
  Node* copy(const Node& node);

  void append(Node& list, Node* item);
  /// Puts `value` under `key`: in the old one's place, or last.
  void set(Node& map, std::string_view key, Node* value);
  void remove(Node& map, std::string_view key);

 private:
  std::byte* take(std::size_t size, std::size_t alignment);
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* free_ = nullptr;
  std::size_t left_ = 0;
  std::size_t next_size_ = 4096;
};

/// Sets a text that was given; absent ones stay away.
void put(Arena& arena, Node& record, std::string_view key, const std::optional<std::string>& value);

/// Same kind, same texts, same order; marks and quotes do not count.
bool same(const Node& a, const Node& b);

}  // namespace mloc
