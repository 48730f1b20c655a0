#include "mloc/records/yaml.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <yaml.h>

#include "mloc/base/text.hpp"
#include "mloc/base/utf8.hpp"
#include "yaml_lines.hpp"

namespace mloc {
namespace {

Failure failure(Message code, const std::string& file, Mark mark, std::string_view what = {}) {
  return {Exit::no, {at({file, mark.line, mark.column, {}}, problem(code, what))}};
}

std::size_t line_start(std::string_view bytes, std::size_t offset) {
  const auto found = offset == 0 ? std::string_view::npos : bytes.rfind('\n', offset - 1);
  return found == std::string_view::npos ? 0 : found + 1;
}

Mark mark_at(std::string_view bytes, std::size_t offset) {
  const auto line = std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
  const std::size_t start = line_start(bytes, offset);
  // A column counts characters, as libyaml's marks do.
  const auto column = count_of_characters(bytes.substr(start, offset - start));
  return {static_cast<std::uint32_t>(line + 1), static_cast<std::uint32_t>(column + 1)};
}

bool is_plain_ascii(unsigned char byte) { return byte >= 0x20 && byte < 0x7F; }

/// What no record may hold, whatever YAML thinks of it.
Result<> check_bytes(std::string_view bytes, const std::string& file) {
  if (bytes.size() > largest_file) return tl::make_unexpected(failure("Y101"_m, file, {}, "16 MiB"));
  for (std::size_t i = 0; i < bytes.size();) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (is_plain_ascii(byte) || byte == '\n') {
      ++i;
      continue;
    }
    if (byte == '\t') return tl::make_unexpected(failure("Y102"_m, file, mark_at(bytes, i)));
    // One look at each run, however long: a comment may be as long as the file.
    std::size_t end = i;
    while (end < bytes.size() && static_cast<unsigned char>(bytes[end]) >= 0x80) ++end;
    const std::string_view run = bytes.substr(i, end - i);
    const std::size_t bad = find_bad_utf8(run), hidden = find_not_admitted(run.substr(0, bad));
    if (run.empty() || hidden != std::string_view::npos)
      return tl::make_unexpected(failure("Y104"_m, file, mark_at(bytes, run.empty() ? i : i + hidden)));
    if (bad != std::string_view::npos) return tl::make_unexpected(failure("Y103"_m, file, mark_at(bytes, i + bad)));
    i = end;
  }
  return {};
}

bool starts_line(std::string_view line, std::string_view marker) {
  return line.starts_with(marker) && (line.size() == marker.size() || line[marker.size()] == ' ');
}

/// Only lines that begin with one of four characters can be a marker; the others are left to YAML.
Result<> check_lines(std::string_view bytes, const std::string& file) {
  if (bytes.empty()) return tl::make_unexpected(failure("Y105"_m, file, {1, 1}));
  for (std::size_t start = 0; start < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', start), bytes.size());
    const std::string_view line = bytes.substr(start, end - start);
    if (!line.empty() && (line[0] == '<' || line[0] == '=' || line[0] == '>' || line[0] == '.')) {
      if (starts_line(line, "<<<<<<<") || starts_line(line, "=======") || starts_line(line, ">>>>>>>"))
        return tl::make_unexpected(failure("Y106"_m, file, mark_at(bytes, start)));
      // Without its line end the last line is cut, which is told below.
      const bool last = end + 1 >= bytes.size();
      if (line.starts_with("...") && !(line == "..." && last))
        return tl::make_unexpected(failure("Y107"_m, file, mark_at(bytes, start)));
    }
    start = end + 1;
  }
  if (!bytes.ends_with("\n...\n")) return tl::make_unexpected(failure("Y108"_m, file, mark_at(bytes, bytes.size())));
  return {};
}

/// Owns a libyaml parser and the event in hand.
class Events {
 public:
  explicit Events(std::string_view bytes) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  }
  ~Events() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  bool next() {
    yaml_event_delete(&event_);
    return yaml_parser_parse(&parser_, &event_) != 0;
  }
  const yaml_event_t& event() const { return event_; }
  Mark mark() const { return to_mark(event_.start_mark); }
  Mark error_mark() const { return to_mark(parser_.problem_mark); }
  std::string_view error() const { return parser_.problem ? parser_.problem : "not YAML"; }

