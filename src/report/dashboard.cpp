#include "dashboard.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "mloc/render/drawing.hpp"
#include "mloc/render/figure_text.hpp"
#include "months.hpp"
#include "programme_pace.hpp"
#include "run_view.hpp"
#include "to_see.hpp"

namespace mloc::report {
namespace {

constexpr std::size_t most_to_see = 5, most_figures = 5;
using Where = RunView::Where;

Html paragraph(std::string_view style, const Html& inside) { return Html::element("p", {{"class", std::string(style)}}, {inside}); }
Html link(const std::string& file, const std::string& words) { return Html::element("a", {{"href", file}}, {words}); }

std::string first_lower(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  if (text.starts_with("\u00c9")) text.replace(0, 2, "\u00e9");
  return text;
}

class Dashboard {
 public:
  Dashboard(const DashboardSource& source, Language language)
      : source_(source), language_(language), said_(language), page_(said_("Tableau de bord, ", "Dashboard, ") + period_name(source.period, language), language) {}

  Result<Page> made(const Index& index, const std::vector<ReportRun>& runs) {
    for (const ReportRun& run : runs) {
      TRY(view, RunView::of(index, run, language_));
      views_.emplace(run.report.name, std::move(view));
    }
    page_.broad().masthead(source_.office, masthead());
    Html cards;
    for (const Programme& programme : source_.programmes) cards += programme_card(programme);
    cards += employment_card();
    cards += mobility_card();
    page_.lead(lead());
    to_see_first();
    page_.put(cards);
    page_.put(Html::element("p", {{"class", "note"}}, {without_data()}));
    other_pages();
    how_to_read();
    return std::move(page_);
  }

 private:
  std::string count(std::int64_t number) const { return count_text(number, language_); }
  const RunView* view(const std::string& name) const {
    const auto found = views_.find(name);
    return found == views_.end() ? nullptr : &found->second;
  }

  Months months() const { return {view("trend"), source_.period, language_}; }

  std::string masthead() const { return said_("Chiffres au {} · {}", "Figures on {} · {}", day_in_words(source_.period.last, language_), for_whom(source_.readers, language_)); }

  // A figure of a card.

  struct Kpi {
    std::string title, value, line;
    Html drawing;
  };
  static Html kpi_html(const Kpi& kpi) {
    const Html words = Html::element("div", {{"class", "kt"}}, {Html::element("h3", {}, {kpi.title}), paragraph("v", kpi.value), paragraph("d", kpi.line)});
    return Html::element("div", {{"class", kpi.drawing.is_empty() ? "kpi nochart" : "kpi"}}, {words, kpi.drawing});
  }
  static Html kpis_html(const std::vector<Kpi>& kpis) {
    Html all;
    for (std::size_t i = 0; i < kpis.size() && i < most_figures; ++i) all += kpi_html(kpis[i]);
    return Html::element("div", {{"class", "kpis"}}, {all});
  }
  static std::string line_of(const std::string& change, const std::string& more) { return change + (change.empty() || more.empty() ? "" : " · ") + more; }

  /// A step that people reach: of the report `programme`.
  Kpi step_kpi(const std::string& programme, std::size_t row) const {
    const RunView& funnel = *view("programme");
    const std::string item = funnel.code(row, "item"), label = funnel.shown(row, "item");
    const Where which{{"programme", programme}, {"section", "funnel"}, {"item", item}};
    const auto now = funnel.number(row, "in_period"), was = months().before(which, "people");
    const auto change = now && was ? std::optional(*now - *was) : std::nullopt;
    return {label, funnel.shown(row, "in_period"), line_of(months().change_line(change, change ? change_text(*change, language_) : ""), said_("cumul {}", "{} in all", funnel.shown(row, "cumulative"))),
            months().drawn(months().series(which, "people"), label)};
  }

  std::optional<Kpi> time_kpi(const std::string& programme) const {
    const Where which{{"programme", programme}, {"section", "lessons"}, {"item", "seances"}};
    const auto all = months().series(which, "minutes");
    const auto now = months().of_period(which, "minutes"), was = months().before(which, "minutes");
    if (!now || !all) return std::nullopt;
    const std::string title = said_("Heures suivies", "Hours attended");
    const auto change = was ? std::optional(*now - *was) : std::nullopt;
    std::string shown = change ? minutes_text((std::abs(*change) + 30) / 60 * 60, language_) : "";
    if (change) shown = (*change < 0 ? "\u2212" : "+") + shown;
    return Kpi{title, minutes_text(*now, language_), months().change_line(change, shown), months().drawn(all, title)};
  }

