#include "programme_page.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "mloc/render/drawing.hpp"
#include "mloc/render/figure_text.hpp"
#include "programme_pace.hpp"
#include "columns.hpp"
#include "programme_report.hpp"
#include "report_page.hpp"
#include "report_tables.hpp"
#include "run_view.hpp"

namespace mloc::report {
namespace {

constexpr auto to_the_right = Page::Heading::Align::end;
constexpr std::int64_t few_people = 30;  ///< of fewer people a rate says little

class ProgrammePage {
 public:
  ProgrammePage(const Programme& programme, const Period& period, const std::optional<Admission>& admission, Language language)
      : programme_(programme), period_(period), admission_(admission), language_(language),
        said_(language), page_(said_("{} : bilan au {}", "{}: results on {}", programme.name, day_in_words(period.last, language)), language) {}

  Result<Page> made(const Index& index, const std::vector<ReportRun>& runs) {
    for (const ReportRun& run : runs)
      if (std::ranges::find(run.report.columns, "programme", &ReportColumn::name) != run.report.columns.end()) {
        TRY(own, of_programme(run, programme_.code));
        own_.push_back(std::move(own));
      }
    for (const ReportRun& run : own_) {
      TRY(view, RunView::of(index, run, language_));
      views_.emplace(run.report.name, std::move(view));
    }
    page_.broad();
    pace_ = view("programme") ? pace_of(*view("programme"), programme_, period_) : std::nullopt;
    page_.lead(lead());
    if (pace_) {
      keys();
      funnel();
      objectives();
      results();
      months();
      money();
      people();
    }
    CHECKED(others(index, runs));
    to_know();
    return std::move(page_);
  }

 private:
  std::string count(std::int64_t number) const { return count_text(number, language_); }
  std::string euros(std::int64_t cents) const { return euros_text(cents, language_); }
  const RunView* view(const std::string& name) const {
    const auto found = views_.find(name);
    return found == views_.end() || found->second.size() == 0 ? nullptr : &found->second;
  }
  const RunView& steps() const { return *view("programme"); }
  void section(const std::string& title) { page_.heading(2, fmt::format("{}. {}", ++sections_, title)); }

  std::string label(std::size_t row) const {
    std::string text = steps().shown(row, "item");
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
    if (text.starts_with("\u00c9")) text.replace(0, 2, "\u00e9");
    return text;
  }

  std::optional<std::size_t> whole_row(std::string_view section, std::string_view item) const { return steps().row({{"section", section}, {"item", item}, {"site", "-"}}); }

  Html lead() const {
    if (!pace_) return said_("Aucune étape n'est saisie pour ce dispositif.", "No step is recorded for this programme.");
    const auto reached = steps().number(pace_->row, "cumulative");
    Html text = said_("Depuis l'ouverture, ", "Since the beginning, ");
    text += bold(steps().shown(pace_->row, "cumulative") + " " + label(pace_->row));
    if (pace_->goal) text += (pace_->is_objective ? said_(" sur un objectif de {}", " of an objective of {}", count(*pace_->goal)) : said_(" pour {} places", " for {} places", count(*pace_->goal)));
    if (pace_->goal && reached) text += said_(", soit {}. ", ", {}. ", share_text(*reached, *pace_->goal, language_));
    else text += ". ";
    if (reached)
      if (const auto gap = pace_->gap(*reached); gap && *gap != 0)
        text += said_("C'est ", "That is ") + bold(*gap < 0 ? said_("{} de moins", "{} less", count(-*gap)) : said_("{} de plus", "{} more", count(*gap))) + said_(" qu'un rythme régulier. ", " than an even pace. ");
    if (const auto paid = whole_row("money", "aide_payee"))
      if (const auto cents = steps().number(*paid, "cumulative_amount")) {
        text += said_("L'aide payée atteint ", "The aid paid is ") + bold(euros(*cents));
        if (const auto planned = steps().number(*paid, "planned_amount"); planned && *planned > 0) text += said_(", soit {} du budget", ", {} of the budget", share_text(*cents, *planned, language_));
        text += ".";
      }
    return text;
  }

