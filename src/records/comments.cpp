#include "comments.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "mloc/base/text.hpp"

namespace mloc {
namespace {

/// Goes through the lines of a record and knows what stands in quotes or in a block of text.
class Scanner {
 public:
  explicit Scanner(Comments& comments) : comments_(comments) {}

  void line(std::string_view text) {
    const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
    if (block_ && (indent > *block_ || indent == text.size())) return;
    block_.reset();
    if (quote_ == 0 && indent < text.size() && text[indent] == '#') {
      waiting_.emplace_back(text.substr(indent));
      return;
    }
    if (quote_ == 0 && indent == 0 && !text.empty()) key(text);
    if (const auto at = comment_in(text)) {
      comments_[key_].emplace_back(text.substr(*at));
      text = trimmed(text.substr(0, *at));
    }
    if (quote_ == 0 && opens_block(text)) block_ = indent;
  }

  void finish() { take("") ; }

 private:
  void key(std::string_view text) {
    if (text.starts_with("---")) return;
    std::string_view name = text.substr(0, text.find(':'));
    if (name.size() > 1 && (name.front() == '"' || name.front() == '\'')) name = name.substr(1, name.size() - 2);
    key_ = name;
    take(key_);
  }

  void take(const std::string& key) {
    if (waiting_.empty()) return;
    auto& kept = comments_[key];
    kept.insert(kept.end(), waiting_.begin(), waiting_.end());
    waiting_.clear();
  }

  /// Where a comment begins behind the line's value; remembers a quote that goes on in the next line.
  std::optional<std::size_t> comment_in(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (quote_ == '"' && c == '\\') ++i;
      else if (quote_ != 0) quote_ = c == quote_ ? char{0} : quote_;
      else if ((c == '"' || c == '\'') && (i == 0 || text[i - 1] == ' ')) quote_ = c;
      else if (c == '#' && i > 0 && text[i - 1] == ' ') return i;
    }
    return std::nullopt;
  }

  static bool opens_block(std::string_view text) {
    const auto mark = text.find_last_not_of("+-0123456789");
    return mark != std::string_view::npos && mark > 0 && (text[mark] == '|' || text[mark] == '>') && text[mark - 1] == ' ';
  }

  Comments& comments_;
  std::vector<std::string> waiting_;
  std::string key_;
  std::optional<std::size_t> block_;  ///< the indent of the key whose block of text goes on
  char quote_ = 0;
};

const std::vector<std::string>& under(const Comments& comments, const std::string& key) {
  static const std::vector<std::string> none;
  const auto found = comments.find(key);
  return found == comments.end() ? none : found->second;
}

bool holds(const std::vector<std::string>& lines, const std::string& line) { return std::ranges::find(lines, line) != lines.end(); }

}  // namespace

Comments comments_of(std::string_view record) {
  Comments comments;
  Scanner scanner(comments);
  for (const std::string_view line : split(record, '\n')) scanner.line(line);
  scanner.finish();
  return comments;
}

std::string with_comments(std::string_view record, const Comments& comments) {
  std::string text;
  Comments left = comments;
  const auto put = [&](const std::vector<std::string>& lines) {
    for (const std::string& line : lines) text += line + "\n";
  };
  for (std::string_view rest = record; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n') + 1);
    if (const auto found = left.find(line.substr(0, line.find(':'))); line[0] != ' ' && found != left.end()) {
      put(found->second);
      left.erase(found);
    }
    text += line;
    rest.remove_prefix(line.size());
  }
  for (const auto& [key, lines] : left)
    if (!key.empty()) put(lines);
  if (const auto end = left.find(""); end != left.end()) put(end->second);
  return text;
}

std::vector<std::string> merge_lines(const std::vector<std::string>& base, const std::vector<std::string>& ours,
                                     const std::vector<std::string>& theirs) {
  if (ours == theirs || theirs == base) return ours;
  if (ours == base) return theirs;
  std::vector<std::string> merged, mine, other;
  for (const std::string& line : base)
    if (holds(ours, line) && holds(theirs, line)) merged.push_back(line);
  for (const std::string& line : ours)
    if (!holds(base, line)) mine.push_back(line);
  for (const std::string& line : theirs)
    if (!holds(base, line)) other.push_back(line);
  // The same order whichever side is called ours.
  if (other < mine) std::swap(mine, other);
  merged.insert(merged.end(), mine.begin(), mine.end());
  for (const std::string& line : other)
    if (!holds(mine, line)) merged.push_back(line);
  return merged;
}

Comments merge_comments(const Comments& base, const Comments& ours, const Comments& theirs) {
  std::set<std::string> keys;
  for (const Comments* one : {&base, &ours, &theirs})
    for (const auto& [key, lines] : *one) keys.insert(key);
  Comments merged;
  for (const std::string& key : keys)
    if (auto lines = merge_lines(under(base, key), under(ours, key), under(theirs, key)); !lines.empty()) merged[key] = std::move(lines);
  return merged;
}

}  // namespace mloc
