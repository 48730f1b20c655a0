#include <algorithm>
#include <utility>

#include "convene.hpp"
#include "convening_verbs.hpp"
#include "mloc/base/ids.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/render/page.hpp"
#include "mloc/workspace/frozen_programme.hpp"
#include "mloc/workspace/page_file.hpp"
#include "mloc/workspace/paper.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::meeting {
namespace {

/// To whom a letter goes, and by which file number the draw knows the person.
struct Addressee {
  std::string file_number, name;
};

class Letters {
 public:
  Letters(Workspace& workspace, const ConvenedDraw& known, const Programme& programme, std::string appeal)
      : workspace_(workspace), known_(known), programme_(programme), appeal_(std::move(appeal)), page_("Courriers du tirage " + known.draw) {}

  /// What every letter needs must be there before one is written.
  Result<> load() {
    Page probe("");
    CHECKED(put_sender(probe, workspace_));
    TRY(index, workspace_.valid_index());
    TRY(rows, index->rows("SELECT a.case_id, a.referent FROM application a WHERE a.voided_day IS NULL AND a.referent IS NOT NULL ORDER BY a.received, a.id"));
    for (const auto& row : rows.rows) referents_[text_of(row[0])] = text_of(row[1]);
    return {};
  }

  void selected(const draw::Position& position) {
    begin(position.applicant.id, position.applicant.stratum, "Votre candidature est retenue");
    page_.paragraph("Votre candidature à " + programme_.name + " est retenue. Votre rang au tirage : " + rank_of(position) + ".");
    const Invitation* invited = last_invitation(known_.of(position.applicant.id));
    if (invited && invited->presence.empty()) {
      std::vector<std::pair<std::string, std::string>> facts = {{"Date", invited->day.french()}};
      if (!invited->time.empty()) facts.emplace_back("Heure", invited->time);
      if (!invited->place.empty()) facts.emplace_back("Lieu", invited->place);
      page_.paragraph("Vous êtes convoqué(e) à la réunion où se signent les engagements du dispositif.").facts(facts);
      page_.paragraph("Votre présence est nécessaire. En cas d'empêchement, prévenez-nous : une autre date vous sera proposée.");
    } else {
      page_.paragraph("La date de la réunion où se signent les engagements du dispositif vous sera indiquée par un autre courrier.");
    }
    end();
  }

  /// A control waits for nothing: no place that falls free goes to the group.
  void control(const draw::Position& position) {
    begin(position.applicant.id, position.applicant.stratum, "Votre candidature et l'évaluation du dispositif");
    page_.paragraph("Votre candidature à " + programme_.name + " remplit les conditions. Le dispositif est évalué par comparaison de deux groupes, que "
                    "forme un tirage public ; vous avez accepté d'y prendre part. Le tirage vous a placé(e) dans le " + programme_.trial->control + ".");
    page_.paragraph("Ce groupe n'est pas une liste d'attente : une place qui se libère n'y est pas proposée. Vous gardez l'accompagnement ordinaire de " +
                    workspace_.settings().organisation + ". Vous pouvez retirer votre accord à tout moment, sans donner de raison ; plus rien ne vous est alors "
                    "demandé pour l'évaluation.");
    end();
  }

  void waiting(const draw::Position& position) {
    if (programme_.trial) return control(position);
    begin(position.applicant.id, position.applicant.stratum, "Votre candidature est sur liste d'attente");
    page_.paragraph("Votre candidature à " + programme_.name + " remplit les conditions. Il y avait plus de candidatures que de places : "
                    "un tirage public les a départagées. Votre rang : " + rank_of(position) + ". Si une place se libère, elle va à la "
                    "première personne de la liste d'attente de votre site.");
    end();
  }

  void ineligible(const enrol::JudgedApplication& judged) {
    begin(judged.file_number, judged.site, "Votre candidature n'a pas pu être retenue");
    page_.paragraph("Votre candidature à " + programme_.name + ", reçue le " + judged.received.french() + ", n'a pas pris part au tirage :");
    page_.list(reasons_of(judged));
    end();
  }

  std::size_t count() const { return count_; }
  std::string html() const { return page_.html(); }

 private:
  void begin(const std::string& file_number, const std::string& site, const std::string& title) {
    page_.new_sheet(title);
    // load() has seen that it works.
    (void)put_sender(page_, workspace_);
    const auto case_id = known_.cases.find(file_number);
    PaperFacts facts;
    if (case_id != known_.cases.end()) add_addressee(facts, case_id->second);
    facts.emplace_back("Site", site_on_paper(workspace_, site));
    facts.emplace_back("N° de dossier", file_number);
    facts.emplace_back("Le", workspace_.world().today().french());
    page_.facts(facts);
    ++count_;
  }

