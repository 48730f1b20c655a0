#include "suggestion.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "mloc/base/date.hpp"
#include "mloc/base/embedded.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/phone.hpp"
#include "mloc/base/siret.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/time.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/communes.hpp"
#include "mloc/records/schema.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/records/yaml.hpp"

namespace mloc::imports {
namespace {

/// words.yaml
class Words {
 public:
  Words() {
    const auto root = read_plain_yaml(*embedded("src/import/words.yaml"), "src/import/words.yaml", arena_);
    if (!root) throw std::logic_error("words.yaml: " + root.error().problems.front().text.english);
    root_ = *root;
  }
  std::vector<std::string> of(std::string_view part, std::string_view field) const {
    const Node* list = root_->find(part)->find(field);
    std::vector<std::string> words;
    for (const Node* one = list ? list->first : nullptr; one; one = one->next) words.emplace_back(one->text);
    return words;
  }
  const Node* cells(std::string_view field) const { return root_->find("cells")->find(field); }

 private:
  Arena arena_;
  Node* root_ = nullptr;
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string plain = folded(text);
  std::ranges::replace_if(plain, [](char c) { return c == '/' || c == '(' || c == ')' || c == ',' || c == '.' || c == '_'; }, ' ');
  for (const std::string_view word : split(plain, ' '))
    if (!word.empty()) words.emplace_back(word);
  return words;
}

/// `Date dépôt` and `Date de dépôt` are one header.
std::vector<std::string> telling_words(std::string_view text) {
  static const std::set<std::string_view> small = {"a", "au", "d", "de", "des", "du", "en", "l", "la", "le", "les", "n", "no"};
  std::vector<std::string> words = words_of(text);
  std::erase_if(words, [](const std::string& word) { return small.contains(word); });
  return words;
}

bool has_words(const std::vector<std::string>& there, const std::vector<std::string>& wanted) {
  return !wanted.empty() && std::ranges::all_of(wanted, [&](const std::string& word) { return std::ranges::find(there, word) != there.end(); });
}

/// A field that a column may make.
struct Field {
  std::string name;
  const Schema* schema = nullptr;
  bool required = false;
};

const std::set<std::string_view> own = {"record", "id", "by", "voided", "source", "age", "birth_month"};

void add_fields(std::vector<Field>& fields, const std::string& kind, const std::set<std::string>& only = {}) {
  for (const auto& property : find_kind(kind)->schema->properties) {
    if (own.contains(property.name) || (!only.empty() && !only.contains(property.name))) continue;
    if (property.schema->type == Schema::Type::map) continue;
    fields.push_back({kind + "." + property.name, property.schema.get(), property.required});
  }
}

std::vector<Field> fields_of(const std::string& makes) {
  std::vector<Field> fields;
  const std::string kind = makes == "exit" ? "participation" : makes;
  if (makes != "partner" && makes != "application") fields.push_back({"application.file_number", find_kind("application")->schema->find("file_number")->schema.get(), true});
  add_fields(fields, kind);
  std::erase_if(fields, [](const Field& field) { return field.name == "lesson.starts"; });
  if (makes == "application") {
    add_fields(fields, "identity");
    add_fields(fields, "person", {"sex"});
    const Schema& address = *find_kind("identity")->schema->find("address")->schema;
    for (const char* part : {"lines", "town", "postcode"}) fields.push_back({std::string("identity.address.") + part, address.find(part)->schema.get(), false});
    for (Field& field : fields) field.required = field.required || field.name == "identity.first_name";
  }
  if (makes == "job") add_fields(fields, "partner", {"siret", "name"});
  if (makes == "job") std::erase_if(fields, [](const Field& field) { return field.name == "job.employer" || field.name == "job.outcome"; });
  if (makes == "lesson") {
    const Schema& skills = *find_kind("lesson")->schema->find("skills")->schema;
    static const Schema day = [] { Schema made; made.definition = "day"; return made; }();
    static const Schema time = [] { Schema made; made.definition = "time"; return made; }();
    fields.push_back({"lesson.day", &day, true});
    fields.push_back({"lesson.time", &time, true});
    fields.push_back({"lesson.skills.codes", skills.keys.get(), false});
    fields.push_back({"lesson.skills.levels", skills.items.get(), false});
  }
  return fields;
}

/// What people write into a cell of which they know nothing.
bool says_nothing(const std::string& cell) {
  static const std::set<std::string, std::less<>> signs = {"-", "–", "—", "--", "nc", "n c", "nr", "n r", "n a", "s o", "neant"};
  return signs.contains(cell) || signs.contains(joined(words_of(cell), " "));
}

/// The filled cells of a column.
std::vector<std::string> cells_of(const Csv& csv, std::size_t column) {
  std::vector<std::string> cells;
  for (const CsvRow& row : csv.rows)
    if (column < row.cells.size() && !row.cells[column].empty()) cells.push_back(row.cells[column]);
  return cells;
}

/// Takes out of the cells what says nothing, and gives the sign of most of them; a mapping knows one. Where all cells are such
/// signs they are values.
std::string take_blanks(std::vector<std::string>& cells) {
  std::map<std::string, int> times;
  for (const std::string& cell : cells)
    if (says_nothing(cell)) ++times[cell];
  if (times.empty()) return {};
  const std::string sign = std::ranges::max_element(times, {}, [](const auto& one) { return one.second; })->first;
  if (std::cmp_equal(times[sign], cells.size())) return {};
  std::erase(cells, sign);
  return sign;
}

class Suggester {
 public:
  Suggester(const Csv& csv, std::string kind, const Settings& settings, const std::vector<std::string>& programmes)
      : csv_(csv), kind_(std::move(kind)), settings_(settings), programmes_(programmes), fields_(fields_of(kind_)) {}

