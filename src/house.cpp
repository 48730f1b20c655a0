#include "mloc/cli/nouns.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc {

// What each room hands over: its row, written in its room.cpp, and the verbs of its nouns, written in its words.cpp. A new
// room, a new noun: its declaration here, its row below.
namespace enrol {
extern const Room room;
std::vector<cli::Verb> enrol_verbs();
}  // namespace enrol
namespace diagnose {
extern const Room room;
std::vector<cli::Verb> diagnose_verbs();
}  // namespace diagnose
namespace draw {
extern const Room room;
std::vector<cli::Verb> draw_verbs();
}  // namespace draw
namespace lesson {
extern const Room room;
std::vector<cli::Verb> lesson_verbs();
}  // namespace lesson
namespace contract {
extern const Room room;
std::vector<cli::Verb> contract_verbs();
}  // namespace contract
namespace passport {
extern const Room room;
std::vector<cli::Verb> passport_verbs();
std::vector<cli::Verb> network_verbs();
}  // namespace passport
namespace meeting {
extern const Room room;
std::vector<cli::Verb> meeting_verbs();
}  // namespace meeting
namespace partner {
extern const Room room;
std::vector<cli::Verb> partner_verbs();
}  // namespace partner
namespace facts {
extern const Room room;
}  // namespace facts
namespace imports {
std::vector<cli::Verb> import_verbs();
}  // namespace imports
namespace report {
std::vector<cli::Verb> report_verbs();
}  // namespace report
namespace evaluation {
std::vector<cli::Verb> evaluation_verbs();
}  // namespace evaluation
namespace check {
std::vector<cli::Verb> check_verbs();
}  // namespace check
namespace history {
std::vector<cli::Verb> git_verbs();
std::vector<cli::Verb> old_merge_verbs();
std::vector<cli::Verb> old_textconv_verbs();
std::vector<cli::Verb> resolve_verbs();
std::vector<cli::Verb> migrate_verbs();
std::vector<cli::Verb> log_verbs();
std::vector<cli::Verb> diff_verbs();
}  // namespace history
namespace privacy {
std::vector<cli::Verb> dossier_verbs();
std::vector<cli::Verb> register_verbs();
std::vector<cli::Verb> retention_verbs();
std::vector<cli::Verb> seal_verbs();
std::vector<cli::Verb> forget_verbs();
}  // namespace privacy
namespace office {
std::vector<cli::Verb> alert_verbs();
std::vector<cli::Verb> complete_verbs();
std::vector<cli::Verb> init_verbs();
std::vector<cli::Verb> show_verbs();
std::vector<cli::Verb> list_verbs();
std::vector<cli::Verb> todo_verbs();
std::vector<cli::Verb> amend_verbs();
std::vector<cli::Verb> recover_verbs();
std::vector<cli::Verb> void_verbs();
std::vector<cli::Verb> move_verbs();
std::vector<cli::Verb> schema_verbs();
std::vector<cli::Verb> codes_verbs();
std::vector<cli::Verb> programme_verbs();
std::vector<cli::Verb> export_verbs();
std::vector<cli::Verb> query_verbs();
}  // namespace office

std::span<const Room* const> rooms() {
  static constexpr const Room* all[] = {&enrol::room,    &diagnose::room, &draw::room,    &lesson::room, &contract::room,
                                        &passport::room, &meeting::room,  &partner::room, &facts::room};
  return all;
}

}  // namespace mloc

