#include "verbs.hpp"

#include "filled.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/diagnose/instruments.hpp"
#include "mloc/diagnose/waves.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/meeting/meeting_case.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::diagnose {
namespace {

/// What a diagnosis says besides its answers.
struct Heading {
  std::string signer;
  Date day;
  std::optional<std::string> draw, wave, job;
};

Result<Heading> heading_of(const Workspace& workspace, const DiagnoseAddArgs& args, const Filled& filled,
                           const Instrument& instrument) {
  TRY(actor, workspace.actor());
  const Date today = workspace.world().today();
  Heading heading{args.signed_by.value_or(filled.signed_by.value_or(actor)), today, args.draw ? args.draw : filled.draw,
                  args.wave ? args.wave : filled.wave, args.job ? args.job : filled.job};
  if (args.on) heading.day = *args.on;
  else if (filled.day) {
    TRY(day, about("day", parse_day(*filled.day, today)));
    heading.day = day;
  }
  if (today < heading.day) return fail(Exit::usage, problem("G120"_m, heading.day.text()));
  CHECKED(check_signer(workspace.settings(), instrument, heading.signer));
  if (instrument.is_survey && !heading.wave) return fail(Exit::usage, problem("G117"_m, instrument.text()));
  if (heading.draw && !heading.wave) return fail(Exit::usage, problem("G117"_m, *heading.draw));
  if (heading.job && instrument.party.empty()) return fail(Exit::usage, problem("M172"_m, instrument.text()));
  return heading;
}

Result<Filled> filled_by(World& world, const DiagnoseAddArgs& args, const Instrument& instrument) {
  Filled filled;
  if (const auto& file = args.file) {
    TRY(bytes, *file == "-" ? world.read_input(1u << 20) : world.files.read(*file, 1u << 20));
    TRY(read, read_filled(std::move(bytes), *file == "-" ? "standard input" : *file));
    filled = std::move(read);
    const std::string version = filled.version.value_or(std::to_string(instrument.version));
    if (filled.instrument && fmt::format("{}.{}", *filled.instrument, version) != instrument.text())
      return fail(Exit::usage, problem("G119"_m, fmt::format("{}.{}", *filled.instrument, version), instrument.text()));
  }
  put_values(filled, args.values);
  return filled;
}

/// The instrument to be asked, when all that is known before the questions fits.
Result<Instrument> instrument_to_ask(World& world, const Globals& globals, const DiagnoseAddArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(instruments, Instruments::of(workspace.store()));
  TRY(instrument, instruments.named(args.instrument));
  CHECKED(resolve_case(workspace, args.case_text, Reference::writing));
  CHECKED(heading_of(workspace, args, {}, *instrument));
  return *instrument;
}

/// Questions are asked while the workspace is not locked, not even for reading: a person may take an hour.
Result<std::optional<Answers>> ask_first(World& world, const Globals& globals, const DiagnoseAddArgs& args) {
  if (args.file || !args.values.empty() || !world.read_line) return std::nullopt;
  TRY(instrument, instrument_to_ask(world, globals, args));
  TRY(answers, ask_answers(world, instrument, globals.view.language));
  return std::optional(std::move(answers));
}

Node* answers_node(Arena& arena, const Answers& answers) {
  Node* map = arena.map();
  for (const auto& [code, value] : answers) arena.set(*map, code, arena.text(value));
  return map;
}

/// A survey of a planned wave belongs to its draw, whether or not that was said.
Result<> follow_draw(const Workspace& workspace, const Dossier& dossier, const Instrument& instrument, Heading& heading) {
  if (!heading.wave || !code_list("vague_enquete")->find(*heading.wave)) return {};
  TRY(planned, wave_of(workspace, dossier, heading.draw, *heading.wave));
  if (planned && planned->instrument == instrument.name) heading.draw = planned->draw;
  return {};
}

/// A survey about a job belongs to the one that is named, or to the only one. Before there is one the three are asked about what
/// they need.
Result<> follow_job(Workspace& workspace, const CaseId& id, const Instrument& instrument, Heading& heading) {
  if (instrument.party.empty()) return {};
  TRY(known, meeting::open_meetings(workspace, CaseText{id.text()}));
  if (known.jobs.empty() && !heading.job) return {};
  TRY(job, known.job(heading.job));
  heading.job = job.id;
  return {};
}

/// A wave of a draw, or of the programme when no draw is named, is answered once with each instrument.
Result<> check_wave_free(const Dossier& dossier, const CaseId& id, const Node& made) {
  if (!made.has("wave")) return {};
  for (const Record& record : dossier.records) {
    const Node& root = *record.root;
    if (record.is("diagnosis") && !record.voided() && record.id != made.get("id") && root.get("wave") == made.get("wave") &&
        root.get("draw") == made.get("draw") && root.get("instrument") == made.get("instrument") && root.get("job") == made.get("job"))
      return fail(Exit::rule, problem("G121"_m, id.shown(), made.get("wave"), record.id));
  }
  return {};
}

std::string scores_of(const Instrument& instrument, const Answers& answers) {
  std::string text;
  for (const Score& score : instrument.scores)
    if (const auto value = score_text(instrument, score, answers); value && !score.sensitive)
      text += fmt::format("; {} {}", score.code, *value);
  return text;
}

Node* diagnosis_node(Arena& arena, Node* record, const Instrument& instrument, const Heading& heading, const Answers& answers) {
  arena.set(*record, "instrument", arena.text(instrument.name));
  arena.set(*record, "version", arena.integer(instrument.version));
  arena.set(*record, "day", arena.text(heading.day.text()));
  arena.set(*record, "signed_by", arena.text(heading.signer));
  if (heading.draw) arena.set(*record, "draw", arena.text(*heading.draw));
  if (heading.wave) arena.set(*record, "wave", arena.text(*heading.wave));
  if (heading.job) arena.set(*record, "job", arena.text(*heading.job));
  if (!instrument.party.empty()) arena.set(*record, "party", arena.text(instrument.party));
  arena.set(*record, "answers", answers_node(arena, answers));
  return record;
}

}  // namespace

