#include "forgotten_id.hpp"
#include "free_case.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/records/identity.hpp"
#include "mloc/workspace/workspace.hpp"
#include "verbs.hpp"

namespace mloc::enrol {
namespace {

/// What not every programme asks is not recorded as a no.
std::optional<std::string> yes_or_absent(bool said) { return said ? std::optional<std::string>("true") : std::nullopt; }

/// Sets `text` under `key` in the type that the schema wants.
Node* typed(Arena& arena, std::string_view kind, std::string_view key, std::string_view text) {
  const Schema::Property* property = find_kind(kind)->schema->find(key);
  return arena.text(text, !property || property->schema->type == Schema::Type::text);
}

Result<std::string> only_programme(Workspace& workspace, const std::optional<std::string>& wanted) {
  TRY(codes, workspace.programme_codes());
  if (wanted) {
    TRY(programme, workspace.programme(*wanted));
    return programme.code;
  }
  if (codes.size() == 1) return codes.front();
  return fail(Exit::usage, hinted(problem("C102"_m, phrase("say which programme with --programme")), programmes_there_are(codes)));
}

struct NewPerson {
  Node *person, *application, *identity;
};

/// The three records of one who applies for the first time.
Result<NewPerson> new_person(Workspace& workspace, Arena& arena, const EnrolAddArgs& args, const std::string& programme, const std::string& actor) {
  World& world = workspace.world();
  const Date day = args.received.value_or(world.today()), birth = *args.birth_date;
  Node* person = new_record(arena, "person", day, actor, nullptr, world.random);
  Node* application = new_record(arena, "application", day, actor, nullptr, world.random);
  Node* identity = new_record(arena, "identity", day, actor, nullptr, world.random);
  while (person->get("id") == application->get("id")) arena.set(*application, "id", arena.text(make_record_id(day, world.random)));
  std::vector<Problem> unread;
  const auto put = [&](Node& record, std::string_view kind, std::string_view key, const std::optional<std::string>& value) {
    if (!value || value->empty()) return;
    auto text = facts::stored_text(*find_kind(kind)->schema->find(key)->schema, *value, world.today());
    if (text) return arena.set(record, key, typed(arena, kind, key, *text));
    unread.insert(unread.end(), text.error().problems.begin(), text.error().problems.end());
  };
  put(*person, "person", "sex", args.sex);
  put(*person, "person", "birth_month", birth.month_text());
  for (const auto& [key, value] : std::vector<std::pair<std::string_view, std::optional<std::string>>>{
           {"programme", programme}, {"file_number", args.file_number}, {"received", day.text()}, {"site", args.site},
           {"referent", args.referent}, {"prescriber", args.prescriber}, {"situation", args.situation},
           {"education", args.education}, {"housing", args.housing}, {"resources", args.resources ? std::optional(args.resources->text()) : std::nullopt},
           {"priority_area", yes_or_absent(args.priority_area)}, {"project", yes_or_absent(args.project)},
           {"job", args.job}, {"licence_useful", yes_or_absent(args.licence_useful)},
           {"licence_b", args.licence_b ? std::optional<std::string>(*args.licence_b ? "true" : "false") : std::nullopt},
           {"family_breakdown", yes_or_absent(args.family_breakdown)}, {"work_difficulty", yes_or_absent(args.work_difficulty)},
           {"registered", args.registered ? std::optional(args.registered->text()) : std::nullopt},
           {"commune", args.commune}, {"household", args.household}, {"age", std::to_string(age_on(birth, day))}})
    put(*application, "application", key, value);
  put(*identity, "identity", "surname", args.surname);
  put(*identity, "identity", "first_name", args.first_name);
  put(*identity, "identity", "birth_date", birth.text());
  put(*identity, "identity", "phone", args.phone);
  put(*identity, "identity", "email", args.email);
  put(*identity, "identity", "use_name", args.use_name);
  if (args.single_name) put(*identity, "identity", "single_name", "true");
  if (!unread.empty()) return fail(Exit::usage, std::move(unread));
  return NewPerson{person, application, identity};
}

}  // namespace

Result<Exit> add_application(World& world, const Globals& globals, const EnrolAddArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(programme, only_programme(workspace, args.programme));
  TRY(index, workspace.valid_index());
  TRY(taken, index->rows("SELECT case_id FROM application WHERE file_number = ?1 AND voided_day IS NULL", {args.file_number}));
  if (!taken.rows.empty()) return fail(Exit::rule, problem("I129"_m, args.file_number));
  const Date day = args.received.value_or(world.today()), birth = *args.birth_date;
  if (day < birth) return fail(Exit::rule, problem("I131"_m, birth.text(), day.text()));
  if (auto unknown = unknown_site(workspace.settings(), args.site)) return fail(Exit::usage, *std::move(unknown));

  Arena arena;
  TRY(made, new_person(workspace, arena, args, programme, actor));
  if (auto fault = fault_of_names(*made.identity)) return fail(Exit::usage, *std::move(fault));
  for (const Node* record : {made.person, made.application, made.identity}) CHECKED(check_shape(*record));
  TRY(forgotten, Forgotten::of(workspace));
  if (const auto stone = forgotten_id(forgotten, args.file_number, *made.identity)) return fail(Exit::rule, problem("I160"_m, stone->shown()));
  Change change;
  TRY(id, free_case_id(workspace, change));
  change.put(case_path(id), write_dossier({made.person, made.application}), std::nullopt);
  change.put(identity_path(id), write_dossier({made.identity}), std::nullopt);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{} {}: application to {} received {}", id.shown(), args.file_number, programme, day.text())));
  return Exit::done;
}

}  // namespace mloc::enrol
