#pragma once
#include <vector>

#include "mloc/facts/kinds.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/rules.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::facts {

/// Fills in what a fact's writer may leave out: the day, the person, first states, what follows from the programme or
/// the dossier. `day` is the day of the record when it says none.
Result<> complete_fact(Workspace& workspace, const FactKind& kind, const std::vector<const Node*>& dossier, Arena& arena,
                       Node& record, Date day, const std::string& actor);

/// Every way in which a complete record breaks its schema or names a programme, partner or member of staff that is not there.
Result<std::vector<Problem>> faults_of(Workspace& workspace, const Node& record);

using mloc::live_records;
using mloc::newly_broken;
using mloc::with_changes;

/// What a person wrote for a field, as its schema stores it: days, amounts, yes and no.
Result<std::string> stored_text(const Schema& schema, const std::string& written, Date today);
/// The value of a field from what was written, one text or several.
Result<Node*> field_node(Arena& arena, std::string_view field, const Schema& schema, const std::vector<std::string>& written, Date today);

/// C108 for a field that none of these kinds has, with the one that was meant: a title in either language names it.
tl::unexpected<Failure> unknown_field_of(const std::string& name, const std::vector<std::string>& kinds);
/// Other values for fields of a record, as a person wrote them; an empty one takes the field away. C108 for a field that it has
/// not, or that nobody amends.
Result<> put_written(Arena& arena, Node& record, const Kind& kind, const std::vector<Named<std::string>>& values, Date today);

/// Counts a change of a record of a kind that says how often it was changed.
void count_revision(Arena& arena, Node& record);

/// A dossier that a change of some records is to go into: a person's or a partner's.
struct OpenOwner {
  Folder folder = Folder::cases;
  std::string shown;  ///< the case id in groups, or the partner's code
  std::string path;
  OpenDossier open;
  std::vector<const Node*> live;
};
/// The case (by whole id or file number) or the partner (by code or SIRET) of which records of the folder speak.
Result<OpenOwner> open_owner(Workspace& workspace, Folder folder, const OwnerText& said);
/// The partner that the text names by code or SIRET, else the case.
Result<OpenOwner> open_any_owner(Workspace& workspace, const OwnerText& said);
/// The code of the partner with that code or SIRET; I119 when there is none, I109 for digits that are no SIRET.
Result<std::string> resolve_partner(Workspace& workspace, const std::string& text);
/// A code in the place of a SIRET, where the record names a partner; as resolve_partner otherwise.
Result<> resolve_partners(Workspace& workspace, Arena& arena, Node& record);
/// Whether complete records are right in themselves.
Result<> check_written(Workspace& workspace, const std::vector<const Node*>& records);
/// Puts complete records down when they are right in themselves and with their dossier.
Result<> write_facts(Workspace& workspace, const OpenOwner& owner, const std::vector<const Node*>& records);

}  // namespace mloc::facts