  std::optional<Kpi> presence_kpi(const std::string& programme) const {
    const Where which{{"programme", programme}, {"section", "lessons"}, {"item", "seances"}};
    const auto now = months().presence(which), was = months().presence_before(which);
    if (!now) return std::nullopt;
    const std::string title = said_("Présence aux séances", "Presence at lessons");
    std::string change;
    if (was) {
      const std::string points = points_text(was->part, was->whole, now->part, now->whole, language_);
      change = months().change_line(points.starts_with('+') ? 1 : points.starts_with("\u2212") ? -1 : 0, points);
    }
    return Kpi{title, share_text(now->part, now->whole, language_), change, months().drawn(months().series(which, "presence_rate"), title)};
  }

  std::optional<Kpi> money_kpi(const std::string& programme) const {
    const RunView& funnel = *view("programme");
    const auto row = funnel.row({{"programme", programme}, {"section", "money"}, {"item", "aide_payee"}, {"site", "-"}});
    const auto all = row ? funnel.number(*row, "cumulative_amount") : std::nullopt;
    if (!row || (all && *all == 0)) return std::nullopt;
    const Where which{{"programme", programme}, {"section", "money"}, {"item", "aide_payee"}};
    const auto now = funnel.number(*row, "period_amount"), was = months().before(which, "amount");
    const auto change = now && was ? std::optional(*now - *was) : std::nullopt;
    const std::string label = funnel.shown(*row, "item");
    std::string shown = change ? euros_text(std::abs(*change), language_) : "";
    if (change) shown = (*change < 0 ? "\u2212" : "+") + shown;
    const auto euros = [&](const std::optional<std::int64_t>& cents) { return cents ? euros_text(*cents, language_) : "s"; };
    return Kpi{label, euros(now), line_of(months().change_line(change, shown), said_("cumul {}", "{} in all", euros(all))), months().drawn(months().series(which, "amount"), label)};
  }

  // Cards.

  std::vector<Kpi> kpis_of(const Programme& programme) const {
    const RunView& funnel = *view("programme");
    std::vector<Kpi> kpis;
    const auto time = time_kpi(programme.code), presence = presence_kpi(programme.code), money = money_kpi(programme.code);
    const std::size_t steps = most_figures - (time ? 1 : 0) - (presence ? 1 : 0) - (money ? 1 : 0);
    auto rows = funnel.rows({{"programme", programme.code}, {"section", "funnel"}, {"site", "-"}});
    std::ranges::reverse(rows);
    for (const std::size_t row : rows)
      if (kpis.size() < steps && funnel.code(row, "item") != "sorties" && funnel.number(row, "cumulative").value_or(1) > 0) kpis.push_back(step_kpi(programme.code, row));
    for (const auto& kpi : {time, presence, money})
      if (kpi) kpis.push_back(*kpi);
    return kpis;
  }

  Html big(const Pace& pace) const {
    const RunView& funnel = *view("programme");
    const std::string label = first_lower(funnel.shown(pace.row, "item"));
    Html value = funnel.shown(pace.row, "cumulative");
    value += " ";
    const auto reached = funnel.number(pace.row, "cumulative");
    const std::string share = reached && pace.goal ? said_(", soit {}", ", {}", share_text(*reached, *pace.goal, language_)) : "";
    const std::string goal = pace.goal ? (pace.is_objective ? said_(" sur {}", " of {}", count(*pace.goal)) : said_(" pour {} places", " for {} places", count(*pace.goal))) : "";
    value += Html::element("small", {}, {label + goal + share});
    Html made = paragraph("v", value);
    if (reached && pace.goal && *pace.goal > 0) {
      const std::string described = said_("Avancement : {} {}{}{}", "Progress: {} {}{}{}", count(*reached), label, goal, share) +
                                    (pace.time ? said_(" ; {} du temps est passé", "; {} of the time is gone", pace.time_text(language_)) : "");
      made += objective_bar(static_cast<double>(*reached) / static_cast<double>(*pace.goal), pace.time_gone(), 420, described);
      std::string source = pace.is_objective ? said_("Barre : atteint. Cadre : objectif.", "Bar: reached. Frame: objective.") : said_("Barre : atteint. Cadre : places.", "Bar: reached. Frame: places.");
      if (pace.time) {
        source += said_(" Trait : part du temps passée ({}).", " Mark: share of the time gone ({}).", pace.time_text(language_));
        if (const auto gap = pace.gap(*reached)) {
          if (*gap < 0) source += said_(" Il en manque {} pour être dans le rythme.", " {} are missing to be on pace.", count(-*gap));
          else source += said_(" Le rythme est tenu.", " The pace is kept.");
        }
      }
      made += paragraph("src", source);
    }
    return Html::element("div", {{"class", "big"}}, {made});
  }

