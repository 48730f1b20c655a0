#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/workspace/paper.hpp"
#include "mloc/workspace/frozen_programme.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/workspace.hpp"
#include "mloc/workspace/output_file.hpp"
#include "verbs.hpp"

namespace mloc::enrol {
namespace {

const Record* last_of(const Dossier& dossier, std::string_view kind) {
  const Record* found = nullptr;
  for (const Record& record : dossier.records)
    if (record.is(kind) && !record.voided()) found = &record;
  return found;
}

constexpr std::string_view how = "## Comment se fait le choix\n\n";
constexpr std::string_view chance =
    "La liste des numéros de dossier est arrêtée et son empreinte est publiée avant le tirage. Le hasard vient ensuite d'un tirage "
    "public (loterie nationale) dont la date est annoncée d'avance. Chacun reçoit un rang ; toute personne peut refaire "
    "le calcul avec dix lignes de programme jointes au procès-verbal.\n\n";
const std::string of_draw =
    std::string(how) + "Les candidatures qui remplissent tous les critères participent à un tirage au sort, site par site. " + std::string(chance);
/// Whoever is not drawn is a control, and waits for nothing.
std::string of_trial(const Trial& trial) {
  return fmt::format("{}Le dispositif est évalué par comparaison de deux groupes. Les candidatures qui remplissent tous les critères, dont l'accord pour prendre "
                     "part à l'évaluation, participent à un tirage au sort, site par site, qui forme le {} et le {}. Le {} n'est pas une liste d'attente : il garde "
                     "l'accompagnement ordinaire de la mission locale. {}", how, trial.test, trial.control, trial.control, chance);
}
constexpr std::string_view of_algorithm =
    "Cette décision repose sur un traitement algorithmique (article L. 311-3-1 du code des relations entre le public et "
    "l'administration) : vous pouvez en demander les règles et les principales caractéristiques. ";

std::string of_first_come(const Programme& programme) {
  std::string text = std::string(how) + "Il n'y a pas de tirage au sort : les candidatures qui remplissent tous les critères sont examinées dans l'ordre de leur arrivée.\n\n";
  if (programme.referral_days) text += fmt::format("Une réponse vous est donnée dans un délai de {} jours.\n\n", *programme.referral_days);
  return text;
}

std::string receipt_of_window(const Programme& programme, Date received) {
  if (!programme.window || programme.window->contains(received)) return {};
  return fmt::format("Elle est arrivée hors de la période des candidatures ({} au {}) : elle est conservée, mais elle ne {}.\n\n",
                     programme.window->first.french(), programme.window->last.french(),
                     programme.is_drawn ? "participe pas au tirage" : "peut pas être retenue");
}

}  // namespace

Result<Exit> print_receipt(World& world, const Globals& globals, const ReceiptArgs& args) {
  TRY(output, OutputFile::prepare(world, globals, args.output, Tells::persons));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  TRY(id, resolve_case(workspace, args.case_text, Reference::reading));
  TRY(open, workspace.read(case_path(id)));
  const Record* application = last_of(*open.dossier, "application");
  if (!application) return fail(Exit::unknown, problem("K103"_m, id.shown(), "application"));
  const Node& record = *application->root;
  TRY(programme, programme_of_application(workspace, record));
  TRY(identities, workspace.find(identity_path(id)));
  std::string text = fmt::format("# Récépissé de candidature — {}\n\n", programme.name);
  for (const auto& [what, value] : sender_on_paper(workspace)) text += what == "De" ? value + "\n\n" : fmt::format("{} : {}\n\n", what, value);
  if (identities)
    if (const Record* identity = last_of(*identities->dossier, "identity"))
      text += printable(name_on_paper(*identity->root)) + "\n\n";
  text += fmt::format("Numéro de dossier : **{}**\n\n", record.get("file_number"));
  if (record.has("site")) text += fmt::format("Site : {}\n\n", site_on_paper(workspace, record.get("site")));
  text += fmt::format("Candidature reçue le {}.\n\n", Date::parse(record.get("received"))->french());
  text += receipt_of_window(programme, *Date::parse(record.get("received")));
  text += !programme.is_drawn ? of_first_come(programme) : programme.trial ? of_trial(*programme.trial) : of_draw;
  text += programme.is_drawn ? of_algorithm : "";
  text += "Vous pouvez demander à voir vos données, les faire corriger et contester la décision auprès de " + workspace.settings().organisation + ".\n";
  CHECKED(output.write(text));
  return Exit::done;
}

}  // namespace mloc::enrol
