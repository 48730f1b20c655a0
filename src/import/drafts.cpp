#include "mloc/import/drafts.hpp"

#include <algorithm>
#include <set>

#include "mloc/base/digest.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/import/mapping_files.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/identity.hpp"
#include "mloc/records/schema.hpp"
#include "mloc/store/paths.hpp"
#include "draft_fields.hpp"
#include "header.hpp"
#include "passed_over.hpp"

namespace mloc::imports {
namespace {

/// An answer of a diagnosis: its instrument says more of it than a schema.
constexpr std::string_view answers = "diagnosis.answers.";

/// The schema of a field, or nullptr when there is no such field.
const Schema* schema_of(std::string_view field) {
  const Kind* kind = find_kind(kind_part(field));
  const Schema* schema = kind ? kind->schema.get() : nullptr;
  for (const std::string_view name : split(rest_part(field), '.')) {
    const Schema::Property* property = schema ? schema->find(name) : nullptr;
    const bool is_answer = schema && schema->keys && field.starts_with(answers);
    schema = property ? property->schema.get() : is_answer ? schema->items.get() : nullptr;
  }
  return schema;
}

Problem no_field(const std::string& field) {
  const Kind* kind = find_kind(kind_part(field));
  std::vector<std::string> known;
  if (kind)
    for (const auto& property : kind->schema->properties) known.push_back(std::string(kind_part(field)) + "." + property.name);
  const auto near = nearest(field, known);
  return hinted(problem("I128"_m, field), near ? did_you_mean(*near) : Phrase());
}

/// How a cell is read where the mapping does not say: by what the field is.
ColumnRule::Take natural_take(const ColumnRule& rule) {
  using Take = ColumnRule::Take;
  if (rule.take != Take::text || !rule.values.empty()) return rule.take;
  const std::string whole = whole_field(rule.field);
  const std::string& definition = schema_of(whole)->definition;
  if (whole != rule.field) return rule.take;
  for (const auto& [name, take] : {std::pair("phone", Take::phone), std::pair("siret", Take::siret), std::pair("person-name", Take::name),
                                   std::pair("commune", Take::commune), std::pair("day", Take::day), std::pair("money", Take::money)})
    if (definition == name) return take;
  return rule.take;
}

/// The code that a cell means by its label, or without accents and capitals; the cell itself where it is a code, or unknown.
std::string code_meant(const Schema& schema, const std::string& cell) {
  if (schema.words.empty() || std::ranges::find(schema.words, cell) != schema.words.end()) return cell;
  const std::string key = folded(cell);
  std::set<std::string> meant;
  for (const std::string& word : schema.words)
    if (folded(word) == key) meant.insert(word);
  for (const CodeList* list : schema.codes)
    for (const Code& code : list->items)
      if (folded(code.fr) == key || folded(code.en) == key) meant.insert(std::string(code.code));
  return meant.size() == 1 ? *meant.begin() : cell;
}

/// A line of an attendance sheet as it was handed out: the learner and the school, and nothing else.
bool is_unfilled(const Import& import, const CsvRow& row, const Header& header) {
  if (import.mapping.makes != "lesson" || !row.problems.empty()) return false;
  std::set<std::size_t> given;
  for (std::size_t i = 0; i < import.mapping.columns.size(); ++i) {
    const std::string& field = import.mapping.columns[i].field;
    if (field == "application.file_number" || field == "lesson.school") given.insert(header.column(i));
  }
  for (std::size_t i = 0; i < row.cells.size(); ++i)
    if (given.contains(i) == row.cells[i].empty()) return false;
  return true;
}

/// ` (imports/seances.toml:12)`: which rule of which mapping read a cell.
std::string rule_place(const Mapping& mapping, std::uint32_t line) {
  return line > 0 ? fmt::format(" (imports/{}.toml:{})", mapping.name, line) : fmt::format(" (imports/{}.toml)", mapping.name);
}

/// Makes the draft of one row.
class RowReader {
 public:
  RowReader(Import& import, std::size_t file, const Header& header, const std::function<bool(std::string_view)>& is_completed)
      : import_(import), arena_(import.arena), file_(file), csv_(import.files[file]), header_(header), is_completed_(is_completed),
        digest_(hex(blake2b(csv_.bytes)).substr(0, 12)) {}

