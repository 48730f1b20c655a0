#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "verbs.hpp"

namespace mloc::lesson {
namespace {

using K = Column::Kind;

/// The codes of a list of a lesson as one text.
std::string codes_of(std::string_view list) {
  return fmt::format("(SELECT group_concat(o.value, ' ') FROM (SELECT c.value FROM lesson_{} c WHERE c.case_id = l.case_id AND "
                     "c.record_id = l.id ORDER BY c.position) o)", list);
}

/// The fields of a listing that --columns did not name and a first look does not need.
View shortened(View view) {
  if (view.columns.empty() && view.format == Format::table)
    view.columns = {"case_id", "id", "school", "starts", "minutes", "kind", "presence", "skills", "instructor"};
  return view;
}

const std::vector<Field>& lesson_fields() {
  static const std::vector<Field> fields = {
      {{"case_id", K::text, "Case", "Jeune"}, "l.case_id"},
      {{"id", K::text, "Record", "Enregistrement"}, "l.id"},
      {{"school", K::text, "School", "Auto-école"}, "l.school"},
      {{"starts", K::text, "Starts", "Début"}, "l.starts"},
      {{"minutes", K::integer, "Minutes", "Minutes"}, "l.minutes"},
      {{"kind", K::text, "Kind", "Type"}, "l.kind"},
      {{"presence", K::text, "Presence", "Présence"}, "l.presence"},
      {{"skills", K::text, "Skills", "Compétences"}, "l.skills"},
      {{"reason", K::text, "Reason", "Motif"}, "l.reason"},
      {{"difficulties", K::text, "Difficulties", "Difficultés"}, codes_of("difficulties")},
      {{"adjustments", K::text, "Adjustments", "Préconisations"}, codes_of("adjustments")},
      {{"followed", K::text, "Followed", "Suivies"}, codes_of("followed")},
      {{"not_followed", K::text, "Not followed", "Non suivies"}, codes_of("not_followed")},
      {{"instructor", K::text, "Instructor", "Moniteur"}, "l.instructor"}};
  return fields;
}

/// The lessons with their skills as one text; group_concat of an ordered subquery keeps the order.
constexpr std::string_view lessons_with_skills =
    "(SELECT n.*, (SELECT group_concat(o.said, ' ') FROM (SELECT s.\"key\" || '=' || s.value AS said FROM lesson_skills s "
    "WHERE s.case_id = n.case_id AND s.record_id = n.id ORDER BY s.\"key\") o) AS skills FROM lesson n WHERE n.voided_day IS NULL) l";

/// What a term may speak of: the columns, and the day on which a lesson starts.
Result<Where> lesson_where(Workspace& workspace, const LessonListArgs& args) {
  std::vector<Field> fields = lesson_fields();
  fields.push_back({{"day", K::day, "Day", "Jour"}, "substr(l.starts, 1, 10)"});
  TRY(where, where_of(workspace, Terms::of(args.terms), std::move(fields), "l.case_id"));
  std::ranges::replace(where.used, "day", "starts");  // it is seen by whoever sees the start
  return where;
}

std::string first_programme(const Dossier& dossier) {
  for (const Record& record : dossier.records)
    if (record.is("application") && !record.voided()) return std::string(record.root->get("programme"));
  return {};
}

constexpr int usual_minutes = 60;
Time usual_start() { return *Time::parse("09:00"); }

/// What nobody said and is recorded all the same is told.
void say_usual(World& world, const Globals& globals, const LessonAddArgs& args) {
  if (globals.quiet) return;
  if (!args.starts) remark(world, phrase("no --time was said: {} is recorded", usual_start().text()));
  if (!args.minutes) remark(world, phrase("no --minutes were said: {} are recorded", usual_minutes));
}

Node* list_of(Arena& arena, const std::vector<std::string>& texts) {
  Node* list = arena.list();
  for (const std::string& text : texts) arena.append(*list, arena.text(text));
  return list;
}

Result<Node*> lesson_node(Arena& arena, Node* record, const LessonAddArgs& args, const std::string& school,
                          const std::string& starts) {
  arena.set(*record, "school", arena.text(school));
  arena.set(*record, "starts", arena.text(starts));
  arena.set(*record, "minutes", arena.integer(args.minutes.value_or(usual_minutes)));
  arena.set(*record, "kind", arena.text(args.kind));
  arena.set(*record, "presence", arena.text(args.presence));
  Node* skills = arena.map();
  for (const auto& [code, level] : args.skills) arena.set(*skills, code, arena.text(level));
  if (skills->first) arena.set(*record, "skills", skills);
  const std::pair<std::string_view, const std::vector<std::string>*> lists[] = {
      {"difficulties", &args.difficulties}, {"adjustments", &args.adjustments}, {"followed", &args.followed}, {"not_followed", &args.not_followed}};
  for (const auto& [field, codes] : lists)
    if (!codes->empty()) arena.set(*record, field, list_of(arena, *codes));
  if (args.reason) arena.set(*record, "reason", arena.text(*args.reason));
  if (args.instructor) arena.set(*record, "instructor", arena.text(*args.instructor));
  CHECKED(check_shape(*record));
  return record;
}

}  // namespace

Result<Exit> list_lessons(World& world, const Globals& globals, const LessonListArgs& args) {
  Globals shown = globals;
  // Which columns are there at all is for the viewer's role to say.
  if (!globals.as) shown.view = shortened(std::move(shown.view));
  TRY(workspace, Workspace::open(world, shown, Workspace::Use::read_many));
  TRY(where, lesson_where(workspace, args));
  return print_rows(workspace, "lessons", lesson_fields(), std::string(lessons_with_skills), where,
                    "l.starts, l.case_id, l.id", {args.sensitive, false});
}

Result<Exit> add_lesson(World& world, const Globals& globals, const LessonAddArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(id, resolve_case(workspace, args.case_text, Reference::writing));
  TRY(open, workspace.read(case_path(id)));
  const Date day = args.on.value_or(world.today());
  const std::string starts = day.text() + "T" + args.starts.value_or(usual_start()).text();
  const std::string assigned = partner::school_on(partner::assignments_of(*open.dossier), day);
  const std::string school = args.school.value_or(assigned);
  if (school.empty()) return fail(Exit::rule, problem("E110"_m, id.shown()));
  if (!assigned.empty() && school != assigned) return fail(Exit::rule, problem("I121"_m, assigned, school));
  const std::string programme = first_programme(*open.dossier);
  CHECKED(partner::check_agreement(workspace, school, programme, day));
  Arena arena;
  TRY(lesson, lesson_node(arena, new_record(arena, "lesson", day, actor, open.dossier.get(), world.random), args, school, starts));
  std::vector<const Node*> records{lesson};
  if (assigned.empty()) {
    Node* assignment = new_record(arena, "assignment", day, actor, open.dossier.get(), world.random);
    arena.set(*assignment, "school", arena.text(school));
    arena.set(*assignment, "programme", arena.text(programme));
    arena.set(*assignment, "starts", arena.text(day.text()));
    arena.set(*assignment, "reason", arena.text("first_lesson"));
    records.push_back(assignment);
  }
  Change change;
  change.put(case_path(id), with_records(*open.dossier, records), open.digest);
  CHECKED(workspace.commit(change));
  say_usual(world, globals, args);
  CHECKED(say(workspace, phrase("{} lesson {}: {} at {}, {} minutes, {}{}", id.shown(), lesson->get("id"), starts, school,
                                     args.minutes.value_or(usual_minutes), args.presence, assigned.empty() ? phrase("; school assigned") : Phrase())));
  return Exit::done;
}

}  // namespace mloc::lesson
