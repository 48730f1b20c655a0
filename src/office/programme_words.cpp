#include "programme_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/values.hpp"

namespace mloc::office {
namespace {

std::string euros(const Money& amount) { return amount.french() + " €"; }

std::string counted(std::string_view number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == "0" || number == "1" ? one : many);
}
std::string places(std::uint32_t number) { return counted(std::to_string(number), "place", "places"); }

class French {
 public:
  French(const Programme& programme, const Node& tree, const WordsOfRules& words)
      : programme_(programme), tree_(tree), settings_(words.settings), lists_(words.lists), label_(words.label), diagnosis_(words.diagnosis), baseline_(words.baseline) {}

  std::vector<Section> all() {
    dates();
    admission();
    criteria();
    money();
    contract();
    support();
    meetings();
    evaluation();
    budget();
    results();
    return std::move(sections_);
  }

 private:
  void begin(std::string title) { sections_.push_back({std::move(title), {}}); }
  void say(std::string sentence) { sections_.back().sentences.push_back(std::move(sentence)); }
  void end() {
    if (sections_.back().sentences.empty()) sections_.pop_back();
  }

  std::string site(std::string_view code) const {
    for (const Site& one : settings_.sites)
      if (one.code == code) return one.name;
    return std::string(code);
  }
  std::string labels(const Node* codes, std::string_view list) const {
    std::vector<std::string> said;
    for (const std::string& code : texts_of(codes)) said.push_back(lists_.label(list, code, Language::french));
    return joined(said, " ; ");
  }

  void dates() {
    begin("Dates");
    say(fmt::format("Le dispositif court du {} au {}.", programme_.runs.first.french(), programme_.runs.last.french()));
    if (programme_.window) say(fmt::format("Les candidatures sont reçues du {} au {}.", programme_.window->first.french(), programme_.window->last.french()));
    else say("Les candidatures sont reçues à tout moment.");
  }

  void admission() {
    begin("Places");
    std::uint32_t all = 0;
    for (const auto& [code, number] : programme_.quotas) all += number;
    if (!programme_.quotas.empty()) say(fmt::format("{} en tout :", places(all)));
    for (const auto& [code, number] : programme_.quotas) say(fmt::format("{} : {}", site(code), places(number)));
    if (programme_.quotas.empty()) say("Le nombre de places n'est pas limité.");
    if (!programme_.is_drawn) say("Il n'y a pas de tirage : les places vont aux premiers arrivés qui remplissent les conditions.");
    else say("Un tirage public attribue les places, site par site ; les places d'un site sans assez de candidatures ne vont pas ailleurs.");
    if (programme_.is_drawn) say(households());
    if (programme_.referral_days) say(fmt::format("Un conseiller oriente vers le dispositif, qui répond sous {} jours.", *programme_.referral_days));
  }
  std::string households() const {
    switch (programme_.policy) {
      case Policy::stop: return "Quand un foyer ne tient plus dans les places qui restent, le tirage du site s'arrête avant lui.";
      case Policy::over: return "Quand un foyer ne tient plus dans les places qui restent, il est pris et le tirage du site s'arrête après lui.";
      default: return "Quand un foyer ne tient plus dans les places qui restent, il est passé et le tirage continue.";
    }
  }

  void criteria() {
    begin("Conditions, toutes exigées ; ce qui n'est pas renseigné n'est jamais tenu pour rempli");
    for (const Criterion& one : programme_.criteria) say(enrol::french_criterion(one, label_));
    if (const Node* pieces = tree_.find("pieces")) say("Pièces demandées : " + labels(pieces, "piece_dossier"));
    end();
  }

  void money() {
    begin("Argent");
    if (programme_.aid_ceiling) say(fmt::format("L'aide est plafonnée à {} par personne, tous paiements confondus.", euros(*programme_.aid_ceiling)));
    if (const auto& contribution = programme_.contribution) {
      std::string times;
      for (std::size_t i = 0; i < contribution->instalments.size(); ++i)
        times += fmt::format("{}{}", i == 0 ? "" : i + 1 == contribution->instalments.size() ? " ou " : ", ", contribution->instalments[i]);
      say(fmt::format("La participation du jeune est de {}{}.", euros(contribution->due), times.empty() ? "" : ", en " + times + " fois"));
    }
    end();
  }

