#include "mloc/passport/answer.hpp"

#include <algorithm>
#include <set>

#include "desk.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/values.hpp"
#include "mloc/records/codes.hpp"
#include "view.hpp"

namespace mloc::passport {
namespace {

struct Words {
  std::string_view english, french;
  std::string in(Language language) const { return std::string(language == Language::french ? french : english); }
};

bool would_betray(std::string_view category) { return category == "justice" || category == "hebergement"; }

/// Collects what is told of one passport.
class PassportTeller {
 public:
  PassportTeller(Workspace& workspace, const CaseId& passport, const Dossier& dossier, Language language)
      : workspace_(workspace), shown_(passport.shown()), records_(live_of(dossier)), language_(language) {}
  std::vector<AnswerLine> lines;

  Result<> tell(const std::vector<AccessLine>& accesses) {
    const auto passport = Passport::from(records_);
    if (!passport) return {};
    opening(*passport);
    for (const Node* record : records_) CHECKED(tell_record(*record));
    return readings(accesses);
  }

 private:
  void add(const Words& heading, std::string_view record, std::string_view field, const Words& name, std::string value) {
    if (!value.empty()) lines.push_back({shown_, heading.in(language_) + " " + shown_, std::string(record), std::string(field), name.in(language_), std::move(value)});
  }

  std::string label(std::string_view list, std::string_view code) const { return label_of({list}, code, language_); }

  void opening(const Passport& passport) {
    const Words heading{"Passport", "Passeport emploi"};
    add(heading, "", "day", {"Opened on", "Ouvert le"}, passport.opened.text());
    if (passport.closed) add(heading, "", "closed", {"Closed on", "Clos le"}, passport.closed->text());
    add(heading, "", "closing", {"Reason", "Motif"}, passport.closing.empty() ? "" : label("motif_cloture_passeport", passport.closing));
    add(heading, "", "list", {"List of competences", "Liste de compétences"}, label("liste_competences", passport.list_on(workspace_.world().today())));
    const Words levels{"Competences of the passport", "Compétences du passeport"};
    for (const Competence& one : competences_on(passport, competence_lists(), workspace_.world().today())) {
      const std::string name = label_of({"savoir_etre_14", "savoir_etre_16", "savoir_etre_base"}, one.code, language_);
      add(levels, "", one.code, {name, name}, label("niveau_passeport", one.level));
      for (const LevelStep& step : one.history) add(levels, step.id, one.code, {name, name}, step.day.text() + ": " + label("niveau_passeport", step.level));
    }
  }

  Result<> tell_record(const Node& record) {
    const std::string_view id = record.get("id"), kind = record_kind(record);
    if (kind == "experience") {
      const Words heading{"Experience of the passport", "Expérience du passeport"};
      add(heading, id, "nature", {"Nature", "Nature"}, label("nature_periode", record.get("nature")));
      add(heading, id, "employer", {"Employer (SIRET)", "Employeur (SIRET)"}, std::string(record.get("employer")));
      add(heading, id, "rome", {"Job", "Métier"}, std::string(record.get("rome")));
      add(heading, id, "starts", {"Starts", "Début"}, std::string(record.get("starts")));
      add(heading, id, "ends", {"Ends", "Fin"}, std::string(record.get("ends")));
      add(heading, id, "hours", {"Hours", "Heures"}, std::string(record.get("hours")));
    }
    if (kind == "attachment") {
      const Words heading{"Reference of the passport", "Référence du passeport"};
      add(heading, id, "kind", {"Document", "Document"}, label("reference_document", record.get("kind")));
      add(heading, id, "day", {"Attached on", "Jointe le"}, std::string(record.get("day")));
    }
    if (kind == "consent") return tell_consent(record);
    if (kind == "handout") return tell_handout(record);
    return {};
  }

