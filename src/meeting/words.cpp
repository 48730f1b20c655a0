#include "booklet_verbs.hpp"
#include "convening_verbs.hpp"
#include "mloc/facts/fact_words.hpp"
#include "verbs.hpp"

namespace mloc::cli {

/// `ITEM=FACT@DAY`, or `PARTY:ITEM=FACT@DAY`
template <>
struct As<meeting::DatedFact> {
  static constexpr Type type = Type::day;
  static Result<meeting::DatedFact> read(const std::string& text, const Given& given) {
    const bool names_party = given.form.starts_with("PARTY:");
    const auto colon = names_party ? text.find(':') : 0, equals = text.find('=', colon), at = text.find('@', equals);
    if (at == std::string::npos || equals == colon) return fail(Exit::usage, problem("C124"_m, text, given.form));
    TRY(day, parse_day(text.substr(at + 1), given.today));
    const std::size_t item = names_party ? colon + 1 : 0;
    return meeting::DatedFact{text.substr(0, colon), text.substr(item, equals - item), text.substr(equals + 1, at - equals - 1), day};
  }
};

}  // namespace mloc::cli

namespace mloc::meeting {

using namespace cli;

namespace {

/// What is kept of an employer before any young person is named, and of the job afterwards.
std::vector<facts::FactWords> all_words() {
  return {
      {"need", "Record what an employer needs.", {"mloc meeting need add 38349867200039 remplacement --rome G1602 --positions 1"},
       "List needs of employers.", {"mloc meeting need list phase:amont"}},
      {"offer", "Record an offer and the contract that was chosen for it.",
       {"mloc meeting offer add 38349867200039 G1602 cdd --hours 35 --starts 2012-01-31"}, "List offers.",
       {"mloc meeting offer list state:ouverte"}, "Say what became of an offer.",
       {"mloc meeting offer end 38349867200039 pourvue --on 2012-01-31"}},
      {"practice", "Record a good practice of an employer.", {"mloc meeting practice add 38349867200039 tuteur_designe"},
       "List good practices.", {"mloc meeting practice list practice:tuteur_designe"}},
      {"support", "Record an act of the support service for an employer, with its phase.",
       {"mloc meeting support add 38349867200039 amont analyse_besoin --minutes 45", "mloc meeting support add 38349867200039 issue maintien_relation"},
       "List acts of the support service.", {"mloc meeting support list phase:issue day:2012"}},
      {"job", "Record a job: employer, dates, hours, ROME occupation, tutor.",
       {"mloc meeting job add PM-2012-0001 38349867200039 --on 2012-01-31 --until 2012-07-30 --contract cdd --hours 35 --rome G1602 --tutor t1"},
       "List jobs.", {"mloc meeting job list starts:2012-01", "mloc meeting job list outcome:en_cours contract:cdd -O csv"},
       "Say how a job ended; a break has its reason.",
       {"mloc meeting job end PM-2012-0001 terme --on 2012-07-30",
        "mloc meeting job end PM-2012-0001 rupture_essai_employeur --reason absences_retards --on 2012-02-10"}},
      {"avoided", "Record a break that was avoided.",
       {"mloc meeting avoided add PM-2012-0001 transport --job 2012-01-31-k7qm"}, "List breaks that were avoided.",
       {"mloc meeting avoided list day:2012"}},
      {"axis", "Record an axis of progress: a competence, what is done for it, by whom and until when.",
       {"mloc meeting axis add PM-2012-0001 SB01 aide_transport --meeting 2012-02-29-k7qm --owner conseiller --due 2012-03-15"},
       "List axes of progress.", {"mloc meeting axis list state:planned due:..yesterday"}, "Say how an axis of progress ended.",
       {"mloc meeting axis end PM-2012-0001 SB01 done"}},
  };
}

constexpr const char* whole_case = "whole id or file number";
constexpr const char* which_job = "the job, when the person has several";
constexpr const char* which_meeting = "the meeting's record; default: the last that was held";

/// The words of a verb on one meeting.
template <class Args>
std::vector<Bound<Args>> with_meeting(std::vector<Bound<Args>> further, const char* day) {
  using M = MeetingArgs;
  const std::vector<Bound<M>> shared = {argument("CASE", &M::case_text, whole_case),
                                        argument("MEETING", &M::meeting, "R1, R2, R3 of the plan, or RS for an extra one"),
                                        option("--on DAY", &M::on, day),
                                        option("--time TIME", &M::time, "time of day"),
                                        option("--place TEXT", &M::place, "where; default: at the employer's"),
                                        option("--job RECORD", &M::job, which_job),
                                        option("--staff CODE", &M::staff, "adviser; default: the job's"),
                                        option("--phase CODE", &M::phase, "code of {}; default: by the meeting").code_of({"phase_appui_conseil"})};
  std::vector<Bound<Args>> words(shared.begin(), shared.end());
  for (auto& word : further) words.push_back(std::move(word));
  return words;
}

std::vector<Verb> plan_verbs_of_meetings() {
  using P = MeetingPlanArgs;
  using D = MeetingDueArgs;
  using L = MeetingListArgs;
  return {verb<P>("plan", "Show the meetings of a person's jobs: due, fixed, held, not held.", show_meeting_plan,
                  {"mloc meeting plan PM-2012-0001"},
                  {argument("CASE", &P::case_text, "id, file number, unique prefix or name"), option("--job RECORD", &P::job, which_job)}, listing),
          verb<D>("due", "List meetings that are due soon or late.", list_due_meetings,
                  {"mloc meeting due", "mloc meeting due day:..+60d", "mloc meeting due late:1.. --fail-if-any", "mloc meeting due --for paul -O csv"},
                  {argument("[TERM...]", &D::terms, "field:value, field:least..most, not:field:value; without a term on day or due: day:..+14d"),
                   option("--for CODE", &D::person, "one staff member").from(Source::staff)},
                  listing),
          verb<L>("list", "List recorded meetings with their signatures.", list_meetings, {"mloc meeting list", "mloc meeting list PM-2012-0001", "mloc meeting list employer:menuiserie-sud day:2012-02"},
                  {terms_or_cases(&L::terms)}, listing)};
}

Verb hold_verb() {
  using H = HoldMeetingArgs;
  return verb<H>("hold", "Record a meeting that took place, with what the three parties say.", hold_meeting,
                 {"mloc meeting hold PM-2012-0001 R1",
                  "mloc meeting hold PM-2012-0001 R2 --on 2012-02-29 --young SB01=attendu --employer SB01=insuffisant "
                  "--adviser SB01=en_progres --fact employeur:SB01=retard@2012-02-14 --acquired SF01"},
                 with_meeting<H>({option("--young ITEM=LEVEL", &H::young, "what the young person says, codes of {} and of {}; may be repeated").code_of({"savoir_etre_base", "savoir_faire_poste"}, {"echelle_evaluation"}),
                                  option("--employer ITEM=LEVEL", &H::employer, "what the employer says, codes of {} and of {}; may be repeated").code_of({"savoir_etre_base", "savoir_faire_poste"}, {"echelle_evaluation"}),
                                  option("--adviser ITEM=LEVEL", &H::adviser, "what the adviser says, codes of {} and of {}; may be repeated").code_of({"savoir_etre_base", "savoir_faire_poste"}, {"echelle_evaluation"}),
                                  option("--fact PARTY:ITEM=FACT@DAY", &H::facts, "what a low rating rests on; may be repeated"),
                                  option("--acquired ITEM", &H::acquired, "an acquired point, code of {}; may be repeated").code_of({"savoir_etre_base", "savoir_faire_poste"})},
                                 "its day; default: today")).writing();
}

std::vector<Verb> group_verbs() {
  using C = ConveneArgs;
  using P = PresenceArgs;
  using L = ConvenedArgs;
  using T = LettersArgs;
  return {verb<C>("group add", "Convene to a group meeting everybody of a draw who has not come yet, or the partners of the network.", convene_group,
                  {"mloc meeting group add permis-2010 reunion-1 --on 2010-03-10 --time 14:00 --place \"Salle 2, Nord\"",
                   "mloc meeting group add permis-2010 rattrapage-1 --on 2010-03-24 --site sud",
                   "mloc meeting group add network reseau-20 --on 2010-01-12 --time 09:30", "mloc meeting group add network reseau-20-bis --on 2010-01-19 --missed"},
                  {argument("DRAW", &C::draw, "the draw's id, or network for the partners of the passport's network"), argument("ID", &C::id, "a name for the group meeting"),
                   option("--on DAY", &C::on, "its day"), option("--time TIME", &C::time, "time of day"), option("--place TEXT", &C::place, "where"),
                   option("--site CODE", &C::site, "only those of one site"),
                   option("--category CODE", &C::category, "of the network: only one code of {}").code_of({"categorie_partenaire"}),
                   flag("--missed", &C::missed, "of the network: only who missed the last meeting, or was never convened")}).writing(),
          verb<P>("group presence", "Record who came to a group meeting.", record_presence,
                  {"mloc meeting group presence reunion-1 --all present --except absents.txt --sign", "mloc meeting group presence reunion-1 AU-2010-0085 --presence retard",
                   "mloc meeting group presence reseau-20 ecole-2c greta"},
                  {argument("ID", &P::id, "the group meeting"), argument("[CASE...]", &P::cases, "file numbers of those who came, codes of partners"),
                   option("--all CODE", &P::all, "code of {}, of everybody who was convened").code_of({"presence"}),
                   option("--except FILE", &P::except, "file numbers of the others, one a line; their presence may follow after ;"),
                   option("--presence CODE", &P::as, "code of {} of those who are named; present, or absent_non_excuse in the file").code_of({"presence"}),
                   flag("--sign", &P::sign, "who came signs the contract of the draw")}).writing(),
          verb<L>("group list", "List who of a draw or of the network is convened, who came, and who is still to be convened.", list_convened,
                  {"mloc meeting group list permis-2010", "mloc meeting group list permis-2010 open:true --fail-if-any", "mloc meeting group list network came:..0"},
                  {argument("DRAW", &L::draw, "the draw's id, or network"), terms(&L::terms)}, listing),
          verb<T>("letters", "Print letters in French to the selected, those who wait, and those who were not eligible.", print_letters,
                  {"mloc meeting letters permis-2010 -o courriers.html", "mloc meeting letters permis-2010 --for waiting -o attente.pdf"},
                  {argument("DRAW", &T::draw, "the draw's id"),
                   option("--for WHOM", &T::to, "one group only").one_of({"selected", "waiting", "ineligible"}),
                   option("-o, --output FILE", &T::output, "PDF when it ends in .pdf, by weasyprint, else HTML; default: standard output")}).writing()};
}

std::vector<Verb> printed_verbs() {
  using B = BookletArgs;
  using C = CalendarArgs;
  return {verb<B>("booklet", "Print the booklet of a job in French, for one of the three.", print_booklet,
                  {"mloc meeting booklet PM-2012-0001 --for young > livret.html", "mloc meeting booklet PM-2012-0001 --for employer -o livret.pdf"},
                  {argument("CASE", &B::case_text, "id, file number, unique prefix or name"),
                   option("--for WHOM", &B::audience, "whose copy").one_of({"young", "employer", "adviser"}).required(),
                   option("--job RECORD", &B::job, which_job), option("-o, --output FILE", &B::output, "PDF when it ends in .pdf, by weasyprint, else HTML; default: standard output")}).writing(),
          verb<C>("calendar", "Print the meetings that wait as a calendar file (RFC 5545).", print_calendar,
                  {"mloc meeting calendar > rencontres.ics", "mloc meeting calendar --for paul --within 60d"},
                  {option("--within DAYS", &C::within, "so many days ahead, such as 60d; default: 366"),
                   option("--for CODE", &C::person, "one staff member").from(Source::staff)})};
}

std::vector<Verb> verbs_of_meetings() {
  using F = MeetingArgs;
  using M = MissMeetingArgs;
  using R = RateMeetingArgs;
  using S = SignMeetingArgs;
  using L = RatingListArgs;
  return {verb<F>("add", "Fix the day of a meeting, or add an extra one.", fix_meeting,
                  {"mloc meeting add PM-2012-0001 R2 --on 2012-02-28 --time 10:30", "mloc meeting add PM-2012-0001 RS --on 2012-04-16"},
                  with_meeting<F>({}, "the day")).writing(),
          hold_verb(),
          verb<M>("miss", "Record that a meeting did not take place: who caused it and why.", miss_meeting,
                  {"mloc meeting miss PM-2012-0001 R2 --cause entreprise --reason indisponibilite"},
                  with_meeting<M>({option("--cause CODE", &M::cause, "code of {}").code_of({"origine_non_realisation"}).required(),
                                   option("--reason CODE", &M::reason, "code of {}").code_of({"motif_non_tenue"}).required()},
                                  "its day; default: today")).writing(),
          verb<R>("rating add", "Add or change what one party says; signatures are void from then on.", rate_meeting,
                  {"mloc meeting rating add PM-2012-0001 employeur SB02=attendu SB01="},
                  {argument("CASE", &R::case_text, whole_case), argument("PARTY", &R::party, "jeune, employeur or conseiller"),
                   argument("ITEM=LEVEL...", &R::levels, "code of {}, and of {}; ITEM= takes it away").code_of({"savoir_etre_base", "savoir_faire_poste"}, {"echelle_evaluation"}),
                   option("--fact ITEM=FACT@DAY", &R::facts, "what a low rating rests on; may be repeated"),
                   option("--meeting RECORD", &R::meeting, which_meeting)}).writing(),
          verb<S>("signature add", "Record signatures under what a meeting says.", sign_meeting, {"mloc meeting signature add PM-2012-0001 jeune employeur conseiller"},
                  {argument("CASE", &S::case_text, whole_case), argument("PARTY...", &S::parties, "who signs: jeune, employeur, conseiller"),
                   option("--meeting RECORD", &S::meeting, which_meeting), option("--on DAY", &S::on, "the day; default: today"),
                   flag("--representative", &S::representative, "the legal representative signs with a young person under 18")}).writing(),
          verb<L>("rating list", "Compare what the three parties say, with the gap between them.", list_ratings, {"mloc meeting rating list PM-2012-0001 gap:2.."},
                  {argument("CASE", &L::case_text, "id, file number, unique prefix or name"), terms(&L::terms)},
                  listing)};
}

}  // namespace

std::vector<Verb> meeting_verbs() {
  std::vector<Verb> verbs;
  for (const facts::FactWords& said : all_words()) facts::add_fact_verbs(verbs, said);
  for (Verb& one : plan_verbs_of_meetings()) verbs.push_back(std::move(one));
  for (Verb& one : printed_verbs()) verbs.push_back(std::move(one));
  for (Verb& one : group_verbs()) verbs.push_back(std::move(one));
  for (Verb& one : verbs_of_meetings()) verbs.push_back(std::move(one));
  return verbs;
}

}  // namespace mloc::meeting
