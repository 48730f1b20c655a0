// Waves of a survey for everyone in a draw: selected or not, come or not.
#include <algorithm>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/diagnose/waves.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "verbs.hpp"

namespace mloc::diagnose {
namespace {

using K = Column::Kind;

Date due_day(Date drawn, const std::string& wave) {
  return drawn.plus_months(checked_number(code_list("vague_enquete")->find(wave)->node->get("months")));
}

/// How one person's wave stands: its state, the code of what came of it, the day and the record that say so.
struct Standing {
  std::string state = "planned", outcome;
  Cell day, record;
};

/// The instrument of the planned baseline, or nothing: who answered it before the draw was not known to be drawn.
std::string baseline_of(const std::vector<PlannedWave>& waves) {
  const auto baseline = std::ranges::find(waves, "t0", &PlannedWave::wave);
  return baseline == waves.end() ? std::string() : baseline->instrument;
}

/// Reads what was answered in the waves of one draw.
class Answered {
 public:
  static Result<Answered> of(Workspace& workspace, const std::string& draw, const std::vector<PlannedWave>& waves,
                             const Instruments& instruments) {
    TRY(index, workspace.valid_index());
    // Only completeness is told of the answers.
    TRY(answers, index->rows("SELECT d.case_id, d.wave, d.id, d.day, d.instrument, d.version, a.item, a.text FROM diagnosis d "
                             "JOIN answer a ON a.case_id = d.case_id AND a.record_id = d.id "
                             "WHERE (d.draw = ?1 OR (d.draw IS NULL AND d.wave = 't0' AND d.instrument = ?2)) AND d.voided_day IS NULL "
                             "ORDER BY d.case_id, d.day, d.id, a.position",
                             {draw, baseline_of(waves)}, {true, false}));
    TRY(without, index->rows("SELECT case_id, wave, day, outcome, id FROM nonresponse WHERE draw = ?1 AND voided_day IS NULL "
                             "ORDER BY case_id, day, id", {draw}));
    Answered made;
    for (const auto& row : without.rows) made.put_without(row);
    for (const auto& row : answers.rows) made.put_answer(row);
    made.judge(instruments);
    return made;
  }

  Standing find(const std::string& case_id, const PlannedWave& wave) const {
    const auto given = standings_.find({case_id, wave.wave});
    return given == standings_.end() ? Standing() : given->second;
  }

 private:
  using Key = std::pair<std::string, std::string>;
  struct Diagnosis {
    std::string instrument;
    int version = 1;
    Answers answers;
  };

  void put_without(const std::vector<SqlValue>& row) {
    static const std::map<std::string, std::string> states = {
        {"refus", "refused"}, {"injoignable", "unreachable"}, {"hors_champ", "out_of_scope"}};
    const std::string outcome = text_of(row[3]);
    standings_[{text_of(row[0]), text_of(row[1])}] = {states.at(outcome), outcome, text_of(row[2]), text_of(row[4])};
  }

  /// Whoever answered in the end has answered.
  void put_answer(const std::vector<SqlValue>& row) {
    const Key key{text_of(row[0]), text_of(row[1])};
    standings_[key] = {"answered", "partielle", text_of(row[3]), text_of(row[2])};
    Diagnosis& diagnosis = diagnoses_[key];
    diagnosis.instrument = text_of(row[4]);
    diagnosis.version = static_cast<int>(std::get<std::int64_t>(row[5]));
    std::string& answer = diagnosis.answers[text_of(row[6])];
    answer += (answer.empty() ? "" : "+") + text_of(row[7]);
  }

  void judge(const Instruments& instruments) {
    for (const auto& [key, diagnosis] : diagnoses_) {
      const Instrument* instrument = instruments.find(diagnosis.instrument, diagnosis.version);
      if (instrument && is_complete(*instrument, diagnosis.answers)) standings_[key].outcome = "complete";
    }
  }

