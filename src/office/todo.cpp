#include <algorithm>
#include <iterator>
#include <set>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/contract/waiting.hpp"
#include "mloc/diagnose/waves.hpp"
#include "mloc/draw/open.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/enrol/followed.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/meeting/meeting_case.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/room.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "overdue.hpp"
#include "settling.hpp"
#include "verbs.hpp"

namespace mloc::office {
namespace {

/// Records that are reversed or followed by others, never voided or moved.
bool is_fixed(const Record& record) { return record.is("person") || record.is("merged") || record.is("erasure"); }

Result<const Record*> find_record(const Dossier& dossier, const std::string& shown, const std::string& record) {
  const Record* found = dossier.find(record);
  if (!found) return fail(Exit::unknown, problem("K103"_m, shown, record));
  if (found->is("entry")) return fail(Exit::rule, problem("L108"_m, found->id));
  if (is_fixed(*found)) return fail(Exit::rule, problem("E111"_m, found->kind->name));
  return found;
}

/// Kinds of records that name the partner, as `job, lesson`: what names it would name nobody without it.
Result<std::string> kinds_that_name(Workspace& workspace, const std::string& partner) {
  TRY(index, workspace.valid_index());
  std::vector<std::string> found;
  for (const std::string& name : kind_names()) {
    const Kind& kind = *find_kind(name);
    if (kind.folder == Folder::settings) continue;
    for (const auto& property : kind.schema->properties) {
      if (property.schema->reference != "partner") continue;
      TRY(rows, index->rows(fmt::format("SELECT 1 FROM {} WHERE \"{}\" = ?1{} LIMIT 1", name, property.name,
                                        kind.schema->find("voided") ? " AND voided_day IS NULL" : ""), {partner}, {true, true, true}));
      if (!rows.rows.empty() && (found.empty() || found.back() != name)) found.push_back(name);
    }
  }
  return joined(found, ", ");
}

/// Nothing may hang on what is voided: neither rules of its dossier, nor who names a partner.
Result<> check_alone(Workspace& workspace, const facts::OpenOwner& owner, const Record& record) {
  std::vector<const Node*> left;
  std::ranges::copy_if(owner.live, std::back_inserter(left), [&](const Node* one) { return one != record.root; });
  std::vector<Problem> problems;
  const auto known = known_of(workspace);
  for (const BrokenRule& broken : newly_broken(*known, owner.path, owner.live, left)) {
    Problem found = broken.problem;
    found.text = prefixed(fmt::format("{} {}", broken.record->get("record"), broken.record->get("id")), std::move(found.text));
    problems.push_back(std::move(found));
  }
  if (!problems.empty()) return fail(Exit::rule, std::move(problems));
  if (!record.is("partner")) return {};
  TRY(naming, kinds_that_name(workspace, owner.shown));
  std::string hanging = naming;
  for (const Node* one : left) hanging += fmt::format("{}{}", hanging.empty() ? "" : ", ", one->get("id"));
  if (!hanging.empty()) return fail(Exit::rule, problem("M171"_m, owner.shown, hanging));
  return {};
}

}  // namespace

Result<Exit> amend_record(World& world, const Globals& globals, const AmendRecordArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  const std::string record = args.record.value_or("");
  TRY(room, corrected_by_room(workspace, args.owner.text, record));
  if (room.by) return room.by->amend(std::move(workspace), room.owner, record, args.values);
  if (args.record) return facts::amend_fact(std::move(workspace), args.owner, record, args.values);
  // Who has nothing of its own to correct is nobody.
  CHECKED(facts::open_any_owner(workspace, args.owner));
  return fail(Exit::usage, problem("C115"_m, "RECORD"));
}

Result<Exit> void_record(World& world, const Globals& globals, const VoidArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(room, corrected_by_room(workspace, args.owner.text, args.record));
  if (room.by && room.by->annul) return room.by->annul(std::move(workspace), room.owner, args.record, args.reason);
  TRY(owner, facts::open_any_owner(workspace, args.owner));
  TRY(record, find_record(*owner.open.dossier, owner.shown, args.record));
  if (record->voided()) {
    CHECKED(say(workspace, phrase("{} {}: voided already", record->kind->name, record->id)));
    return Exit::done;
  }
  CHECKED(check_alone(workspace, owner, *record));
  Arena arena;
  Node* changed = arena.copy(*record->root);
  Node* voided = arena.map();
  arena.set(*voided, "day", arena.text(world.today().text()));
  arena.set(*voided, "by", arena.text(actor));
  arena.set(*voided, "reason", arena.text(args.reason));
  arena.set(*changed, "voided", voided);
  Change change;
  change.put(owner.path, with_records(*owner.open.dossier, {changed}), owner.open.digest);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{}: {} {} voided, {}", owner.shown, record->kind->name, record->id, args.reason)));
  return Exit::done;
}

Result<Exit> move_record(World& world, const Globals& globals, const MoveArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(from, resolve_case(workspace, args.case_text, Reference::writing));
  TRY(to, resolve_case(workspace, args.to, Reference::writing));
  if (from == to) return fail(Exit::usage, problem("C102"_m, phrase("the two cases are one")));
  TRY(source, workspace.read(case_path(from)));
  TRY(target, workspace.read(case_path(to)));
  TRY(record, find_record(*source.dossier, from.shown(), args.record));
  if (record->is("application")) return fail(Exit::rule, problem("E111"_m, record->kind->name));
  if (source.dossier->records.size() == 1) return fail(Exit::rule, problem("E111"_m, record->kind->name));
  Arena arena;
  Node* moved = arena.copy(*record->root);
  while (target.dossier->find(moved->get("id")))
    arena.set(*moved, "id", arena.text(make_record_id(*Date::parse(moved->get("id").substr(0, 10)), world.random)));
  Change change;
  change.put(case_path(from), without_record(*source.dossier, args.record), source.digest);
  change.put(case_path(to), with_records(*target.dossier, {moved}), target.digest);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{} {}: {} → {}", record->kind->name, moved->get("id"), from.shown(), to.shown())));
  return Exit::done;
}

namespace {

class Todo {
 public:
  explicit Todo(Workspace& workspace) : workspace_(workspace) {}
  Table table{"todo",
              {{"what", Column::Kind::text, "What", "Quoi"},
               {"on", Column::Kind::text, "On", "Sur"},
               {"since", Column::Kind::day, "Since", "Depuis"},
               {"for", Column::Kind::text, "For", "Pour"},
               {"command", Column::Kind::text, "Command", "Commande"}},
              {}};