  Suggestion made(const std::string& name) {
    for (std::size_t i = 0; i < csv_.header.cells.size(); ++i) {
      cells_.push_back(cells_of(csv_, i));
      blanks_.push_back(take_blanks(cells_.back()));
    }
    assign();
    Suggestion suggestion;
    suggestion.text = head(name);
    for (std::size_t i = 0; i < csv_.header.cells.size(); ++i) {
      if (header_key(csv_.header.cells[i]).empty()) continue;
      if (!field_of_.contains(i)) suggestion.unread.push_back(csv_.header.cells[i]);
      else suggestion.text += columns_for(i);
    }
    for (const Field& field : fields_)
      if (field.required && !has(field.name) && !is_set(field.name)) suggestion.missing.push_back(field.name);
    return suggestion;
  }

 private:
  bool has(std::string_view field) const {
    return std::ranges::any_of(field_of_, [&](const auto& entry) { return entry.second->name == field; });
  }
  bool is_set(std::string_view field) const { return field == kind_ + ".programme" && programmes_.size() == 1; }

  double share(std::size_t column, const std::function<bool(const std::string&)>& fits) const {
    const auto& cells = cells_[column];
    return cells.empty() ? 0 : static_cast<double>(std::ranges::count_if(cells, fits)) / static_cast<double>(cells.size());
  }

  /// How the cells fit a field: below 0 they do not.
  int fit_of(std::size_t column, const Field& field) const {
    if (cells_[column].empty()) return 0;
    const auto judged = [&](const std::function<bool(const std::string&)>& fits) { return share(column, fits) >= 0.6 ? 20 : -200; };
    const std::string& form = field.schema->definition;
    if (form == "day") return judged([](const std::string& cell) { return Date::parse_french(cell).has_value() || (cell.size() == 8 && cell[2] == '/'); });
    if (form == "time") return judged([](const std::string& cell) { return Time::parse_french(cell).has_value(); });
    if (form == "money") return judged([](const std::string& cell) { return Money::parse_french(cell) || Money::parse_french(cell, false); });
    if (form == "phone") return judged([](const std::string& cell) { return read_phone(cell).has_value(); });
    if (form == "siret") return judged([](const std::string& cell) { return read_siret(cell).has_value(); });
    if (form == "commune") return judged([](const std::string& cell) { return read_commune(cell).has_value() && !is_postcode(cell); });
    if (form == "postcode") return judged([](const std::string& cell) { return is_postcode(cell); });
    if (form == "email") return judged([](const std::string& cell) { return cell.find('@') != cell.npos; });
    if (form == "points") return judged([](const std::string& cell) { return Money::parse_french(cell).has_value(); });
    if (form == "person-name") return judged([](const std::string& cell) { return cell.find_first_of("0123456789@") == cell.npos; });
    if (field.schema->type == Schema::Type::integer) return judged([](const std::string& cell) { return whole_number<std::int64_t>(cell).has_value(); });
    if (field.schema->type == Schema::Type::flag && field.name != "application.project")
      return judged([](const std::string& cell) { return cell.size() <= 4; });
    // The number of an approval is no day of its end, whatever the header says.
    if (field.schema->pattern && !field.required && field.schema->words.empty() && share(column, [&](const std::string& cell) { return may_hold(*field.schema, cell); }) == 0) return -200;
    return 0;
  }

