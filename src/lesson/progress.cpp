#include "progress_verbs.hpp"

#include <algorithm>
#include <array>

#include "learner.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"

namespace mloc::lesson {
namespace {

using K = Column::Kind;

constexpr std::array<std::string_view, 4> steps = {"···", "#··", "##·", "###"};

std::string padded(std::string text, std::size_t columns) {
  const std::size_t wide = width(text);
  return wide < columns ? text.append(columns - wide, ' ') : text;
}

/// Rows of section, item and value: the form for CSV, JSON and other people's eyes.
class ProgressRows {
 public:
  ProgressRows(const Learner& learner, bool sensitive) : learner_(learner), sensitive_(sensitive) {}

  Table table{"progress",
              {{"case_id", K::text, "Case", "Jeune"}, {"file_number", K::text, "File number", "N° dossier"},
               {"section", K::text, "Section", "Rubrique"}, {"item", K::text, "Item", "Objet"}, {"value", K::text, "Value", "Valeur"},
               {"day", K::day, "Day", "Jour"}, {"planned", K::integer, "Planned", "Prévu"}, {"present", K::integer, "Present", "Présent"},
               {"driven", K::integer, "Driven", "Conduit"}, {"absences", K::integer, "Absences", "Absences"}},
              {}};

  void add_all() {
    const Progress& progress = learner_.progress;
    for (const Code& stage : code_list("etape_permis")->items)
      if (const auto found = progress.stages.find(stage.code); found != progress.stages.end())
        add("stage", stage.code, stage.code == progress.stage ? "now" : "reached", found->second);
    for (const std::string_view skill : sub_skills()) {
      const auto found = progress.skills.find(skill);
      if (found != progress.skills.end()) add("skill", skill, progress_terms().levels[found->second.rank], found->second.day);
      else add("skill", skill, progress_terms().levels.front(), {});
    }
    for (const auto& [month, minutes] : progress.months) add_minutes(month, minutes);
    if (!progress.months.empty()) add_minutes("total", progress.total);
    for (const auto& [code, day] : progress.difficulties)
      add("difficulty", sensitive_ || !learner_.is_sensitive("difficulte_apprentissage", code) ? code : "masked", {}, day);
    for (const auto& [code, adjustment] : progress.adjustments) add("adjustment", code, adjustment.state, adjustment.day);
    const std::string not_before = progress.not_before ? progress.not_before->text() : "";
    add("next", progress.next, {}, not_before);
  }

 private:
  static Cell cell(std::string_view text) { return text.empty() ? Cell() : Cell(std::string(text)); }
  void add(std::string_view section, std::string_view item, std::string_view value, std::string_view day) {
    table.rows.push_back({learner_.id.text(), cell(learner_.file_number), cell(section), cell(item), cell(value), cell(day), {}, {}, {}, {}});
  }
  void add_minutes(std::string_view month, const Progress::Month& minutes) {
    table.rows.push_back({learner_.id.text(), cell(learner_.file_number), "month", cell(month), {}, {}, std::to_string(minutes.planned),
                          std::to_string(minutes.present), std::to_string(minutes.driven), std::to_string(minutes.absences)});
  }

  const Learner& learner_;
  bool sensitive_;
};

/// The same for a person who reads it on a terminal of 80 columns.
class Screen {
 public:
  Screen(const Learner& learner, Language language, bool sensitive)
      : learner_(learner), progress_(learner.progress), language_(language), sensitive_(sensitive) {}

  std::string text() {
    text_ = fmt::format("{}  {}{}\n", learner_.file_number, learner_.id.shown(), learner_.school.empty() ? "" : "  " + learner_.school);
    show_stages();
    show_skills();
    show_hours();
    show_codes();
    text_ += fmt::format("\n{}: {}{}\n", said("Next", "Suite"), learner_.label("suite_permis", progress_.next, language_),
                         progress_.not_before ? fmt::format(" ({} {})", said("until", "jusqu'au"), progress_.not_before->text()) : "");
    return std::move(text_);
  }

 private:
  std::string said(const char* english, const char* french) const { return language_ == Language::french ? french : english; }
  void heading(const char* english, const char* french) { text_ += "\n" + said(english, french) + "\n"; }

  void show_stages() {
    heading("Stages", "Étapes");
    if (progress_.stages.empty()) text_ += "  -\n";
    for (const Code& stage : code_list("etape_permis")->items)
      if (const auto found = progress_.stages.find(stage.code); found != progress_.stages.end())
        text_ += fmt::format("{} {}  {}\n", stage.code == progress_.stage ? " >" : "  ", found->second, learner_.label("etape_permis", stage.code, language_));
  }

