#include "mloc/records/toml.hpp"

#include <algorithm>
#include <cctype>

#include <toml++/toml.h>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/schema.hpp"

namespace mloc {
namespace {

Mark mark_of(const toml::source_region& source) { return {source.begin.line, source.begin.column}; }

class Converter {
 public:
  Converter(const std::string& file, Arena& arena) : file_(file), arena_(arena) {}

  Result<Node*> table(const toml::table& table) {
    std::vector<std::pair<const toml::key*, const toml::node*>> entries;
    for (const auto& [key, value] : table) entries.emplace_back(&key, &value);
    // The order of the file: toml++ sorts by key.
    std::ranges::sort(entries, {}, [](const auto& entry) {
      const auto at = entry.first->source().begin;
      return std::pair(at.line, at.column);
    });
    Node* map = arena_.map();
    for (const auto& [key, value] : entries) {
      TRY(child, node(*value));
      child->key = arena_.keep(key->str());
      child->key_mark = mark_of(key->source());
      arena_.append(*map, child);
    }
    return map;
  }

 private:
  Result<Node*> node(const toml::node& value) {
    TRY(made, bare(value));
    made->mark = mark_of(value.source());
    return made;
  }

  Result<Node*> bare(const toml::node& value) {
    if (const auto* nested = value.as_table()) return table(*nested);
    if (const auto* array = value.as_array()) return list(*array);
    if (const auto* text = value.as_string()) return string(text->get(), value);
    if (const auto* number = value.as_integer()) return arena_.integer(number->get());
    if (const auto* flag = value.as_boolean()) return arena_.flag(flag->get());
    if (const auto* date = value.as_date()) {
      const toml::date day = date->get();
      return arena_.text(fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day));
    }
    return broken(value, problem("S102"_m));
  }

  Result<Node*> string(const std::string& text, const toml::node& value) {
    if (text.size() > 4096 || (text != "\t" && find_not_admitted(text) != std::string_view::npos))
      return broken(value, problem("Y104"_m));
    return arena_.text(text);
  }

  Result<Node*> list(const toml::array& array) {
    Node* made = arena_.list();
    for (const toml::node& item : array) {
      TRY(child, node(item));
      arena_.append(*made, child);
    }
    return made;
  }

  tl::unexpected<Failure> broken(const toml::node& value, Problem found) const {
    const Mark mark = mark_of(value.source());
    return fail(Exit::no, at({file_, mark.line, mark.column, {}}, std::move(found)));
  }

  const std::string& file_;
  Arena& arena_;
};

/// Looks over the text before the library does, which nests as deep as it is told and trips over letters with accents in bare
/// keys: only what stands outside quotes and comments matters.
class Outline {
 public:
  Outline(std::string_view bytes, const std::string& file) : bytes_(bytes), file_(file) {}

  Result<> check() {
    if (bytes_.size() > largest_settings) return broken(problem("S162"_m, "1 MiB"));
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_];
      if (c == '#') skip_to_line_end();
      else if (c == '"' || c == '\'') skip_text(c);
      else CHECKED(take(c));
    }
    return {};
  }

 private:
  Result<> take(char c) {
    if (static_cast<unsigned char>(c) >= 0x80 && !is_byte_order_mark()) return broken(problem("S101"_m, phrase("a letter with an accent stands in quotes only")));
    if (c == '[' && is_fresh_ && !has_name(bytes_.substr(at_ + 1))) return broken(problem("S101"_m, phrase("a table without a name")));
    is_fresh_ = depth_ == 0 && (c == '\n' || (is_fresh_ && (c == ' ' || c == '\t' || c == '\r')));
    if (c == '[' || c == '{') ++depth_;
    if ((c == ']' || c == '}') && depth_ > 0) --depth_;
    dots_ = c == '.' ? dots_ + 1 : is_in_key(c) ? dots_ : 0;
    values_ += c == '=' || c == ',' ? 1 : 0;
    if (depth_ > deepest || dots_ >= deepest) return broken(problem("S162"_m, phrase("{} levels", deepest)));
    if (values_ > most_settings) return broken(problem("S162"_m, phrase("{} values", most_settings)));
    pass_on();
    return {};
  }

  /// What follows the first sign of a line that names a table: the library takes it for granted.
  static bool has_name(std::string_view rest) {
    if (rest.starts_with('[')) rest.remove_prefix(1);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    return !rest.empty() && (std::isalnum(static_cast<unsigned char>(rest[0])) || rest[0] == '_' || rest[0] == '-' || rest[0] == '"' || rest[0] == '\'');
  }
  static bool is_in_key(char c) { return c != '\n' && c != '=' && c != ',' && c != '[' && c != '{'; }
  bool is_byte_order_mark() const { return at_ < 3 && bytes_.starts_with("\xEF\xBB\xBF"); }

  void pass_on() {
    if (bytes_[at_] == '\n') {
      ++line_;
      line_begin_ = at_ + 1;
    }
    ++at_;
  }
  void skip_to_line_end() { at_ = std::min(bytes_.find('\n', at_), bytes_.size()); }

  /// A text in one or three quotes; one that does not end is told by the library.
  void skip_text(char mark) {
    const std::string three(3, mark);
    const bool lines = bytes_.substr(at_).starts_with(three);
    const std::string_view end = lines ? std::string_view(three) : std::string_view(three).substr(2);
    for (at_ += end.size(); at_ < bytes_.size(); pass_on()) {
      if (bytes_[at_] == '\\' && mark == '"' && at_ + 1 < bytes_.size()) pass_on();
      else if (!lines && bytes_[at_] == '\n') return;
      else if (bytes_.substr(at_).starts_with(end)) break;
    }
    at_ = std::min(at_ + end.size(), bytes_.size());
  }

  tl::unexpected<Failure> broken(Problem found) const {
    return fail(Exit::no, at({file_, line_, static_cast<std::uint32_t>(at_ - line_begin_ + 1), {}}, std::move(found)));
  }

  static constexpr std::size_t largest_settings = 1 << 20;
  static constexpr std::size_t deepest = 16, most_settings = 10'000;
  std::string_view bytes_;
  const std::string& file_;
  std::size_t at_ = 0, line_begin_ = 0, depth_ = 0, dots_ = 0, values_ = 0;
  std::uint32_t line_ = 1;
  bool is_fresh_ = true;  ///< only blanks since the line began
};

}  // namespace

Result<Node*> read_toml(std::string_view bytes, const std::string& file, Arena& arena) {
  CHECKED(Outline(bytes, file).check());
  const auto parsed = toml::parse(bytes);
  if (!parsed) {
    const auto& error = parsed.error();
    const Mark mark = mark_of(error.source());
    return fail(Exit::no, at({file, mark.line, mark.column, {}}, problem("S101"_m, error.description())));
  }
  TRY(root, Converter(file, arena).table(parsed.table()));
  root->mark = {1, 1};
  return root;
}

std::string toml_text(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7F) made += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    else if (c == '"' || c == '\\') made += {'\\', c};
    else made += c;
  }
  return made + '"';
}

Result<Node*> read_settings(std::string_view bytes, const std::string& file, std::string_view kind, Arena& arena) {
  TRY(root, read_toml(bytes, file, arena));
  std::vector<Problem> problems;
  check_value(*root, *find_kind(kind)->schema, "", file, problems);
  if (!problems.empty()) return fail(Exit::no, std::move(problems));
  return root;
}

}  // namespace mloc