  void keys() {
    Html all;
    const auto add = [&](const std::string& figure, const std::string& words) { all += Html::element("div", {}, {bold(figure), Html::element("span", {}, {words})}); };
    auto rows = steps().rows({{"section", "funnel"}, {"site", "-"}});
    std::erase_if(rows, [&](std::size_t row) { return steps().number(row, "cumulative").value_or(1) == 0; });
    const std::size_t from = rows.size() > 3 ? rows.size() - 3 : 0;
    for (std::size_t i = from; i < rows.size(); ++i) add(steps().shown(rows[i], "cumulative"), label(rows[i]));
    if (const RunView* all_results = view("sites"))
      if (const auto row = all_results->row({{"site", "-"}, {"school", "-"}})) add(all_results->shown(*row, "presence_rate"), said_("de présence, {} suivies", "of presence, {} attended", all_results->shown(*row, "minutes")));
    if (const auto licence = whole_row("funnel", "permis"))
      if (const auto cents = steps().number(*licence, "unit_cost")) add(euros(*cents), said_("d'aide payée par permis obtenu", "of aid paid for each licence"));
    if (const auto entry = whole_row("funnel", "entrees"))
      if (const auto cents = steps().number(*entry, "unit_cost")) add(euros(*cents), said_("d'aide payée par entrée", "of aid paid for each entry"));
    page_.put(Html::element("div", {{"class", "key"}}, {all}));
  }

  // 1. Each step.

  struct Step {
    std::string name, shown, remark;
    std::optional<std::int64_t> number;
  };
  std::vector<Step> all_steps() const {
    std::vector<Step> all;
    for (const std::size_t row : steps().rows({{"section", "funnel"}, {"site", "-"}})) {
      const std::string item = steps().code(row, "item");
      const auto number = steps().number(row, "cumulative");
      if (number && *number == 0) continue;
      all.push_back({steps().shown(row, "item"), steps().shown(row, "cumulative"), remark(item), number});
      if (item == "candidatures" && admission_) add_admission(all);
    }
    return all;
  }
  void add_admission(std::vector<Step>& all) const {
    if (admission_->applications == 0) return;
    std::string why;
    for (const auto& [reason, number] : admission_->reasons) why += (why.empty() ? "" : ", ") + said_("{} pour « {} »", "{} on “{}”", count(number), reason);
    const std::int64_t out = admission_->applications - admission_->eligible;
    all.push_back({said_("Éligibles", "Eligible"), count(admission_->eligible), out > 0 ? said_("{} candidatures écartées : {}", "{} applications are out: {}", count(out), why) : "", admission_->eligible});
    if (admission_->drawn > 0)
      all.push_back({said_("Retenues au tirage", "Drawn"), count(admission_->selected), said_("{} au tirage, {} non retenues", "{} in the draw, {} not selected", count(admission_->drawn), count(admission_->drawn - admission_->selected)), admission_->selected});
  }
  std::string remark(const std::string& item) const {
    const RunView* all = view("sites");
    const auto row = all ? all->row({{"site", "-"}, {"school", "-"}}) : std::nullopt;
    if (item != "permis" || !row || !all->ratio(*row, "days")) return {};
    return said_("délai médian depuis la première séance : {} jours", "median since the first lesson: {} days", all->shown(*row, "days"));
  }

  void funnel() {
    const auto all = all_steps();
    if (all.empty()) return;
    const std::int64_t most = std::max<std::int64_t>(1, std::ranges::max(all, {}, [](const Step& one) { return one.number.value_or(0); }).number.value_or(1));
    const std::optional<std::int64_t> places = pace_->goal;
    const bool has_remarks = std::ranges::any_of(all, [](const Step& one) { return !one.remark.empty(); });
    std::vector<Page::Row> rows;
    std::optional<std::int64_t> before;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Step& step = all[i];
      const std::string of_before = before && *before > 0 && step.number ? share_text(*step.number, *before, language_) : "";
      const std::string of_places = i > 0 && places && step.number && *step.number <= *places ? share_text(*step.number, *places, language_) : "";
      const Html bar = step.number ? cell_bar(static_cast<double>(*step.number) / static_cast<double>(most), 160, i + 1 == all.size() ? Tone::dark : Tone::light) : Html();
      rows.push_back({{step.name, bold(step.shown), bar, of_before, of_places}});
      if (has_remarks) rows.back().cells.push_back(Html::element("span", {{"class", "com"}}, {step.remark}));
      before = step.number;
    }
    section(said_("De la candidature à la dernière étape", "From the application to the last step"));
    std::vector<Page::Heading> headings{{said_("Étape", "Step")}, {said_("Jeunes", "People"), to_the_right}, {said_("Part de la plus grande", "Share of the largest")}, {said_("De l'étape d'avant", "Of the step before"), to_the_right},
                                        {pace_->is_objective ? said_("De l'objectif", "Of the objective") : said_("Des places", "Of the places"), to_the_right}};
    if (has_remarks) headings.push_back({said_("À savoir", "To know")});
    page_.table(said_("Chaque étape, en nombre de jeunes", "Each step, in people"), said_("Cumul depuis l'ouverture, jusqu'au {}", "Since the beginning, until {}", day_in_words(period_.last, language_)), headings, rows, "fun");
  }

