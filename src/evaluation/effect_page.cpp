#include "effect_page.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "mloc/render/drawing.hpp"
#include "mloc/render/figure_text.hpp"

namespace mloc::evaluation {
namespace {

/// Below it the entry says too little of the draw for an effect on those who entered.
constexpr double weak_first_stage = 10;

const Estimate* named(const Analysed& one, std::string_view name) {
  const auto found = std::ranges::find(one.made.estimates, name, &Estimate::name);
  return found == one.made.estimates.end() ? nullptr : &*found;
}
const Estimate& main_of(const Analysed& one) { return one.made.estimates.front(); }
bool holds_zero(const Estimate& one) { return !one.has_interval() || (one.conf_low <= 0 && one.conf_high >= 0); }

class EffectPage {
 public:
  EffectPage(const Analysis& analysis, const Table& table, const std::string& about, Language language)
      : analysis_(analysis), table_(table), about_(about), language_(language), said_(language), page_(typeset(language == Language::french ? "Évaluation par tirage au sort" : "Evaluation by a random draw", language), language) {}

  Page made() {
    page_.broad();
    if (!about_.empty()) page_.put(Html::element("p", {{"class", "soft"}}, {about_}));
    page_.lead(lead());
    page_.heading(2, said_("Ce que l'on sait, en clair", "What is known, in plain words")).put(Html::element("ul", {{"class", "say"}}, {sentences()}));
    page_.heading(2, said_("1. L'effet, avec sa marge d'incertitude", "1. The effect, with its margin"));
    forest();
    page_.heading(2, said_("2. Qui a été tiré, qui a répondu", "2. Who was drawn, who answered"));
    flows();
    page_.heading(2, said_("3. Entrée et réponse, par groupe", "3. Entry and answers, by arm"));
    take_up();
    page_.heading(2, said_("4. Ce que ces données ne disent pas", "4. What these data do not say")).put(Html::element("ul", {}, {limits()}));
    page_.heading(2, said_("5. Méthode, pour qui veut vérifier", "5. Method, for those who verify"));
    method();
    return std::move(page_);
  }

 private:
  // Numbers.

  std::string level(double value, bool is_share) const {
    return is_share ? decimal_text(100 * value, 1, language_) + (language_ == Language::french ? "\u202f%" : "%") : decimal_text(value, 2, language_);
  }
  static int decimals(bool is_share) { return is_share ? 1 : 2; }
  std::string change(double value, bool is_share) const { return signed_decimal(is_share ? 100 * value : value, decimals(is_share), language_); }
  std::string plain(double value, bool is_share) const { return decimal_text(is_share ? 100 * value : value, decimals(is_share), language_); }
  std::string points(bool is_share) const { return is_share ? said_(" points", " points") : ""; }
  std::string interval(const Estimate& one, bool is_share) const {
    return fmt::format("[{}{}; {}]", plain(one.conf_low, is_share), language_ == Language::french ? "\u202f" : "", plain(one.conf_high, is_share));
  }
  std::string between(double low, double high, bool is_share) const {
    return said_("entre {} et {}{}", "between {} and {}{}", plain(low, is_share), plain(high, is_share), points(is_share));
  }
  std::string p_text(double p) const { return p < 0.001 ? (language_ == Language::french ? "<\u202f0,001" : "<\u202f0.001") : decimal_text(p, 3, language_); }
  std::string count(std::size_t number) const { return count_text(static_cast<std::int64_t>(number), language_); }
  std::string share(std::size_t part, std::size_t whole) const { return share_text(static_cast<std::int64_t>(part), static_cast<std::int64_t>(whole), language_); }

  std::string title_of(const Analysed& one) const { return analysis_.by.empty() ? one.outcome : fmt::format("{}, {} {}", one.outcome, analysis_.by, one.group); }
  /// Their difference is the estimate.
  double level_of(const Arm& arm) const { return arm.weighted_mean; }

  // What goes first.

  Html lead() const {
    std::vector<std::string> shown, open;
    for (const Analysed& one : analysis_.all) (holds_zero(main_of(one)) ? open : shown).push_back(title_of(one));
    Html text;
    if (!shown.empty()) text += said_("Un effet apparaît pour ", "There is an effect on ") + bold(joined(shown, ", ")) + ". ";
    if (!open.empty()) text += said_("Les données ne permettent pas de conclure pour ", "The data do not allow a conclusion on ") + bold(joined(open, ", ")) + ".";
    if (!analysis_.by.empty()) text += said_(" Les sous-groupes sont une exploration.", " Groups are an exploration.");
    return text;
  }

