#include "view.hpp"

#include <algorithm>
#include <array>

#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/render/json_text.hpp"

namespace mloc::passport {
namespace {

struct GroupName {
  Group group;
  std::string_view french, english;
};
constexpr std::array groups = {GroupName{Group::strength, "Points forts", "Strengths"}, GroupName{Group::to_work_on, "À travailler", "To work on"},
                               GroupName{Group::to_verify, "À vérifier", "To verify"}};

bool is_wanted(const std::vector<std::string>& parts, std::string_view part) {
  return parts.empty() || std::ranges::find(parts, part) != parts.end();
}

/// Employers by SIRET; of another partner the name could tell what kind of body followed the young person.
Result<std::map<std::string, std::string>> employer_names(Workspace& workspace) {
  TRY(index, workspace.index());
  TRY(rows, index->rows("SELECT siret, name FROM partner WHERE voided_day IS NULL AND kind = 'EMPLOYEUR' ORDER BY siret, code"));
  std::map<std::string, std::string> names;
  for (const auto& row : rows.rows) names[std::get<std::string>(row[0])] = std::get<std::string>(row[1]);
  return names;
}

Result<std::string> owner_name(Workspace& workspace, const std::string& case_id) {
  TRY(open, workspace.find(identity_path(*CaseId::parse(case_id))));
  if (!open) return std::string();
  for (const Record& record : open->dossier->records)
    if (record.is("identity")) return fmt::format("{} {}", record.root->get("first_name"), record.root->get("surname"));
  return std::string();
}

PassportView::Experience experience_of(const Node& record, const std::map<std::string, std::string>& names) {
  const std::string siret(record.get("employer"));
  const auto name = names.find(siret);
  const std::string_view hours = record.get("hours");
  return {std::string(record.get("id")), name == names.end() ? "" : name->second, siret, std::string(record.get("nature")),
          std::string(record.get("rome")), *Date::parse(record.get("starts")), Date::parse(record.get("ends")),
          hours.empty() ? std::nullopt : std::optional(checked_number(hours))};
}

PassportView::Reference reference_of(const Node& record, const std::map<std::string, std::string>& names) {
  const std::string siret(record.get("employer"));
  const auto name = names.find(siret);
  return {std::string(record.get("id")), std::string(record.get("kind")), std::string(record.get("type")), std::string(record.get("sha256")),
          name == names.end() ? siret : name->second, *Date::parse(record.get("day")), std::string(record.get("bytes"))};
}

std::string said_employer(const PassportView::Experience& one) { return one.employer.empty() ? "SIRET " + one.siret : one.employer; }

std::string said_day(Date day, Language language) { return language == Language::french ? day.french() : day.text(); }

std::string period_of(const PassportView::Experience& one, Language language) {
  const auto day = [&](Date date) { return said_day(date, language); };
  if (language == Language::english) return day(one.starts) + ".." + (one.ends ? day(*one.ends) : "");
  return one.ends ? fmt::format("du {} au {}", day(one.starts), day(*one.ends)) : "depuis le " + day(one.starts);
}

void add_competences(const PassportView& view, Page& page) {
  page.heading(2, "Compétences sociales");
  for (const GroupName& group : groups) {
    std::vector<std::vector<std::string>> rows;
    for (const Competence& one : *view.competences) {
      if (group_of(one.level) != group.group) continue;
      std::string history;
      for (const LevelStep& step : one.history)
        history += (history.empty() ? "" : ", ") + fmt::format("{} : {}", step.day.french(), label_of({"niveau_passeport"}, step.level, Language::french));
      rows.push_back({competence_label(one.code, Language::french), label_of({"niveau_passeport"}, one.level, Language::french), history});
    }
    if (!rows.empty()) page.table(std::string(group.french), {{"Compétence"}, {"Niveau"}, {"Historique"}}, rows);
  }
}

void add_experiences(const PassportView& view, Page& page) {
  page.heading(2, "Expériences en entreprise");
  if (view.experiences->empty()) page.paragraph("Aucune expérience enregistrée.");
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : *view.experiences)
    rows.push_back({said_employer(one), label_of({"nature_periode"}, one.nature, Language::french), one.rome, period_of(one, Language::french),
                    one.hours ? std::to_string(*one.hours) : ""});
  if (!rows.empty())
    page.table("Expériences", {{"Entreprise"}, {"Nature"}, {"Métier (ROME)"}, {"Période"}, {"Heures", Page::Heading::Align::end}}, rows);
}

void add_references(const PassportView& view, Page& page) {
  page.heading(2, "Références");
  if (view.references->empty()) page.paragraph("Aucune référence jointe.");
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : *view.references)
    rows.push_back({label_of({"reference_document"}, one.kind, Language::french), one.employer, one.day.french(),
                    label_of({"type_fichier"}, one.type, Language::french)});
  if (!rows.empty()) page.table("Références", {{"Document"}, {"Délivré par"}, {"Joint le"}, {"Fichier"}}, rows);
}