  // 2. Objectives.

  void objectives() {
    std::vector<Page::Row> rows;
    for (const std::size_t step : steps().rows({{"section", "funnel"}, {"site", "-"}})) {
      const bool is_looked_at = step == pace_->row;
      if (!is_looked_at && !(steps().number(step, "planned") && steps().number(step, "cumulative").value_or(1) > 0)) continue;
      add_objective(rows, step, Page::Row::Kind::group);
      const std::string item = steps().code(step, "item");
      for (const std::size_t row : steps().rows({{"section", "funnel"}, {"item", item}}))
        if (!steps().code(row, "site").empty()) add_objective(rows, row, Page::Row::Kind::member);
    }
    if (rows.empty() || !pace_->goal) return;
    section(pace_->is_objective ? said_("Objectifs", "Objectives") : said_("Places", "Places"));
    page_.table(said_("Atteint et prévu, par site", "Reached and planned, by site"), pace_->time ? said_("Barre : atteint. Cadre : prévu. Trait : part du temps passée, {}", "Bar: reached. Frame: planned. Mark: time gone, {}", pace_->time_text(language_)) : said_("Barre : atteint. Cadre : prévu", "Bar: reached. Frame: planned"),
                {{said_("Étape, site", "Step, site")}, {said_("Prévu", "Planned"), to_the_right}, {said_("Atteint", "Reached"), to_the_right}, {said_("Taux", "Rate"), to_the_right}, {said_("Attendu à ce jour", "Expected by now"), to_the_right}, {said_("Avancement", "Progress")}}, rows);
  }
  void add_objective(std::vector<Page::Row>& rows, std::size_t row, Page::Row::Kind kind) const {
    const auto goal = goal_of(steps(), programme_, row);
    const auto reached = steps().number(row, "cumulative");
    const auto expected = goal ? pace_->expected(*goal) : std::nullopt;
    const bool known = goal && *goal > 0 && reached;
    const std::string name = kind == Page::Row::Kind::group ? steps().shown(row, "item") : steps().shown(row, "site");
    rows.push_back({{name, goal ? count(*goal) : std::string(no_figure), steps().shown(row, "cumulative"), known ? share_text(*reached, *goal, language_) : std::string(no_figure), expected ? count(*expected) : std::string(no_figure),
                     known ? objective_bar(static_cast<double>(*reached) / static_cast<double>(*goal), pace_->time_gone(), 160, "") : Html()}, kind});
  }

  // 3. and 4. By site and school, by month.

  void put_view(const RunView& shown, const std::string& caption, const std::string& remark, const std::vector<Page::Heading>& headings, const std::vector<std::string>& columns,
                const std::vector<std::pair<std::size_t, Page::Row>>& lines) {
    std::vector<Page::Row> rows;
    for (auto [at, row] : lines) {
      for (const std::string& column : columns) row.cells.emplace_back(shown.shown(at, column));
      rows.push_back(std::move(row));
    }
    page_.table(caption, remark, headings, rows);
  }

