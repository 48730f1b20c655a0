#include "verbs.hpp"

#include "mloc/cli/verb.hpp"
#include "mloc/facts/kinds.hpp"

namespace mloc::passport {

using namespace cli;

namespace {

constexpr const char* the_passport = "its id, or the whole id or file number of the case";
constexpr const char* the_code = "access code, which makes you the owner; - reads it from standard input";
constexpr const char* the_day = "the day; default: today";

template <class A>
std::vector<Bound<A>> with_passport(std::vector<Bound<A>> words) {
  words.insert(words.begin(), argument("PASSPORT", &PassportArgs::passport, the_passport));
  return words;
}
template <class A>
std::vector<Bound<A>> at_the_desk(std::vector<Bound<A>> words) {
  words = with_passport<A>(std::move(words));
  words.push_back(option("--code CODE", &PassportArgs::code, the_code));
  return words;
}
template <class A>
std::vector<Bound<A>> with_facts(std::vector<Bound<A>> words) {
  words = with_passport<A>(std::move(words));
  const std::vector<Bound<PassportFactArgs>> facts = {
      option("--referent CODE", &PassportFactArgs::referent, "who saw it; default: who records it"),
      option("--referent-day DAY", &PassportFactArgs::referent_day, "when the referent saw it; default: today"),
      option("--employer-role CODE", &PassportFactArgs::employer_role, "who spoke for the employer, code of {}").code_of({"role_employeur"}).required(),
      option("--employer-day DAY", &PassportFactArgs::employer_day, "when the employer agreed").required(),
      option("--exchange-day DAY", &PassportFactArgs::exchange_day, "when it was talked over with the young person").required()};
  words.insert(words.end(), facts.begin(), facts.end());
  return words;
}

Verb open_verb() {
  using A = PassportOpenArgs;
  return verb<A>("add", "Open a passport with the young person; its access code is said once.", open_passport,
                 {"mloc passport add AU-2010-0085", "mloc passport add AU-2010-0085 --list savoir_etre_16 --exchange 10/05/2010"},
                 {argument("CASE", &A::case_text, "whole id or file number"), option("--list CODE", &A::list, "code of {}; default: savoir_etre_14").code_of({"liste_competences"}),
                  option("--on DAY", &A::on, the_day), option("--exchange DAY", &A::exchange, "when it was talked over; default: that day")}).writing();
}
Verb close_verb() {
  using A = PassportCloseArgs;
  return verb<A>("end", "Close a passport.", close_passport, {"mloc passport end 7KQ39XM4H9 --reason emploi"},
                 with_passport<A>({option("--reason CODE", &A::reason, "code of {}").code_of({"motif_cloture_passeport"}).required(), option("--on DAY", &A::on, the_day)})).writing();
}
Verb relist_verb() {
  using A = PassportRelistArgs;
  return verb<A>("relisting add", "Follow another list of competences; none is lost.", relist_passport, {"mloc passport relisting add 7KQ39XM4H9 savoir_etre_16"},
                 with_passport<A>({argument("LIST", &A::list, "code of {}").code_of({"liste_competences"}), option("--on DAY", &A::on, the_day),
                                   option("--exchange DAY", &A::exchange, "when it was talked over; default: that day")})).writing();
}
Verb code_verb() {
  using A = PassportArgs;
  return verb<A>("renew", "Hand out a new access code in the place of the old one; it is said once.", renew_access, {"mloc passport renew 7KQ39XM4H9"},
                 with_passport<A>({})).writing();
}
Verb show_verb() {
  using A = PassportArgs;
  return verb<A>("show", "Show a passport: strengths, to work on, to verify, experiences, references.", show_passport,
                 {"mloc passport show AU-2010-0085", "mloc passport show 7KQ39XM4H9 --code -"}, at_the_desk<A>({})).writing();
}
Verb list_verb() {
  using A = PassportListArgs;
  return verb<A>("list", "List the passports that you may read.", list_passports, {"mloc passport list", "mloc --by ecole-2c passport list open:true -O csv", "mloc passport list --as ecole-2c"},
                 {terms(&A::terms)}, listing)
      .writing();
}
Verb add_verb() {
  using A = ExperienceArgs;
  return verb<A>("experience add", "Record an experience in a company.", add_experience,
                 {"mloc passport experience add 7KQ39XM4H9 73282932000074 stage D1212 --on 05/04/2010 --until 16/04/2010 --hours 70 --employer-role tuteur "
                  "--employer-day 16/04/2010 --exchange-day 20/04/2010"},
                 with_facts<A>({argument("SIRET", &A::employer, "of the employer, checked"), argument("NATURE", &A::nature, "code of {}").code_of({"nature_periode"}),
                                argument("ROME", &A::rome, "ROME code of the job"), option("--on DAY", &A::starts, "first day").required(),
                                option("--until DAY", &A::ends, "last day"), option("--hours N", &A::hours, "hours in all")})).writing();
}
Verb experiences_verb() {
  using A = ExperienceListArgs;
  return verb<A>("experience list", "List the experiences of a passport.", list_experiences, {"mloc passport experience list 7KQ39XM4H9", "mloc passport experience list 7KQ39XM4H9 nature:stage"},
                 at_the_desk<A>({terms(&A::terms)}), listing).writing();
}
Verb confirm_verb() {
  using A = ConfirmArgs;
  return verb<A>("level add", "Set the level of a competence, out of an experience.", confirm_level,
                 {"mloc passport level add 7KQ39XM4H9 SE07 acquis --experience 2010-04-05-k7qm --employer-role tuteur --employer-day 16/04/2010 --exchange-day 20/04/2010"},
                 with_facts<A>({argument("COMPETENCE", &A::competence, "one of the passport's competences"), argument("LEVEL", &A::level, "code of {}").code_of({"niveau_passeport"}),
                                option("--experience ID", &A::experience, "the experience that shows it").required()})).writing();
}
Verb attach_verb() {
  using A = AttachArgs;
  return verb<A>("attachment add", "Attach a reference that the owner brings: PDF, PNG or JPEG, 5 MiB at most.", attach_reference,
                 {"mloc passport attachment add 7KQ39XM4H9 certificat.pdf --kind certificat_travail --employer 73282932000074"},
                 with_passport<A>({argument("FILE", &A::file, "the file; its name is not kept"), option("--kind CODE", &A::kind, "code of {}").code_of({"reference_document"}).required(),
                                   option("--employer SIRET", &A::employer, "who issued it"), option("--on DAY", &A::starts, "first day that it speaks of"),
                                   option("--until DAY", &A::ends, "last day that it speaks of")})).writing();
}
Verb fetch_verb() {
  using A = FetchArgs;
  return verb<A>("attachment fetch", "Give an attached file back, byte for byte.", fetch_reference, {"mloc passport attachment fetch 7KQ39XM4H9 2010-05-11-k7qm -o certificat.pdf"},
                 at_the_desk<A>({argument("RECORD", &A::reference, "id of the reference"), option("-o, --output FILE", &A::output, "- is standard output").required()})).writing();
}
Verb give_verb() {
  using A = ConsentGiveArgs;
  return verb<A>("consent add", "Record a consent: to whom, what, until when.", give_consent,
                 {"mloc passport consent add 7KQ39XM4H9 --for 73282932000074 --part competences --part experiences --until 31/08/2010 --code -"},
                 at_the_desk<A>({option("--for WHOM", &A::to, "a partner's code, or an employer's SIRET").required(),
                                 option("--part CODE", &A::parts, "code of {}; may be repeated").code_of({"partie_passeport"}).required(), option("--until DAY", &A::until, "last day").required(),
                                 option("--given-by CODE", &A::given_by, "code of {}: representant_legal under 18").code_of({"signataire_accord"}), option("--on DAY", &A::on, the_day)})).writing();
}
Verb withdraw_verb() {
  using A = ConsentWithdrawArgs;
  return verb<A>("consent end", "Withdraw a consent from today on; lists what was handed over before.", withdraw_consent,
                 {"mloc passport consent end 7KQ39XM4H9 2010-05-11-k7qm --code -"},
                 at_the_desk<A>({argument("RECORD", &A::consent, "id of the consent"),
                                 option("--given-by CODE", &A::given_by, "who withdraws it, code of {}: representant_legal under 18").code_of({"signataire_accord"})})).writing();
}
Verb consents_verb() {
  using A = ConsentListArgs;
  return verb<A>("consent list", "List consents and what was handed over.", list_consents, {"mloc passport consent list 7KQ39XM4H9", "mloc passport consent list 7KQ39XM4H9 live:true"},
                 at_the_desk<A>({terms(&A::terms)}), listing).writing();
}
Verb share_verb() {
  using A = ShareArgs;
  return verb<A>("handout add", "Write what a live consent covers as a page for the one it names.", share_passport,
                 {"mloc passport handout add 7KQ39XM4H9 --for 73282932000074 -o passeport.html"},
                 at_the_desk<A>({option("--for WHOM", &A::to, "a partner's code, or an employer's SIRET").required(), option("-o, --output FILE", &A::output, "the file").required()}))
      .writing();
}
Verb print_verb() {
  using A = PassportPrintArgs;
  return verb<A>("print", "Write the passport as a French page for paper, HTML or PDF.", print_passport,
                 {"mloc passport print 7KQ39XM4H9 -o passeport.html", "mloc passport print 7KQ39XM4H9 -o passeport.pdf"},
                 at_the_desk<A>({option("-o, --output FILE", &A::output, "PDF when it ends in .pdf, by weasyprint, else HTML; default: standard output")})).writing();
}
Verb export_verb() {
  using A = PassportOutputArgs;
  return verb<A>("export", "Write the passport as JSON, with what i-milo calls its fields.", export_passport, {"mloc passport export 7KQ39XM4H9 -o passeport.json"},
                 at_the_desk<A>({option("-o, --output FILE", &A::output, "the file; - is standard output").required()})).writing();
}
Verb page_verb() {
  using A = PageArgs;
  return verb<A>("page", "Write one encrypted page that opens in a browser; its key is said once.", make_passport_page,
                 {"mloc passport page 7KQ39XM4H9 -o page.html --card carte.html"},
                 at_the_desk<A>({option("-o, --output FILE", &A::output, "the file").required(), option("--card FILE", &A::card, "a card with the key and its QR code, to print"),
                                 option("--address URL", &A::address, "where the page will lie: the QR code then opens it")})).writing();
}
Verb contribute_verb() {
  using A = ContributeArgs;
  return verb<A>("contribution add", "Note what a partner contributed.", note_contribution, {"mloc passport contribution add 7KQ39XM4H9 ecole-2c periode_proposee"},
                 with_passport<A>({argument("PARTNER", &A::partner, "the partner"), argument("CODE", &A::kind, "code of {}").code_of({"nature_contribution"}),
                                   option("--on DAY", &A::on, the_day)})).writing();
}
Verb journal_verb() {
  using A = JournalListArgs;
  return verb<A>("access list", "List who read and shared what, and who was refused.", list_accesses, {"mloc passport access list", "mloc passport access list 7KQ39XM4H9 -O csv", "mloc passport access list day:2010-06 outcome:refuse"},
                 {argument("[TERM...]", &A::terms, "field:value, field:least..most, not:field:value, or a passport")}, listing).writing();
}

using Listed = Result<Exit> (*)(World&, const Globals&, const RecordListArgs&);
enum class Owner { may, may_not };
/// Owner::may: the owner at the desk, too.
Verb records_verb(std::string_view kind, std::string help, Listed run, Owner owner) {
  using A = RecordListArgs;
  const std::vector<Bound<A>> words = {terms(&A::terms)};
  return verb<A>(fmt::format("{} list", kind), std::move(help), run, {fmt::format("mloc passport {} list 7KQ39XM4H9", kind)},
                 owner == Owner::may ? at_the_desk<A>(words) : with_passport<A>(words), listing).writing();
}

}  // namespace

std::vector<Verb> passport_verbs() {
  return {open_verb(), close_verb(), relist_verb(), code_verb(), show_verb(), list_verb(), add_verb(), experiences_verb(), confirm_verb(), records_verb("level", "List the levels of a passport with their ids.", list_levels, Owner::may), attach_verb(), fetch_verb(),
          give_verb(), withdraw_verb(), consents_verb(), share_verb(), print_verb(), export_verb(), page_verb(), contribute_verb(), journal_verb(),
          records_verb("relisting", "List the changes of list of a passport.", list_relistings, Owner::may), records_verb("attachment", "List the references of a passport.", list_attachments, Owner::may),
          records_verb("contribution", "List what partners contributed.", list_contributions, Owner::may_not), records_verb("handout", "List what was handed over.", list_handouts, Owner::may)};
}

std::vector<Verb> network_verbs() {
  using N = NetworkArgs;
  using M = GatheringArgs;
  using G = GrantArgs;
  using E = PermitEndArgs;
  return {verb<N>("charter add", "Record that a partner of the network has signed the passport's charter.", sign_charter, {"mloc passport charter add ecole-2c --on 05/01/2010"},
                  {argument("PARTNER", &N::partner, "the partner"), option("--on DAY", &N::on, the_day)}).writing(),
          verb<N>("charter end", "Record that a partner has left the charter: it writes no passport any more.", end_charter, {"mloc passport charter end ecole-2c --on 31/12/2010"},
                  {argument("PARTNER", &N::partner, "the partner"), option("--on DAY", &N::on, "the first day without it; default: today")}).writing(),
          verb<N>("training add", "Record that a partner's referent has done the passport's training.", note_training, {"mloc passport training add ecole-2c --on 12/01/2010"},
                  {argument("PARTNER", &N::partner, "the partner"), option("--on DAY", &N::on, the_day)}).writing(),
          verb<M>("gathering add", "Record a meeting of the network with those who came.", note_gathering, {"mloc passport gathering add ecole-2c greta --on 13/10/2009"},
                  {argument("PARTNER...", &M::partners, "the partners"), option("--on DAY", &M::on, the_day)}).writing(),
          verb<G>("permit add", "Let a partner write one passport until a day, in the place of an earlier permit.", grant_writing, {"mloc passport permit add ecole-2c 7KQ39XM4H9 --until 31/12/2010"},
                  {argument("PARTNER", &G::partner, "the partner, with charter, training and the owner's consent"), argument("PASSPORT", &PassportArgs::passport, the_passport),
                   option("--from DAY", &G::starts, "first day; default: today"), option("--until DAY", &G::until, "last day").required()}).writing(),
          verb<E>("permit end", "Take the right to write one passport back.", end_permit, {"mloc passport permit end ecole-2c 7KQ39XM4H9", "mloc passport permit end ecole-2c 7KQ39XM4H9 --on 01/06/2010"},
                  {argument("PARTNER", &E::partner, "the partner"), argument("PASSPORT", &PassportArgs::passport, the_passport),
                   option("--on DAY", &E::on, "the first day without it; default: today")}).writing(),
          records_verb("permit", "List which partner may write a passport, and until when.", list_permits, Owner::may_not)};
}

}  // namespace mloc::passport