  int score_of(std::size_t column, const Field& field) const {
    const std::string header = header_key(csv_.header.cells[column]);
    const auto words = words_of(header), telling = telling_words(header);
    std::vector<std::string> names = words_.of("headers", field.name);
    if (!field.schema->french.empty()) names.push_back(folded(field.schema->french));
    int best = 0;
    for (const std::string& name : names) {
      if (header == name || joined(words, " ") == name) best = std::max(best, 100);
      else if (!telling.empty() && telling == telling_words(name)) best = std::max(best, 95);
      else if (has_words(telling, telling_words(name))) best = std::max(best, 50 + static_cast<int>(name.size()));
    }
    const int fit = fit_of(column, field);
    const bool is_plain = field.schema->definition == "phone" || field.schema->definition == "email" || field.schema->definition == "siret";
    if (best == 0) return is_plain && fit > 0 ? 30 : 0;
    return best + fit;
  }

  /// The best pair first; a field has one column, a column one field and those that stand beside it.
  void assign() {
    std::vector<std::tuple<int, std::size_t, const Field*>> pairs;
    for (std::size_t i = 0; i < csv_.header.cells.size(); ++i)
      for (const Field& field : fields_)
        if (const int score = score_of(i, field); score > 0) pairs.emplace_back(-score, i, &field);
    std::ranges::stable_sort(pairs, [](const auto& a, const auto& b) { return std::get<0>(a) < std::get<0>(b); });
    std::set<std::string> taken;
    for (const auto& [score, column, field] : pairs)
      if (!field_of_.contains(column) && !taken.contains(field->name)) field_of_[column] = field, taken.insert(field->name);
  }

  std::string head(const std::string& name) const {
    std::string text = fmt::format("# Proposé par mloc d'après les colonnes de {} ; à relire avant de s'y fier.\n#   mloc import {} FICHIER\n",
                                   printable(csv_.file.substr(csv_.file.rfind('/') + 1)), name);
    text += fmt::format("version = 2\nname = {}\nmakes = {}\nencoding = \"auto\"\ndelimiter = {}\n", toml_text(name), toml_text(kind_),
                        csv_.delimiter == '\t' ? "\"\\t\"" : toml_text(std::string(1, csv_.delimiter)));
    text += fmt::format("decimal = \"{}\"\ndates = \"{}\"\n", has_points() ? "." : ",", only_iso() ? "yyyy-mm-dd" : "dd/mm/yyyy");
    if (has_short_years()) text += "century = 2000             # des années à deux chiffres\n";
    text += fmt::format("unknown_columns = \"warn\"   # une colonne qui n'est pas lue est dite à chaque import\nkey = [{}]\n", key());
    if (is_set(kind_ + ".programme") && has_programme()) text += fmt::format("\n[set]\n\"{}.programme\" = {}\n", kind_, toml_text(programmes_.front()));
    return text;
  }

  bool has_programme() const {
    return std::ranges::any_of(fields_, [&](const Field& field) { return field.name == kind_ + ".programme" && field.required; }) && !has(kind_ + ".programme");
  }

  bool any_cell(std::string_view form, const std::function<bool(const std::string&)>& test) const {
    for (const auto& [column, field] : field_of_)
      if (field->schema->definition == form && std::ranges::any_of(cells_[column], test)) return true;
    return false;
  }
  bool has_points() const {
    const auto comma = [](const std::string& cell) { return cell.find(',') != cell.npos; };
    const auto point = [](const std::string& cell) { return cell.size() > 3 && cell[cell.size() - 3] == '.'; };
    return any_cell("money", point) && !any_cell("money", comma);
  }
  bool only_iso() const {
    const auto iso = [](const std::string& cell) { return cell.size() == 10 && cell[4] == '-'; };
    return any_cell("day", iso) && !any_cell("day", [&](const std::string& cell) { return !iso(cell); });
  }
  bool has_short_years() const {
    return any_cell("day", [](const std::string& cell) { return cell.size() == 8 && cell[2] == '/' && cell[5] == '/'; });
  }

