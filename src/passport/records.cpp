// The records of one kind in a passport, as their schema has them: never who wrote them.
#include "desk.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/values.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/print.hpp"

namespace mloc::passport {
namespace {

bool is_shown(std::string_view field) {
  for (const std::string_view hidden : {"record", "by", "referent", "referent_day", "employer_role", "employer_day", "exchange_day", "exchange", "sha256", "voided"})
    if (field == hidden) return false;
  return true;
}

Column::Kind kind_of(const Schema& schema) {
  if (schema.definition == "day") return Column::Kind::day;
  return schema.type == Schema::Type::integer ? Column::Kind::integer : Column::Kind::text;
}

Cell cell_of(const Node& record, const std::string& field) {
  const Node* value = record.find(field);
  if (!value) return Cell();
  return value->kind == Node::Kind::list ? joined(texts_of(value), "+") : std::string(value->text);
}

/// `part` is what a partner must be allowed to see; empty: no part of the passport's own.
Result<Exit> list_records(World& world, const Globals& globals, const RecordListArgs& args, std::string_view kind, std::string_view action, std::string_view part) {
  TRY(desk, PassportDesk::open(world, globals, action, args));
  if (!part.empty()) CHECKED(desk.require_part(part));
  const Schema& schema = *find_kind(kind)->schema;
  Table table{std::string(kind) + "s", {}, {}};
  for (const auto& property : schema.properties)
    if (is_shown(property.name)) table.columns.push_back({property.name, kind_of(*property.schema), property.schema->title, property.schema->french});
  for (const Node* record : desk.records()) {
    if (!is_kind(*record, kind)) continue;
    table.rows.emplace_back();
    for (const Column& column : table.columns) table.rows.back().push_back(cell_of(*record, column.name));
  }
  TRY(noted, desk.note_reading());
  if (!noted) return Exit::done;
  return print_passing(desk.workspace(), std::move(table), Terms::of(args.terms));
}

}  // namespace

Result<Exit> list_levels(World& world, const Globals& globals, const RecordListArgs& args) {
  return list_records(world, globals, args, "level", "lire", "competences");
}
Result<Exit> list_relistings(World& world, const Globals& globals, const RecordListArgs& args) {
  return list_records(world, globals, args, "relisting", "lire", "competences");
}
Result<Exit> list_attachments(World& world, const Globals& globals, const RecordListArgs& args) {
  return list_records(world, globals, args, "attachment", "lire", "references");
}
Result<Exit> list_contributions(World& world, const Globals& globals, const RecordListArgs& args) {
  return list_records(world, globals, args, "contribution", "contribuer", "");
}
Result<Exit> list_handouts(World& world, const Globals& globals, const RecordListArgs& args) {
  return list_records(world, globals, args, "handout", "partager", "");
}
Result<Exit> list_permits(World& world, const Globals& globals, const RecordListArgs& args) {
  return list_records(world, globals, args, "permit", "administrer", "");
}

}  // namespace mloc::passport