  Html sites_table(const Programme& programme, const Pace& pace) const {
    const RunView& funnel = *view("programme");
    const std::string item = funnel.code(pace.row, "item");
    Html rows;
    std::size_t many = 0;
    for (const std::size_t row : funnel.rows({{"programme", programme.code}, {"section", "funnel"}, {"item", item}})) {
      const std::string site = funnel.code(row, "site");
      if (site.empty()) continue;
      ++many;
      const auto reached = funnel.number(row, "cumulative");
      const auto goal = pace.goal ? goal_of(funnel, programme, row) : std::nullopt;
      const bool known = reached && goal && *goal > 0;
      Html cells = Html::element("th", {{"scope", "row"}}, {funnel.shown(row, "site")});
      if (pace.goal) cells += number_cell(goal ? count(*goal) : std::string(no_figure));
      cells += number_cell(funnel.shown(row, "cumulative"));
      if (pace.goal)
        cells += number_cell(known ? share_text(*reached, *goal, language_) : std::string(no_figure)) +
                 Html::element("td", {{"class", "bar"}}, {known ? cell_bar(static_cast<double>(*reached) / static_cast<double>(*goal), 110, Tone::dark) : Html()});
      rows += Html::element("tr", {}, {cells});
    }
    if (many < 2) return {};
    const auto head = [](const std::string& text) { return Html::element("th", {{"scope", "col"}, {"class", "num"}}, {text}); };
    Html titles = Html::element("th", {{"scope", "col"}}, {said_("Site", "Site")});
    if (pace.goal) titles += head(pace.is_objective ? said_("Objectif", "Objective") : said_("Places", "Places"));
    titles += head(pace.goal ? said_("Atteint", "Reached") : said_("Nombre", "Number"));
    if (pace.goal) titles += head(said_("Taux", "Rate")) + Html::element("td", {{"class", "bar soft"}}, {said_("0 – 100 %", "0 – 100%")});
    const Html heads = Html::element("tr", {}, {titles});
    return Html::element("div", {{"class", "sites"}},
                         {Html::element("table", {}, {Html::element("caption", {}, {funnel.shown(pace.row, "item") + said_(", par site, depuis l'ouverture", " by site, from the beginning")}),
                                                      Html::element("thead", {}, {heads}), Html::element("tbody", {}, {rows})})});
  }
  static Html number_cell(const std::string& text) { return Html::element("td", {{"class", "num"}}, {text}); }

  std::string runs_text(const Programme& programme, const Pace& pace) const {
    const auto month = [&](Date day) { return month_in_words(day.year(), day.month(), language_); };
    std::string text = month(programme.runs.first) + " – " + month(programme.runs.last);
    if (pace.month_now && pace.months) text += said_(" · mois {} sur {}", " · month {} of {}", *pace.month_now, *pace.months);
    return text;
  }

  Html card(const std::string& title, const std::string& about, const Html& inside) {
    const std::string id = fmt::format("c{}", ++cards_);
    return Html::element("section", {{"class", "card"}, {"aria-labelledby", id}}, {Html::element("h2", {{"id", id}}, {title}), paragraph("sub", about), inside});
  }

  Html programme_card(const Programme& programme) {
    const RunView* funnel = view("programme");
    if (!funnel) return {};
    const auto pace = pace_of(*funnel, programme, source_.period);
    if (!pace) {
      without_.push_back(programme.name);
      return {};
    }
    Html head = big(*pace) + sites_table(programme, *pace);
    Html inside = Html::element("div", {{"class", "head"}}, {head}) + kpis_html(kpis_of(programme));
    const Html links = link("programme-" + programme.code + ".html", said_("Page du dispositif", "Page of the programme")) + " " +
                       link("programme-" + programme.code + ".csv", said_("Chiffres (CSV)", "Figures (CSV)"));
    inside += paragraph("links screen", links);
    tell(programme, *pace);
    missing_in(programme);
    return card(programme.name, runs_text(programme, *pace), inside);
  }