  Result<> add_duplicates() {
    TRY(names, enrol::named_cases(workspace_));
    TRY(distinct, enrol::distinct_pairs(workspace_));
    std::vector<enrol::NamedCase> cases;
    for (auto& [id, named] : names) cases.push_back(named);
    for (const enrol::Suspect& one : enrol::undecided_duplicates(cases, distinct))
      add("duplicate", one.pair.first + " " + one.pair.second, {}, {}, fmt::format("mloc enrol duplicate dismiss {} {}", one.pair.first, one.pair.second));
    return {};
  }

  Result<> add_alerts() {
    TRY(alerts, enrol::read_alerts(workspace_));
    for (const auto& [case_id, file_number, alert] : alerts) {
      const std::string number = file_number.empty() ? case_id : file_number;
      alerted_.insert(alert.rule + " " + case_id + " " + alert.on);
      TRY(command, settling_command(workspace_, alert.rule, number, case_id, alert.on));
      add(alert.rule, number + " " + alert.on, alert.since.text(), alert.person, command);
    }
    return {};
  }

  /// What was to be done by a day that has passed, whether the office has a threshold for it or not.
  Result<> add_overdue() {
    TRY(index, workspace_.valid_index());
    for (const Dated& one : all_dated()) {
      TRY(rows, index->rows(std::string(one.sql), {workspace_.world().today().text()}));
      for (const auto& row : rows.rows) {
        const std::string case_id = text_of(row[0]), record = text_of(row[1]), person = text_of(row[3]);
        if (alerted_.contains(std::string(one.what) + " " + case_id + " " + record)) continue;
        TRY(number, number_of(case_id));
        TRY(settled, one.command.empty() ? settling_command(workspace_, std::string(one.what), number, case_id, record) : Result<std::string>(std::string()));
        const std::string command = one.command.empty() ? settled : fmt::format(fmt::runtime(one.command), number, record);
        add(std::string(one.what), number + " " + record, text_of(row[2]), person.empty() ? Cell() : Cell(person), command);
      }
    }
    return {};
  }

  /// Contracts to be signed or reviewed, commitments at risk, instalments and requests that wait.
  Result<> add_contracts() {
    TRY(waiting, contract::waiting_contracts(workspace_, 14));
    for (const contract::Waiting& one : waiting)
      add(one.what, one.number + " " + one.on, one.since ? Cell(one.since->text()) : Cell(), one.person.empty() ? Cell() : Cell(one.person), one.command);
    return {};
  }