  Draft read(const CsvRow& row) {
    draft_ = {};
    draft_.file = file_;
    draft_.digest = digest_;
    draft_.row = &row;
    values_.clear();
    left_.clear();
    draft_.problems = row.problems;
    if (!draft_.valid()) return std::move(draft_);
    std::size_t there = row.cells.size();
    while (there > header_.width() && row.cells[there - 1].empty()) --there;
    if (there != header_.width()) {
      report(0, problem("I115"_m, row.cells.size(), header_.width()));
      return std::move(draft_);
    }
    for (const auto& [field, value] : import_.mapping.constants) put(field, {true, false, {value}, {}}, Header::npos);
    for (std::size_t i = 0; i < import_.mapping.columns.size(); ++i) take(i);
    count_left();
    join_time();
    join_maps();
    join_communes();
    name_row();
    if (draft_.valid()) check_whole();
    return std::move(draft_);
  }

 private:
  struct Taken {
    CellValue value;
    std::size_t column;
  };

  void report(std::size_t column, Problem found) {
    const bool named = column > 0 && column <= csv_.header.cells.size();
    found.place = {csv_.file, draft_.row->line, static_cast<std::uint32_t>(column), named ? csv_.header.cells[column - 1] : ""};
    draft_.problems.push_back(std::move(found));
  }

  void take(std::size_t rule_index) {
    const ColumnRule& rule = import_.mapping.columns[rule_index];
    const std::size_t column = header_.column(rule_index);
    if (column == Header::npos) return;
    auto value = take_cell(draft_.row->cells[column], rule, import_.mapping);
    if (!value) {
      for (Problem& found : value.error().problems) {
        found.text += Phrase(rule_place(import_.mapping, rule.line));
        report(column + 1, std::move(found));
      }
      return;
    }
    note_left(column, value->dropped);
    if (value->given) put(rule.field, *std::move(value), column);
  }

  /// Several rules may read one column, each what concerns it: left is what none of them took.
  void note_left(std::size_t column, const std::vector<std::string>& dropped) {
    const std::set<std::string> here(dropped.begin(), dropped.end());
    const auto [known, is_first] = left_.emplace(column, here);
    if (!is_first) std::erase_if(known->second, [&](const std::string& text) { return !here.contains(text); });
  }
  void count_left() {
    for (const auto& [column, texts] : left_)
      for (const std::string& text : texts) ++import_.dropped[csv_.header.cells[column]][text];
  }

  void put(const std::string& field, CellValue value, std::size_t column) {
    const bool part = whole_field(field) != field || schema_of(whole_field(field))->definition == "commune";
    const bool lookup = field == "application.file_number" && import_.mapping.makes != "application";
    if (lookup) draft_.file_number = value.values.front();
    if (!part && !lookup) set(field, node_of(value, *schema_of(field)), column);
    if (!value.name_of_use.empty()) set("identity.use_name", arena_.text(value.name_of_use), column);
    values_[field] = {std::move(value), column};
  }

  Node* scalar(const std::string& text, const Schema& schema) {
    return arena_.text(text, schema.type == Schema::Type::text);
  }
  Node* node_of(const CellValue& value, const Schema& schema) {
    // Several codes are one answer.
    if (schema.definition == "answer") return arena_.text(joined(value.values, "+"));
    if (schema.type != Schema::Type::list) return scalar(code_meant(schema, value.values.front()), schema);
    Node* list = arena_.list();
    for (const std::string& one : value.values) arena_.append(*list, scalar(code_meant(*schema.items, one), *schema.items));
    return list;
  }

  void set(std::string_view field, Node* value, std::size_t column) {
    std::vector<Problem> problems;
    check_value(*value, *schema_of(field), "", "", problems);
    for (Problem& found : problems) report(column == Header::npos ? 0 : column + 1, std::move(found));
    put_at(arena_, draft_.records, field, value);
  }

  const Taken* taken(const std::string& field) const {
    const auto found = values_.find(field);
    return found == values_.end() ? nullptr : &found->second;
  }

  void join_time() {
    const Taken* day = taken("lesson.day");
    const Taken* time = taken("lesson.time");
    if (day && time)
      set("lesson.starts", arena_.text(day->value.values.front() + "T" + time->value.values.front()), time->column);
  }

