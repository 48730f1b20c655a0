#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "forget.hpp"
#include "mloc/base/embedded.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/draw/drawn.hpp"
#include "mloc/programme/trial_calendar.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/records/yaml.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/workspace.hpp"
#include "rules/retention.hpp"
#include "verbs.hpp"

namespace mloc::privacy {
namespace {

using K = Column::Kind;

/// What a rule does that leaves the facts; any other leaves what accounting keeps.
constexpr std::string_view names_only = "anonymisation";

/// One row for each person; days as texts, NULL where there is none.
constexpr std::string_view life_of_all = R"(
SELECT p.case_id, p.birth_month,
  (SELECT MAX(x.day) FROM (SELECT c.day AS day FROM contact c WHERE c.case_id = p.case_id AND c.voided_day IS NULL
     UNION ALL SELECT a.day FROM act a WHERE a.case_id = p.case_id AND a.voided_day IS NULL
     UNION ALL SELECT substr(l.starts, 1, 10) FROM lesson l WHERE l.case_id = p.case_id AND l.voided_day IS NULL
     UNION ALL SELECT r.exited FROM participation r WHERE r.case_id = p.case_id AND r.voided_day IS NULL) x),
  (SELECT MAX(r.exited) FROM participation r WHERE r.case_id = p.case_id AND r.voided_day IS NULL),
  (SELECT COUNT(*) FROM participation r WHERE r.case_id = p.case_id AND r.voided_day IS NULL AND (r.exited IS NULL OR r.exited > ?1)),
  (SELECT MAX(t.ends) FROM situation t WHERE t.case_id = p.case_id AND t.voided_day IS NULL AND t.scheme = 'cej'),
  (SELECT COUNT(*) FROM situation t WHERE t.case_id = p.case_id AND t.voided_day IS NULL AND t.scheme = 'cej' AND (t.ends IS NULL OR t.ends > ?1)),
  (SELECT MAX(e.day) FROM entry e WHERE e.case_id = p.case_id),
  (SELECT COUNT(*) FROM erasure f WHERE f.case_id = p.case_id)
FROM person p WHERE p.voided_day IS NULL
  AND NOT EXISTS (SELECT 1 FROM merged m WHERE m.case_id = p.case_id) ORDER BY p.case_id)";

std::optional<Date> day_of(const SqlValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text ? Date::parse(*text) : std::nullopt;
}
bool is_any(const SqlValue& value) {
  const auto* count = std::get_if<std::int64_t>(&value);
  return count && *count > 0;
}

KeptFile file_of(const std::vector<SqlValue>& row, const std::map<std::string, Date>& trials) {
  KeptFile file;
  if (const auto trial = trials.find(std::get<std::string>(row[0])); trial != trials.end()) file.trial_ended = trial->second;
  const auto* month = std::get_if<std::string>(&row[1]);
  // Of the birth only the month is in the dossier: its last day, so that nothing is due too early.
  if (const auto first = month ? Date::parse(*month + "-01") : std::nullopt) file.born_by = first->plus_months(1).plus_days(-1);
  file.last_contact = day_of(row[2]);
  file.programme_ended = day_of(row[3]);
  file.in_programme = is_any(row[4]);
  file.cej_ended = day_of(row[5]);
  file.in_cej = is_any(row[6]);
  file.last_entry = day_of(row[7]);
  return file;
}

/// Ledgers that were kept without a name, and that accounting no longer asks for.
constexpr std::string_view ledgers_of_the_forgotten = R"(
SELECT f.case_id, MAX(f.kept_until) FROM erasure f WHERE EXISTS (SELECT 1 FROM entry e WHERE e.case_id = f.case_id)
GROUP BY f.case_id HAVING MAX(f.kept_until) <= ?1 ORDER BY f.case_id)";

struct DueCase {
  std::string case_id;
  Due due;
};

/// The waves that were planned for a draw.
Result<std::vector<TrialCalendar::Planned>> waves_of(const Workspace& workspace, const std::string& draw) {
  TRY(file, workspace.find(draw_path(draw, "waves.yaml")));
  std::vector<TrialCalendar::Planned> planned;
  if (!file) return planned;
  for (const Record& record : file->dossier->records)
    if (record.is("wave")) planned.push_back({std::string(record.root->get("wave")), *Date::parse(record.root->get("due"))});
  return planned;
}

/// When the programme's trial needs those whom it draws; nothing for a programme without one.
Result<std::optional<TrialCalendar>> calendar_of(const Workspace& workspace, const std::string& programme) {
  TRY(file, workspace.store().read(programme_path(programme)));
  Arena arena;
  TRY(root, read_settings(file.bytes, programme_path(programme), "programme", arena));
  return TrialCalendar::from(*root);
}

/// Who has taken back the consent to the programme's evaluation, whose last answer counts.
Result<std::set<std::string>> withdrawn_from(Workspace& workspace, const std::string& programme) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT t.case_id FROM trial t WHERE t.programme = ?1 AND t.answer = 'retire' AND t.voided_day IS NULL AND NOT EXISTS "
                        "(SELECT 1 FROM trial u WHERE u.case_id = t.case_id AND u.programme = t.programme AND u.voided_day IS NULL AND "
                        "(u.day > t.day OR (u.day = t.day AND u.id > t.id)))", {programme}));
  std::set<std::string> found;
  for (const auto& row : rows.rows) found.insert(std::get<std::string>(row.front()));
  return found;
}