 private:
  static Mark to_mark(const yaml_mark_t& mark) {
    return {static_cast<std::uint32_t>(mark.line + 1), static_cast<std::uint32_t>(mark.column + 1)};
  }
  yaml_parser_t parser_{};
  yaml_event_t event_{};
};

/// plain: one document without the lines around it, as instruments and code lists are.
enum class Form { records, plain };

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& file, Arena& arena, Form form)
      : bytes_(bytes), file_(file), arena_(arena), form_(form), events_(bytes) {}

  Result<std::vector<Document>> read() {
    for (;;) {
      if (!events_.next()) return broken("Y109"_m, events_.error_mark(), events_.error());
      switch (events_.event().type) {
        case YAML_STREAM_END_EVENT: return std::move(documents_);
        case YAML_DOCUMENT_START_EVENT: CHECKED(start_document()); break;
        case YAML_DOCUMENT_END_EVENT: CHECKED(end_document()); break;
        case YAML_ALIAS_EVENT: return broken("Y110"_m, events_.mark(), "alias");
        case YAML_SCALAR_EVENT: CHECKED(scalar()); break;
        case YAML_SEQUENCE_START_EVENT: CHECKED(open(Node::Kind::list)); break;
        case YAML_MAPPING_START_EVENT: CHECKED(open(Node::Kind::map)); break;
        case YAML_SEQUENCE_END_EVENT:
        case YAML_MAPPING_END_EVENT: CHECKED(close()); break;
        default: break;
      }
    }
  }

 private:
  tl::unexpected<Failure> broken(Message code, Mark mark, std::string_view what = {}) {
    return tl::make_unexpected(failure(code, file_, mark, what));
  }

  /// Offset of the line with this number; lines are asked for in rising order.
  std::size_t offset_of(std::uint32_t line) {
    while (line_ < line) {
      line_offset_ = bytes_.find('\n', line_offset_) + 1;
      ++line_;
    }
    return line_offset_;
  }

  Result<> start_document() {
    const auto& start = events_.event().data.document_start;
    if (start.version_directive || start.tag_directives.start != start.tag_directives.end)
      return broken("Y110"_m, events_.mark(), "directive");
    if (form_ == Form::records && start.implicit) return broken("Y111"_m, events_.mark());
    const std::size_t begin = offset_of(events_.mark().line);
    if (!documents_.empty()) documents_.back().end = begin;
    documents_.push_back({nullptr, begin, bytes_.size() - (form_ == Form::records ? 4 : 0)});
    return {};
  }

  Result<> end_document() {
    if (!documents_.back().root) return broken("Y112"_m, events_.mark());
    return {};
  }

  Result<> scalar() {
    const auto& scalar = events_.event().data.scalar;
    if (scalar.anchor) return broken("Y110"_m, events_.mark(), "anchor");
    if (scalar.tag) return broken("Y110"_m, events_.mark(), "tag");
    const std::string_view text(reinterpret_cast<const char*>(scalar.value), scalar.length);
    if (text.size() > longest_scalar) return broken("Y101"_m, events_.mark(), "4096 bytes");
    if (!std::ranges::all_of(text, [](char c) { return is_plain_ascii(static_cast<unsigned char>(c)); }) &&
        find_not_admitted(text) != std::string_view::npos)
      return broken("Y104"_m, events_.mark());
    const bool quoted = scalar.style != YAML_PLAIN_SCALAR_STYLE;
    if (text.empty() && !quoted) return broken("Y112"_m, events_.mark());
    if (depth_ > 0 && parent().kind == Node::Kind::map && !key_pending_) return key(text);
    Node* node = arena_.text(text, quoted);
    node->mark = events_.mark();
    return place(node);
  }

  Result<> key(std::string_view text) {
    if (text == "<<") return broken("Y110"_m, events_.mark(), "merge key");
    for (const Node& child : parent())
      if (child.key == text) return broken("Y113"_m, events_.mark(), text);
    key_ = arena_.keep(text);
    key_mark_ = events_.mark();
    key_pending_ = true;
    return {};
  }

  Result<> open(Node::Kind kind) {
    const auto& event = events_.event();
    const bool list = kind == Node::Kind::list;
    if (list ? event.data.sequence_start.anchor : event.data.mapping_start.anchor)
      return broken("Y110"_m, events_.mark(), "anchor");
    if (list ? event.data.sequence_start.tag : event.data.mapping_start.tag)
      return broken("Y110"_m, events_.mark(), "tag");
    if (depth_ > 0 && parent().kind == Node::Kind::map && !key_pending_) return broken("Y114"_m, events_.mark());
    if (depth_ == deepest_nesting) return broken("Y115"_m, events_.mark(), std::to_string(deepest_nesting));
    Node* node = list ? arena_.list() : arena_.map();
    node->mark = events_.mark();
    CHECKED(place(node));
    entries_[static_cast<std::size_t>(depth_)] = 0;
    open_[static_cast<std::size_t>(depth_++)] = node;
    return {};
  }

  Result<> close() {
    if (!parent().first) return broken("Y112"_m, parent().mark);
    --depth_;
    return {};
  }

  Node& parent() { return *open_[static_cast<std::size_t>(depth_ - 1)]; }

  /// A map is searched for a key that stands twice, a list for a value: both must stay short.
  Result<> place(Node* node) {
    if (++values_ > most_values) return broken("Y101"_m, node->mark, fmt::format("{} values", most_values));
    if (depth_ == 0) {
      documents_.back().root = node;
      return {};
    }
    if (++entries_[static_cast<std::size_t>(depth_ - 1)] > most_entries)
      return broken("Y101"_m, node->mark, fmt::format("{} entries", most_entries));
    if (parent().kind == Node::Kind::map) {
      node->key = key_;
      node->key_mark = key_mark_;
      key_pending_ = false;
    }
    arena_.append(parent(), node);
    return {};
  }

  std::string_view bytes_;
  const std::string& file_;
  Arena& arena_;
  Form form_;
  Events events_;
  std::vector<Document> documents_;
  std::array<Node*, deepest_nesting> open_{};
  std::array<std::size_t, deepest_nesting> entries_{};  ///< of each that is open
  std::size_t values_ = 0;
  int depth_ = 0;
  std::string_view key_;
  Mark key_mark_;
  bool key_pending_ = false;
  std::uint32_t line_ = 1;
  std::size_t line_offset_ = 0;
};

}  // namespace

Result<std::vector<Document>> read_yaml(std::string_view bytes, const std::string& file, Arena& arena) {
  CHECKED(check_bytes(bytes, file));
  CHECKED(check_lines(bytes, file));
  if (auto documents = read_lines(bytes, arena)) return std::move(*documents);
  return read_events(bytes, file, arena);
}

Result<std::vector<Document>> read_events(std::string_view bytes, const std::string& file, Arena& arena) {
  return Reader(bytes, file, arena, Form::records).read();
}

Result<Node*> read_plain_yaml(std::string_view bytes, const std::string& file, Arena& arena) {
  CHECKED(check_bytes(bytes, file));
  TRY(documents, Reader(bytes, file, arena, Form::plain).read());
  if (documents.size() != 1) return tl::make_unexpected(failure("Y112"_m, file, {1, 1}));
  return documents.front().root;
}

}  // namespace mloc