  std::string key() const {
    std::vector<std::string> parts;
    const auto add = [&](const std::string& field) {
      if (has(field)) parts.push_back('"' + field + '"');
    };
    if (kind_ == "partner") add("partner.code");
    else add("application.file_number");
    if (kind_ == "entry" && has("entry.voucher")) parts = {"\"entry.voucher\""};
    else if (kind_ == "lesson") add("lesson.school"), add("lesson.day"), add("lesson.time");
    else if (kind_ == "job") add("partner.siret"), add("job.starts");
    else if (kind_ != "application" && kind_ != "partner")
      for (const Field& field : fields_)
        if (field.required && field.name != "application.file_number") add(field.name);
    if (parts.empty()) parts.push_back(kind_ == "partner" ? "\"partner.code\"" : "\"application.file_number\"");
    return joined(parts, ", ");
  }

  std::string columns_for(std::size_t column) {
    std::string text = column_for(column, *field_of_[column], false);
    for (const std::string& name : words_.of("beside", field_of_[column]->name)) {
      const auto field = std::ranges::find(fields_, name, &Field::name);
      if (field != fields_.end() && !has(name)) text += column_for(column, *field, true);
    }
    return text;
  }

  std::string column_for(std::size_t column, const Field& field, bool beside) {
    std::string text = fmt::format("\n[[columns]]\nheader = {}\nfield = {}\n", toml_text(csv_.header.cells[column]), toml_text(field.name));
    if (field.required && !beside) text += "filled = true\n";
    if (!blanks_[column].empty()) text += fmt::format("empty = {}\n", toml_text(blanks_[column]));
    const Schema& schema = field.schema->type == Schema::Type::list && field.schema->items ? *field.schema->items : *field.schema;
    // A line of an address holds commas.
    const bool several = (field.schema->type == Schema::Type::list && !field.name.ends_with(".lines")) || field.name.ends_with(".codes") || field.name.ends_with(".levels");
    if (several) text += "take = \"split\"\nseparator = \",\"\n";
    else if (const std::string take = take_of(field); !take.empty()) text += fmt::format("take = \"{}\"\n", take);
    const bool shared = is_shared(column, field);
    const std::string map = shared ? codes_among(column, *field.schema) : map_for(column, field, schema, several, beside);
    if (beside || shared) text += "unmapped = \"drop\"\n";
    if (map.empty()) return beside ? "" : text;
    return text + "[columns.map]\n" + map;
  }

  std::string take_of(const Field& field) const {
    const std::string& form = field.schema->definition;
    for (const std::string_view same : {"day", "time", "money", "points", "phone", "siret", "commune"})
      if (form == same) return std::string(same);
    if (form == "person-name") return "name";
    if (field.name == "application.project") return "defined";
    if (field.schema->type == Schema::Type::integer) return "integer";
    return field.schema->type == Schema::Type::flag ? "flag" : "";
  }

  /// A column of partners' codes that says something else, too, which a field beside takes: whom a payment went to, or by what means.
  bool is_shared(std::size_t column, const Field& field) const {
    if (field.schema->reference != "partner" || words_.of("beside", field.name).empty()) return false;
    const double codes = share(column, [&](const std::string& cell) { return may_hold(*field.schema, cell); });
    return codes > 0 && codes < 1;
  }

  static bool may_hold(const Schema& schema, const std::string& cell) {
    Arena arena;
    std::vector<Problem> problems;
    check_value(*arena.text(cell), schema, "", "", problems);
    return problems.empty();
  }

  std::string codes_among(std::size_t column, const Schema& schema) const {
    const std::set<std::string> values(cells_[column].begin(), cells_[column].end());
    std::string known, unknown;
    for (const std::string& value : values)
      if (may_hold(schema, value)) known += fmt::format("{0} = {0}\n", toml_text(value));
      else unknown += fmt::format("# {} = ?\n", toml_text(value.substr(0, 100)));
    return known + unknown;
  }