  Result<> add_waves() {
    TRY(late, diagnose::late_answers(workspace_));
    for (const diagnose::LateAnswer& one : late)
      add("wave_late", one.file_number + " " + one.draw + " " + one.wave, one.due.text(), {},
          fmt::format("mloc diagnose add {} {} --wave {}", one.file_number, one.instrument, one.wave));
    return {};
  }

  /// Those that are late, and those of the next fortnight.
  Result<> add_meetings() {
    const Date today = workspace_.world().today();
    TRY(due, meeting::read_due_meetings(workspace_, today.plus_days(14)));
    for (const meeting::DueMeeting& one : due) {
      const std::string number = one.file_number.empty() ? one.case_id : one.file_number;
      const bool late = one.day < today;
      add(late ? "meeting_late" : "meeting_due", number + " " + joined(one.codes, " "), one.day.text(), one.person.empty() ? Cell() : Cell(one.person),
          fmt::format("mloc meeting {} {} {}", late ? "hold" : "add", number, one.codes.front()));
    }
    return {};
  }

  Result<> add_draws() {
    TRY(draws, draw::every_draw(workspace_));
    for (const draw::DrawFolder& folder : draws) {
      const draw::DrawFiles files = folder.facts();
      Date last = files.announcement.announced;
      for (const draw::AnnouncedSource& source : files.announcement.sources) last = std::max(last, source.date);
      if (files.run) {
        CHECKED(add_selected_without_lesson(folder));
      } else if (files.revelation) {
        add("draw_run", files.announcement.draw_id, last.text(), {}, "mloc draw run " + files.announcement.draw_id);
      } else if (last <= workspace_.world().today()) {
        add("draw_reveal", files.announcement.draw_id, last.text(), {}, "mloc draw reveal " + files.announcement.draw_id);
      }
    }
    return {};
  }

 private:
  void add(std::string what, std::string on, Cell since, Cell whom, std::string command) {
    table.rows.push_back({std::move(what), std::move(on), std::move(since), std::move(whom), std::move(command)});
  }

  /// The latest file number of a case, or the case itself.
  Result<std::string> number_of(const std::string& case_id) {
    TRY(index, workspace_.valid_index());
    TRY(rows, index->rows("SELECT file_number FROM application WHERE case_id = ?1 AND voided_day IS NULL ORDER BY received DESC, id DESC LIMIT 1", {case_id}));
    return rows.rows.empty() ? case_id : text_of(rows.rows.front().front());
  }

  /// A place was won in a programme that teaches, and a month has passed without a lesson.
  Result<> add_selected_without_lesson(const draw::DrawFolder& folder) {
    TRY(programme, workspace_.programme(folder.announced().get("programme")));
    if (programme.school_kind.empty()) return {};
    TRY(index, workspace_.valid_index());
    TRY(rows, index->rows("SELECT a.file_number, a.referent FROM application a WHERE a.voided_day IS NULL AND NOT EXISTS "
                          "(SELECT 1 FROM lesson l WHERE l.case_id = a.case_id AND l.voided_day IS NULL) ORDER BY a.file_number"));
    TRY(replayed, folder.state());
    const draw::DrawState& state = replayed;
    const Date drawn = *Date::parse(folder.event("run")->id.substr(0, 10));
    if (workspace_.world().today() < drawn.plus_months(1)) return {};
    for (const auto& row : rows.rows) {
      const std::string& number = std::get<std::string>(row[0]);
      const draw::Position* position = state.find(number);
      const auto* referent = std::get_if<std::string>(&row[1]);
      if (!position || !position->holds_place()) continue;
      TRY(command, settling_command(workspace_, "no_lesson", number, "", ""));
      add("no_lesson", number, drawn.text(), referent ? Cell(*referent) : Cell(), command);
    }
    return {};
  }

  Workspace& workspace_;
  std::set<std::string> alerted_;
};

}  // namespace

Result<Exit> list_todo(World& world, const Globals& globals, const TodoArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  Todo todo(workspace);
  CHECKED(todo.add_duplicates());
  CHECKED(todo.add_draws());
  CHECKED(todo.add_alerts());
  CHECKED(todo.add_overdue());
  CHECKED(todo.add_contracts());
  CHECKED(todo.add_waves());
  CHECKED(todo.add_meetings());
  if (args.person) std::erase_if(todo.table.rows, [&](const auto& row) { return row[3] != *args.person; });
  return print(world, globals, std::move(todo.table));
}

}  // namespace mloc::office
