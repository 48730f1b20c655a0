#include "shape.hpp"

#include <algorithm>
#include <array>

#include "database.hpp"
#include "mloc/records/codes.hpp"

namespace mloc::index {
namespace {

/// The tables of the settings files have the names that one says aloud.
struct Name {
  std::string_view made, said;
  std::string_view key = "key", value = "value";
};
constexpr std::array settings_names = {
    Name{"settings_sites", "site"},          Name{"settings_staff", "staff"},
    Name{"settings_areas", "area", "commune", "name"},
    Name{"programme_quotas", "quota", "site", "places"},
    Name{"programme_criteria", "criterion"}, Name{"programme_commitments", "commitment"},
    Name{"instrument_items", "instrument_item"}, Name{"instrument_item_codes", "instrument_choice"},
    Name{"instrument_scores", "instrument_score"}, Name{"diagnosis_answers", "answer"},
    Name{"programme_funders", "funder"},     Name{"programme_contribution_instalments", "instalment"},
};
Name name_of_table(const std::string& made) {
  const auto found = std::ranges::find(settings_names, made, &Name::made);
  return found == settings_names.end() ? Name{made, made} : *found;
}

bool has_sensitive(const Schema& schema) {
  return std::ranges::any_of(schema.codes, &CodeList::has_sensitive);
}

SqlColumn::Type type_of(const Schema& schema) {
  if (schema.type == Schema::Type::integer) return SqlColumn::Type::integer;
  if (schema.type == Schema::Type::flag) return SqlColumn::Type::flag;
  return schema.definition == "money" ? SqlColumn::Type::cents : SqlColumn::Type::text;
}

struct Labels {
  std::string english, french;
  Labels below(const Schema& schema) const {
    if (english.empty()) return {schema.title, schema.french};
    return {english + ": " + schema.title, french + " : " + schema.french};
  }
};

/// Adds the columns of one map to a shape, and its lists as children.
class Maker {
 public:
  explicit Maker(Shape& shape) : shape_(shape) {}

  std::vector<Shape::Entry> entries(const Schema& schema, const std::string& prefix, const Labels& labels) {
    std::vector<Shape::Entry> made;
    for (const auto& property : schema.properties) {
      if (prefix.empty() && is_led_by(property.name)) continue;
      made.push_back(entry(property, prefix + property.name, labels.below(*property.schema)));
    }
    return made;
  }

  int add_column(std::string name, const Schema& schema, const Labels& labels) {
    if (type_of(schema) == SqlColumn::Type::cents) name += "_cents";
    shape_.table.columns.push_back({free_name(std::move(name)), type_of(schema), labels.english, labels.french,
                                    has_sensitive(schema)});
    ColumnWords words{schema.reference, {}};
    for (const CodeList* list : schema.codes) words.lists.emplace_back(list->name);
    shape_.words.resize(shape_.table.columns.size() - 1);
    shape_.words.push_back(std::move(words));
    return static_cast<int>(shape_.table.columns.size());
  }

  /// One row for each code, number, amount or day; what the instrument calls sensitive is masked by its view.
  void add_answer_columns() {
    using T = SqlColumn::Type;
    shape_.form = Shape::Form::answers;
    auto& columns = shape_.table.columns;
    columns.push_back({"instrument", T::text, "Instrument", "Instrument"});
    columns.push_back({"version", T::integer, "Version", "Version"});
    columns.push_back({"item", T::text, "Item", "Question", true});
    columns.push_back({"text", T::text, "Answer", "Réponse", true});
    columns.push_back({"number", T::integer, "Whole number, 1 for yes", "Nombre entier, 1 pour oui", true});
    columns.push_back({"cents", T::cents, "Amount", "Montant", true});
  }

 private:
  /// What a record's own row says in its key, or its table in its name.
  bool is_led_by(std::string_view name) const {
    const auto& columns = shape_.table.columns;
    return name == "record" || (name == "id" && columns.size() >= 2 && columns[1].name == "id");
  }

  /// `by` is a reserved word; and a draw's announcement says the draw, which is the owner.
  std::string free_name(std::string name) const {
    const auto key = shape_.table.columns.begin();
    const auto keys = static_cast<std::ptrdiff_t>(shape_.table.keys);
    const bool taken = std::ranges::any_of(key, key + keys, [&](const SqlColumn& column) { return column.name == name; });
    return taken || name == "by" ? "recorded_" + name : name;
  }

  Shape::Entry entry(const Schema::Property& property, const std::string& name, const Labels& labels) {
    const Schema& schema = *property.schema;
    if (schema.type == Schema::Type::map && !schema.keys)
      return {property.name, Shape::Entry::Kind::map, 0, {}, entries(schema, name + "_", labels)};
    if (schema.type == Schema::Type::map || schema.type == Schema::Type::list)
      return {property.name, Shape::Entry::Kind::child, 0, {}, {}, child(schema, name, labels)};
    return {property.name, Shape::Entry::Kind::value, add_column(name, schema, labels), type_of(schema)};
  }

  std::vector<SqlColumn> keys_of_child() const {
    const auto first = shape_.table.columns.begin();
    std::vector<SqlColumn> keys(first, first + static_cast<std::ptrdiff_t>(shape_.table.keys));
    for (SqlColumn& key : keys) {
      if (key.name == "id") key.name = "record_id";
      if (key.name == "position") key.name = shape_.table.name + "_position";
    }
    keys.push_back({"position", SqlColumn::Type::integer, "Position", "Rang"});
    return keys;
  }

