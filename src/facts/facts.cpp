#include "mloc/facts/facts.hpp"

#include <algorithm>
#include <memory>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/workspace/batch.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::facts {
namespace {

Folder home_of(const FactKind& kind) { return find_kind(kind.kind)->folder; }

const Schema::Property& field_of(const Kind& kind, std::string_view name) { return *kind.schema->find(name); }

/// What happened, in the words of the record: its first arguments, then its days and amounts as they are stored.
std::string told(const Node& record, const FactKind& kind) {
  std::string text;
  for (const std::string_view field : kind.arguments) text += fmt::format(" {}", record.get(field));
  return text + fmt::format("{} {}", text.empty() ? "" : ",", record.get(kind.day));
}

Result<Node*> written_values(Arena& arena, const Kind& kind, const FactArgs& args, Date today) {
  Node* record = arena.map();
  for (const auto& [field, written] : args.values) {
    TRY(value, field_node(arena, field, *field_of(kind, field).schema, written, today));
    arena.set(*record, field, value);
  }
  return record;
}

bool is_open(const Node& record, const FactKind& kind) {
  return is_kind(record, kind.kind) && !record.has(kind.ending.day);
}

/// What another room has to say of the record that was written.
Result<> tell_rooms(Workspace& workspace, const OpenOwner& owner, const Node* before, const Node& record) {
  for (const Room* room : rooms())
    if (room->written) CHECKED(room->written(workspace, owner, before, record));
  return {};
}

Result<const Node*> open_fact(const OpenOwner& owner, const FactKind& kind, const FactEndArgs& args) {
  std::vector<const Node*> found;
  for (const Node* record : owner.live) {
    if (!is_open(*record, kind)) continue;
    if (args.record ? record->get("id") == *args.record : !args.match || record->get(kind.ending.match) == *args.match)
      found.push_back(record);
  }
  const std::string what = std::string(kind.kind) + (args.record ? " " + *args.record : args.match ? " " + *args.match : "");
  if (found.empty()) return fail(Exit::unknown, problem("P110"_m, owner.shown, what));
  if (found.size() > 1) {
    std::vector<std::string> ids;
    for (const Node* record : found) ids.emplace_back(record->get("id"));
    return fail(Exit::usage, hinted(problem("P111"_m, owner.shown, found.size(), what), joined(ids, ", ")));
  }
  return found.front();
}

}  // namespace

namespace {

/// A record that a batch writes, with the dossier into which it goes.
struct NewFact {
  OpenOwner owner;
  Arena arena;
  Node* record = nullptr;
};

Result<std::optional<Part>> fact_of(Workspace& workspace, const FactKind& kind, const FactArgs& args, const CaseText& said) {
  World& world = workspace.world();
  TRY(actor, workspace.actor());
  TRY(owner, open_owner(workspace, home_of(kind), OwnerText{said.text}));
  const auto made = std::make_shared<NewFact>();
  made->owner = std::move(owner);
  Arena& arena = made->arena;
  TRY(values, written_values(arena, *find_kind(kind.kind), args, world.today()));
  CHECKED(complete_fact(workspace, kind, made->owner.live, arena, *values, world.today(), actor));
  const Date day = *Date::parse(values->get(kind.day));
  made->record = new_record(arena, kind.kind, day, actor, made->owner.open.dossier.get(), world.random);
  for (const Node& value : *values) arena.set(*made->record, value.key, arena.copy(value));
  CHECKED(resolve_partners(workspace, arena, *made->record));
  CHECKED(check_written(workspace, {made->record}));
  Part part{made->owner.path, with_records(*made->owner.open.dossier, {made->record}), made->owner.open.digest,
            phrase("{} {} {}:{}", made->owner.shown, kind.kind, made->record->get("id"), told(*made->record, kind))};
  part.after = [&workspace, made] {
    return tell_rooms(workspace, made->owner, nullptr, *made->record);
  };
  return std::optional(std::move(part));
}

}  // namespace

Result<Exit> add_fact(World& world, const Globals& globals, const FactKind& kind, const FactArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  return for_each_case(workspace, CaseText{args.case_text.text}, [&](const CaseText& one) { return fact_of(workspace, kind, args, one); });
}