  void results() {
    const RunView* all = view("sites");
    if (!all) return;
    std::vector<std::pair<std::size_t, Page::Row>> lines;
    for (const std::size_t site : all->rows({{"school", "-"}})) {
      const std::string code = all->code(site, "site");
      if (code.empty()) {
        lines.push_back({site, {{said_("Ensemble", "All")}, Page::Row::Kind::total}});
        continue;
      }
      lines.push_back({site, {{all->shown(site, "site")}, Page::Row::Kind::group}});
      for (const std::size_t school : all->rows({{"site", code}}))
        if (!all->code(school, "school").empty()) lines.push_back({school, {{all->shown(school, "school")}, Page::Row::Kind::member}});
    }
    section(said_("Par site et par auto-école", "By site and school"));
    put_view(*all, said_("Résultats cumulés au {}", "Results until {}", day_in_words(period_.last, language_)), said_("Les auto-écoles sont sous leur site. Délai : de la première séance au permis, valeur médiane", "Schools stand below their site. Days: from the first lesson to the licence, median"),
             {{said_("Site, auto-école", "Site, school")}, {said_("Jeunes", "Learners"), to_the_right}, {said_("Code", "Theory"), to_the_right}, {said_("Présentés", "Examined"), to_the_right}, {said_("Permis", "Licences"), to_the_right}, {said_("Permis sur jeunes", "Licences of learners"), to_the_right}, {said_("Heures suivies", "Time attended"), to_the_right}, {said_("Présence", "Presence"), to_the_right}, {said_("Délai (jours)", "Days"), to_the_right}, {said_("Aide payée (€)", "Aid paid (€)"), to_the_right}, {said_("Aide par permis (€)", "Aid a licence (€)"), to_the_right}},
             {"started", "theory", "examined", "licences", "licence_rate", "minutes", "presence_rate", "days", "paid", "paid_each"}, lines);
  }

  void months() {
    const RunView* all = view("trend");
    if (!all) return;
    // One row a month, one column a thing that was counted.
    const auto shown_steps = all_steps();
    std::vector<Page::Heading> headings{{said_("Mois", "Month")}};
    struct Measure {
      std::string section, item, column, title;
    };
    std::vector<Measure> measures;
    for (const std::size_t row : steps().rows({{"section", "funnel"}, {"site", "-"}})) {
      const std::string item = steps().code(row, "item");
      if (steps().number(row, "cumulative").value_or(0) > 0) measures.push_back({"funnel", item, "people", steps().shown(row, "item")});
    }
    if (all->row({{"section", "lessons"}}))
      for (const auto& [column, title] : std::vector<std::pair<std::string, std::string>>{{"people", said_("Jeunes présents", "People present")}, {"minutes", said_("Heures suivies", "Time attended")}, {"presence_rate", said_("Présence", "Presence")}}) measures.push_back({"lessons", "seances", column, title});
    if (all->row({{"section", "money"}, {"item", "aide_payee"}})) measures.push_back({"money", "aide_payee", "amount", said_("Aide payée (€)", "Aid paid (€)")});
    for (const Measure& measure : measures) headings.push_back({measure.title, to_the_right});
    std::vector<Page::Row> rows;
    Date month = *Date::of(period_.last.year(), period_.last.month(), 1);
    for (month = month.plus_months(-11); month <= period_.last; month = month.plus_months(1)) add_month(*all, month, measures, rows);
    if (rows.empty()) return;
    section(said_("Mois par mois", "Month by month"));
    page_.table(said_("Activité des douze derniers mois", "The last twelve months"), said_("Au premier jour de chaque étape. Un mois sans aucun fait n'a pas de ligne", "On the first day of each step. A month without a fact has no row"), headings, rows);
  }
  template <class Measures>
  void add_month(const RunView& all, Date month, const Measures& measures, std::vector<Page::Row>& rows) const {
    Page::Row row{{Html::element("span", {{"class", "nb"}}, {month_in_words(month.year(), month.month(), language_)})}};
    bool any = false;
    const std::string code = month.month_text();
    for (const auto& measure : measures) {
      const auto at = all.row({{"section", measure.section}, {"item", measure.item}, {"month", code}});
      any = any || at;
      row.cells.emplace_back(at ? all.shown(*at, measure.column) : measure.column == "presence_rate" ? std::string(no_figure) : "0");
    }
    if (any) rows.push_back(std::move(row));
  }

  // 5. Money.

