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
      {"show", "Show one person or one partner", office::show_verbs},
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

}  // namespace mloc::cli