  Html item(const Html& inside) const { return Html::element("li", {}, {inside}); }
  Html sentences() const {
    Html all;
    for (const Analysed& one : analysis_.all) all += item(sentence(one));
    if (!analysis_.all.empty()) all += entry_sentence(analysis_.all.front()) + answer_sentences();
    return all;
  }
  Html sentence(const Analysed& one) const {
    const Estimate& main = main_of(one);
    Html text = bold(said_("{} : {}{}", "{}: {}{}", title_of(one), change(main.estimate, one.is_share), points(one.is_share)));
    text += said_(" ({} sans, {} avec). ", " ({} without, {} with). ", level(level_of(one.made.control), one.is_share), level(level_of(one.made.test), one.is_share));
    if (!main.has_interval()) return text + said_("Pas d'intervalle : dans chaque groupe tous ont répondu de même.", "No interval: in each arm all answered alike.");
    if (holds_zero(main)) return text + said_("L'intervalle va de {} à {}{} : il contient zéro. On ne peut ni affirmer ni exclure un effet.", "The interval goes from {} to {}{}: it holds zero. An effect can be neither asserted nor excluded.", plain(main.conf_low, one.is_share), plain(main.conf_high, one.is_share), points(one.is_share));
    return text + said_("Compte tenu du hasard, le vrai effet est vraisemblablement {}.", "Chance taken into account, the true effect is likely {}.", between(main.conf_low, main.conf_high, one.is_share));
  }
  Html entry_sentence(const Analysed& one) const {
    if (!named(one, "first_stage")) return {};
    Html text = said_("Tous les tirés n'entrent pas : {} sur {}. ", "Not all who were drawn enter: {} of {}. ", count(one.made.test.entered), count(one.made.test.drawn));
    bool any = false;
    for (const Analysed& each : analysis_.all)
      if (const Estimate* late = named(each, "late")) {
        text += said_("{}{} : {}{}. ", "{}{}: {}{}. ", any ? "" : said_("Pour ceux qui sont entrés grâce au tirage, l'effet est : ", "For those who entered because of the draw the effect is: "), title_of(each), change(late->estimate, each.is_share), points(each.is_share));
        any = true;
      }
    return item(text);
  }
  Html answer_sentences() const {
    Html all;
    const Analysed& first = analysis_.all.front();
    const Arm &test = first.made.test, &control = first.made.control;
    if (test.answered == test.drawn && control.answered == control.drawn) return all;
    Html text = said_("Ont répondu : {} avec, {} sans. ", "Answered: {} with, {} without. ", share(test.answered, test.drawn), share(control.answered, control.drawn));
    for (const Analysed& one : analysis_.all)
      if (const Estimate *low = named(one, "lee_lower"), *high = named(one, "lee_upper"); low && high)
        text += said_("Même si les absents étaient différents, {} resterait {}. ", "Even if those who did not answer differed, {} would stay {}. ", title_of(one), between(low->estimate, high->estimate, one.is_share));
    return item(text);
  }

  // The forest.

  struct Drawn {
    std::string label, control, test, effect, interval, p;
    std::optional<EffectMark> mark;
    bool is_main = false;
  };

  std::vector<Drawn> rows_of(const Analysed& one) const {
    const auto scaled = [&](double value) { return one.is_share ? 100 * value : value; };
    const auto mark = [&](const Estimate& made, EffectMark::Kind kind) { return EffectMark{kind, scaled(made.estimate), scaled(made.has_interval() ? made.conf_low : made.estimate), scaled(made.has_interval() ? made.conf_high : made.estimate)}; };
    const Estimate& main = main_of(one);
    const auto interval_of = [&](const Estimate& made) { return made.has_interval() ? interval(made, one.is_share) : std::string(no_figure); };
    std::vector<Drawn> rows;
    const std::string everyone = analysis_.by.empty() ? said_("Tous les tirés au sort", "All who were drawn") : fmt::format("{} {}", analysis_.by, one.group);
    rows.push_back({everyone, level(level_of(one.made.control), one.is_share), level(level_of(one.made.test), one.is_share), change(main.estimate, one.is_share), interval_of(main), main.has_interval() ? p_text(one.holm) : "", mark(main, EffectMark::Kind::main), true});
    const std::vector<std::pair<std::string_view, std::string>> others = {{"lin", said_("Ajusté sur l'état de départ", "Adjusted for the baseline")}, {"late", said_("Ceux qui sont entrés grâce au tirage", "Those who entered because of the draw")}};
    for (const auto& [name, label] : others)
      if (const Estimate* made = named(one, name); made && made != &main) rows.push_back({label, "", "", change(made->estimate, one.is_share), interval_of(*made), "", mark(*made, EffectMark::Kind::other)});
    if (const Estimate *low = named(one, "lee_lower"), *high = named(one, "lee_upper"); low && high)
      rows.push_back({said_("Si les non-répondants diffèrent", "If those who did not answer differ"), "", "", "", fmt::format("[{}{}; {}]", plain(low->estimate, one.is_share), language_ == Language::french ? "\u202f" : "", plain(high->estimate, one.is_share)), "",
                      EffectMark{EffectMark::Kind::bounds, scaled(low->estimate), scaled(low->estimate), scaled(high->estimate)}});
    return rows;
  }

