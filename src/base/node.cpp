#include "mloc/base/node.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <new>
#include <utility>

namespace mloc {

const Node* Node::find(std::string_view name) const {
  for (const Node* child = first; child; child = child->next)
    if (child->key == name) return child;
  return nullptr;
}
Node* Node::find(std::string_view name) { return const_cast<Node*>(std::as_const(*this).find(name)); }

std::string_view Node::get(std::string_view name) const {
  const Node* child = find(name);
  return child ? child->text : std::string_view();
}

std::size_t Node::size() const {
  std::size_t count = 0;
  for (const Node* child = first; child; child = child->next) ++count;
  return count;
}

std::byte* Arena::take(std::size_t size, std::size_t alignment) {
  // Alignments are powers of two.
  const std::size_t padding = -reinterpret_cast<std::uintptr_t>(free_) & (alignment - 1);
  if (!free_ || left_ < size + padding) {
    const std::size_t block = std::max(next_size_, size);
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block));
    free_ = blocks_.back().get();
    left_ = block;
    next_size_ = std::min<std::size_t>(next_size_ * 2, 1 << 20);
    return take(size, alignment);
  }
  std::byte* place = free_ + padding;
  free_ = place + size;
  left_ -= size + padding;
  return place;
}

std::string_view Arena::keep(std::string_view text) {
  if (text.empty()) return {};
  auto* place = reinterpret_cast<char*>(take(text.size(), 1));
  std::memcpy(place, text.data(), text.size());
  return {place, text.size()};
}

Node* Arena::raw() { return new (take(sizeof(Node), alignof(Node))) Node; }

Node* Arena::text(std::string_view value, bool quoted) {
  Node* node = raw();
  node->text = keep(value);
  node->quoted = quoted;
  return node;
}
Node* Arena::integer(std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return text({digits, static_cast<std::size_t>(end - digits)}, false);
}
Node* Arena::flag(bool value) { return text(value ? "true" : "false", false); }
Node* Arena::list() {
  Node* node = raw();
  node->kind = Node::Kind::list;
  return node;
}
Node* Arena::map() {
  Node* node = raw();
  node->kind = Node::Kind::map;
  return node;
}

Node* Arena::copy(const Node& node) {
  Node* made = raw();
  *made = node;
  made->key = keep(node.key);
  made->text = keep(node.text);
  made->first = made->last = made->next = nullptr;
  for (const Node& child : node) append(*made, copy(child));
  return made;
}

void Arena::append(Node& list, Node* item) {
  item->next = nullptr;
  (list.last ? list.last->next : list.first) = item;
  list.last = item;
}

void Arena::set(Node& map, std::string_view key, Node* value) {
  value->key = keep(key);
  Node* before = nullptr;
  for (Node* child = map.first; child; before = child, child = child->next) {
    if (child->key != key) continue;
    value->next = child->next;
    (before ? before->next : map.first) = value;
    if (map.last == child) map.last = value;
    return;
  }
  append(map, value);
}

void Arena::remove(Node& map, std::string_view key) {
  Node* before = nullptr;
  for (Node* child = map.first; child; before = child, child = child->next) {
    if (child->key != key) continue;
    (before ? before->next : map.first) = child->next;
    if (map.last == child) map.last = before;
    return;
  }
}

void put(Arena& arena, Node& record, std::string_view key, const std::optional<std::string>& value) {
  if (value && !value->empty()) arena.set(record, key, arena.text(*value));
}

bool same(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.text != b.text) return false;
  const Node *x = a.first, *y = b.first;
  for (; x && y; x = x->next, y = y->next)
    if (x->key != y->key || !same(*x, *y)) return false;
  return !x && !y;
}

}  // namespace mloc