  void contract() {
    begin("Engagements");
    if (const Node* ours = tree_.find("commitments")) say("Le jeune s'engage : " + labels(ours, "engagement_contrat"));
    if (const Node* contract = tree_.find("contract")) {
      say("L'organisme s'engage : " + labels(contract->find("institution"), "engagement_contrat"));
      say(fmt::format("Le contrat dure {} mois au plus, renouvellements compris.", contract->get("months")));
      if (contract->has("review_months")) say(fmt::format("Un point est fait tous les {} mois au moins.", contract->get("review_months")));
      if (contract->get("couples") == "true") say("Deux personnes d'un foyer signent un seul contrat.");
      if (contract->has("guarantee_months")) say(fmt::format("La garantie de loyer dure {} mois au plus.", contract->get("guarantee_months")));
      if (const Node* follow = contract->find("follow"))
        for (const Node& one : *follow) say(followed(one));
    }
    end();
  }
  std::string followed(const Node& one) const {
    const std::string_view measure = one.get("measure");
    const std::string_view what = measure == "absences" ? "absences sans excuse" : measure == "days_overdue" ? "jours de retard d'un versement" : "rencontres manquées sans excuse";
    return fmt::format("« {} » : fragile à partir de {} {}, non tenu à partir de {}.", lists_.label("engagement_contrat", one.get("commitment"), Language::french),
                       one.get("at_risk"), what, one.get("broken"));
  }

  void meetings() {
    const Node* meetings = tree_.find("meetings");
    if (!meetings) return;
    begin("Rencontres avec l'employeur");
    for (const Node& one : *meetings->find("plan")) {
      std::string said = fmt::format("{} : {}", lists_.label("rencontre_tripartite", one.get("meeting"), Language::french), one.get("months") == "0" ? std::string("à l'embauche") : fmt::format("{} mois après l'embauche", one.get("months")));
      if (one.has("before_end")) said += fmt::format(", ou {} jours avant la fin du contrat si elle vient d'abord", one.get("before_end"));
      say(said);
    }
    std::vector<std::string> closed;
    for (const std::string& day : texts_of(meetings->find("closed"))) closed.push_back(Date::parse(day)->french());
    if (!closed.empty()) say("Pas de rencontre ces jours-là : " + joined(closed, ", "));
    if (meetings->get("alsace_moselle") == "true") say("Les jours fériés d'Alsace-Moselle comptent aussi.");
  }

  /// What goes with the contract: diagnosis, school, pace.
  void support() {
    begin("Accompagnement");
    if (!programme_.diagnosis.empty()) say(fmt::format("Le diagnostic se fait avec le questionnaire « {} ».", diagnosis_ ? diagnosis_->french : programme_.diagnosis));
    if (!programme_.adapted_item.empty()) say(fmt::format("Un parcours adapté est demandé par la question « {} ».", question(diagnosis_, programme_.adapted_item)));
    if (!programme_.school_kind.empty()) say("Les séances ont lieu chez un partenaire de la catégorie : " + lists_.label("type_partenaire", programme_.school_kind, Language::french));
    if (tree_.get("requires_contract") == "true") say("Pas de place en auto-école sans contrat en cours.");
    if (const Node* pace = tree_.find("pace")) {
      say(fmt::format("Rythme des séances, à {} % près ; la première ligne qui convient l'emporte :", pace->get("tolerance")));
      for (const Node& one : *pace->find("rules")) say(paced(one));
    }
    end();
  }
  std::string paced(const Node& one) const {
    std::string of_whom = one.has("situation") ? labels(one.find("situation"), "situation_autonomie") : "Toutes les situations";
    if (one.has("project")) of_whom += one.get("project") == "true" ? ", avec projet" : ", sans projet";
    return fmt::format("{} : {} minutes par semaine ({})", of_whom, one.get("minutes"), lists_.label("motif_rythme", one.get("reason"), Language::french));
  }

  static std::string question(const diagnose::Instrument* instrument, std::string_view code) {
    const diagnose::Item* item = instrument ? instrument->find(code) : nullptr;
    return item ? item->french : std::string(code);
  }