std::string maybe(const std::optional<Date>& day) { return day ? json_text(day->text()) : ""; }

/// What i-milo calls a situation for each nature of period.
std::string_view i_milo_category(std::string_view nature) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> names = {{{"pmsmp", "Pmsmp"}, {"stage", "Immersion en entreprise"},
      {"mini_stage", "Immersion en entreprise"}, {"emploi", "Emploi"}, {"alternance", "Contrat en Alternance"}, {"interim", "Emploi"},
      {"benevolat", "Contrat de volontariat - bénévolat"}, {"service_civique", "Contrat de volontariat - bénévolat"}, {"chantier", "Emploi"},
      {"mrs", "Immersion en entreprise"}}};
  const auto found = std::ranges::find(names, nature, [](const auto& one) { return one.first; });
  return found == names.end() ? std::string_view() : found->second;
}
std::string_view i_milo_state(const PassportView::Experience& one, Date day) {
  if (day < one.starts) return "PREVU";
  return one.ends && *one.ends < day ? "TERMINE" : "EN_COURS";
}

std::string competences_json(const std::vector<Competence>& all) {
  std::vector<std::string> items;
  for (const Competence& one : all) {
    std::vector<std::string> history;
    for (const LevelStep& step : one.history)
      history.push_back(json_object({{"day", json_text(step.day.text())}, {"level", json_text(step.level)}, {"experience", json_text(step.experience)}}));
    items.push_back(json_object({{"competence", json_text(one.code)}, {"label", json_text(competence_label(one.code, Language::french))},
                            {"level", json_text(one.level)}, {"former_list", one.former ? "true" : "false"}, {"history", json_array(history)}}));
  }
  return json_array(items, "\n    ", "\n  ");
}

std::string experiences_json(const PassportView& view) {
  std::vector<std::string> items;
  for (const auto& one : *view.experiences) {
    const std::string imilo = json_object({{"categorie", json_text(i_milo_category(one.nature))}, {"etat", json_text(i_milo_state(one, view.day))},
                                      {"dateDebut", json_text(one.starts.text())}, {"dateFin", maybe(one.ends)}});
    items.push_back(json_object({{"id", json_text(one.id)}, {"employer", json_text(one.siret)}, {"nature", json_text(one.nature)}, {"rome", json_text(one.rome)},
                            {"starts", json_text(one.starts.text())}, {"ends", maybe(one.ends)}, {"hours", one.hours ? std::to_string(*one.hours) : ""}, {"i_milo", imilo}}));
  }
  return json_array(items, "\n    ", "\n  ");
}

std::string references_json(const PassportView& view) {
  std::vector<std::string> items;
  for (const auto& one : *view.references)
    items.push_back(json_object({{"id", json_text(one.id)}, {"kind", json_text(one.kind)}, {"day", json_text(one.day.text())}, {"type", json_text(one.type)},
                            {"bytes", one.bytes}, {"sha256", json_text(one.sha256)}}));
  return json_array(items, "\n    ", "\n  ");
}

}  // namespace

std::string label_of(const std::vector<std::string_view>& lists, std::string_view code, Language language) {
  for (const std::string_view name : lists)
    if (const CodeList* list = code_list(name))
      if (const Code* found = list->find(code)) return std::string(language == Language::french ? found->fr : found->en);
  return std::string(code);
}

std::string competence_label(std::string_view code, Language language) {
  return label_of({"savoir_etre_14", "savoir_etre_16", "savoir_etre_base"}, code, language);
}