Result<Exit> end_fact(World& world, const Globals& globals, const FactKind& kind, const FactEndArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(owner, open_owner(workspace, home_of(kind), args.case_text));
  TRY(found, open_fact(owner, kind, args));
  const Date day = args.on.value_or(world.today());
  Arena arena;
  Node* record = arena.copy(*found);
  arena.set(*record, kind.ending.day, arena.text(day.text()));
  if (args.state) arena.set(*record, kind.ending.state, arena.text(*args.state));
  if (args.reason) arena.set(*record, kind.ending.reason, arena.text(*args.reason));
  count_revision(arena, *record);
  CHECKED(write_facts(workspace, owner, {record}));
  CHECKED(say(workspace, phrase("{} {} {}:{} → {}{}{}{}", owner.shown, kind.kind, record->get("id"), told(*record, kind),
                                     day.text(), args.state ? ", " + *args.state : "", args.reason ? ", " : "", args.reason.value_or(""))));
  CHECKED(tell_rooms(workspace, owner, found, *record));
  return Exit::done;
}

void count_revision(Arena& arena, Node& record) {
  if (!kind_of(record)->schema->find("revision")) return;
  const int before = record.has("revision") ? checked_number(record.get("revision")) : 0;
  arena.set(record, "revision", arena.integer(before + 1));
}

tl::unexpected<Failure> unknown_field_of(const std::string& name, const std::vector<std::string>& kinds) {
  static const std::vector<std::string_view> fixed = {"record", "id", "by", "source", "exit_source", "merged", "voided", "revision"};
  std::vector<Field> fields;
  for (const std::string& kind : kinds)
    for (const auto& property : find_kind(kind)->schema->properties)
      if (std::ranges::find(fixed, property.name) == fixed.end())
        fields.push_back({{property.name, Column::Kind::text, property.schema->title, property.schema->french}, {}});
  return unknown_field(name, fields);
}

Result<> put_written(Arena& arena, Node& record, const Kind& kind, const std::vector<Named<std::string>>& values, Date today) {
  for (const auto& [name, text] : values) {
    const Schema::Property* property = kind.schema->find(name);
    if (!property || name == "record" || name == "id" || name == "by" || name.ends_with("source") || name == "voided" || name == "revision")
      return unknown_field_of(name, {kind.name});
    std::vector<std::string> written;
    for (const std::string_view part : split(text, property->schema->type == Schema::Type::text ? '\n' : ',')) written.emplace_back(part);
    if (text.empty()) {
      arena.remove(record, name);
      continue;
    }
    TRY(node, about(name, field_node(arena, name, *property->schema, written, today)));
    arena.set(record, name, node);
  }
  return {};
}

namespace {

/// Money is reversed, a decision on two cases is taken anew, and what was forgotten stays forgotten; of applications and persons
/// more than one record hangs together.
Result<> check_amendable(const Record& record) {
  if (record.is("entry")) return fail(Exit::rule, problem("L108"_m, record.id));
  for (const std::string_view kind : {"application", "person", "identity", "duplicate", "merged", "erasure"})
    if (record.is(kind)) return fail(Exit::usage, problem("P112"_m, kind));
  return {};
}

}  // namespace

Result<Exit> amend_fact(Workspace workspace, const OwnerText& said, const std::string& record_id, const std::vector<Named<std::string>>& values) {
  TRY(owner, open_any_owner(workspace, said));
  const Record* found = owner.open.dossier->find(record_id);
  if (!found || found->voided()) return fail(Exit::unknown, problem("K103"_m, owner.shown, record_id));
  CHECKED(check_amendable(*found));
  TRY(actor, workspace.actor());
  Arena arena;
  Node* record = arena.copy(*found->root);
  CHECKED(put_written(arena, *record, *found->kind, values, workspace.world().today()));
  if (same(*record, *found->root)) {
    CHECKED(say(workspace, phrase("{}: nothing to change", owner.shown)));
    return Exit::done;
  }
  arena.set(*record, "by", arena.text(actor));
  CHECKED(resolve_partners(workspace, arena, *record));
  count_revision(arena, *record);
  CHECKED(write_facts(workspace, owner, {record}));
  CHECKED(say(workspace, phrase("{} {} {}: {} amended", owner.shown, found->kind->name, record_id, joined(values, ", "))));
  CHECKED(tell_rooms(workspace, owner, found->root, *record));
  return Exit::done;
}