  /// One column for each competence, one row for each sub-competence of the same number.
  void show_skills() {
    heading("Skills", "Compétences");
    std::vector<std::string> rows;
    for (const char competence : {'1', '2', '3', '4'}) {
      std::size_t row = 0;
      for (const std::string_view skill : sub_skills()) {
        if (skill[1] != competence) continue;
        const auto found = progress_.skills.find(skill);
        const std::size_t rank = found == progress_.skills.end() ? 0 : found->second.rank;
        if (rows.size() <= row) rows.emplace_back();
        rows[row] = padded(rows[row], 14 * static_cast<std::size_t>(competence - '1')) + fmt::format("  {} {}", skill, steps[rank]);
        ++row;
      }
    }
    for (const std::string& row : rows) text_ += row + "\n";
    text_ += "  (";
    for (std::size_t rank = 1; rank < steps.size(); ++rank)
      text_ += fmt::format("{}{} {}", rank > 1 ? ", " : "", steps[rank], learner_.label("niveau_remc", progress_terms().levels[rank], language_));
    text_ += ")\n";
  }

  void show_hours() {
    heading("Hours by month, present of planned", "Heures par mois, suivies sur prévues");
    int most = 1;
    for (const auto& [month, minutes] : progress_.months) most = std::max(most, minutes.planned);
    const auto line = [&](std::string_view name, const Progress::Month& minutes, bool bar) {
      constexpr int widest = 30;
      const int present = bar ? widest * minutes.present / most : 0, planned = bar ? widest * minutes.planned / most : 0;
      text_ += fmt::format("  {:<8}{:>10} / {:<10} {}{}", name, hours_text(minutes.present), hours_text(minutes.planned),
                           std::string(static_cast<std::size_t>(present), '#'), std::string(static_cast<std::size_t>(planned - present), '.'));
      if (minutes.absences > 0) text_ += fmt::format(" {} {} ({} {})", minutes.absences, said("absent", "abs."), minutes.unexcused, said("unexcused", "non exc."));
      text_ += "\n";
    };
    for (const auto& [month, minutes] : progress_.months) line(month, minutes, true);
    line(said("in all", "total"), progress_.total, false);
    text_ += fmt::format("  {:<8}{:>10}\n", said("driven", "conduite"), hours_text(progress_.total.driven));
  }

  void show_codes() {
    if (!progress_.difficulties.empty()) heading("Difficulties, last met", "Difficultés, vues en dernier");
    std::vector<std::pair<std::string_view, std::string_view>> met;
    for (const auto& [code, day] : progress_.difficulties) met.emplace_back(day, code);
    std::ranges::sort(met, std::ranges::greater());
    constexpr std::size_t most = 5;
    for (std::size_t i = 0; i < std::min(most, met.size()); ++i) {
      const bool hidden = !sensitive_ && learner_.is_sensitive("difficulte_apprentissage", met[i].second);
      text_ += fmt::format("  {}  {}\n", met[i].first, hidden ? "masked" : learner_.label("difficulte_apprentissage", met[i].second, language_));
    }
    if (!progress_.adjustments.empty()) heading("Recommended adjustments", "Préconisations");
    for (const auto& [code, adjustment] : progress_.adjustments)
      text_ += fmt::format("  {}  {}: {}\n", adjustment.day, learner_.label("preconisation_apprentissage", code, language_),
                           adjustment.state == "followed" ? said("followed", "suivie") : adjustment.state == "open" ? said("open", "en attente") : said("not followed", "non suivie"));
  }

  const Learner& learner_;
  const Progress& progress_;
  Language language_;
  bool sensitive_;
  std::string text_;
};

}  // namespace

Result<Exit> show_progress(World& world, const Globals& globals, const ProgressArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(id, resolve_case(workspace, args.case_text, Reference::reading));
  TRY(learner, read_learner(workspace, id));
  if (globals.view.format == Format::table && !globals.as && globals.view.columns.empty() && globals.view.sort.empty()) {
    CHECKED(world.out.write(Screen(learner, globals.view.language, args.sensitive).text()));
    return Exit::done;
  }
  ProgressRows rows(learner, args.sensitive);
  rows.add_all();
  return print(world, globals, std::move(rows.table));
}

}  // namespace mloc::lesson