  /// What the sentence says of a programme.
  void tell(const Programme& programme, const Pace& pace) {
    const RunView& funnel = *view("programme");
    const auto reached = funnel.number(pace.row, "cumulative");
    if (!reached || told_ >= 3) return;
    ++told_;
    const std::string label = first_lower(funnel.shown(pace.row, "item"));
    lead_ += bold(funnel.shown(pace.row, "in_period") + " " + label);
    lead_ += pace.goal ? said_(", ce qui fait ", ", which makes ") : said_(", soit ", ", ");
    lead_ += bold(pace.goal ? said_("{} sur {}", "{} of {}", count(*reached), count(*pace.goal)) : count(*reached));
    lead_ += said_(" depuis l'ouverture du dispositif {}. ", " since {} began. ", programme.name);
    if (const auto kpi = presence_kpi(programme.code)) lead_ += said_("Présence aux séances : {}{}. ", "Presence at lessons: {}{}. ", kpi->value, kpi->line.empty() ? "" : " (" + kpi->line + ")");
  }

  void missing_in(const Programme& programme) {
    const RunView& funnel = *view("programme");
    std::vector<std::string> missing;
    for (const std::size_t row : funnel.rows({{"programme", programme.code}, {"site", "-"}}))
      if (funnel.number(row, "cumulative").value_or(1) == 0) missing.push_back(first_lower(funnel.shown(row, "item")));
    if (!missing.empty()) missing_.push_back(said_("Non saisis dans {} : {}.", "Not recorded in {}: {}.", programme.name, joined(missing, ", ")));
  }

  Html employment_card() {
    const RunView* jobs = view("employment");
    if (!jobs || jobs->size() == 0) return {};
    std::vector<Kpi> kpis;
    const Where which{{"programme", "-"}, {"section", "jobs"}, {"item", "hired"}};
    if (view("trend")) {
      const auto now = months().of_period(which, "facts"), was = months().before(which, "facts");
      const std::string title = said_("Embauches", "Hirings");
      const auto change = was ? std::optional(now.value_or(0) - *was) : std::nullopt;
      kpis.push_back({title, count(now.value_or(0)), months().change_line(change, change ? change_text(*change, language_) : ""), months().drawn(months().series(which, "facts"), title)});
      if (now.value_or(0) > 0) lead_ += bold(said_(said_.by_count(*now, "{} embauche", "{} embauches"), said_.by_count(*now, "{} hiring", "{} hirings"), count(*now))) + said_(" dans la période. ", " in the period. ");
    }
    add_meetings(*jobs, kpis);
    if (const auto row = jobs->row({{"section", "six_months"}, {"value", "in_post"}}))
      kpis.push_back({said_("En poste six mois après l'embauche", "In post six months after hiring"), jobs->shown(*row, "number"), said_("sur {}, soit {}", "of {}, {}", jobs->shown(*row, "whole"), jobs->shown(*row, "share")), {}});
    else kpis.push_back({said_("En poste six mois après l'embauche", "In post six months after hiring"), std::string(no_figure), said_("aucune embauche n'a six mois dans la période", "no hiring is six months old in the period"), {}});
    return card(said_("Emploi", "Employment"), said_("Embauches, et rencontres du jeune, de l'employeur et du conseiller", "Hirings, and meetings of the young person, the employer and the adviser"),
                kpis_html(kpis) + paragraph("links screen", link("employment.html", said_("Page de l'emploi", "Page of employment")) + " " + link("employment.csv", "CSV")));
  }

  void add_meetings(const RunView& jobs, std::vector<Kpi>& kpis) const {
    const auto held_row = [&](std::string_view value) { return jobs.row({{"section", "meeting"}, {"item", "-"}, {"value", value}}); };
    std::string whole;
    std::optional<std::int64_t> held = 0;
    for (const std::string_view value : {"in_time", "late", "not_held", "waiting"}) {
      const auto row = held_row(value);
      if (!row) continue;
      whole = jobs.shown(*row, "whole");
      if (value == "in_time" || value == "late") held = held && jobs.number(*row, "number") ? std::optional(*held + *jobs.number(*row, "number")) : std::nullopt;
    }
    if (whole.empty()) return;
    kpis.push_back({said_("Rencontres tenues, sur celles du plan", "Meetings held, of those planned"), (held ? count(*held) : "s") + (whole == no_figure ? "" : " / " + whole), said_("dont le jour tombe dans la période", "whose day is in the period"), {}});
  }