  EffectScale scale_of(bool is_share, const std::string& outcome) const {
    std::vector<double> ends;
    for (const Analysed& one : analysis_.all) {
      if (one.is_share != is_share || (!is_share && one.outcome != outcome)) continue;
      for (const Drawn& row : rows_of(one))
        if (row.mark) ends.insert(ends.end(), {row.mark->low, row.mark->high});
    }
    return EffectScale::holding(ends);
  }

  Html cell(std::string_view style, const Html& inside, std::string_view head = "") const {
    Html::Attributes attributes{{"class", std::string(style)}};
    if (!head.empty() && !inside.is_empty()) attributes.emplace_back("data-head", head);
    return Html::element("td", attributes, {inside});
  }

  void forest() {
    Html bodies;
    std::vector<std::string> done;
    for (const Analysed& one : analysis_.all) {
      if (std::ranges::find(done, one.outcome) != done.end()) continue;
      done.push_back(one.outcome);
      bodies += forest_of(one);
    }
    const auto head = [&](const std::string& text, std::string_view style) { return Html::element("th", {{"scope", "col"}, {"class", std::string(style)}}, {text}); };
    const Html heads = Html::element("tr", {}, {Html::element("th", {{"scope", "col"}}, {said_("Pour qui", "For whom")}), head(said_("Sans", "Without"), "num"), head(said_("Avec", "With"), "num"), head(said_("Écart, dessiné", "Difference, drawn"), "fig"),
                                                head(said_("Écart", "Difference"), "num"), head(said_("Intervalle à 95 %", "95% interval"), "num"), head(said_("p corrigée (Holm)", "p corrected (Holm)"), "num hide-s")});
    const Html caption = said_("Effet du tirage", "Effect of the draw") + Html::element("small", {}, {said_("En points pour une part, dans l'unité de la mesure sinon. Carré plein : estimation principale. Rond : estimation secondaire. Trait : intervalle à 95 %. Cadre en pointillé : bornes. À droite de zéro, le {} a plus.",
                                                                                                          "In points for a share, else in the unit of the measure. Full square: main estimate. Circle: other estimate. Line: 95% interval. Dashed box: bounds. Right of zero the test arm has more.", analysis_.test)});
    page_.put(Html::element("table", {{"class", "fp"}}, {Html::element("caption", {}, {caption}), Html::element("thead", {}, {heads}), bodies}));
    page_.put(Html::element("p", {{"class", "src"}}, {said_("La correction de Holm compte {} comparaisons. Les bornes disent l'effet des non-réponses ; elles ne comptent pas le hasard.", "Holm's correction counts {} comparisons. Bounds tell what non-response may do; they leave chance out.", std::max<std::size_t>(1, analysis_.outcomes.size() * std::max<std::size_t>(1, analysis_.groups.size())))}));
  }

  Html forest_of(const Analysed& first) const {
    const EffectScale scale = scale_of(first.is_share, first.outcome);
    std::vector<std::string> labels;
    for (const double value : axis_values(scale)) labels.push_back(signed_decimal(value, scale.step() < 1 ? 1 : 0, language_));
    Html rows = Html::element("tr", {{"class", "sub"}}, {Html::element("th", {{"scope", "rowgroup"}, {"colspan", "3"}}, {first.outcome}), cell("fig", effect_axis(scale, labels)), Html::element("td", {{"colspan", "3"}}, {})});
    for (const Analysed& one : analysis_.all) {
      if (one.outcome != first.outcome) continue;
      for (const Drawn& row : rows_of(one)) {
        const Html effect = row.effect.empty() ? Html() : bold(row.effect);
        rows += Html::element("tr", row.is_main ? Html::Attributes{{"class", "main"}} : Html::Attributes{},
                              {Html::element("th", {{"scope", "row"}}, {row.label}), cell("num", row.control, said_("sans", "without")), cell("num", row.test, said_("avec", "with")), cell("fig", effect_row(scale, row.mark)),
                               cell("num", effect), cell("num", row.interval), cell("num hide-s", row.p)});
      }
    }
    return Html::element("tbody", {}, {rows});
  }