Result<PassportView> view_of(const PassportDesk& desk, const std::vector<std::string>& parts) {
  TRY(names, employer_names(desk.workspace()));
  TRY(name, owner_name(desk.workspace(), desk.passport().case_id));
  PassportView view{desk.id().shown(), name, desk.passport().list_on(desk.today()), desk.today(), desk.passport().opened, desk.passport().closed, {}, {}, {}};
  const auto shown = [&](std::string_view part) { return is_wanted(parts, part) && desk.shows(part); };
  if (shown("competences")) view.competences = desk.competences();
  if (shown("experiences")) view.experiences.emplace();
  if (shown("references")) view.references.emplace();
  for (const Node* record : desk.records()) {
    if (view.experiences && record->get("record").starts_with("experience/")) view.experiences->push_back(experience_of(*record, names));
    if (view.references && record->get("record").starts_with("attachment/")) view.references->push_back(reference_of(*record, names));
  }
  if (view.experiences) std::ranges::stable_sort(*view.experiences, {}, [](const PassportView::Experience& one) { return std::pair(one.starts, one.id); });
  return view;
}

std::string text_of(const PassportView& view, Language language) {
  const bool french = language == Language::french;
  std::string text = fmt::format("{} {}\n", french ? "Passeport" : "Passport", view.id);
  if (!view.name.empty()) text += fmt::format("  {:<24} {}\n", french ? "nom" : "name", printable(view.name));
  text += fmt::format("  {:<24} {}\n  {:<24} {}\n", french ? "ouvert le" : "opened", said_day(view.opened, language), french ? "liste" : "list", view.list);
  if (view.closed) text += fmt::format("  {:<24} {}\n", french ? "clos le" : "closed", said_day(*view.closed, language));
  for (const GroupName& group : groups) {
    std::string lines;
    for (const Competence& one : view.competences ? *view.competences : std::vector<Competence>())
      if (group_of(one.level) == group.group)
        lines += fmt::format("  {}  {}: {}{}{}\n", one.code, competence_label(one.code, language), label_of({"niveau_passeport"}, one.level, language),
                             one.history.empty() ? "" : (french ? ", depuis le " : ", since ") + said_day(one.history.back().day, language),
                             one.former ? (french ? " (liste précédente)" : " (former list)") : "");
    if (!lines.empty()) text += fmt::format("\n{}\n{}", french ? group.french : group.english, lines);
  }
  const auto experiences = view.experiences.value_or(std::vector<PassportView::Experience>());
  if (!experiences.empty()) text += french ? "\nExpériences\n" : "\nExperiences\n";
  for (const auto& one : experiences)
    text += fmt::format("  {}  {}  {}, {}, {}{}\n", one.id, period_of(one, language), label_of({"nature_periode"}, one.nature, language), one.rome,
                        printable(said_employer(one)), one.hours ? fmt::format(", {} h", *one.hours) : "");
  const auto references = view.references.value_or(std::vector<PassportView::Reference>());
  if (!references.empty()) text += french ? "\nRéférences\n" : "\nReferences\n";
  for (const auto& one : references)
    text += fmt::format("  {}  {}, {}, {} {}\n", one.id, label_of({"reference_document"}, one.kind, language), one.type, one.bytes, french ? "octets" : "bytes");
  return text;
}

Page page_of(const PassportView& view) {
  Page page("Passeport emploi");
  std::vector<std::pair<std::string, std::string>> facts;
  if (!view.name.empty()) facts.emplace_back("Titulaire", view.name);
  facts.emplace_back("Identifiant", view.id);
  facts.emplace_back("Ouvert le", view.opened.french());
  if (view.closed) facts.emplace_back("Clos le", view.closed->french());
  facts.emplace_back("Compétences suivies", label_of({"liste_competences"}, view.list, Language::french));
  facts.emplace_back("État au", view.day.french());
  page.facts(facts);
  if (view.competences) add_competences(view, page);
  if (view.experiences) add_experiences(view, page);
  if (view.references) add_references(view, page);
  page.note("Ces informations appartiennent au titulaire du passeport. Nul ne peut les diffuser sans son accord.");
  return page;
}

std::string json_of(const PassportView& view) {
  std::string text = "{\n  \"mloc\": 1,\n  \"kind\": \"passport\",\n";
  text += fmt::format("  \"passport\": {},\n  \"day\": {},\n  \"opened\": {},\n  \"list\": {}", json_text(view.id), json_text(view.day.text()),
                      json_text(view.opened.text()), json_text(view.list));
  if (view.closed) text += ",\n  \"closed\": " + json_text(view.closed->text());
  if (!view.name.empty()) text += ",\n  \"owner\": " + json_text(view.name);
  if (view.competences) text += ",\n  \"competences\": " + competences_json(*view.competences);
  if (view.experiences) text += ",\n  \"experiences\": " + experiences_json(view);
  if (view.references) text += ",\n  \"references\": " + references_json(view);
  return text + "\n}\n";
}

}  // namespace mloc::passport
