#include "mloc/base/money.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/say.hpp"
#include "mloc/diagnose/instruments.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "verbs.hpp"

namespace mloc::diagnose {
namespace {

using K = Column::Kind;

const std::vector<Field>& diagnosis_fields() {
  static const std::vector<Field> fields = {
      {{"case_id", K::text, "Case", "Jeune"}, "d.case_id"},
      {{"id", K::text, "Record", "Enregistrement"}, "d.id"},
      {{"instrument", K::text, "Instrument", "Instrument"}, "d.instrument"},
      {{"version", K::integer, "Version", "Version"}, "d.version"},
      {{"day", K::day, "Day", "Jour"}, "d.day"},
      {{"signed_by", K::text, "Signed by", "Signé par"}, "d.signed_by"},
      {{"draw", K::text, "Draw", "Tirage"}, "d.draw"},
      {{"wave", K::text, "Wave", "Vague"}, "d.wave"},
      {{"job", K::text, "Job", "Emploi"}, "d.job"},
      {{"party", K::text, "Who answers", "Qui répond"}, "d.party"},
      {{"answers", K::integer, "Answers", "Réponses"},
       "(SELECT COUNT(DISTINCT a.item) FROM answer a WHERE a.case_id = d.case_id AND a.record_id = d.id)"}};
  return fields;
}

Result<Where> list_where(Workspace& workspace, const DiagnoseListArgs& args) {
  std::vector<Field> fields = diagnosis_fields();
  TRY(instruments, Instruments::of(workspace.store()));
  for (const Instrument* one : instruments.all()) fields[2].codes.push_back(one->name);
  fields[7].lists = {"vague_enquete"};
  TRY(where, where_of(workspace, Terms::of(args.terms), std::move(fields), "d.case_id"));
  where.sql += (where.sql.empty() ? " WHERE " : " AND ") + std::string("d.voided_day IS NULL");
  return where;
}

/// A number or an amount of cents, to tell which way an answer moved.
std::optional<std::int64_t> measured(std::string_view text) {
  const auto money = Money::parse_french(text, false);
  return money ? std::optional(money->cents()) : std::nullopt;
}

/// `up by 1`, `down by 120.00`, `changed`, `new`, `no longer asked`.
std::string moved(bool is_number, bool is_money, const std::string& before, const std::string& after, bool french) {
  if (before.empty()) return french ? "nouveau" : "new";
  if (after.empty()) return french ? "sans réponse" : "no answer any more";
  if (!is_number) return french ? "changé" : "changed";
  const std::int64_t by = measured(after).value_or(0) - measured(before).value_or(0);
  std::string amount = Money::of_cents(std::abs(by))->text();
  if (!is_money) {
    while (amount.ends_with('0')) amount.pop_back();
    if (amount.ends_with('.')) amount.pop_back();
  }
  return fmt::format("{} {}", by > 0 ? (french ? "monte de" : "up by") : (french ? "baisse de" : "down by"), amount);
}

/// The two answers of every item and score that differ.
class Comparison {
 public:
  Comparison(const Instrument& instrument, Answers before, Answers after, Language language, const DiagnoseCompareArgs& args)
      : instrument_(instrument), before_(std::move(before)), after_(std::move(after)), language_(language), args_(args) {}

  Table table{"moves",
              {{"item", K::text, "Item", "Question"},
               {"label", K::text, "About", "Objet"},
               {"before", K::text, "Before", "Avant"},
               {"after", K::text, "After", "Après"},
               {"moved", K::text, "What moved", "Évolution"}},
              {}};
  std::size_t unchanged = 0;

  void compare() {
    for (const Item& item : instrument_.items) add_item(item);
    for (const Score& score : instrument_.scores) add_score(score);
  }

 private:
  static std::string of(const Answers& answers, const std::string& code) {
    const auto found = answers.find(code);
    return found == answers.end() ? "" : found->second;
  }

