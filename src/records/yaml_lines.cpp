#include "yaml_lines.hpp"

#include <array>

namespace mloc {
namespace {

/// Letters, digits, `_`, `.` and `-`: in a plain scalar none of them means anything to YAML, whatever comes next.
constexpr std::array<bool, 256> word_bytes = [] {
  std::array<bool, 256> made{};
  for (const char c : std::string_view("0123456789_.-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
    made[static_cast<unsigned char>(c)] = true;
  return made;
}();
bool is_word_byte(char c) { return word_bytes[static_cast<unsigned char>(c)]; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::size_t longest_key = 128;
constexpr std::size_t deepest_level = 4;

class Lines {
 public:
  Lines(std::string_view bytes, Arena& arena) : bytes_(bytes), arena_(arena) {}

  std::optional<std::vector<Document>> read() {
    // check_lines has seen to the last line: nothing follows `...`.
    const std::size_t end = bytes_.size() - 4;
    while (at_ < end)
      if (!line()) return std::nullopt;
    if (!document_is_whole()) return std::nullopt;
    documents_.back().end = end;
    return std::move(documents_);
  }

 private:
  struct Level {
    Node* node = nullptr;
    std::size_t indent = 0;
    std::size_t entries = 0;
  };

  bool line() {
    ++line_;
    const std::size_t end = bytes_.find('\n', at_);
    const std::string_view text = bytes_.substr(at_, end - at_);
    const bool good = text == "---" ? start_document() : entry(text);
    at_ = end + 1;
    return good;
  }

  /// A document without a value, or a key without one, is for libyaml to refuse.
  bool document_is_whole() const { return !documents_.empty() && documents_.back().root && !pending_; }

  bool start_document() {
    if (!documents_.empty()) {
      if (!document_is_whole()) return false;
      documents_.back().end = at_;
    }
    documents_.push_back({nullptr, at_, 0});
    depth_ = 0;
    return true;
  }

  bool entry(std::string_view text) {
    if (documents_.empty()) return false;
    std::size_t indent = 0;
    while (indent < text.size() && text[indent] == ' ') ++indent;
    const std::string_view rest = text.substr(indent);
    const bool item = rest.starts_with("- ");
    if (!find_level(indent, item ? Node::Kind::list : Node::Kind::map)) return false;
    return item ? scalar(rest.substr(2), indent + 2, {}, {}) : pair(rest, indent);
  }

  /// Makes the map or list at `indent` the innermost one, opening it below a key that waits for its value.
  bool find_level(std::size_t indent, Node::Kind kind) {
    const bool root = depth_ == 0;
    if (root || pending_) {
      const std::size_t wanted = root ? 0 : open_[depth_ - 1].indent + 2;
      if (indent != wanted || depth_ == deepest_level || (root && (documents_.back().root || kind != Node::Kind::map))) return false;
      Node* made = kind == Node::Kind::map ? arena_.map() : arena_.list();
      made->mark = mark(indent);
      if (root) documents_.back().root = made, ++values_;
      else if (!place(made, pending_key_, pending_mark_)) return false;
      pending_ = false;
      open_[depth_++] = {made, indent, 0};
      return true;
    }
    while (depth_ > 0 && open_[depth_ - 1].indent > indent) --depth_;
    return depth_ > 0 && open_[depth_ - 1].indent == indent && open_[depth_ - 1].node->kind == kind;
  }

  bool pair(std::string_view text, std::size_t indent) {
    std::size_t length = 0;
    while (length < text.size() && is_word_byte(text[length])) ++length;
    if (length == 0 || length > longest_key || length == text.size() || !is_letter(text[0]) || text[length] != ':') return false;
    const std::string_view key = text.substr(0, length);
    if (open_[depth_ - 1].node->has(key)) return false;
    if (length + 1 == text.size()) {
      pending_ = true;
      pending_key_ = key;
      pending_mark_ = mark(indent);
      return true;
    }
    if (text[length + 1] != ' ') return false;
    return scalar(text.substr(length + 2), indent + length + 2, key, mark(indent));
  }

  bool scalar(std::string_view text, std::size_t column, std::string_view key, Mark key_mark) {
    const bool quoted = text.starts_with('"');
    if (quoted ? !is_quoted(text) : !is_word(text)) return false;
    const std::string_view value = quoted ? text.substr(1, text.size() - 2) : text;
    if (value.size() > longest_scalar) return false;
    Node* node = arena_.text(value, quoted);
    node->mark = mark(column);
    return place(node, key, key_mark);
  }

  /// Nothing escaped and the quote closed where the line ends.
  static bool is_quoted(std::string_view text) {
    if (text.size() < 2 || text.back() != '"') return false;
    for (const char c : text.substr(1, text.size() - 2))
      if (c == '"' || c == '\\') return false;
    return true;
  }
  static bool is_word(std::string_view text) {
    if (text.empty()) return false;
    const bool negative = text[0] == '-' && text.size() > 1 && is_digit(text[1]);
    if (!is_letter(text[0]) && !is_digit(text[0]) && !negative) return false;
    for (const char c : text)
      if (!is_word_byte(c) && c != '/') return false;  // `lesson/1`
    return true;
  }

  /// False when there are too many, which the other reader tells.
  bool place(Node* node, std::string_view key, Mark key_mark) {
    if (!key.empty()) {
      node->key = arena_.keep(key);
      node->key_mark = key_mark;
    }
    arena_.append(*open_[depth_ - 1].node, node);
    return ++open_[depth_ - 1].entries <= most_entries && ++values_ <= most_values;
  }

  Mark mark(std::size_t column) const { return {line_, static_cast<std::uint32_t>(column + 1)}; }

  std::string_view bytes_;
  Arena& arena_;
  std::vector<Document> documents_;
  std::array<Level, deepest_level> open_{};
  std::size_t depth_ = 0;
  std::size_t values_ = 0;
  bool pending_ = false;
  std::string_view pending_key_;
  Mark pending_mark_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 0;
};

}  // namespace

std::optional<std::vector<Document>> read_lines(std::string_view bytes, Arena& arena) { return Lines(bytes, arena).read(); }

}  // namespace mloc
