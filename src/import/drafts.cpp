#include "mloc/import/drafts.hpp"

#include <algorithm>
#include <set>

#include "mloc/base/digest.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/schema.hpp"

namespace mloc::imports {
namespace {

std::string_view kind_part(std::string_view field) { return field.substr(0, field.find('.')); }
std::string_view rest_part(std::string_view field) { return field.substr(field.find('.') + 1); }

/// Two columns that together make one field: `lesson.day` and `lesson.time` make `lesson.starts`, `X.codes` and
/// `X.levels` the map `X`.
std::string whole_field(std::string_view field) {
  if (field == "lesson.day" || field == "lesson.time") return "lesson.starts";
  for (const std::string_view part : {".codes", ".levels"})
    if (field.ends_with(part)) return std::string(field.substr(0, field.size() - part.size()));
  return std::string(field);
}

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

Result<> check_fields(const Mapping& mapping) {
  std::vector<Problem> problems;
  const auto check = [&](const std::string& field) {
    if (!schema_of(whole_field(field))) problems.push_back(problem("I128"_m, field));
  };
  for (const auto& [field, value] : mapping.constants) check(field);
  for (const ColumnRule& column : mapping.columns) check(column.field);
  for (const std::string& field : mapping.key) check(field);
  if (!problems.empty()) return fail(Exit::usage, std::move(problems));
  return {};
}

/// Where each rule of the mapping finds its cell in one file.
class Header {
 public:
  Header(const Csv& csv, const Mapping& mapping) : csv_(csv), mapping_(mapping) {
    for (const ColumnRule& rule : mapping.columns) {
      const auto found = std::ranges::find(csv.header.cells, rule.header);
      columns_.push_back(found == csv.header.cells.end() ? npos : static_cast<std::size_t>(found - csv.header.cells.begin()));
    }
  }

  std::vector<Problem> check(std::vector<Phrase>& remarks) const {
    std::vector<Problem> problems;
    std::set<std::string_view> seen, wanted;
    for (const ColumnRule& rule : mapping_.columns) wanted.insert(rule.header);
    for (std::size_t i = 0; i < csv_.header.cells.size(); ++i) {
      const std::string& name = csv_.header.cells[i];
      const auto say = [&](const Phrase& words) {
        Problem found = problem("I103"_m, words);
        found.place = {csv_.file, csv_.header.line, static_cast<std::uint32_t>(i + 1), printable(name)};
        return found;
      };
      if (!seen.insert(name).second) problems.push_back(say(phrase("the column stands twice")));
      else if (!wanted.contains(name) && !name.starts_with("mloc_")) unknown(say(phrase("the mapping does not know the column")), name, problems, remarks);
    }
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i] == npos && mapping_.columns[i].required)
        problems.push_back(at({csv_.file, csv_.header.line, 0, mapping_.columns[i].header},
                              problem("I103"_m, phrase("the column is missing"))));
    return problems;
  }

  /// The cell's index for rule `i`, or npos.
  std::size_t column(std::size_t i) const { return columns_[i]; }
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

 private:
  void unknown(Problem found, const std::string& name, std::vector<Problem>& problems,
               std::vector<Phrase>& remarks) const {
    if (mapping_.unknown_columns == Mapping::Unknown::error) {
      std::vector<std::string> headers;
      for (const ColumnRule& rule : mapping_.columns) headers.push_back(rule.header);
      if (const auto near = nearest(name, headers)) found.hint = did_you_mean(*near);
      problems.push_back(std::move(found));
    } else if (mapping_.unknown_columns == Mapping::Unknown::warn) {
      remarks.push_back(phrase("{}: the column '{}' is not read", printable(csv_.file), printable(name)));
    }
  }

  const Csv& csv_;
  const Mapping& mapping_;
  std::vector<std::size_t> columns_;
};

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

/// Makes the draft of one row.
class RowReader {
 public:
  RowReader(Import& import, std::size_t file, const Header& header, const std::function<bool(std::string_view)>& is_completed)
      : import_(import), arena_(import.arena), file_(file), csv_(import.files[file]), header_(header), is_completed_(is_completed) {}

