#include "school_learners.hpp"

#include <algorithm>
#include <tuple>

#include "mloc/base/text.hpp"
#include "mloc/partner/agreements.hpp"

namespace mloc::lesson {
namespace {

/// Assigned on the first day, or from a day within the period on.
bool is_at(const std::vector<partner::Assigned>& assigned, const std::string& school, const Period& period) {
  if (assigned.empty()) return false;
  if (partner::school_on(assigned, period.first) == school || partner::school_on(assigned, period.last) == school) return true;
  return std::ranges::any_of(assigned, [&](const partner::Assigned& one) { return one.school == school && period.contains(one.starts); });
}

/// What the prefecture gave: its own field, or a number from outside under this name, as it was kept before there was one.
std::string_view licence_number_of(const Node& identity) {
  constexpr std::string_view key = "neph";
  const Node* external = identity.find("external");
  return identity.has(key) || !external ? identity.get(key) : external->get(key);
}

Result<> add_identity(Workspace& workspace, const CaseId& id, SchoolLearner& known) {
  TRY(identities, workspace.find(identity_path(id)));
  if (!identities) return {};
  for (const Record& record : identities->dossier->records) {
    if (!record.is("identity") || record.voided()) continue;
    const Node& identity = *record.root;
    known.surname = identity.has("use_name") ? identity.get("use_name") : identity.get("surname");
    known.first_name = identity.get("first_name");
    known.phone = identity.get("phone");
    known.licence_number = licence_number_of(identity);
  }
  return {};
}

}  // namespace

Result<std::vector<SchoolLearner>> learners_of_school(Workspace& workspace, const std::string& school, const Period& period) {
  TRY(there, workspace.store().holds(partner_path(school)));
  if (!there) return fail(Exit::unknown, problem("I119"_m, school));
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT DISTINCT case_id FROM assignment WHERE school = ?1 AND voided_day IS NULL", {school}));
  std::vector<SchoolLearner> learners;
  for (const auto& row : rows.rows) {
    const CaseId id = *CaseId::parse(std::get<std::string>(row.front()));
    TRY(learner, read_learner(workspace, id));
    if (!is_at(partner::assignments_of(*learner.open.dossier), school, period)) continue;
    SchoolLearner known{std::move(learner), {}, {}, {}, {}, {}, {}};
    for (const Node* record : known.learner.records) {
      if (!record->get("record").starts_with("application/")) continue;
      known.status = record->get("situation");
      known.project = record->get("job");
    }
    CHECKED(add_identity(workspace, id, known));
    learners.push_back(std::move(known));
  }
  std::ranges::sort(learners, {}, [](const SchoolLearner& one) {
    return std::tuple(folded(one.surname), folded(one.first_name), one.learner.file_number, one.learner.id.text());
  });
  return learners;
}

Result<std::string> name_of_school(Workspace& workspace, const std::string& school) {
  TRY(open, workspace.find(partner_path(school)));
  if (!open) return fail(Exit::unknown, problem("I119"_m, school));
  for (const Record& record : open->dossier->records)
    if (record.is("partner") && !record.voided()) return std::string(record.root->get("name"));
  return school;
}

}  // namespace mloc::lesson
