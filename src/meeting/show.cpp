#include <algorithm>
#include <map>
#include <set>

#include "levels.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/contract/contract_case.hpp"
#include "mloc/meeting/meeting_case.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "verbs.hpp"

namespace mloc::meeting {
namespace {

using K = Column::Kind;

Cell cell(std::string_view text) { return text.empty() ? Cell() : Cell(std::string(text)); }

}  // namespace

std::map<std::string, std::map<std::string, std::string>> levels_of(const facts::OpenOwner& owner, std::string_view meeting) {
  std::map<std::string, std::map<std::string, std::string>> levels;
  for (const Node* record : owner.live) {
    if (!record->get("record").starts_with("rating/") || record->get("meeting") != meeting) continue;
    for (const Node& level : *record->find("levels")) levels[std::string(level.key)][std::string(record->get("party"))] = level.text;
  }
  return levels;
}

Cell gap_of(const std::map<std::string, std::string>& by_party) {
  int least = 0, most = 0;
  std::size_t count = 0;
  for (const auto& [party, level] : by_party) {
    const Code* code = code_list("echelle_evaluation")->find(level);
    const int rank = code ? checked_number(code->node->get("rank")) : 0;
    if (rank == 0) continue;
    least = count == 0 ? rank : std::min(least, rank);
    most = std::max(most, rank);
    ++count;
  }
  return count < 2 ? Cell() : Cell(std::to_string(most - least));
}

Result<Exit> list_meetings(World& world, const Globals& globals, const MeetingListArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  const Terms asked = Terms::of(args.terms);
  TRY(cases, cases_asked(workspace, asked.cases, "meeting"));
  Table table{"meeting_records",
              {{"case_id", K::text, "Case", "Jeune"},
               {"id", K::text, "Record", "Enregistrement"},
               {"job", K::text, "Job", "Emploi"},
               {"employer", K::text, "Employer", "Employeur"},
               {"meeting", K::text, "Meeting", "Rencontre"},
               {"due", K::day, "Due", "Échéance"},
               {"day", K::day, "Day", "Jour"},
               {"state", K::text, "State", "État"},
               {"cause", K::text, "Caused by", "Du fait de"},
               {"reason", K::text, "Reason", "Motif"},
               {"staff", K::text, "Adviser", "Conseiller"},
               {"signed", K::text, "Signed by", "Signé par"},
               {"void", K::text, "Void since a change", "Caduque depuis un changement"}},
              {}};
  for (const CaseId& id : cases) {
    TRY(known, open_meetings(workspace, CaseText{id.text()}));
    for (const RecordedMeeting& one : known.meetings) {
      const Node& record = *known.record(one.id);
      const Signatures signatures = signatures_of(known.owner, one.id);
      const Node* job = known.record(one.job);
      table.rows.push_back({id.text(), one.id, one.job, job ? cell(job->get("employer")) : Cell(), joined(one.codes, " "), one.due ? Cell(one.due->text()) : Cell(), one.day.text(),
                            std::string(record.get("state")), cell(record.get("cause")), cell(record.get("reason")), cell(record.get("staff")),
                            cell(joined(signatures.valid, " ")), cell(joined(signatures.voided, " "))});
    }
  }
  return print_passing(workspace, std::move(table), asked, {{"state", CodesOfColumn::list("etat_rencontre")}});
}

Result<Exit> list_ratings(World& world, const Globals& globals, const RatingListArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(id, resolve_case(workspace, args.case_text, Reference::reading));
  TRY(known, open_meetings(workspace, CaseText{id.text()}));
  Table table{"ratings",
              {{"meeting", K::text, "Meeting", "Rencontre"},
               {"day", K::day, "Day", "Jour"},
               {"item", K::text, "Item", "Compétence"},
               {"young", K::text, "Young person", "Jeune"},
               {"employer", K::text, "Employer", "Employeur"},
               {"adviser", K::text, "Adviser", "Conseiller"},
               {"gap", K::integer, "Gap", "Écart"}},
              {}};
  for (const RecordedMeeting& one : known.meetings) {
    for (const auto& [item, by_party] : levels_of(known.owner, one.id)) {
      const auto of = [&, &said = by_party](const std::string& party) { return said.contains(party) ? Cell(said.at(party)) : Cell(); };
      table.rows.push_back({one.id, one.day.text(), item, of("jeune"), of("employeur"), of("conseiller"), gap_of(by_party)});
    }
  }
  TRY(shown, passing(workspace, std::move(table), args.terms));
  return print_about(world, globals, id, std::move(shown));
}

}  // namespace mloc::meeting