Result<Exit> add_diagnosis(World& world, const Globals& globals, const DiagnoseAddArgs& args) {
  TRY(asked, ask_first(world, globals, args));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(instruments, Instruments::of(workspace.store()));
  TRY(instrument, instruments.named(args.instrument));
  TRY(id, resolve_case(workspace, args.case_text, Reference::writing));
  TRY(filled, filled_by(world, args, *instrument));
  TRY(heading, heading_of(workspace, args, filled, *instrument));
  TRY(answers, asked ? Result<Answers>(*asked) : stored_answers(*instrument, filled, world.today()));
  TRY(open, workspace.read(case_path(id)));
  CHECKED(follow_draw(workspace, *open.dossier, *instrument, heading));
  CHECKED(follow_job(workspace, id, *instrument, heading));
  Arena arena;
  Node* made = diagnosis_node(arena, new_record(arena, "diagnosis", heading.day, actor, open.dossier.get(), world.random),
                              *instrument, heading, answers);
  CHECKED(check_shape(*made));
  CHECKED(check_wave_free(*open.dossier, id, *made));
  Change change;
  change.put(case_path(id), with_records(*open.dossier, {made}), open.digest);
  CHECKED(workspace.commit(change));
  const Phrase about = instrument->party.empty() || heading.job ? Phrase() : phrase(", about no job");
  CHECKED(say(workspace, phrase("{} diagnosis {}: {}, {} answers, signed by {}{}{}", id.shown(), made->get("id"),
                                     instrument->text(), answers.size(), heading.signer, scores_of(*instrument, answers), about)));
  return Exit::done;
}