  void money() {
    const RunView* funder = view("funder");
    const auto lines = funder ? funder->rows({{"section", "lines"}}) : std::vector<std::size_t>{};
    const auto dues = steps().row({{"section", "money"}, {"item", "participation_due"}});
    const auto paid = whole_row("money", "aide_payee");
    if (lines.empty() && !dues && !paid) return;
    section(said_("L'argent", "The money"));
    if (!lines.empty()) put_lines(*funder, lines);
    else if (paid) put_aid(*paid);
    if (dues) put_dues();
  }
  void put_lines(const RunView& funder, const std::vector<std::size_t>& lines) {
    std::vector<Page::Row> rows;
    std::optional<Page::Row> total;
    for (const std::size_t row : lines) {
      const auto planned = funder.number(row, "planned"), paid = funder.number(row, "paid");
      const bool is_total = funder.code(row, "item") == "total";
      Page::Row made{{is_total ? said_("Ensemble", "All") : funder.shown(row, "value"), amount(funder, row, "planned"), amount(funder, row, "committed"), amount(funder, row, "paid"), amount(funder, row, "remaining"),
                      planned && paid && *planned > 0 ? share_text(*paid, *planned, language_) : std::string(no_figure)}, is_total ? Page::Row::Kind::total : Page::Row::Kind::plain};
      if (is_total) total = std::move(made);
      else rows.push_back(std::move(made));
    }
    if (total) rows.push_back(std::move(*total));
    page_.table(said_("Budget par ligne, en euros", "Budget by line, in euros"), said_("Cumul. Engagé : promis et pas encore payé", "In all. Committed: promised and not paid yet"), {{said_("Ligne", "Line")}, {said_("Prévu", "Planned"), to_the_right}, {said_("Engagé", "Committed"), to_the_right}, {said_("Payé", "Paid"), to_the_right}, {said_("Reste", "Left"), to_the_right}, {said_("Payé sur prévu", "Paid of planned"), to_the_right}}, rows);
  }
  static std::string amount(const RunView& from, std::size_t row, std::string_view column) { return from.shown(row, column); }
  void put_aid(std::size_t row) {
    page_.table(said_("Aide, en euros", "Aid, in euros"), said_("Cumul", "In all"), {{said_("Aide", "Aid")}, {said_("Prévue", "Planned"), to_the_right}, {said_("Payée", "Paid"), to_the_right}, {said_("Reste", "Left"), to_the_right}},
                {{{steps().shown(row, "item"), amount(steps(), row, "planned_amount"), amount(steps(), row, "cumulative_amount"), amount(steps(), row, "remaining")}}});
  }
  void put_dues() {
    std::vector<Page::Row> rows;
    std::optional<Page::Row> total;
    for (const std::size_t due : steps().rows({{"section", "money"}, {"item", "participation_due"}})) {
      const std::string site = steps().code(due, "site");
      const auto received = steps().row({{"section", "money"}, {"item", "participation_recue"}, {"site", site.empty() ? "-" : site}});
      if (!received) continue;
      const auto of = steps().number(due, "cumulative_amount"), in = steps().number(*received, "cumulative_amount");
      Page::Row made{{site.empty() ? said_("Ensemble", "All") : steps().shown(due, "site"), amount(steps(), due, "cumulative_amount"), amount(steps(), *received, "cumulative_amount"), amount(steps(), *received, "remaining"),
                      of && in && *of > 0 ? share_text(*in, *of, language_) : std::string(no_figure)}, site.empty() ? Page::Row::Kind::total : Page::Row::Kind::plain};
      if (site.empty()) total = std::move(made);
      else rows.push_back(std::move(made));
    }
    if (total) rows.push_back(std::move(*total));
    page_.table(said_("Participation des jeunes, en euros", "Contributions of the young people, in euros"), said_("Cumul", "In all"), {{said_("Site", "Site")}, {said_("Due", "Due"), to_the_right}, {said_("Reçue", "Received"), to_the_right}, {said_("Reste dû", "Owing"), to_the_right}, {said_("Reçue sur due", "Received of due"), to_the_right}}, rows);
  }

  // 6. People.