/// For each case that was drawn in a trial, and still consents to it, the day from which no trial needs it any more.
Result<std::map<std::string, Date>> trials_of_all(Workspace& workspace) {
  std::map<std::string, Date> until;
  TRY(draws, draw::draws_that_were_run(workspace));
  for (const std::string& draw : draws) {
    TRY(folder, draw::run_draw(workspace, draw));
    if (folder.facts().announcement.rehearsal) continue;
    const std::string programme(folder.announced().get("programme"));
    TRY(calendar, calendar_of(workspace, programme));
    if (!calendar) continue;
    TRY(withdrawn, withdrawn_from(workspace, programme));
    TRY(planned, waves_of(workspace, draw));
    const Date free = calendar->last_day(*Date::parse(folder.event("run")->id.substr(0, 10)), planned).plus_days(1);
    TRY(everyone, draw::everyone_drawn(workspace, folder));
    for (const draw::Drawn& person : everyone) {
      if (withdrawn.contains(person.case_id)) continue;
      const auto [known, fresh] = until.emplace(person.case_id, free);
      if (!fresh) known->second = std::max(known->second, free);
    }
  }
  return until;
}

/// What every rule asks for on a day, by case; whoever is forgotten has no name to lose any more.
Result<std::vector<DueCase>> due_of_all(Workspace& workspace, Date at) {
  TRY(index, workspace.valid_index());
  TRY(found, index->rows(std::string(life_of_all), {at.text()}));
  TRY(trials, trials_of_all(workspace));
  Arena arena;
  TRY(root, read_plain_yaml(*embedded("src/privacy/rules/retention.yaml"), "retention.yaml", arena));
  const auto rules = retention_rules(*root);
  std::vector<DueCase> all;
  for (const auto& row : found.rows)
    for (Due& due : due_on(rules, file_of(row, trials), at))
      if (!is_any(row[8]) || due.then != names_only) all.push_back({std::get<std::string>(row[0]), std::move(due)});
  TRY(kept, index->rows(std::string(ledgers_of_the_forgotten), {at.text()}));
  for (const auto& row : kept.rows)
    if (const auto until = day_of(row[1])) all.push_back({std::get<std::string>(row[0]), {"comptabilite", "suppression", *until, *until, std::nullopt, ""}});
  std::ranges::stable_sort(all, {}, &DueCase::case_id);
  return all;
}

/// What becomes of one person.
struct Outcome {
  std::string basis;
  Extent extent = Extent::names;
};

/// The furthest that the rules go; who still asks for the ledger keeps it without a name, any other delay keeps the whole.
std::optional<Outcome> outcome_of(std::span<const DueCase> dues) {
  std::optional<Outcome> outcome;
  for (const DueCase& one : dues) {
    const bool ledger = one.due.kept_by == ledger_rule;
    if (one.due.kept_until && !ledger) return std::nullopt;
    const Extent extent = one.due.then == names_only ? Extent::names : Extent::everything;
    if (!outcome || (extent == Extent::everything && outcome->extent == Extent::names)) outcome = {one.due.rule, extent};
  }
  return outcome;
}

}  // namespace

Result<Exit> apply_retention(World& world, const Globals& globals, const RetentionApplyArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  const Date at = args.at.value_or(world.today());
  if (world.today() < at) return fail(Exit::rule, problem("L163"_m, at.text()));
  TRY(all, due_of_all(workspace, at));
  if (args.case_text) {
    TRY(only, resolve_case(workspace, *args.case_text, Reference::writing));
    std::erase_if(all, [&](const DueCase& one) { return one.case_id != only.text(); });
  }
  std::vector<Problem> left;
  std::size_t done = 0, waiting = 0;
  for (auto from = all.begin(); from != all.end();) {
    const auto to = std::find_if(from, all.end(), [&](const DueCase& one) { return one.case_id != from->case_id; });
    const auto outcome = outcome_of({from, to});
    const CaseId id = *CaseId::parse(from->case_id);
    from = to;
    if (!outcome) {
      ++waiting;
      continue;
    }
    // One by one: what is done for one person does not hang on the next.
    if (const auto forgotten = forget_one(workspace, id, outcome->basis, outcome->extent); !forgotten)
      left.insert(left.end(), forgotten.error().problems.begin(), forgotten.error().problems.end());
    else ++done;
  }
  CHECKED(say(workspace, phrase("{} forgotten, {} left to another rule, {} refused", done, waiting, left.size())));
  if (!left.empty()) return fail(Exit::no, std::move(left));
  return Exit::done;
}

Result<Exit> list_retention_due(World& world, const Globals& globals, const RetentionArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  const Date at = args.at.value_or(world.today());
  TRY(all, due_of_all(workspace, at));
  Table table{"retention",
              {{"case_id", K::text, "Case", "Jeune"},
               {"rule", K::text, "Rule", "Règle"},
               {"since", K::day, "Counted from", "À compter du"},
               {"due", K::day, "Due", "Échéance"},
               {"then", K::text, "Then", "Suite"},
               {"kept_until", K::day, "Kept until", "Conservé jusqu'au"},
               {"kept_by", K::text, "Kept by", "Conservé par"}},
              {}};
  for (const DueCase& one : all)
    table.rows.push_back({one.case_id, one.due.rule, one.due.since.text(), one.due.due.text(), one.due.then,
                          one.due.kept_until ? Cell(one.due.kept_until->text()) : Cell(), one.due.kept_by.empty() ? Cell() : Cell(one.due.kept_by)});
  return print_passing(workspace, std::move(table), Terms::of(args.terms));
}

}  // namespace mloc::privacy