  /// To whom it is posted; of somebody under 18 the legal representative, too.
  void add_addressee(PaperFacts& facts, const std::string& case_id) {
    const auto identities = workspace_.find(identity_path(*CaseId::parse(case_id)));
    if (identities && *identities)
      for (const Record& record : (*identities)->dossier->records) {
        if (!record.is("identity") || record.voided()) continue;
        const Node& identity = *record.root;
        facts.emplace_back("À", name_on_paper(identity));
        if (const std::string address = address_on_paper(identity); !address.empty()) facts.emplace_back("Adresse", address);
        const auto born = Date::parse(identity.get("birth_date"));
        const std::string other = representative_on_paper(identity);
        if (born && age_on(*born, workspace_.world().today()) < 18 && !other.empty()) facts.emplace_back("Représentant légal", other);
      }
    if (const auto referent = referents_.find(case_id); referent != referents_.end()) facts.emplace_back("Votre conseiller", staff_on_paper(workspace_, referent->second));
  }

  void end() {
    page_.heading(3, "Comment le choix est fait")
        .paragraph("La liste des candidatures et son empreinte sont annoncées avant que le hasard, public, soit connu. Chaque rang se "
                   "calcule ensuite de la même façon pour tous ; toute personne peut refaire le calcul à partir du procès-verbal du tirage « " +
                   known_.draw + " ».")
        .heading(3, "Si vous contestez cette réponse")
        .paragraph("Vous pouvez demander par écrit à " + workspace_.settings().organisation + " que votre dossier soit revu, " + appeal_ +
                   ". Une réponse motivée vous est donnée.");
    put_signatory(page_, workspace_);
  }

  static std::string rank_of(const draw::Position& position) { return position.rank ? std::to_string(position.rank) : "sans rang (admission après le tirage)"; }

  std::vector<std::string> reasons_of(const enrol::JudgedApplication& judged) const {
    const enrol::Eligibility& eligibility = judged.eligibility;
    std::vector<std::string> reasons;
    if (eligibility.eligible()) return {enrol::french_reason(programme_, judged.reason, {})};
    const enrol::FrenchLabel label = enrol::french_labels(workspace_);
    if (eligibility.window != enrol::Outcome::met) reasons.emplace_back("candidature reçue hors de la période prévue");
    for (const enrol::CriterionCheck& check : eligibility.checks) {
      if (check.outcome == enrol::Outcome::met) continue;
      reasons.push_back(enrol::french_reason(programme_, check.code, label) + (check.outcome == enrol::Outcome::unknown ? " — non renseigné" : " — condition non remplie"));
    }
    return reasons;
  }

  Workspace& workspace_;
  const ConvenedDraw& known_;
  const Programme& programme_;
  std::string appeal_;
  std::map<std::string, std::string> referents_;  ///< by case
  Page page_;
  std::size_t count_ = 0;
};

/// Until when, and by which rule, as the programme says it.
Result<std::string> appeal_of(const Programme& programme) {
  if (!programme.appeal) return fail(Exit::rule, problem("M178"_m, programme.code));
  return fmt::format("dans un délai de {} mois à compter de la réception de ce courrier ({})", programme.appeal->months, programme.appeal->rule);
}

}  // namespace

Result<Exit> print_letters(World& world, const Globals& globals, const LettersArgs& args) {
  TRY(page, PrintedPage::prepare(world, globals, args.output));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(known, ConvenedDraw::read(workspace, args.draw));
  TRY(programme, programme_of_draw(workspace, args.draw));
  const auto wanted = [&](std::string_view group) { return !args.to || *args.to == group; };
  TRY(appeal, appeal_of(programme));
  Letters letters(workspace, known, programme, std::move(appeal));
  CHECKED(letters.load());
  for (const draw::Position& position : known.state.positions()) {
    if (position.holds_place() && wanted("selected")) letters.selected(position);
    if (position.standing == draw::Standing::waiting && wanted("waiting")) letters.waiting(position);
  }
  if (wanted("ineligible")) {
    TRY(judged, enrol::applications_of_draw(workspace, args.draw));
    for (const enrol::JudgedApplication& one : judged)
      if (!one.eligible() && !std::as_const(known.state).find(one.file_number)) letters.ineligible(one);
  }
  if (letters.count() == 0) return fail(Exit::no, problem("M126"_m, args.draw));
  CHECKED(page.write(letters.html()));
  if (!globals.quiet) remark(world, phrase("{} letters", letters.count()));
  return Exit::done;
}

}  // namespace mloc::meeting