  void people() {
    const RunView* funder = view("funder");
    if (!funder) return;
    for (const auto& [section_code, title] : std::vector<std::pair<std::string, std::string>>{{"entries", said_("Qui est entré", "Who entered")}, {"exits", said_("Qui est sorti, et pourquoi", "Who left, and why")}, {"later", said_("Six mois après la sortie", "Six months after the exit")}, {"refusals", said_("Orientations refusées", "Referrals refused")}}) {
      const auto total = funder->row({{"section", section_code}, {"item", "total"}});
      if (!total) continue;
      std::vector<Page::Row> rows;
      std::string last;
      const auto whole = funder->number(*total, "cumulative");
      for (const std::size_t row : funder->rows({{"section", section_code}})) {
        if (row == *total) continue;
        const std::string item = funder->code(row, "item");
        if (item != last) rows.push_back({{funder->shown(row, "item")}, Page::Row::Kind::group});
        last = item;
        const auto number = funder->number(row, "cumulative");
        rows.push_back({{funder->shown(row, "value"), funder->shown(row, "in_period"), funder->shown(row, "cumulative"), number && whole && *whole > 0 ? share_text(*number, *whole, language_) : std::string(no_figure)}, Page::Row::Kind::member});
      }
      rows.push_back({{said_("Ensemble", "All"), funder->shown(*total, "in_period"), funder->shown(*total, "cumulative"), ""}, Page::Row::Kind::total});
      section(title);
      page_.table(title, said_("Période : {}", "Period: {}", period_name(period_, language_)), {{said_("Profil", "Profile")}, {said_("Période", "Period"), to_the_right}, {said_("Cumul", "In all"), to_the_right}, {said_("Part du cumul", "Share"), to_the_right}}, rows);
    }
  }

  /// What else the programme has: diagnoses of mobility, reports of the office that tell programmes apart.
  Result<> others(const Index& index, const std::vector<ReportRun>& runs) {
    const auto put = [&](const ReportRun& run, bool apart) -> Result<> {
      TRY(table, in_words(index, run.report, table_of(run, ReadBy::person), language_));
      section(language_ == Language::french ? run.report.french : run.report.english);
      if (!apart) page_.paragraph(said_("Tous dispositifs ensemble.", "All programmes together."));
      put_drawings(page_, run, table, language_);
      put_tables(page_, run, table, language_);
      return {};
    };
    constexpr std::string_view shown[] = {"programme", "sites", "trend", "funder", "attention"};
    for (const ReportRun& run : own_)
      if (std::ranges::find(shown, run.report.name) == std::end(shown) && run.figures.rows.size() > 0 && !lists_people(run.report)) CHECKED(put(run, true));
    for (const ReportRun& run : runs)
      if (!programme_.diagnosis.empty() && run.report.of_programmes == programme_.diagnosis && run.figures.rows.size() > 0) CHECKED(put(run, false));
    return {};
  }

  void to_know() {
    std::vector<std::string> items;
    std::vector<std::string> missing;
    if (const RunView* all = view("programme"))
      for (const std::size_t row : all->rows({{"site", "-"}}))
        if (all->number(row, "cumulative").value_or(1) == 0) missing.push_back(all->shown(row, "item"));
    if (!missing.empty()) items.push_back(said_("Pas mesuré, car non saisi : {}.", "Not measured, for it is not recorded: {}.", joined(missing, ", ")));
    const bool is_for_office = std::ranges::all_of(own_, [](const ReportRun& run) { return run.threshold == 0; });
    if (!admission_ && is_for_office) items.push_back(said_("L'éligibilité n'a pas pu être calculée : un dossier a une faute, ou les identités sont scellées.", "Eligibility could not be computed: a record has a fault, or identities are sealed."));
    items.push_back(said_("Ces taux décrivent ; ils ne disent pas la cause. Sous {} jeunes, un écart de taux peut venir du hasard.", "These rates describe; they do not tell the cause. Of fewer than {} people a difference may be chance.", few_people));
    items.push_back(said_("Chaque jeune compte une fois par étape, au premier jour. Aide : versements, extournes déduites. Présence : séances suivies sur séances dont la présence est saisie.", "Each person counts once in a step, on its first day. Aid: payments less reversals. Presence: lessons attended of those whose presence is recorded."));
    for (const auto& [name, one] : views_)
      for (const std::string& note : notes_of(one.run(), language_))
        if (const std::string set = typeset(note, language_); std::ranges::find(items, set) == items.end()) items.push_back(set);
    page_.heading(2, said_("À lire avec ces chiffres", "To be read with these figures")).list(items);
  }

  const Programme& programme_;
  Period period_;
  const std::optional<Admission>& admission_;
  Language language_;
  Wording said_;
  Page page_;
  std::vector<ReportRun> own_;
  std::map<std::string, RunView> views_;
  std::optional<Pace> pace_;
  int sections_ = 0;
};

}  // namespace

Result<Page> programme_page(const Index& index, const std::vector<ReportRun>& runs, const Programme& programme, const Period& period,
                            const std::optional<Admission>& admission, Language language) {
  return ProgrammePage(programme, period, admission, language).made(index, runs);
}

}  // namespace mloc::report