  Html mobility_card() {
    const RunView* pole = view("pole");
    // Lessons count as support, too: they are no work of the Pôle.
    const bool is_at_work = pole && std::ranges::any_of(std::array{"problem", "referral", "diagnosis"}, [&](std::string_view section) { return pole->row({{"section", section}}).has_value(); });
    if (!is_at_work) return {};
    std::vector<Kpi> kpis;
    for (const std::string_view item : {"referral", "diagnosis"}) {
      const Where which{{"programme", "-"}, {"section", "pole"}, {"item", item}};
      const std::string title = item == "referral" ? said_("Orientations envoyées", "Referrals sent") : said_("Diagnostics de mobilité", "Mobility diagnoses");
      const auto all = months().series(which, "facts");
      const auto now = months().of_period(which, "facts"), was = months().before(which, "facts");
      if (!now && !all) continue;
      const auto change = was ? std::optional(now.value_or(0) - *was) : std::nullopt;
      kpis.push_back({title, count(now.value_or(0)), months().change_line(change, change ? change_text(*change, language_) : ""), months().drawn(all, title)});
    }
    if (const auto row = pole->row({{"section", "dose"}}))
      kpis.push_back({said_("Jeunes rencontrés", "People met"), pole->shown(*row, "people"), said_("{} rencontres, {} min par jeune", "{} meetings, {} min each", pole->shown(*row, "facts"), pole->shown(*row, "mean")), {}});
    if (kpis.empty()) return {};
    return card(said_("Pôle mobilité", "Mobility"), said_("Orientations, diagnostics et rencontres", "Referrals, diagnoses and meetings"),
                kpis_html(kpis) + paragraph("links screen", link("pole.html", said_("Page du Pôle", "Page of mobility")) + " " + link("pole.csv", "CSV")));
  }

  // Above and below the cards.

