#include "mloc/records/toml.hpp"

#include <algorithm>

#include <toml++/toml.h>

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

}  // namespace

Result<Node*> read_toml(std::string_view bytes, const std::string& file, Arena& arena) {
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

Result<Node*> read_settings(std::string_view bytes, const std::string& file, std::string_view kind, Arena& arena) {
  TRY(root, read_toml(bytes, file, arena));
  std::vector<Problem> problems;
  check_value(*root, *find_kind(kind)->schema, "", file, problems);
  if (!problems.empty()) return fail(Exit::no, std::move(problems));
  return root;
}

}  // namespace mloc