  /// Cell to code, for codes and for what the settings list; what nothing means stands in a comment.
  std::string map_for(std::size_t column, const Field& field, const Schema& schema, bool several, bool beside) const {
    const bool listed = field.name.ends_with(".site") || schema.reference == "staff";
    if (schema.words.empty() && !listed) return "";
    std::set<std::string> values;
    for (const std::string& cell : cells_[column])
      if (!several) values.insert(cell);
      else for (const std::string_view part : split(cell, ',')) values.insert(std::string(trimmed(part)));
    std::string known, unknown;
    bool all_codes = true;
    constexpr std::size_t most = 200;
    for (const std::string& value : values) {
      if (value.empty() || value.size() > 100 || values.size() > most) continue;
      const auto code = meant(field, schema, value, listed, beside);
      if (!code || *code != value) all_codes = false;
      if (code) known += fmt::format("{} = {}\n", toml_text(value), toml_text(*code));
      else unknown += fmt::format("# {} = ?\n", toml_text(value));
    }
    return all_codes ? "" : known.empty() ? "" : known + unknown;
  }

  std::optional<std::string> meant(const Field& field, const Schema& schema, const std::string& value, bool listed, bool beside) const {
    if (listed) return meant_setting(field, value);
    if (std::ranges::find(schema.words, value) != schema.words.end()) return value;
    const auto words = words_of(value);
    if (const Node* cells = words_.cells(field.name))
      for (const Node* code = cells->first; code; code = code->next)
        for (const Node* one = code->first; one; one = one->next)
          if (has_words(words, words_of(one->text))) return std::string(code->key);
    return nearest_code(schema, value, words, beside);
  }

  std::optional<std::string> meant_setting(const Field& field, const std::string& value) const {
    std::map<std::string, std::string> names;
    if (field.name.ends_with(".site"))
      for (const Site& site : settings_.sites) names[folded(site.name)] = site.code, names[folded(site.code)] = site.code;
    else
      for (const StaffMember& one : settings_.staff) names[joined(words_of(one.name), " ")] = one.code, names[folded(one.code)] = one.code;
    const auto found = names.find(field.name.ends_with(".site") ? folded(value) : joined(words_of(value), " "));
    return found == names.end() ? std::nullopt : std::optional(found->second);
  }

  /// The one code whose own word, or whose label, has most of the cell's words: half of them, or more where the column is another field's.
  static std::optional<std::string> nearest_code(const Schema& schema, const std::string& value, const std::vector<std::string>& words, bool beside) {
    static const std::set<std::string> idle = {"de", "du", "des", "la", "le", "les", "l", "d", "a", "au", "un", "une", "par", "chez", "et", "en", "ou"};
    std::vector<std::string> telling;
    std::ranges::copy_if(words, std::back_inserter(telling), [](const std::string& word) { return !idle.contains(word); });
    std::size_t most = 0, times = 0;
    std::optional<std::string> best;
    const auto judge = [&](std::string_view code, std::string_view label) {
      if (folded(label) == folded(value) || folded(code) == folded(value) || joined(words_of(code), "") == joined(words, "")) return most = 1000, times = 1, best = std::string(code), void();
      const auto there = words_of(std::string(code) + " " + std::string(label));
      const auto shared = static_cast<std::size_t>(std::ranges::count_if(telling, [&](const std::string& word) { return std::ranges::find(there, word) != there.end(); }));
      if (shared > most) most = shared, times = 1, best = std::string(code);
      else if (shared == most && shared > 0) ++times;
    };
    for (const CodeList* list : schema.codes)
      for (const Code& code : list->items) judge(code.code, code.fr);
    if (schema.codes.empty())
      for (const std::string& word : schema.words) judge(word, word);
    return times == 1 && 2 * most >= telling.size() + (beside ? 1 : 0) ? best : std::nullopt;
  }

  const Csv& csv_;
  std::string kind_;
  const Settings& settings_;
  const std::vector<std::string>& programmes_;
  std::vector<Field> fields_;
  Words words_;
  std::vector<std::vector<std::string>> cells_;
  std::vector<std::string> blanks_;  ///< by column: the cell that says nothing, or empty
  std::map<std::size_t, const Field*> field_of_;
};

}  // namespace

Suggestion suggested_mapping(const Csv& csv, const std::string& kind, const std::string& name, const Settings& settings,
                             const std::vector<std::string>& programmes) {
  return Suggester(csv, kind, settings, programmes).made(name);
}

}  // namespace mloc::imports