namespace mloc::cli {

std::vector<Verb> completion_verbs();
std::vector<Verb> explain_verbs();

std::span<const Noun> nouns() {
  static constexpr Noun all[] = {
      {"enrol", "Applications, eligibility, duplicates", enrol::enrol_verbs},
      {"diagnose", "Questionnaires: diagnoses, budgets, surveys", diagnose::diagnose_verbs},
      {"draw", "Public, verifiable draws", draw::draw_verbs},
      {"lesson", "Driving lessons", lesson::lesson_verbs},
      {"contract", "Contracts, schools, contribution and aid", contract::contract_verbs},
      {"passport", "The passport that belongs to the young person", passport::passport_verbs, passport::network_verbs},
      {"meeting", "Employers, jobs and three-party meetings", meeting::meeting_verbs},
      {"partner", "Partners and their agreements", partner::partner_verbs},
      {"init", "Make a workspace", office::init_verbs},
      {"import", "Import CSV files by a mapping", imports::import_verbs},
      {"check", "Say what is wrong in a workspace", check::check_verbs},
      {"recover", "What an interrupted batch left", office::recover_verbs},
      {"show", "Show one person", office::show_verbs},
      {"list", "List cases", office::list_verbs},
      {"todo", "What waits for somebody", office::todo_verbs},
      {"alert", "Rules that somebody should look at", office::alert_verbs},
      {"amend", "Correct a record", office::amend_verbs},
      {"void", "Mark a record as wrong", office::void_verbs},
      {"move", "Take a record to another person", office::move_verbs},
      {"log", "The history of a case", history::log_verbs},
      {"diff", "What differs between two revisions", history::diff_verbs},
      {"dossier", "Everything kept about one person", privacy::dossier_verbs},
      {"migrate", "Bring records to the present version", history::migrate_verbs},
      {"seal", "Encrypt names and addresses", privacy::seal_verbs},
      {"forget", "Forget a person, and prove it", privacy::forget_verbs},
      {"retention", "How long dossiers are kept", privacy::retention_verbs},
      {"register", "Which personal fields there are, and why", privacy::register_verbs},
      {"git", "Let git merge and show records", history::git_verbs},
      {"textconv", "", history::old_textconv_verbs},
      {"merge-driver", "", history::old_merge_verbs},
      {"resolve", "Settle what a merge left open", history::resolve_verbs},
      {"schema", "The shape of records", office::schema_verbs},
      {"programme", "What a programme's rules say, and their versions", office::programme_verbs},
      {"codes", "Code lists: the nation's and the office's own", office::codes_verbs},
      {"completion", "Words for the shell's completion: bash, zsh, fish", completion_verbs},
      {"complete", "", office::complete_verbs},
      {"explain", "What a message code means", explain_verbs},
      {"export", "Records as JSON Lines or CSV", office::export_verbs},
      {"query", "Any question in SQL", office::query_verbs},
      {"report", "Figures for a period", report::report_verbs, evaluation::evaluation_verbs},
  };
  return all;
}

std::span<const Renamed> renamed() {
  static constexpr Renamed all[] = {
      {"contract assign", "contract assignment add"},
      {"contract call", "contract call add"},
      {"contract decide", "contract aid end"},
      {"contract export", "contract journal"},
      {"contract follow", "contract commitments"},
      {"contract guarantee", "contract guarantee add"},
      {"contract import", "import entry"},
      {"contract open", "contract add"},
      {"contract referent", "contract referent add"},
      {"contract request", "contract aid add"},
      {"contract step", "contract step add"},
      {"diagnose import", "import diagnosis"},
      {"diagnose template", "diagnose instrument show"},
      {"diagnose wave", "diagnose wave add"},
      {"draw list", "draw show"},
      {"draw power", "report power"},
      {"draw pv", "draw minutes"},
      {"enrol act", "enrol act add"},
      {"enrol act import", "import act"},
      {"enrol consent", "enrol trial add"},
      {"enrol consent import", "import trial"},
      {"enrol consent list", "enrol trial list"},
      {"enrol contact", "enrol contact add"},
      {"enrol contact import", "import contact"},
      {"enrol duplicate", "enrol duplicate list"},
      {"enrol eligible", "enrol eligibility"},
      {"enrol enter", "enrol participation add"},
      {"enrol enter import", "import participation"},
      {"enrol enter list", "enrol participation list"},
      {"enrol exit", "enrol participation end"},
      {"enrol exit import", "import exit"},
      {"enrol exit list", "enrol participation list"},
      {"enrol home", "enrol tenancy add"},
      {"enrol home end", "enrol tenancy end"},
      {"enrol home list", "enrol tenancy list"},
      {"enrol household", "enrol household add"},
      {"enrol import", "import application"},
      {"enrol list", "list"},
      {"enrol objective", "enrol objective add"},
      {"enrol objective close", "enrol objective end"},
      {"enrol piece", "enrol piece add"},
      {"enrol problem", "enrol problem add"},
      {"enrol problem import", "import problem"},
      {"enrol recommend", "enrol recommendation add"},
      {"enrol recommend close", "enrol recommendation end"},
      {"enrol recommend list", "enrol recommendation list"},
      {"enrol refer", "enrol referral add"},
      {"enrol refer answer", "enrol referral end"},
      {"enrol refer import", "import referral"},
      {"enrol refer list", "enrol referral list"},
      {"enrol resources", "enrol resources add"},
      {"enrol show", "show"},
      {"enrol situation", "enrol situation add"},
      {"enrol situation import", "import situation"},
      {"export evaluation", "report extract"},
      {"lesson exam import", "import exam"},
      {"lesson import", "import lesson"},
      {"lesson pace", "lesson pace list"},
      {"lesson pace set", "lesson pace add"},
      {"meeting act", "meeting support add"},
      {"meeting act add", "meeting support add"},
      {"meeting act list", "meeting support list"},
      {"meeting axis close", "meeting axis end"},
      {"meeting convene", "meeting group add"},
      {"meeting convened", "meeting group list"},
      {"meeting job import", "import job"},
      {"meeting not-held", "meeting miss"},
      {"meeting presence", "meeting group presence"},
      {"meeting rate", "meeting rating add"},
      {"meeting ratings", "meeting rating list"},
      {"meeting sign", "meeting signature add"},
      {"partner charter", "passport charter add"},
      {"partner grant", "passport permit add"},
      {"partner meet", "passport gathering add"},
      {"partner train", "passport training add"},
      {"passport attach", "passport attachment add"},
      {"passport close", "passport end"},
      {"passport code", "passport renew"},
      {"passport confirm", "passport level add"},
      {"passport consent give", "passport consent add"},
      {"passport consent withdraw", "passport consent end"},
      {"passport contribute", "passport contribution add"},
      {"passport experience import", "import experience"},
      {"passport fetch", "passport attachment fetch"},
      {"passport journal", "passport access list"},
      {"passport open", "passport add"},
      {"passport relist", "passport relisting add"},
      {"passport share", "passport handout add"},
      {"register", "register list"},
      {"report evaluation", "report effect"},
      {"retention due", "retention list"},
      {"setup-git", "git setup"},
  };
  return all;
}

std::span<const RenamedOption> renamed_options() {
  static constexpr RenamedOption all[] = {
      {"contract aid add", "--amount", "AMOUNT"},
      {"contract aid add", "--to", "--for"},
      {"contract balance", "--programme", "programme:CODE"},
      {"contract commitments", "--programme", "programme:CODE"},
      {"contract commitments", "--state", "state:WORD"},
      {"contract list", "--programme", "programme:CODE"},
      {"contract list", "--state", "state:WORD"},
      {"contract schedule", "--programme", "programme:CODE"},
      {"contract balance", "--owing", "owing:0.01.."},
      {"contract budget", "--by-funder", "--group funder"},
      {"contract call add", "--amount", "AMOUNT"},
      {"contract commit", "--amount", "AMOUNT"},
      {"contract commit", "--request", "--aid"},
      {"contract guarantee add", "--landlord", "LANDLORD"},
      {"contract guarantee add", "--rent", "AMOUNT"},
      {"contract pay", "--amount", "AMOUNT"},
      {"contract pay", "--commitment", "--entry"},
      {"contract receive", "--amount", "AMOUNT"},
      {"contract schedule", "--open", "open:0.01.."},
      {"contract schedule", "--overdue", "overdue:true"},
      {"contract statement", "--html", "-o"},
      {"contract step add", "--commitment", "--engagement"},
      {"diagnose add", "--from", "FILE"},
      {"diagnose list", "--case", "case:CASE"},
      {"diagnose list", "--draw", "draw:ID"},
      {"diagnose list", "--instrument", "instrument:NAME"},
      {"diagnose list", "--period", "day:PERIOD"},
      {"diagnose list", "--wave", "wave:CODE"},
      {"dossier", "--html", "-o"},
      {"draw admit", "--cluster", "--household"},
      {"draw admit", "--stratum", "--site"},
      {"draw takeup", "--by-site", "--group site"},
      {"enrol add", "--job", "--rome"},
      {"enrol add", "--received", "--on"},
      {"enrol dose", "--case", "case:CASE"},
      {"enrol dose", "--programme", "programme:CODE"},
      {"enrol eligibility", "--programme", "CODE"},
      {"enrol piece add", "--seen", "--on"},
      {"enrol situation add", "--job", "--rome"},
      {"lesson add", "--starts", "--time"},
      {"lesson list", "--case", "case:CASE"},
      {"lesson list", "--period", "day:PERIOD"},
      {"lesson list", "--school", "school:CODE"},
      {"lesson sheet", "--csv", "-o FILE.csv"},
      {"lesson sheet", "--month", "MONTH"},
      {"lesson sheet", "--school", "SCHOOL"},
      {"meeting booklet", "--pdf", "-o FILE.pdf"},
      {"meeting due", "--late", "late:1.."},
      {"meeting due", "--within", "day:..+14d"},
      {"meeting group list", "--open", "open:true"},
      {"meeting job add", "--job", "--rome"},
      {"meeting letters", "--pdf", "-o FILE.pdf"},
      {"meeting letters", "--to", "--for"},
      {"meeting need add", "--job", "--rome"},
      {"partner amend", "--new", "partner agreement add"},
      {"passport add", "--exchange", "--on"},
      {"passport consent add", "--to", "--for"},
      {"passport experience add", "--ends", "--until"},
      {"passport experience add", "--starts", "--on"},
      {"passport handout add", "--to", "--for"},
      {"passport list", "--open", "open:true"},
      {"passport print", "--pdf", "-o FILE.pdf"},
      {"register", "--impact", "register impact -o FILE"},
      {"report power", "--programme", "CODE"},
      {"retention apply", "--at", "--on"},
      {"retention list", "--at", "--on"},
  };
  return all;
}

}  // namespace mloc::cli