  Html lead() const {
    if (lead_.is_empty()) return said_("Aucun fait n'est saisi pour la période.", "Nothing is recorded for the period.");
    return Html(said_("{} : ", "{}: ", [&] { std::string name = period_name(source_.period, language_); if (name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A'); else if (name.starts_with("\u00e9")) name.replace(0, 2, "\u00c9"); return name; }())) + lead_;
  }

  void to_see_first() {
    if (!view("attention")) return;
    const std::vector<ToSee> all = what_to_see(*view("attention"), view("monthly"), source_.programmes, language_);
    if (all.empty()) return;
    Html items;
    for (std::size_t i = 0; i < all.size() && i < most_to_see; ++i) {
      Html inside = Html::element("b", {{"class", "q"}}, {all[i].count}) + " " + all[i].fact + " ";
      inside += Html::element("span", {{"class", "screen"}}, {link(all[i].file, all[i].words)});
      items += Html::element("li", {}, {inside});
    }
    page_.put(Html::element("section", {{"class", "call"}, {"aria-labelledby", "avoir"}}, {Html::element("h2", {{"id", "avoir"}}, {said_("À voir d'abord", "To be seen first")}), Html::element("ul", {{"class", "todo"}}, {items})}));
  }

  Html without_data() {
    for (const auto& [name, run] : views_)
      if (run.size() == 0 && name != "attention") without_.push_back(short_title(run.run()));
    Html text;
    if (!without_.empty()) text += bold(said_("Sans donnée dans la période : ", "Without data in the period: ")) + (joined(without_, said_(" ; ", "; ")) + ". ");
    for (const std::string& one : missing_) text += one + " ";
    if (source_.readers) text += said_("Ni les mois d'avant ni ce qui attend ne sont montrés hors de la mission locale. ", "Neither the months before nor what waits is shown outside the office. ");
    if (text.is_empty()) text = said_("Tous les rapports ont des données dans la période.", "All reports have data in the period.");
    return text;
  }
  /// `Passport: the four indicators` is `Passport`.
  std::string short_title(const ReportRun& run) const {
    const std::string title = language_ == Language::french ? run.report.french : run.report.english;
    const auto colon = title.find(language_ == Language::french ? " :" : ":");
    return typeset(title.substr(0, colon), language_);
  }
  std::string title_of_report(const ReportRun& run) const { return typeset(language_ == Language::french ? run.report.french : run.report.english, language_); }

  void other_pages() {
    Html rows;
    for (const auto& [name, run] : views_) {
      if (run.size() == 0) continue;
      Html line = link(name + ".html", title_of_report(run.run()));
      line += " · ";
      line += link(name + ".csv", run.size() == 1 ? said_("CSV, une ligne", "CSV, one row") : said_("CSV, {} lignes", "CSV, {} rows", count(static_cast<std::int64_t>(run.size()))));
      rows += Html::element("li", {}, {line});
    }
    // Empty ones have their files all the same: who reads the folder by program finds what was found the month before.
    Html empty;
    for (const auto& [name, run] : views_)
      if (run.size() == 0) empty += link(name + ".html", name) + " " + link(name + ".csv", "CSV") + " ";
    if (!empty.is_empty()) rows += Html::element("li", {}, {said_("Sans donnée : ", "Without data: "), empty});
    for (const std::string& name : without_)
      for (const Programme& programme : source_.programmes)
        if (programme.name == name) rows += Html::element("li", {}, {link("programme-" + programme.code + ".html", name), " ", link("programme-" + programme.code + ".csv", "CSV")});
    if (source_.workbook) rows += Html::element("li", {}, {link(*source_.workbook, said_("Classeur de tous les rapports", "Workbook of all reports"))});
    page_.put(Html::element("nav", {{"class", "screen"}, {"aria-labelledby", "pages"}}, {Html::element("h2", {{"id", "pages"}}, {said_("Toutes les pages", "All pages")}), Html::element("ul", {}, {rows})}));
  }

  void how_to_read() {
    page_.heading(2, said_("Comment lire ces chiffres", "How to read these figures"));
    std::vector<std::pair<std::string, std::string>> facts = {
        {said_("Étapes", "Steps"), said_("chaque personne compte une fois, au premier jour de l'étape. Cumul : depuis l'ouverture du dispositif jusqu'au dernier jour de la période.", "each person counts once, on the first day of the step. In all: from the beginning of the programme to the last day of the period.")},
        {said_("Présence", "Presence"), said_("séances suivies, à l'heure ou en retard, sur toutes les séances dont la présence est saisie. Les absences excusées comptent comme absences.", "lessons attended, in time or late, of all lessons whose presence is recorded. Excused absences count as absences.")},
        {said_("Permis", "Licence"), said_("première épreuve pratique B favorable de chaque jeune, au jour de l'épreuve.", "the first practical test B passed, on the day of the test.")},
        {said_("Aide payée", "Aid paid"), said_("versements, extournes déduites, au jour du versement.", "payments less reversals, on the day of the payment.")},
        {said_("Rythme", "Pace"), said_("l'objectif (ou les places) multiplié par la part du temps passée ; un rythme régulier n'est pas toujours attendu.", "the objective (or the places) times the share of time gone; an even pace is not always expected.")},
        {said_("Écart d'un taux", "Change of a rate"), said_("en points, jamais en pour cent.", "in points, never in per cent.")},
        {said_("Colonnes", "Columns"), said_("foncée, le mois ; claires, les mois d'avant. Un mois sans colonne est un mois sans fait.", "dark, the month; light, the months before. A month without a column is a month without a fact.")}};
    for (const auto& [name, run] : views_)
      for (const std::string& note : notes_of(run.run(), language_))
        if (std::ranges::none_of(facts, [&](const auto& one) { return one.second == typeset(note, language_); })) facts.emplace_back(said_("À savoir", "To know"), typeset(note, language_));
    facts.emplace_back(said_("Données", "Data"), said_("faits jusqu'au {} ; empreinte de tous les dossiers, {}.", "facts until {}; digest of all records, {}.", day_in_words(source_.period.last, language_), source_.digest.substr(0, 16)));
    page_.facts(facts);
  }

  const DashboardSource& source_;
  Language language_;
  Wording said_;
  Page page_;
  std::map<std::string, RunView> views_;
  Html lead_;
  int told_ = 0, cards_ = 0;
  std::vector<std::string> without_, missing_;
};

}  // namespace

Result<Page> dashboard(const Index& index, const std::vector<ReportRun>& runs, const DashboardSource& source, Language language) {
  return Dashboard(source, language).made(index, runs);
}

Period months_before(const Period& period) {
  const int months = std::max(12, 2 * number_of_months(period));
  return {Date::of(period.last.year(), period.last.month(), 1)->plus_months(1 - months), period.last};
}

Period attention_period(const Period& period) { return {Date::of(period.first.year(), period.first.month(), 1)->plus_months(-1), period.last}; }

}  // namespace mloc::report