  std::shared_ptr<const Shape> child(const Schema& schema, const std::string& property, const Labels& labels) {
    const std::string made_name = shape_.table.name + "_" + property;
    const Name name = name_of_table(made_name);
    auto made = std::make_shared<Shape>();
    made->table.name = name.said;
    made->table.columns = keys_of_child();
    made->table.keys = made->table.columns.size();
    made->table.personal = shape_.table.personal;
    made->table.owned = shape_.table.owned;
    made->english = labels.english;
    made->french = labels.french;
    made->parent = shape_.table.name;
    Maker maker(*made);
    if (made_name == "diagnosis_answers") {
      maker.add_answer_columns();
    } else if (schema.keys) {
      made->form = Shape::Form::codes;
      maker.add_column(std::string(name.key), *schema.keys, labels);
      maker.add_column(std::string(name.value), *schema.items, labels.below(*schema.items));
    } else if (schema.items->type == Schema::Type::map) {
      made->entries = maker.entries(*schema.items, "", labels);
    } else {
      made->form = Shape::Form::values;
      maker.add_column(std::string(name.value), *schema.items, labels);
    }
    return made;
  }

  Shape& shape_;
};

std::shared_ptr<const Shape> make_shape(const Kind& kind) {
  auto shape = std::make_shared<Shape>();
  shape->table.name = kind.name;
  shape->table.personal = kind.folder == Folder::identities;
  shape->table.owned = kind.folder == Folder::passports;
  shape->english = kind.schema->title;
  shape->french = kind.schema->french;
  const bool settings = kind.folder == Folder::settings;
  auto& columns = shape->table.columns;
  if (kind.name == "instrument") columns.push_back({"file", SqlColumn::Type::text, "Instrument and version", "Instrument et version"});
  if (kind.name == "programme") columns.push_back({"programme", SqlColumn::Type::text, "Programme", "Dispositif"});
  if (!settings) {
    columns.push_back({std::string(owner_column(kind.folder)), SqlColumn::Type::text, "Dossier", "Dossier"});
    columns.push_back({"id", SqlColumn::Type::text, "Id", "Identifiant"});
  }
  shape->table.keys = columns.size();
  shape->entries = Maker(*shape).entries(*kind.schema, "", {});
  return shape;
}

void collect(const Shape& shape, std::vector<const Shape*>& all);
void collect(const std::vector<Shape::Entry>& entries, std::vector<const Shape*>& all) {
  for (const auto& entry : entries) {
    collect(entry.inner, all);
    if (entry.child) collect(*entry.child, all);
  }
}
void collect(const Shape& shape, std::vector<const Shape*>& all) {
  // Nobody else holds the shapes yet.
  const_cast<Shape&>(shape).number = all.size();
  all.push_back(&shape);
  collect(shape.entries, all);
}

Shapes make_shapes() {
  Shapes made;
  for (const std::string& name : kind_names()) {
    const Kind* kind = find_kind(name);
    if (kind->name == "mapping" || kind->name == "list") continue;
    made.kinds.push_back({kind, make_shape(*kind)});
    collect(*made.kinds.back().shape, made.all);
  }
  return made;
}

}  // namespace

std::string_view owner_column(Folder folder) {
  constexpr std::array<std::string_view, 6> names = {"case_id", "case_id", "partner", "draw", "passport", ""};
  return names[static_cast<std::size_t>(folder)];
}

const Shapes& shapes() {
  static const Shapes made = make_shapes();
  return made;
}

const Shape* Shapes::find(std::string_view kind) const {
  const auto found = std::ranges::find_if(kinds, [&](const KindShape& one) { return one.kind->name == kind; });
  return found == kinds.end() ? nullptr : found->shape.get();
}

}  // namespace mloc::index

namespace mloc {

std::vector<TableWords> table_words() {
  std::vector<TableWords> made;
  for (const SqlTable& table : sql_tables()) {
    const auto& all = index::shapes().all;
    const auto shape = std::ranges::find(all, table.name, [](const index::Shape* one) { return one->table.name; });
    TableWords words{table, "Code of a list, as the workspace has it", "Code d'une nomenclature, telle que l'organisme l'a", {}, {}};
    if (table.name == "field") words.english = "Column of a table", words.french = "Colonne d'une table";
    if (shape != all.end()) words = {table, (*shape)->english, (*shape)->french, (*shape)->parent, (*shape)->words};
    words.columns.resize(table.columns.size());
    made.push_back(std::move(words));
  }
  return made;
}

}  // namespace mloc

namespace mloc::index {

std::string create_table(const SqlTable& table, std::string_view home) {
  constexpr std::array<std::string_view, 4> types = {"TEXT", "BIGINT", "BIGINT", "BIGINT"};
  std::string columns, keys;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const SqlColumn& column = table.columns[i];
    columns += fmt::format("{}{} {}", i ? ", " : "", sql_name(column.name), types[static_cast<std::size_t>(column.type)]);
    if (i < table.keys) keys += (i ? ", " : "") + sql_name(column.name);
  }
  // Rows lie in the order of their keys, so that no answer depends on the order in which files were read.
  const std::string primary = keys.empty() ? ")" : fmt::format(", PRIMARY KEY ({})) WITHOUT ROWID", keys);
  return fmt::format("CREATE TABLE {}{} ({}{}", home, sql_name(table.name), columns, primary);
}

}  // namespace mloc::index