  // From the draw to the analysis.

  void flows() {
    std::vector<std::string> sums;
    const std::string outcome = analysis_.all.front().outcome;
    for (const Analysed& one : analysis_.all)
      if (one.outcome == outcome) flow(one);
    page_.put(Html::element("p", {{"class", "src"}}, {said_("Réponses à « {} ». Le groupe est celui du tirage de départ : une place reprise ensuite n'en change pas.", "Answers on “{}”. The arm is that of the initial draw: a place that is taken later does not change it.", outcome)}));
  }
  static Html box(std::string_view style, const Html& inside) { return Html::element("div", {{"class", std::string(style)}}, {inside}); }
  static Html two(std::string_view style, const Html& left, const Html& right) { return box(style, Html::element("div", {}, {left}) + Html::element("div", {}, {right})); }
  static Html arrows() { return two("two", box("arrow", {}), box("arrow", {})); }

  Html arm_box(const Analysed& one, const Arm& arm, const std::string& name) const {
    Html inside = bold(count(arm.drawn)) + " " + name;
    if (named(one, "first_stage"))
      inside += Html::element("ul", {}, {item(said_("{} sont entrés ({})", "{} entered ({})", count(arm.entered), share(arm.entered, arm.drawn))), item(said_("{} ne sont pas entrés", "{} did not enter", count(arm.drawn - arm.entered)))});
    return inside;
  }
  Html lost_box(const Arm& arm) const {
    Html inside = bold(count(arm.drawn - arm.answered)) + said_(" sans réponse ({})", " without an answer ({})", share(arm.drawn - arm.answered, arm.drawn));
    Html why;
    if (arm.withdrew > 0) why += item(said_("{} ont retiré leur accord", "{} withdrew their consent", count(arm.withdrew)));
    if (arm.forgotten > 0) why += item(said_("{} ont été effacés", "{} were erased", count(arm.forgotten)));
    if (!why.is_empty()) inside += Html::element("ul", {}, {why});
    return inside;
  }
  Html answered_box(const Arm& arm) const { return bold(count(arm.answered)) + said_(" analysés ({})", " analysed ({})", share(arm.answered, arm.drawn)); }

  void flow(const Analysed& one) {
    const Arm &test = one.made.test, &control = one.made.control;
    const std::size_t all = test.drawn + control.drawn;
    Html made = box("box mid", bold(count(all)) + " " + (analysis_.by.empty() ? said_("tirés au sort", "drawn") : said_("tirés au sort, {} {}", "drawn, {} {}", analysis_.by, one.group))) + arrows();
    made += two("two boxes", arm_box(one, test, said_(analysis_.test, "test arm")), arm_box(one, control, said_(analysis_.control, "control arm"))) + arrows();
    made += two("two boxes dash", lost_box(test), lost_box(control)) + arrows() + two("two boxes", answered_box(test), answered_box(control));
    page_.put(Html::element("div", {{"class", "flow keep"}, {"role", "group"}, {"aria-label", said_("Parcours de {} personnes, du tirage à l'analyse", "The way of {} people from the draw to the analysis", count(all))}}, {made}));
    page_.put(Html::element("p", {{"class", "src"}}, {fmt::format("{} = {} + {} ; {} = {} + {} ; {} = {} + {}.", count(test.drawn), count(test.answered), count(test.drawn - test.answered), count(control.drawn), count(control.answered), count(control.drawn - control.answered), count(all), count(test.drawn), count(control.drawn))}));
  }

  void take_up() {
    std::vector<Page::Row> rows;
    const auto add = [&](const std::string& label, std::size_t test_part, const Arm& test, std::size_t control_part, const Arm& control, const Estimate* difference) {
      const double gap = static_cast<double>(test_part) / static_cast<double>(test.drawn) - static_cast<double>(control_part) / static_cast<double>(control.drawn);
      std::string shown = change(difference ? difference->estimate : gap, true) + said_(" points", " points");
      if (difference && difference->has_interval()) shown += " " + interval(*difference, true);
      rows.push_back({{label, share(test_part, test.drawn), share(control_part, control.drawn), shown, difference && difference->has_interval() ? p_text(difference->p_value) : std::string(no_figure)}});
    };
    for (const Analysed& one : analysis_.all) {
      const Arm &test = one.made.test, &control = one.made.control;
      if (test.drawn == 0 || control.drawn == 0) continue;
      // The first stage is of those who answered; this is of all who were drawn.
      if (named(one, "first_stage") && &one == &analysis_.all.front()) add(said_("Sont entrés", "Entered"), test.entered, test, control.entered, control, nullptr);
      add(said_("Ont répondu : {}", "Answered: {}", title_of(one)), test.answered, test, control.answered, control, named(one, "response"));
    }
    const auto end = Page::Heading::Align::end;
    page_.table(said_("Entrée dans le dispositif et réponse à l'enquête", "Entry into the programme and answers to the survey"), said_("En part des tirés de chaque groupe", "As a share of those drawn in each arm"),
                {{said_("Mesure", "Measure")}, {said_("Avec", "With"), end}, {said_("Sans", "Without"), end}, {said_("Écart et intervalle", "Difference and interval"), end}, {"p", end}}, rows);
  }

