#include "mloc/cli/nouns.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc {

// A new room: its row is written in ROOM_room.cpp and named twice here.
extern const Room enrol_room, diagnose_room, draw_room, lesson_room, contract_room, passport_room, meeting_room, partner_room, facts_room;

std::span<const Room* const> rooms() {
  static constexpr const Room* all[] = {&enrol_room,    &diagnose_room, &draw_room,    &lesson_room, &contract_room,
                                        &passport_room, &meeting_room,  &partner_room, &facts_room};
  return all;
}

}  // namespace mloc

namespace mloc::cli {

// A new noun: its file src/cli/NOUN.cpp, its declaration here, its row below.
std::vector<Verb> enrol_verbs();
std::vector<Verb> diagnose_verbs();
std::vector<Verb> draw_verbs();
std::vector<Verb> lesson_verbs();
std::vector<Verb> contract_verbs();
std::vector<Verb> passport_verbs();
std::vector<Verb> meeting_verbs();
std::vector<Verb> partner_verbs();
std::vector<Verb> alert_verbs();
std::vector<Verb> init_verbs();
std::vector<Verb> import_verbs();
std::vector<Verb> check_verbs();
std::vector<Verb> show_verbs();
std::vector<Verb> list_verbs();
std::vector<Verb> todo_verbs();
std::vector<Verb> void_verbs();
std::vector<Verb> move_verbs();
std::vector<Verb> merge_driver_verbs();
std::vector<Verb> dossier_verbs();
std::vector<Verb> register_verbs();
std::vector<Verb> retention_verbs();
std::vector<Verb> resolve_verbs();
std::vector<Verb> migrate_verbs();
std::vector<Verb> seal_verbs();
std::vector<Verb> forget_verbs();
std::vector<Verb> textconv_verbs();
std::vector<Verb> setup_git_verbs();
std::vector<Verb> log_verbs();
std::vector<Verb> diff_verbs();
std::vector<Verb> schema_verbs();
std::vector<Verb> completion_verbs();
std::vector<Verb> explain_verbs();
std::vector<Verb> export_verbs();
std::vector<Verb> query_verbs();
std::vector<Verb> report_verbs();
std::vector<Verb> power_verbs();
std::vector<Verb> comparison_verbs();
std::vector<Verb> extract_verbs();

std::span<const Noun> nouns() {
  static constexpr Noun all[] = {
      {"enrol", "Applications, eligibility, duplicates", enrol_verbs},
      {"diagnose", "Questionnaires: diagnoses, budgets, surveys", diagnose_verbs},
      {"draw", "Public, verifiable draws", draw_verbs, power_verbs},
      {"lesson", "Driving lessons", lesson_verbs},
      {"contract", "Contracts, schools, contribution and aid", contract_verbs},
      {"passport", "The passport that belongs to the young person", passport_verbs},
      {"meeting", "Employers, jobs and meetings of three", meeting_verbs},
      {"partner", "Partners and their agreements", partner_verbs},
      {"init", "Make a workspace", init_verbs},
      {"import", "Import CSV files by a mapping", import_verbs},
      {"check", "Say what is wrong in a workspace", check_verbs},
      {"show", "Show one person", show_verbs},
      {"list", "List cases", list_verbs},
      {"todo", "What waits for somebody", todo_verbs},
      {"alert", "Rules that somebody should look at", alert_verbs},
      {"void", "Mark a record as wrong", void_verbs},
      {"move", "Take a record to another person", move_verbs},
      {"log", "The history of a case", log_verbs},
      {"diff", "What differs between two revisions", diff_verbs},
      {"dossier", "Everything kept about one person", dossier_verbs},
      {"migrate", "Bring records to the present version", migrate_verbs},
      {"seal", "Encrypt names and addresses", seal_verbs},
      {"forget", "Forget a person, and prove it", forget_verbs},
      {"retention", "How long dossiers are kept", retention_verbs},
      {"register", "Which personal fields there are, and why", register_verbs},
      {"setup-git", "Let git merge and show records", setup_git_verbs},
      {"textconv", "Show records in words, for git", textconv_verbs},
      {"merge-driver", "Merge records for git", merge_driver_verbs},
      {"resolve", "Settle what a merge left open", resolve_verbs},
      {"schema", "The shape of records", schema_verbs},
      {"completion", "Words for the shell's completion: bash, zsh, fish", completion_verbs},
      {"explain", "What a message code means", explain_verbs},
      {"export", "Records as JSON Lines or CSV", export_verbs, extract_verbs},
      {"query", "Any question in SQL", query_verbs},
      {"report", "Figures for a period", report_verbs, comparison_verbs},
  };
  return all;
}

std::span<const Renamed> renamed() {
  static constexpr Renamed all[] = {{"enrol show", "show"}, {"enrol list", "list"}};
  return all;
}

}  // namespace mloc::cli