  std::string_view text_beside(const std::string& field) const {
    const Taken* found = taken(field);
    return found ? std::string_view(found->value.values.front()) : std::string_view();
  }
  /// The name and the postal code that the row has beside a commune.
  CommuneBeside beside(const std::string& field) const {
    const std::string kind = field.substr(0, field.find('.'));
    const bool person = kind == "application" || kind == "person";
    const std::string address = person ? "identity.address" : kind;
    return {text_beside(address + ".town"), text_beside(address + ".postcode")};
  }

  /// A code alone proves nothing: it is read with what stands beside it.
  void join_communes() {
    for (auto& [field, one] : values_) {
      if (schema_of(whole_field(field))->definition != "commune") continue;
      auto read = read_commune(one.value.values.front(), beside(field));
      if (!read) {
        for (Problem& found : read.error().problems) report(one.column + 1, std::move(found));
        continue;
      }
      one.value.values.front() = read->code;
      set(field, arena_.text(read->code), one.column);
      import_.communes.add(field, *read);
    }
  }

  void join_maps() {
    for (const ColumnRule& rule : import_.mapping.columns) {
      if (!rule.field.ends_with(".codes")) continue;
      const std::string field = whole_field(rule.field);
      const Taken* codes = taken(rule.field);
      const Taken* levels = taken(field + ".levels");
      const std::size_t code_count = codes ? codes->value.values.size() : 0;
      const std::size_t level_count = levels ? levels->value.values.size() : 0;
      if (code_count != level_count) {
        report((codes ? codes : levels)->column + 1, problem("I116"_m, code_count, level_count));
        continue;
      }
      if (!codes) continue;
      Node* map = arena_.map();
      for (std::size_t i = 0; i < code_count; ++i) {
        if (map->has(codes->value.values[i]))
          report(codes->column + 1, problem("R210"_m, codes->value.values[i]));
        arena_.set(*map, codes->value.values[i], arena_.text(levels->value.values[i]));
      }
      set(field, map, codes->column);
    }
  }

  void name_row() {
    std::string said;
    for (const std::string& field : import_.mapping.key) {
      const Taken* part = taken(field);
      if (!draft_.key.empty()) draft_.key += '|';
      if (part) draft_.key += part->value.values.front(), said += part->value.values.front();
    }
    if (said.empty() && draft_.valid()) report(0, problem("I158"_m, joined(import_.mapping.key, ", ")));
    // What a source cannot hold as it is.
    const bool plain = draft_.key.size() <= 200 && std::ranges::all_of(draft_.key, [](char c) { return c >= ' ' && c <= '~'; });
    if (!plain) draft_.key = "#" + hex(blake2b(draft_.key)).substr(0, 40);
  }

  /// What only the whole record shows: a field that must be there and has no column.
  void check_whole() {
    // A mapping without a column of theirs still makes them.
    if (import_.mapping.makes == "application")
      for (const std::string kind : {"application", "identity", "person"}) draft_.records.try_emplace(kind, arena_.map());
    std::map<std::string, const Node*> records;
    // Who gave no answers has a day and a wave, and a reason in their place.
    const auto diagnosis = draft_.records.find("diagnosis");
    const bool has_no_answers = draft_.records.contains("nonresponse") && diagnosis != draft_.records.end() &&
                                !diagnosis->second->has("answers");
    for (const auto& [kind, record] : draft_.records) {
      const bool completed = is_completed_(kind);
      records.emplace(kind, record);
      if (has_no_answers || kind == "nonresponse") continue;
      for (const auto& property : find_kind(kind)->schema->properties) {
        const bool ours = completed || property.name == "record" || property.name == "id" || property.name == "by" ||
                          property.name == "birth_month" || property.name == "file_number";
        if (property.required && !ours && !record->has(property.name))
          report(0, problem("R202"_m, kind + "." + property.name));
      }
    }
    if (const auto identity = records.find("identity"); identity != records.end() && import_.mapping.makes == "application")
      if (auto fault = fault_of_names(*identity->second)) report(0, *std::move(fault));
    draft_.hash = content_hash(records, import_.mapping);
  }