  std::map<Key, Standing> standings_;
  std::map<Key, Diagnosis> diagnoses_;
};

/// Nobody is asked any more who took the consent back or was forgotten.
Standing asked(Standing standing, const draw::Drawn& person, const std::map<std::string, std::string>& consents) {
  if (standing.state != "planned") return standing;
  const auto consent = consents.find(person.case_id);
  if (person.case_id.empty()) standing.state = "forgotten";
  else if (consent != consents.end() && consent->second == "retire") standing.state = "withdrew";
  return standing;
}

/// One planned wave with everyone in it.
struct FollowedWave {
  PlannedWave wave;
  std::vector<std::pair<draw::Drawn, Standing>> people;
};

Result<std::vector<FollowedWave>> followed_waves(Workspace& workspace) {
  TRY(instruments, Instruments::of(workspace.store()));
  TRY(draws, draw::draws_that_were_run(workspace));
  std::vector<FollowedWave> followed;
  for (const std::string& draw : draws) {
    TRY(folder, draw::run_draw(workspace, draw));
    TRY(waves, planned_waves(workspace, draw));
    if (waves.empty()) continue;
    TRY(everyone, draw::everyone_drawn(workspace, folder));
    TRY(answered, Answered::of(workspace, draw, waves, instruments));
    TRY(consents, enrol::trial_answers(workspace, std::string(folder.announced().get("programme"))));
    for (const PlannedWave& wave : waves) {
      FollowedWave one{wave, {}};
      for (const draw::Drawn& person : everyone) one.people.emplace_back(person, asked(answered.find(person.case_id, wave), person, consents));
      followed.push_back(std::move(one));
    }
  }
  return followed;
}

std::string arm_of(const draw::Drawn& person) { return person.is_test ? "test" : "temoin"; }

std::vector<std::string> draws_in(const std::vector<FollowedWave>& followed) {
  std::vector<std::string> draws;
  for (const FollowedWave& one : followed)
    if (std::ranges::find(draws, one.wave.draw) == draws.end()) draws.push_back(one.wave.draw);
  return draws;
}

}  // namespace

Result<std::vector<LateAnswer>> late_answers(Workspace& workspace) {
  TRY(followed, followed_waves(workspace));
  std::vector<LateAnswer> late;
  for (const FollowedWave& one : followed)
    for (const auto& [person, standing] : one.people)
      if (standing.state == "planned" && one.wave.due < workspace.world().today())
        late.push_back({one.wave.draw, one.wave.wave, one.wave.instrument, person.file_number, person.case_id, one.wave.due});
  return late;
}

Result<Exit> add_wave(World& world, const Globals& globals, const WaveAddArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  const std::string &draw = args.draw, &wave = args.wave;
  TRY(instruments, Instruments::of(workspace.store()));
  TRY(instrument, instruments.named(args.instrument.value_or("outcomes")));
  TRY(folder, draw::run_draw(workspace, draw));
  TRY(waves, planned_waves(workspace, draw));
  if (std::ranges::find(waves, wave, &PlannedWave::wave) != waves.end()) return fail(Exit::rule, problem("G127"_m, draw, wave));
  const Date due = args.due.value_or(due_day(*Date::parse(folder.event("run")->id.substr(0, 10)), wave));
  TRY(everyone, draw::everyone_drawn(workspace, folder));
  TRY(file, wave_file(workspace, draw));
  Arena arena;
  Node* record = new_record(arena, "wave", world.today(), actor, file ? file->dossier.get() : nullptr, world.random);
  arena.set(*record, "wave", arena.text(wave));
  arena.set(*record, "instrument", arena.text(instrument->name));
  arena.set(*record, "version", arena.integer(instrument->version));
  arena.set(*record, "due", arena.text(due.text()));
  Change change;
  const std::string path = draw_path(draw, "waves.yaml");
  if (file) change.put(path, with_records(*file->dossier, {record}), file->digest);
  else change.put(path, write_dossier({record}), std::nullopt);
  CHECKED(workspace.commit(change));
  const auto test = std::ranges::count_if(everyone, &draw::Drawn::is_test);
  CHECKED(say(workspace, phrase("{} {}: {} for {} people ({} test, {} temoin), due {}", draw, wave, instrument->text(), everyone.size(),
                                     test, everyone.size() - static_cast<std::size_t>(test), due.text())));
  return Exit::done;
}

Result<Exit> end_wave(World& world, const Globals& globals, const WaveEndArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  const std::string& wave = args.wave;
  TRY(id, resolve_case(workspace, args.case_text, Reference::writing));
  TRY(open, workspace.read(case_path(id)));
  TRY(planned, wave_of(workspace, *open.dossier, args.draw, wave));
  if (!planned) return fail(Exit::rule, problem("G124"_m, id.shown(), wave));
  const Date day = args.on.value_or(world.today());
  if (world.today() < day) return fail(Exit::usage, problem("G120"_m, day.text()));
  for (const Record& record : open.dossier->records)
    if (record.is("diagnosis") && !record.voided() && record.root->get("draw") == planned->draw && record.root->get("wave") == wave)
      return fail(Exit::rule, problem("G121"_m, id.shown(), wave, record.id));
  Arena arena;
  Node* record = new_record(arena, "nonresponse", day, actor, open.dossier.get(), world.random);
  arena.set(*record, "draw", arena.text(planned->draw));
  arena.set(*record, "wave", arena.text(wave));
  arena.set(*record, "day", arena.text(day.text()));
  arena.set(*record, "outcome", arena.text(args.reason));
  Change change;
  change.put(case_path(id), with_records(*open.dossier, {record}), open.digest);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{} {} {}: {}", id.shown(), planned->draw, wave, args.reason)));
  return Exit::done;
}

Result<Exit> list_waves(World& world, const Globals& globals, const WaveListArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(followed, followed_waves(workspace));
  Table table{"wave_people",
              {{"draw", K::text, "Draw", "Tirage"},
               {"wave", K::text, "Wave", "Vague"},
               {"stratum", K::text, "Stratum", "Strate"},
               {"file_number", K::text, "File number", "N° dossier"},
               {"case_id", K::text, "Case", "Jeune"},
               {"arm", K::text, "Arm", "Groupe"},
               {"due", K::day, "Due", "Échéance"},
               {"state", K::text, "State", "État"},
               {"outcome", K::text, "Outcome", "Issue"},
               {"late", K::flag, "Late", "En retard"},
               {"day", K::day, "Day", "Jour"},
               {"record", K::text, "Record", "Enregistrement"}},
              {}};
  for (const FollowedWave& one : followed)
    for (const auto& [person, standing] : one.people) {
      const bool late = standing.state == "planned" && one.wave.due < world.today();
      table.rows.push_back({one.wave.draw, one.wave.wave, person.stratum, person.file_number,
                            person.case_id.empty() ? Cell() : Cell(person.case_id), arm_of(person), one.wave.due.text(), standing.state,
                            standing.outcome.empty() ? Cell() : Cell(standing.outcome), late ? "true" : "false", standing.day,
                            standing.record});
    }
  return print_passing(workspace, std::move(table), Terms::of(args.terms),
                       {{"draw", draws_in(followed)}, {"wave", CodesOfColumn::list("vague_enquete")},
                        {"state", {"planned", "answered", "refused", "unreachable", "out_of_scope", "withdrew", "forgotten"}}});
}

Result<Exit> show_response(World& world, const Globals& globals, const ResponseArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(followed, followed_waves(workspace));
  Table table{"response",
              {{"draw", K::text, "Draw", "Tirage"},
               {"wave", K::text, "Wave", "Vague"},
               {"arm", K::text, "Arm", "Groupe"},
               {"drawn", K::integer, "Drawn", "Tirés au sort"},
               {"answered", K::integer, "Answered", "Réponses"},
               {"complete", K::integer, "Complete", "Complètes"},
               {"refused", K::integer, "Refused", "Refus"},
               {"unreachable", K::integer, "Unreachable", "Injoignables"},
               {"out_of_scope", K::integer, "Out of scope", "Hors champ"},
               {"withdrew", K::integer, "Withdrew", "Accord retiré"},
               {"forgotten", K::integer, "Forgotten", "Effacés"},
               {"planned", K::integer, "Not yet", "À faire"},
               {"response_percent", K::ratio, "Response %", "Réponse %"},
               {"attrition_percent", K::ratio, "Attrition %", "Attrition %"}},
              {}};
  for (const FollowedWave& one : followed)
    for (const std::string arm : {"test", "temoin"}) {
      std::map<std::string, std::int64_t> counts;
      for (const auto& [person, standing] : one.people) {
        if (arm_of(person) != arm) continue;
        ++counts["drawn"];
        ++counts[standing.state];
        counts["complete"] += standing.outcome == "complete";
      }
      std::vector<Cell> row{one.wave.draw, one.wave.wave, arm};
      for (const char* column : {"drawn", "answered", "complete", "refused", "unreachable", "out_of_scope", "withdrew", "forgotten", "planned"})
        row.emplace_back(std::to_string(counts[column]));
      row.push_back(ratio_text(counts["answered"] * 100, counts["drawn"], 1));
      row.push_back(ratio_text((counts["drawn"] - counts["answered"]) * 100, counts["drawn"], 1));
      table.rows.push_back(std::move(row));
    }
  return print_passing(workspace, std::move(table), Terms::of(args.terms), {{"draw", draws_in(followed)}, {"wave", CodesOfColumn::list("vague_enquete")}});
}

}  // namespace mloc::diagnose