namespace {

/// The case that has the diagnosis; an id without its record is no diagnosis.
Result<std::optional<std::string>> owner_of(Workspace& workspace, const std::string& owner, const std::string& record) {
  const auto id = resolve_case(workspace, CaseText{owner}, Reference::writing);
  if (record.empty() || !id) return std::optional<std::string>();
  TRY(open, workspace.read(case_path(*id)));
  const Record* found = open.dossier->find(record);
  return found && found->is("diagnosis") ? std::optional(id->text()) : std::nullopt;
}

/// What is amended, apart: fields of the record by their names, answers by the codes of their items. A field goes before an item of
/// the same name; `answers.NAME` is always the item.
struct Split {
  std::vector<Named<std::string>> fields, answers;
};
Split split_values(const std::vector<Named<std::string>>& values) {
  constexpr std::string_view of_answer = "answers.";
  Split split;
  for (const auto& value : values) {
    if (value.name.starts_with(of_answer)) split.answers.push_back({value.name.substr(of_answer.size()), value.value});
    else if (find_kind("diagnosis")->schema->find(value.name)) split.fields.push_back(value);
    else split.answers.push_back(value);
  }
  return split;
}

/// The answers of `record` with others in their places, all read anew by the instrument that the record now names.
Result<Answers> amended_answers(const Instrument& instrument, const Node& record, const std::vector<Named<std::string>>& others, Date today) {
  Filled filled;
  for (const auto& [code, value] : answers_of(record)) filled.answers[code] = value;
  put_values(filled, others);
  return stored_answers(instrument, filled, today);
}

/// Changes fields and answers; the whole is checked again.
Result<Exit> amend_diagnosis(Workspace workspace, const std::string& owner, const std::string& named, const std::vector<Named<std::string>>& values) {
  TRY(actor, workspace.actor());
  TRY(instruments, Instruments::of(workspace.store()));
  TRY(open, facts::open_owner(workspace, Folder::cases, OwnerText{owner}));
  const Record* record = open.open.dossier->find(named);
  if (record->voided()) return fail(Exit::unknown, problem("K103"_m, open.shown, "diagnosis " + named));
  const Date today = workspace.world().today();
  const Split split = split_values(values);
  Arena arena;
  Node* made = arena.copy(*record->root);
  CHECKED(facts::put_written(arena, *made, *record->kind, split.fields, today));
  const Instrument* instrument = instruments.of_record(*made);
  if (!instrument) return fail(Exit::unknown, problem("G102"_m, fmt::format("{}.{}", made->get("instrument"), made->get("version"))));
  CHECKED(check_signer(workspace.settings(), *instrument, std::string(made->get("signed_by"))));
  TRY(answers, amended_answers(*instrument, *made, split.answers, today));
  arena.set(*made, "answers", answers_node(arena, answers));
  if (same(*made, *record->root)) {
    CHECKED(say(workspace, phrase("{} diagnosis {}: {}", open.shown, named, phrase("nothing to change"))));
    return Exit::done;
  }
  arena.set(*made, "by", arena.text(actor));
  CHECKED(facts::write_facts(workspace, open, {made}));
  CHECKED(say(workspace, phrase("{} diagnosis {}: {}", open.shown, named, phrase("amended, {} answers{}", answers.size(), scores_of(*instrument, answers)))));
  return Exit::done;
}

}  // namespace

extern const Corrections corrections;
const Corrections corrections{.owner_of = owner_of, .amend = amend_diagnosis};

Result<Exit> print_template(World& world, const Globals& globals, const DiagnoseTemplateArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  TRY(instruments, Instruments::of(workspace.store()));
  const Language language = globals.view.language;
  TRY(instrument, instruments.named(args.instrument));
  CHECKED(world.out.write(template_text(*instrument, world.today(), language)));
  return Exit::done;
}

Result<Exit> list_instruments(World& world, const Globals& globals, const InstrumentListArgs& args) {
  using K = Column::Kind;
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  TRY(instruments, Instruments::of(workspace.store()));
  Table table{"instruments", {{"instrument", K::text, "Instrument", "Instrument"}, {"title", K::text, "Title", "Titre"}}, {}};
  for (const Instrument* one : instruments.all())
    table.rows.push_back({one->text(), globals.view.language == Language::french ? one->french : one->english});
  return print_passing(workspace, std::move(table), Terms::of(args.terms));
}

}  // namespace mloc::diagnose