  Import& import_;
  Arena& arena_;
  std::size_t file_;
  const Csv& csv_;
  const Header& header_;
  const std::function<bool(std::string_view)>& is_completed_;
  std::string digest_;
  Draft draft_;
  std::map<std::string, Taken> values_;
  std::map<std::size_t, std::set<std::string>> left_;  ///< by column
};

}  // namespace

std::vector<Problem> unknown_fields(const Mapping& mapping) {
  std::vector<Problem> problems;
  const auto check = [&](const std::string& field, std::uint32_t line) {
    if (!schema_of(whole_field(field))) problems.push_back(at({mapping_path(mapping.name), line, 1, {}}, no_field(field)));
  };
  for (const auto& [field, value] : mapping.constants) check(field, 1);
  for (const ColumnRule& column : mapping.columns) check(column.field, column.line);
  for (const std::string& field : mapping.key) {
    check(field, 1);
    const bool is_made = mapping.constants.contains(field) || std::ranges::find(mapping.columns, field, &ColumnRule::field) != mapping.columns.end();
    if (!is_made) problems.push_back(at({mapping_path(mapping.name), 1, 1, {}}, problem("I179"_m, field)));
  }
  return problems;
}

Place Import::place(const Draft& draft, std::string_view field) const {
  const Csv& csv = files[draft.file];
  for (const ColumnRule& rule : mapping.columns) {
    if (rule.field != field && whole_field(rule.field) != field) continue;
    if (const std::size_t column = column_of(csv, rule.header); column != Header::npos)
      return {csv.file, draft.row->line, static_cast<std::uint32_t>(column + 1), rule.header};
  }
  return {csv.file, draft.row->line, 0, {}};
}

namespace {

/// A field that two columns make belongs to the first of them.
std::vector<ColumnFields> columns_of(const Mapping& mapping) {
  std::vector<ColumnFields> columns;
  std::set<std::string> seen;
  for (const ColumnRule& rule : mapping.columns) {
    if (mapping.makes != "application" && rule.field.starts_with("application.")) continue;
    if (!seen.insert(whole_field(rule.field)).second) continue;
    auto found = std::ranges::find(columns, rule.header, &ColumnFields::header);
    if (found == columns.end()) found = columns.insert(found, {rule.header, {}});
    found->fields.push_back(whole_field(rule.field));
  }
  return columns;
}

/// `'Nord' (12), 'Sud' (1)`, at most ten of them.
std::string told_counts(const std::map<std::string, std::size_t>& texts) {
  constexpr std::size_t most = 10;
  std::vector<std::string> told;
  for (const auto& [text, rows] : texts) {
    if (told.size() == most) {
      told.emplace_back("…");
      break;
    }
    told.push_back(fmt::format("'{}' ({})", printable(text), rows));
  }
  return joined(told, ", ");
}

}  // namespace

Result<> read_rows(Import& import, const std::function<bool(std::string_view kind)>& is_completed) {
  if (auto wrong = unknown_fields(import.mapping); !wrong.empty()) return fail(Exit::usage, std::move(wrong));
  for (ColumnRule& rule : import.mapping.columns) rule.take = natural_take(rule);
  import.columns = columns_of(import.mapping);
  std::vector<Problem> problems;
  std::vector<Header> headers;
  for (const Csv& csv : import.files) {
    headers.emplace_back(csv, import.mapping);
    const auto absent = headers.back().absent();
    import.absent.emplace_back(absent.begin(), absent.end());
    for (Problem& found : headers.back().check(import.remarks)) problems.push_back(std::move(found));
  }
  for (std::size_t file = 0; file < import.files.size() && problems.empty(); ++file) {
    pass_over(import, file, headers[file]);
    for (Problem& found : postcode_columns(import, file, headers[file])) problems.push_back(std::move(found));
  }
  for (Problem& found : problems)
    if (found.code == "I103"_m) found.text += Phrase(rule_place(import.mapping, 0));
  if (!problems.empty()) return fail(Exit::no, std::move(problems));
  for (std::size_t file = 0; file < import.files.size(); ++file) {
    RowReader reader(import, file, headers[file], is_completed);
    for (const CsvRow& row : import.files[file].rows) {
      if (is_unfilled(import, row, headers[file])) ++import.unfilled;
      else import.drafts.push_back(reader.read(row));
    }
  }
  for (const Phrase& one : import.communes.remarks()) import.remarks.push_back(one);
  for (const auto& [column, texts] : import.dropped)
    import.remarks.push_back(phrase("left out of the column '{}', for the mapping's map does not know it: {}", printable(column), told_counts(texts)));
  return {};
}

}  // namespace mloc::imports