namespace {

Column::Kind column_kind(const Schema& schema) {
  if (schema.definition == "day") return Column::Kind::day;
  if (schema.definition == "money") return Column::Kind::money;
  if (schema.type == Schema::Type::integer) return Column::Kind::integer;
  if (schema.type == Schema::Type::flag) return Column::Kind::flag;
  return Column::Kind::text;
}

/// The column that leads to the dossier.
std::string_view owner_of(const FactKind& kind) { return is_of_partners(kind) ? "partner" : "case_id"; }

/// A list or map of a record as one text.
std::string sql_of_children(const FactKind& kind, const Schema::Property& property) {
  const std::string_view owner = owner_of(kind);
  const bool map = property.schema->type == Schema::Type::map;
  const bool money = map && property.schema->items->definition == "money";
  const std::string value = money ? "printf('%d.%02d', c.value_cents / 100, c.value_cents % 100)" : "c.value";
  return fmt::format("(SELECT group_concat(o.said, ' ') FROM (SELECT {}{} AS said FROM {}_{} c WHERE c.{} = t.{} AND "
                     "c.record_id = t.id ORDER BY c.position) o)",
                     map ? "c.\"key\" || '=' || " : "", value, kind.kind, property.name, owner, owner);
}

/// Whose record it is.
std::vector<Field> owner_fields(const FactKind& kind) {
  using K = Column::Kind;
  if (is_of_partners(kind))
    return {{{"partner", K::text, "Partner", "Partenaire"}, "t.partner"},
            {{"name", K::text, "Name", "Raison sociale"},
             "(SELECT p.name FROM partner p WHERE p.partner = t.partner AND p.voided_day IS NULL ORDER BY p.id LIMIT 1)"}};
  return {{{"case_id", K::text, "Case", "Jeune"}, "t.case_id"},
          {{"file_number", K::text, "File number", "N° dossier"},
           "(SELECT a.file_number FROM application a WHERE a.case_id = t.case_id AND a.voided_day IS NULL ORDER BY a.received DESC, a.id DESC LIMIT 1)"}};
}

std::vector<Field> fields_of(const FactKind& kind, Date today) {
  using K = Column::Kind;
  std::vector<Field> fields = owner_fields(kind);
  fields.push_back({{"id", K::text, "Record", "Enregistrement"}, "t.id"});
  for (const auto& property : find_kind(kind.kind)->schema->properties) {
    const Schema& schema = *property.schema;
    const std::string& name = property.name;
    if (name == "record" || name == "id" || name == "by" || name == "voided" || name.ends_with("source") || name == "revision") continue;
    const bool children = schema.type == Schema::Type::list || schema.type == Schema::Type::map;
    const std::string sql = children ? sql_of_children(kind, property)
                                     : fmt::format("t.\"{}{}\"", name, schema.definition == "money" ? "_cents" : "");
    fields.push_back({{name, column_kind(schema), schema.title, schema.french}, sql, schema.words, {}, schema.reference});
    for (const CodeList* list : schema.codes) fields.back().lists.push_back(list->name);
    if (!schema.codes.empty()) fields.back().codes.clear();
  }
  if (kind.further)
    for (Field& field : kind.further(today)) fields.push_back(std::move(field));
  return fields;
}

Result<Exit> print_facts(Workspace& workspace, const FactKind& kind, const FactListArgs& args, std::string_view condition = {}) {
  const auto fields = fields_of(kind, workspace.world().today());
  TRY(where, is_of_partners(kind) ? where_of(workspace, args.terms, fields) : where_of(workspace, Terms::of(args.terms), fields, "t.case_id"));
  where.sql += std::string(where.sql.empty() ? " WHERE " : " AND ") + "t.voided_day IS NULL" + (condition.empty() ? "" : " AND " + std::string(condition));
  return print_rows(workspace, std::string(kind.listing), fields, std::string(kind.kind) + " t", where,
                    fmt::format("t.\"{}\", t.{}, t.id", kind.day, owner_of(kind)), {args.sensitive, false});
}

}  // namespace

Result<Exit> list_facts(World& world, const Globals& globals, const FactKind& kind, const FactListArgs& args) {
  if (kind.instead)
    if (auto listed = kind.instead(world, globals, args.terms)) return *std::move(listed);
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  return print_facts(workspace, kind, args);
}

Result<Exit> list_facts_where(World& world, const Globals& globals, const FactKind& kind, const FactListArgs& args, std::string_view condition) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  return print_facts(workspace, kind, args, condition);
}

}  // namespace mloc::facts