  void evaluation() {
    if (!programme_.trial) return;
    begin("Évaluation");
    say(fmt::format("Le dispositif est évalué : le tirage forme le {} et le {}.", programme_.trial->test, programme_.trial->control));
    say(fmt::format("Personne n'entre dans le tirage sans avoir donné son accord et répondu à l'enquête de départ ({}).", baseline_ ? baseline_->french : programme_.trial->baseline));
    say(fmt::format("Le {} n'est pas une liste d'attente : une place qui se libère n'y est pas proposée.", programme_.trial->control));
    if (tree_.find("trial")->has("ends")) say("L'évaluation se termine le " + Date::parse(tree_.find("trial")->get("ends"))->french() + ".");
    if (const Node* waves = tree_.find("waves"))
      for (const Node& one : *waves)
        say(fmt::format("Enquête {} : {} mois après le tirage{}.", lists_.label("vague_enquete", one.get("code"), Language::french), one.get("months"),
                        one.has("window_days") ? fmt::format(", réponse possible pendant {} jours", one.get("window_days")) : std::string()));
    if (const Node* outcomes = tree_.find("outcomes"))
      for (const Node& one : *outcomes) say(declared(one));
  }
  std::string declared(const Node& outcome) const {
    std::string said = fmt::format("Résultat déclaré « {} »", outcome.has("label") ? outcome.get("label") : outcome.get("code"));
    if (const Node* all = outcome.find("all_of")) said += " — tout cela : " + answered(*all);
    if (const Node* any = outcome.find("any_of")) said += " — l'un au moins : " + answered(*any);
    return said;
  }
  std::string answered(const Node& conditions) const {
    std::vector<std::string> all;
    for (const Node& one : conditions) {
      const diagnose::Item* item = baseline_ ? baseline_->find(one.get("item")) : nullptr;
      std::string said = question(baseline_, one.get("item")) + " :";
      if (const Node* is = one.find("is")) said += " " + choices(*is, item);
      if (const Node* is_not = one.find("is_not")) said += " autre que " + choices(*is_not, item);
      if (one.has("at_least")) said += fmt::format(" {} au moins", one.get("at_least"));
      if (one.has("at_most")) said += fmt::format(" {} au plus", one.get("at_most"));
      all.push_back(std::move(said));
    }
    return joined(all, " ; ");
  }
  static std::string choices(const Node& codes, const diagnose::Item* item) {
    std::vector<std::string> said;
    for (const std::string& code : texts_of(&codes)) {
      const diagnose::Choice* choice = item ? item->find(code) : nullptr;
      said.push_back(choice ? choice->french : code == "true" ? "oui" : code == "false" ? "non" : code);
    }
    return joined(said, " ou ");
  }

  void budget() {
    begin("Financeurs");
    for (const Funder& funder : programme_.funders) {
      std::string said = funder.name;
      if (funder.share) said += fmt::format(", {} %", *funder.share);
      if (!funder.convention.empty()) said += ", convention " + funder.convention;
      say(fmt::format("{}, du {} au {}", said, funder.pays.first.french(), funder.pays.last.french()));
      for (const BudgetLine& line : funder.lines) say(line_of(line));
    }
    end();
  }
  std::string line_of(const BudgetLine& line) const {
    std::vector<std::string> natures;
    for (const std::string& code : line.natures) natures.push_back(lists_.label("nature_aide", code, Language::french));
    return fmt::format("{} : {} ({})", line.name, euros(line.amount), natures.empty() ? "ce qu'aucune autre ligne ne prend" : joined(natures, " ; "));
  }

  void results() {
    begin("Résultats et recours");
    if (const Node* objectives = tree_.find("objectives"))
      for (const Node& one : *objectives)
        say(fmt::format("Objectif, {}{}{} : {}", lists_.label("indicateur_dispositif", one.get("indicator"), Language::french),
                        one.has("site") ? ", " + site(one.get("site")) : std::string(), by(one), one.get("number")));
    if (programme_.exit_rule)
      say(fmt::format("Sorties positives ({}) : {}", programme_.exit_rule->text(), labels(tree_.find("exit")->find("positive"), "motif_sortie")));
    if (programme_.appeal) say(fmt::format("Recours : {} mois à compter de la réception de la décision ({}).", programme_.appeal->months, programme_.appeal->rule));
    end();
  }

  /// What an objective is by: `, Prescripteur : Protection judiciaire de la jeunesse`.
  std::string by(const Node& objective) const {
    const Schema& schema = *find_kind("programme")->schema->find("objectives")->schema->items;
    std::string said;
    for (const Node& one : objective) {
      if (one.key == "indicator" || one.key == "site" || one.key == "number") continue;
      const Code* code = lists_.find(*schema.find(one.key)->schema, one.text);
      said += fmt::format(", {} : {}", lists_.label("rubrique_rapport", one.key, Language::french),
                          code ? std::string(code->fr) : one.text == "true" ? "oui" : one.text == "false" ? "non" : std::string(one.text));
    }
    return said;
  }

  const Programme& programme_;
  const Node& tree_;
  const Settings& settings_;
  const Lists& lists_;
  const enrol::FrenchLabel& label_;
  const diagnose::Instrument *diagnosis_, *baseline_;
  std::vector<Section> sections_;
};

}  // namespace

std::vector<Section> french_rules(const Programme& programme, const Node& tree, const WordsOfRules& words) { return French(programme, tree, words).all(); }

}  // namespace mloc::office