  void add(const std::string& code, std::string_view label, Cell before, Cell after, std::string how) {
    table.rows.push_back({code, std::string(label), std::move(before), std::move(after), std::move(how)});
  }

  void add_item(const Item& item) {
    const std::string before = of(before_, item.code), after = of(after_, item.code);
    if (before.empty() && after.empty()) return;
    if (item.sensitive && !args_.sensitive) return;
    const bool french = language_ == Language::french;
    const auto shown = [&](const std::string& answer) {
      return answer.empty() ? Cell() : Cell(answer_label(item, answer, language_, args_.sensitive));
    };
    if (before == after) {
      ++unchanged;
      if (args_.all) add(item.code, label_of(item, language_), shown(before), shown(after), french ? "inchangé" : "unchanged");
      return;
    }
    const bool is_money = item.type == Item::Type::money;
    add(item.code, label_of(item, language_), shown(before), shown(after),
        moved(is_money || item.type == Item::Type::integer, is_money, before, after, french));
  }

  void add_score(const Score& score) {
    const std::string before = score_text(instrument_, score, before_).value_or(""), after = score_text(instrument_, score, after_).value_or("");
    if (before == after || (score.sensitive && !args_.sensitive)) return;
    const bool french = language_ == Language::french;
    add(score.code, french ? score.french : score.english, before.empty() ? Cell() : Cell(before),
        after.empty() ? Cell() : Cell(after), moved(true, score.is_money, before, after, french));
  }

  const Instrument& instrument_;
  Answers before_, after_;
  Language language_;
  const DiagnoseCompareArgs& args_;
};

}  // namespace

Result<Exit> show_diagnoses(World& world, const Globals& globals, const DiagnoseShowArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(instruments, Instruments::of(workspace.store()));
  TRY(id, resolve_case(workspace, args.case_text, Reference::reading));
  TRY(open, workspace.read(case_path(id)));
  std::string text;
  for (const Record& record : open.dossier->records)
    if (record.is("diagnosis") && (args.record ? record.id == *args.record : !record.voided()))
      text += diagnosis_page(instruments, record, globals.view.language, args.sensitive);
  if (text.empty()) return fail(Exit::unknown, problem("K103"_m, id.shown(), args.record ? "diagnosis " + *args.record : "diagnosis"));
  CHECKED(world.out.write(fmt::format("{} {}\n{}", globals.view.language == Language::french ? "Dossier" : "Case", id.shown(), text)));
  return Exit::done;
}

Result<Exit> list_diagnoses(World& world, const Globals& globals, const DiagnoseListArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(where, list_where(workspace, args));
  return print_rows(workspace, "diagnoses", diagnosis_fields(), "diagnosis d", where, "d.day, d.case_id, d.id",
                    {true, false});  // answers are only counted
}

Result<Exit> compare_diagnoses(World& world, const Globals& globals, const DiagnoseCompareArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(instruments, Instruments::of(workspace.store()));
  TRY(id, resolve_case(workspace, args.case_text, Reference::reading));
  TRY(open, workspace.read(case_path(id)));
  const Record* first = open.dossier->find(args.first);
  const Record* second = open.dossier->find(args.second);
  if (!first || !second || !first->is("diagnosis") || !second->is("diagnosis"))
    return fail(Exit::unknown, problem("G123"_m, args.first, args.second));
  const Instrument* instrument = instruments.of_record(*first->root);
  if (!instrument || instrument != instruments.of_record(*second->root))
    return fail(Exit::usage, problem("G122"_m, args.first, args.second));
  Comparison comparison(*instrument, answers_of(*first->root), answers_of(*second->root), globals.view.language, args);
  comparison.compare();
  TRY(exit, print_about(world, globals, id, std::move(comparison.table)));
  CHECKED(say(world, globals, phrase("{}: {} → {}, {} answers unchanged", id.shown(), first->root->get("day"),
                                          second->root->get("day"), comparison.unchanged)));
  return exit;
}

}  // namespace mloc::diagnose
