#include "mloc/records/merge.hpp"

#include <array>
#include <optional>

namespace mloc {
namespace {

bool is_marker(std::string_view line, char sign) {
  const std::string marker(7, sign);
  return line.starts_with(marker) && (line.size() == 7 || line[7] == ' ');
}

/// The text of a value in quotes or without.
std::string bare(std::string_view text) {
  if (text.size() > 1 && (text.front() == '"' || text.front() == '\'')) text = text.substr(1, text.find(text.front(), 1) - 1);
  return std::string(text);
}

/// Goes through the lines and opens and closes parts as markers come.
class Parts {
 public:
  Parts(std::string_view bytes, const std::string& file) : bytes_(bytes), file_(file) {}

  Result<std::vector<MarkedPart>> read() {
    for (at_ = 0; at_ < bytes_.size(); at_ = next_) {
      const std::size_t end = std::min(bytes_.find('\n', at_), bytes_.size());
      next_ = std::min(end + 1, bytes_.size());
      ++line_;
      CHECKED(line(bytes_.substr(at_, end - at_)));
    }
    if (stage_ != Stage::outside) return unpaired();
    return std::move(parts_);
  }

 private:
  enum class Stage { outside, ours, base, theirs };

  tl::unexpected<Failure> unpaired() const { return fail(Exit::conflict, at({file_, line_, 1, {}}, problem("H104"_m))); }

  Result<> line(std::string_view text) {
    if (is_marker(text, '<')) return open();
    if (is_marker(text, '|') && stage_ != Stage::outside) return turn(Stage::ours, Stage::base, stage_ == Stage::ours);
    if (is_marker(text, '=') && stage_ != Stage::outside) return turn(stage_, Stage::theirs, stage_ != Stage::theirs);
    if (is_marker(text, '>')) return close();
    if (text.starts_with("---")) {
      id_.clear();
      if (stage_ != Stage::outside) parts_.back().id.clear();
    }
    if (text.starts_with("id: ")) id_ = bare(text.substr(4));
    if (stage_ != Stage::outside && parts_.back().id.empty()) parts_.back().id = id_;
    return {};
  }

  Result<> open() {
    if (stage_ != Stage::outside) return unpaired();
    stage_ = Stage::ours;
    parts_.emplace_back();
    parts_.back().begin = at_;
    parts_.back().id = id_;
    from_ = next_;
    return {};
  }

  Result<> turn(Stage stage, Stage next, bool right) {
    if (!right) return unpaired();
    put(stage);
    stage_ = next;
    from_ = next_;
    return {};
  }

  Result<> close() {
    if (stage_ != Stage::theirs) return unpaired();
    put(Stage::theirs);
    parts_.back().end = next_;
    parts_.back().field = field_of(parts_.back());
    stage_ = Stage::outside;
    return {};
  }

  void put(Stage stage) {
    const std::string_view text = bytes_.substr(from_, at_ - from_);
    (stage == Stage::ours ? parts_.back().ours : stage == Stage::base ? parts_.back().base : parts_.back().theirs) = text;
  }

  /// The one top-level key that the three texts have, or nothing.
  static std::string field_of(const MarkedPart& part) {
    std::optional<std::string> field;
    for (std::string_view rest : {part.ours, part.base, part.theirs})
      for (; !rest.empty(); rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1)) {
        if (rest[0] == ' ' || rest[0] == '#') continue;
        const std::string key(rest.substr(0, rest.find_first_of(":\n")));
        if (field && *field != key) return {};
        field = key;
      }
    return field.value_or("");
  }

  std::string_view bytes_;
  const std::string& file_;
  std::vector<MarkedPart> parts_;
  Stage stage_ = Stage::outside;
  std::size_t at_ = 0, next_ = 0, from_ = 0;
  std::uint32_t line_ = 0;
  std::string id_;
};

}  // namespace

Result<std::vector<MarkedPart>> marked_parts(std::string_view bytes, const std::string& file) { return Parts(bytes, file).read(); }

std::string with_sides(std::string_view bytes, const std::vector<MarkedPart>& parts, const std::vector<Side>& sides) {
  std::string text;
  std::size_t from = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    text += bytes.substr(from, parts[i].begin - from);
    text += parts[i].of(sides[i]);
    from = parts[i].end;
  }
  return text + std::string(bytes.substr(from));
}

}  // namespace mloc