  Html limits() const {
    Html all;
    for (const Analysed& one : analysis_.all)
      if (holds_zero(main_of(one)) && main_of(one).has_interval()) all += item(said_("Pour « {} », ne pas dire qu'il n'y a pas d'effet : ces données ne le montrent pas non plus.", "On “{}”, do not say that there is no effect: these data do not show that, either.", title_of(one)));
    const Analysed& first = analysis_.all.front();
    if (named(first, "first_stage") && first.made.first_stage_f < weak_first_stage && first.made.first_stage_f > 0) all += item(said_("L'entrée suit trop peu le tirage pour donner un effet sur ceux qui sont entrés.", "Entry follows the draw too little for an effect on those who entered."));
    if (!analysis_.by.empty()) all += item(said_("Les sous-groupes ont été regardés ensemble : un écart entre eux ne prouve rien à lui seul.", "Groups were looked at together: a difference between them proves nothing by itself."));
    all += item(said_("L'effet est celui de l'offre d'une place à ceux qui ont été tirés, pas celui du dispositif sur d'autres jeunes, ailleurs ou une autre année.", "The effect is that of a place offered to those who were drawn, not of the programme on others, elsewhere or in another year."));
    all += item(said_("Les moyennes portent sur ceux qui ont répondu. Les bornes disent jusqu'où les absents pourraient les déplacer ; elles ne comptent pas le hasard.", "Means are of those who answered. Bounds tell how far the others could move them; they leave chance out."));
    return all;
  }

  std::string method_name(const Estimate& one) const {
    if (one.name == "itt_cluster") return said_("erreurs types robustes par ménage (CR2, degrés de Satterthwaite)", "standard errors by household (CR2, Satterthwaite's degrees)");
    if (one.name == "itt_blocked") return said_("pondérée par strate, erreurs types de Neyman", "weighted by stratum, Neyman's standard errors");
    return said_("erreurs types de Neyman", "Neyman's standard errors");
  }
  void method() {
    const Analysed& first = analysis_.all.front();
    const Estimate& main = main_of(first);
    std::vector<std::string> items = {said_("Comparaison selon le tirage de départ (en intention de traiter), {} ; {} degrés de liberté pour « {} ».", "Comparison by the initial draw (intention to treat), {}; {} degrees of freedom for “{}”.", method_name(main), decimal_text(main.df, 0, language_), first.outcome)};
    if (named(first, "late")) items.push_back(said_("Effet sur les entrants : rapport des deux écarts (LATE), premier étage F = {}.", "Effect on those who entered: ratio of the two differences (LATE), first stage F = {}.", std::isfinite(first.made.first_stage_f) ? decimal_text(first.made.first_stage_f, 0, language_) : "∞"));
    if (named(first, "lee_lower")) items.push_back(said_("Non-réponse : bornes de Lee.", "Non-response: Lee's bounds."));
    items.push_back(said_("Famille : {}. Correction de Holm ; p de Benjamini-Hochberg pour explorer.", "Family: {}. Holm's correction; Benjamini and Hochberg's p for exploring.", joined(analysis_.outcomes, ", ")));
    if (first.replayed) items.push_back(said_("Tirages rejoués : p = {} pour « {} ».", "Replayed draws: p = {} for “{}”.", p_text(*first.replayed), first.outcome));
    page_.list(items).table(said_("Toutes les estimations", "All estimates"), table_);
  }

  const Analysis& analysis_;
  const Table& table_;
  const std::string& about_;
  Language language_;
  Wording said_;
  Page page_;
};

}  // namespace

Page effect_page(const Analysis& analysis, const Table& table, const std::string& about, Language language) { return EffectPage(analysis, table, about, language).made(); }

}  // namespace mloc::evaluation