  Draft read(const CsvRow& row) {
    draft_ = {};
    draft_.file = file_;
    draft_.row = &row;
    values_.clear();
    draft_.problems = row.problems;
    if (!draft_.valid()) return std::move(draft_);
    const std::size_t wanted = csv_.header.cells.size();
    if (row.cells.size() != wanted) {
      report(0, problem("I115"_m, row.cells.size(), wanted));
      return std::move(draft_);
    }
    for (const auto& [field, value] : import_.mapping.constants) put(field, {true, false, {value}}, Header::npos);
    for (std::size_t i = 0; i < import_.mapping.columns.size(); ++i) take(i);
    join_time();
    join_maps();
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
      for (Problem& found : value.error().problems) report(column + 1, std::move(found));
      return;
    }
    if (value->given) put(rule.field, *std::move(value), column);
  }

  void put(const std::string& field, CellValue value, std::size_t column) {
    const bool part = whole_field(field) != field;
    const bool lookup = field == "application.file_number" && import_.mapping.makes != "application";
    if (lookup) draft_.file_number = value.values.front();
    if (!part && !lookup) set(field, node_of(value, *schema_of(field)), column);
    values_[field] = {std::move(value), column};
  }

  Node* scalar(const std::string& text, const Schema& schema) {
    return arena_.text(text, schema.type == Schema::Type::text);
  }
  Node* node_of(const CellValue& value, const Schema& schema) {
    // Several codes are one answer.
    if (schema.definition == "answer") return arena_.text(joined(value.values, "+"));
    if (schema.type != Schema::Type::list) return scalar(value.values.front(), schema);
    Node* list = arena_.list();
    for (const std::string& one : value.values) arena_.append(*list, scalar(one, *schema.items));
    return list;
  }

  void set(std::string_view field, Node* value, std::size_t column) {
    std::vector<Problem> problems;
    check_value(*value, *schema_of(field), "", "", problems);
    for (Problem& found : problems) report(column == Header::npos ? 0 : column + 1, std::move(found));
    Node*& record = draft_.records[std::string(kind_part(field))];
    if (!record) record = arena_.map();
    const auto names = split(rest_part(field), '.');
    Node* map = record;
    for (std::size_t i = 0; i + 1 < names.size(); ++i) {
      Node* inner = map->find(names[i]);
      if (!inner) arena_.set(*map, names[i], inner = arena_.map());
      map = inner;
    }
    arena_.set(*map, names.back(), value);
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
    for (const std::string& field : import_.mapping.key) {
      const Taken* part = taken(field);
      if (!draft_.key.empty()) draft_.key += '|';
      if (part) draft_.key += part->value.values.front();
    }
  }

  /// What only the whole record shows: a field that must be there and has no column.
  void check_whole() {
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
    draft_.hash = content_hash(records, import_.mapping);
  }

  Import& import_;
  Arena& arena_;
  std::size_t file_;
  const Csv& csv_;
  const Header& header_;
  const std::function<bool(std::string_view)>& is_completed_;
  Draft draft_;
  std::map<std::string, Taken> values_;
};

void flatten(const Node& node, const std::string& path, std::string& text) {
  if (node.kind == Node::Kind::text) {
    // A name that differs only in case and blanks is the same name.
    const bool name = path == "identity.surname" || path == "identity.first_name";
    text += path + '=' + (name ? name_key(node.text) : std::string(node.text)) + '\n';
    return;
  }
  std::vector<const Node*> children;
  for (const Node& child : node) children.push_back(&child);
  if (node.kind == Node::Kind::map) std::ranges::sort(children, {}, &Node::key);
  for (const Node* child : children) flatten(*child, path + '.' + std::string(child->key), text);
}

}  // namespace

Place Import::place(const Draft& draft, std::string_view field) const {
  const Csv& csv = files[draft.file];
  for (const ColumnRule& rule : mapping.columns) {
    const auto found = std::ranges::find(csv.header.cells, rule.header);
    if (rule.field == field && found != csv.header.cells.end())
      return {csv.file, draft.row->line, static_cast<std::uint32_t>(found - csv.header.cells.begin() + 1), rule.header};
  }
  return {csv.file, draft.row->line, 0, {}};
}

std::vector<std::string> mapped_fields(const Mapping& mapping) {
  std::set<std::string> fields;
  for (const auto& [field, value] : mapping.constants) fields.insert(whole_field(field));
  for (const ColumnRule& rule : mapping.columns)
    if (mapping.makes == "application" || !rule.field.starts_with("application.")) fields.insert(whole_field(rule.field));
  return {fields.begin(), fields.end()};
}

std::string content_hash(const std::map<std::string, const Node*>& records, const Mapping& mapping) {
  std::string text;
  for (const std::string& field : mapped_fields(mapping)) {
    const auto record = records.find(std::string(kind_part(field)));
    const Node* value = record == records.end() ? nullptr : record->second;
    for (const std::string_view name : split(rest_part(field), '.')) value = value ? value->find(name) : nullptr;
    if (value) flatten(*value, field, text);
  }
  return hex(blake2b(text));
}

Result<> read_rows(Import& import, const std::function<bool(std::string_view kind)>& is_completed) {
  CHECKED(check_fields(import.mapping));
  std::vector<Problem> problems;
  std::vector<Header> headers;
  for (const Csv& csv : import.files) {
    headers.emplace_back(csv, import.mapping);
    for (Problem& found : headers.back().check(import.remarks)) problems.push_back(std::move(found));
  }
  if (!problems.empty()) return fail(Exit::no, std::move(problems));
  for (std::size_t file = 0; file < import.files.size(); ++file) {
    RowReader reader(import, file, headers[file], is_completed);
    for (const CsvRow& row : import.files[file].rows) {
      if (is_unfilled(import, row, headers[file])) ++import.unfilled;
      else import.drafts.push_back(reader.read(row));
    }
  }
  return {};
}

}  // namespace mloc::imports