  Result<> tell_consent(const Node& record) {
    const Words heading{"Consent of the passport", "Accord du passeport"};
    const std::string_view id = record.get("id");
    TRY(receiver, receiver_of(record));
    add(heading, id, "to", {"To", "À"}, receiver);
    add(heading, id, "parts", {"What", "Quoi"}, parts_of(record));
    add(heading, id, "given_by", {"Given by", "Donné par"}, label("signataire_accord", record.get("given_by")));
    add(heading, id, "day", {"Given on", "Donné le"}, std::string(record.get("day")));
    add(heading, id, "until", {"Until", "Jusqu'au"}, std::string(record.get("until")));
    for (const Consent& one : consents_of(records_))
      if (one.id == id && one.withdrawn) add(heading, id, "withdrawn", {"Withdrawn on", "Retiré le"}, one.withdrawn->text());
    return {};
  }

  Result<> tell_handout(const Node& record) {
    const Words heading{"Handed over from the passport", "Remise du passeport"};
    const std::string_view id = record.get("id");
    for (const Node* consent : records_)
      if (is_kind(*consent, "consent") && consent->get("id") == record.get("consent")) {
        TRY(receiver, receiver_of(*consent));
        add(heading, id, "to", {"To", "À"}, receiver);
      }
    add(heading, id, "parts", {"What", "Quoi"}, parts_of(record));
    add(heading, id, "day", {"Day", "Jour"}, std::string(record.get("day")));
    return {};
  }

  std::string parts_of(const Node& record) const {
    std::vector<std::string> parts;
    for (const std::string& part : texts_of(record.find("parts"))) parts.push_back(label("partie_passeport", part));
    return joined(parts, ", ");
  }

  Result<std::string> receiver_of(const Node& consent) {
    if (consent.has("employer")) return std::string(consent.get("employer"));
    return organisation(std::string(consent.get("partner")));
  }

  /// The office for its staff, a partner by its name.
  Result<std::string> organisation(const std::string& code) {
    const std::string& office = workspace_.settings().organisation;
    if (workspace_.settings().has_staff(code)) return office.empty() ? Words{"the mission locale", "la mission locale"}.in(language_) : office;
    TRY(open, workspace_.find(partner_path(code)));
    if (open)
      for (const Node* record : live_of(*open->dossier))
        if (is_kind(*record, "partner") && !would_betray(record->get("category"))) return std::string(record->get("name"));
    return Words{"a partner of the network", "un partenaire du réseau"}.in(language_);
  }

  /// Each organisation once a day; what the owner did at the desk is the owner's.
  Result<> readings(const std::vector<AccessLine>& accesses) {
    std::set<std::pair<std::string, std::string>> told;
    for (const AccessLine& one : accesses) {
      const auto id = CaseId::parse(one.access.passport);
      if (!id || id->shown() != shown_ || one.access.outcome != "fait" || one.access.role == "jeune") continue;
      TRY(who, organisation(one.access.by));
      told.emplace(one.day.text(), who);
    }
    for (const auto& [day, who] : told) add({"Readings of the passport", "Consultations du passeport"}, "", "reading", {day, day}, who);
    return {};
  }

  Workspace& workspace_;
  std::string shown_;
  std::vector<const Node*> records_;
  Language language_;
};

}  // namespace

Result<std::vector<AnswerLine>> passport_answer(Workspace& workspace, const CaseId& person, Language language) {
  std::vector<AnswerLine> lines;
  TRY(passports, passports_of(workspace, person));
  if (passports.empty()) return lines;
  if (workspace.globals().dry_run) {
    CHECKED(note_listing(workspace, {}));
    return lines;
  }
  TRY(before, accesses(workspace));
  for (const std::string& passport : passports) {
    const CaseId id = *CaseId::parse(passport);
    Change line;
    CHECKED(admit_visitor(workspace, "repondre", line, id.text()));
    CHECKED(workspace.commit_always(line));
    TRY(open, workspace.read(passport_path(id)));
    PassportTeller teller(workspace, id, *open.dossier, language);
    CHECKED(teller.tell(before));
    lines.insert(lines.end(), teller.lines.begin(), teller.lines.end());
  }
  return lines;
}

}  // namespace mloc::passport
