#include <algorithm>
#include <array>
#include <map>

#include "booklet_verbs.hpp"
#include "levels.hpp"
#include "mloc/base/text.hpp"
#include "mloc/meeting/meeting_case.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/render/page.hpp"
#include "mloc/workspace/paper.hpp"
#include "mloc/workspace/page_file.hpp"
#include "mloc/workspace/person.hpp"

namespace mloc::meeting {
namespace {

std::string french_day(std::string_view text) {
  const auto day = Date::parse(text);
  return day ? day->french() : std::string(text);
}

struct Audience {
  std::string_view word, title;
};
constexpr std::array audiences = {Audience{"young", "exemplaire du jeune"}, Audience{"employer", "exemplaire de l'employeur"},
                                  Audience{"adviser", "exemplaire du conseiller"}};

/// Everything that a booklet tells of.
struct Material {
  Workspace& workspace;
  MeetingCase known;
  Employment job;
  std::string name;
  OpenDossier employer;
  std::string audience;

  const Node& job_record() const { return *known.record(job.id); }
  const Node* employer_record() const {
    for (const Record& record : employer.dossier->records)
      if (record.is("partner") && !record.voided()) return record.root;
    return nullptr;
  }
  bool is_for(std::string_view word) const { return audience == word; }
  /// As the office calls it.
  std::string label(std::string_view list, std::string_view code) const {
    const auto lists = workspace.lists();
    return lists ? (*lists)->label(list, code, Language::french) : std::string(code);
  }
  std::string meetings(const std::vector<std::string>& codes) const {
    std::string text;
    for (const std::string& code : codes)
      text += (text.empty() ? "" : " ; ") + label(code == "RS" ? "rencontre_supplementaire" : "rencontre_tripartite", code);
    return text;
  }
  std::string item(std::string_view code) const {
    const bool base = code_list("savoir_etre_base")->find(code);
    return label(base ? "savoir_etre_base" : "savoir_faire_poste", code);
  }
};

void put_job(Page& page, const Material& material) {
  const Node& job = material.job_record();
  const Node* employer = material.employer_record();
  std::vector<std::pair<std::string, std::string>> facts = {{"Jeune", material.name}};
  const auto put = [&](const char* label, std::string_view value) {
    if (!value.empty()) facts.emplace_back(label, value);
  };
  put("Employeur", employer ? employer->get("name") : job.get("employer"));
  put("SIRET", employer ? employer->get("siret") : std::string_view());
  put("Métier (code ROME)", job.get("job"));
  put("Tuteur (code de l'employeur)", job.get("tutor"));
  if (job.has("adviser")) put("Conseiller", staff_on_paper(material.workspace, job.get("adviser")));
  page.heading(2, "Fiche de poste").facts(facts);
  facts = {{"Contrat", material.label("type_contrat", job.get("contract"))}, {"Embauche", french_day(job.get("starts"))}};
  put("Dernier jour", job.has("ends") ? french_day(job.get("ends")) : "sans terme");
  if (job.has("hours")) facts.emplace_back("Heures par semaine", std::string(job.get("hours")));
  if (job.has("ended")) facts.emplace_back("Issue", material.label("issue_contrat", job.get("outcome")) + ", le " + french_day(job.get("ended")));
  page.heading(2, "Conditions d'emploi").facts(facts);
}

void put_roles(Page& page) {
  page.heading(2, "Rôle de chacun")
      .facts({{"Le jeune", "tient son poste, dit ce qui va et ce qui ne va pas, suit les axes de progrès qui le concernent"},
              {"L'employeur", "accueille, confie le travail à un tuteur, apprécie sur des faits et prévient tôt d'une difficulté"},
              {"Le conseiller", "prépare et anime les rencontres, suit les actions décidées, reste joignable entre deux rencontres"}});
}

void put_plan(Page& page, const Material& material) {
  const auto plans = MeetingPlans::load(material.workspace);
  const MeetingRules* rules = plans ? plans->of(material.job) : nullptr;
  if (!rules) return;
  std::vector<std::vector<std::string>> rows;
  for (const StandingMeeting& one : standing_meetings(*rules, material.job, material.known.meetings)) {
    const bool missed = one.record && one.record->state == RecordedMeeting::State::not_held;
    rows.push_back({material.meetings(one.codes), one.day.french(), one.record ? one.record->time : "", one.record ? one.record->place : "",
                    one.is_open() ? (one.record ? "fixée" : "à tenir") : missed ? "non tenue" : "tenue"});
  }
  page.heading(2, "Rencontres").table("Les rencontres du jeune, de l'employeur et du conseiller",
                                      {{"Rencontre"}, {"Date"}, {"Heure"}, {"Lieu"}, {"État"}}, rows);
}

void put_ratings(Page& page, const Material& material, const RecordedMeeting& meeting) {
  const auto levels = levels_of(material.known.owner, meeting.id);
  std::vector<std::vector<std::string>> rows;
  for (const auto& [item, by_party] : levels) {
    std::vector<std::string> row{material.item(item)};
    for (const char* party : {"jeune", "employeur", "conseiller"}) {
      const auto level = by_party.find(party);
      row.push_back(level == by_party.end() ? "" : material.label("echelle_evaluation", level->second));
    }
    row.push_back(gap_of(by_party).value_or(""));
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return;
  page.table("Évaluation factuelle partagée", {{"Compétence"}, {"Jeune"}, {"Employeur"}, {"Conseiller"}, {"Écart", Page::Heading::Align::end}}, rows);
  std::vector<std::string> facts;
  for (const Node* record : material.known.owner.live) {
    if (!record->get("record").starts_with("rating/") || record->get("meeting") != meeting.id || !record->has("facts")) continue;
    for (const Node& fact : *record->find("facts"))
      facts.push_back(material.item(fact.key) + " : " + material.label("fait_constate", fact.text) + ", le " +
                      french_day(record->find("fact_days")->get(fact.key)) + " (" + material.label("partie_livret", record->get("party")) + ")");
  }
  if (!facts.empty()) page.heading(4, "Faits").list(facts);
}

void put_axes(Page& page, const Material& material, const RecordedMeeting& meeting) {
  std::vector<std::vector<std::string>> rows;
  for (const Node* record : material.known.owner.live)
    if (record->get("record").starts_with("axis/") && record->get("meeting") == meeting.id)
      rows.push_back({material.item(record->get("item")), material.label("action_progres", record->get("action")), material.label("partie_livret", record->get("owner")),
                      french_day(record->get("due")), material.label("statut_action", record->get("state"))});
  if (!rows.empty()) page.table("Axes de progrès", {{"Compétence"}, {"Action"}, {"Qui"}, {"Échéance"}, {"État"}}, rows);
}

void put_signatures(Page& page, const Material& material, const RecordedMeeting& meeting) {
  const Signatures signatures = signatures_of(material.known.owner, meeting.id);
  std::vector<std::string> open;
  for (const char* party : {"jeune", "employeur", "conseiller"})
    if (std::ranges::find(signatures.valid, party) == signatures.valid.end()) open.push_back(material.label("partie_livret", party));
  std::vector<std::string> given;
  for (const std::string& party : signatures.valid) given.push_back(material.label("partie_livret", party));
  if (!given.empty()) page.paragraph("Signé par : " + joined(given, ", "));
  if (!signatures.voided.empty()) page.note("Le texte a changé depuis une signature : elle est à donner de nouveau.");
  if (!open.empty()) page.signatures(open);
}

void put_meeting(Page& page, const Material& material, const RecordedMeeting& meeting) {
  page.new_sheet(material.meetings(meeting.codes) + " — " + meeting.day.french());
  const Node& record = *material.known.record(meeting.id);
  if (meeting.state == RecordedMeeting::State::not_held) {
    page.note("La rencontre n'a pas eu lieu. " + material.label("origine_non_realisation", record.get("cause")) + " ; " +
              material.label("motif_non_tenue", record.get("reason")) + ".");
    return;
  }
  put_ratings(page, material, meeting);
  if (const Node* acquired = record.find("acquired")) {
    std::vector<std::string> items;
    for (const Node& item : *acquired) items.push_back(material.item(item.text));
    page.heading(3, "Acquis").list(items);
  }
  put_axes(page, material, meeting);
  put_signatures(page, material, meeting);
}

/// What only the adviser's copy has: what the employer does well, breaks that were avoided.
void put_adviser(Page& page, const Material& material) {
  std::vector<std::string> practices, avoided;
  for (const Record& record : material.employer.dossier->records)
    if (record.is("practice") && !record.voided()) practices.push_back(material.label("bonne_pratique_employeur", record.root->get("practice")));
  for (const Node* record : material.known.owner.live)
    if (record->get("record").starts_with("avoided/") && record->get("job") == material.job.id)
      avoided.push_back(french_day(record->get("day")) + " : " + material.label("motif_rupture_emploi", record->get("reason")));
  if (practices.empty() && avoided.empty()) return;
  page.heading(2, "Suivi");
  if (!practices.empty()) page.heading(3, "Bonnes pratiques de l'employeur").list(practices);
  if (!avoided.empty()) page.heading(3, "Ruptures évitées").list(avoided);
}

Result<std::string> booklet(const Material& material, std::string_view title) {
  Page page(std::string("Livret de suivi dans l'emploi, ") + std::string(title));
  CHECKED(put_sender(page, material.workspace));
  put_job(page, material);
  put_roles(page);
  put_plan(page, material);
  if (material.is_for("adviser")) put_adviser(page, material);
  for (const RecordedMeeting& meeting : material.known.meetings)
    if (meeting.job == material.job.id && meeting.state != RecordedMeeting::State::planned) put_meeting(page, material, meeting);
  return page.html();
}

}  // namespace

Result<Exit> print_booklet(World& world, const Globals& globals, const BookletArgs& args) {
  const auto audience = std::ranges::find(audiences, args.audience, &Audience::word);
  if (audience == audiences.end()) return fail(Exit::usage, problem("C103"_m, args.audience, "young, employer, adviser"));
  TRY(page, PrintedPage::prepare(world, globals, args.output));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(id, resolve_case(workspace, args.case_text, Reference::reading));
  TRY(known, open_meetings(workspace, CaseText{id.text()}));
  TRY(job, known.job(args.job));
  TRY(employer, workspace.read(partner_path(job.employer)));
  std::string name = id.shown();
  TRY(identities, workspace.find(identity_path(id)));
  if (identities)
    for (const Record& record : identities->dossier->records)
      if (record.is("identity")) name = name_on_paper(*record.root);
  const Material material{workspace, std::move(known), std::move(job), std::move(name), std::move(employer), args.audience};
  TRY(html, booklet(material, audience->title));
  CHECKED(page.write(html));
  return Exit::done;
}

}  // namespace mloc::meeting
