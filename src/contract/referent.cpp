#include <algorithm>
#include <set>

#include "agreement_verbs.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/contract/contract_case.hpp"
#include "mloc/contract/ledger_case.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"

namespace mloc::contract {
namespace {

Result<> check_staff(Workspace& workspace, const std::string& staff) {
  if (!workspace.settings().has_staff(staff)) return fail(Exit::unknown, problem("I123"_m, staff));
  return {};
}

Result<Node*> new_charge(Workspace& workspace, Arena& arena, const Dossier& dossier, const std::string& actor, const std::string& staff, Date day) {
  Node* charge = new_record(arena, "referent", day, actor, &dossier, workspace.world().random);
  arena.set(*charge, "staff", arena.text(staff));
  arena.set(*charge, "starts", arena.text(day.text()));
  CHECKED(check_shape(*charge));
  return charge;
}

/// The record of a charge with its last day and the reason.
Result<Node*> ended(Arena& arena, const Dossier& dossier, const Charge& charge, Date last, const std::string& reason) {
  if (last < charge.starts) return fail(Exit::rule, problem("L155"_m, charge.staff, charge.starts.text(), last.text()));
  Node* record = arena.copy(*dossier.find(charge.id)->root);
  arena.set(*record, "ends", arena.text(last.text()));
  arena.set(*record, "reason", arena.text(reason));
  CHECKED(check_shape(*record));
  return record;
}

Result<Exit> end_charge(Workspace& workspace, const CaseId& id, const OpenDossier& open, Date last, const std::string& reason) {
  const auto charges = charges_of(*open.dossier);
  const Charge* charge = referent_on(charges, last);
  if (!charge || charge->ends) return fail(Exit::rule, problem("L156"_m, id.shown(), last.text()));
  Arena arena;
  TRY(record, ended(arena, *open.dossier, *charge, last, reason));
  Change change;
  change.put(case_path(id), with_records(*open.dossier, {record}), open.digest);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{}: {} until {}, {}", id.shown(), charge->staff, last.text(), reason)));
  return Exit::done;
}

}  // namespace

Result<Exit> name_referent(World& world, const Globals& globals, const ReferentArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(id, resolve_case(workspace, args.case_text, Reference::writing));
  TRY(open, workspace.read(case_path(id)));
  CHECKED(check_staff(workspace, args.staff));
  const Date day = args.on.value_or(world.today());
  auto charges = charges_of(*open.dossier);
  for (const Charge& charge : charges)
    if (!charge.ends || day <= *charge.ends)
      return fail(Exit::rule, problem("L157"_m, id.shown(), charge.staff, charge.starts.text()));
  Arena arena;
  TRY(record, new_charge(workspace, arena, *open.dossier, actor, args.staff, day));
  Change change;
  change.put(case_path(id), with_records(*open.dossier, {record}), open.digest);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{}: {} is referent from {}", id.shown(), args.staff, day.text())));
  return Exit::done;
}

Result<Exit> end_referent(World& world, const Globals& globals, const ReferentEndArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(id, resolve_case(workspace, args.case_text, Reference::writing));
  TRY(open, workspace.read(case_path(id)));
  return end_charge(workspace, id, open, args.on.value_or(world.today()), args.reason);
}

Result<Exit> list_referents(World& world, const Globals& globals, const ReferentListArgs& args) {
  using K = Column::Kind;
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  const std::string today = "'" + world.today().text() + "'";
  const std::vector<Field> fields = {
      {{"case_id", K::text, "Case", "Jeune"}, "t.case_id"},
      {{"file_number", K::text, "File number", "N° dossier"},
       "(SELECT a.file_number FROM application a WHERE a.case_id = t.case_id AND a.voided_day IS NULL ORDER BY a.received DESC, a.id DESC LIMIT 1)"},
      {{"id", K::text, "Record", "Enregistrement"}, "t.id"},
      {{"staff", K::text, "Referent", "Référent"}, "t.staff"},
      {{"starts", K::day, "From", "Du"}, "t.starts"},
      {{"ends", K::day, "To", "Au"}, "t.ends"},
      {{"reason", K::text, "Reason", "Motif"}, "t.reason", {}, {"motif_fin_referent"}},
      {{"running", K::flag, "Running", "En cours"}, fmt::format("(t.starts <= {0} AND (t.ends IS NULL OR t.ends >= {0}))", today)}};
  TRY(where, where_of(workspace, Terms::of(args.terms), fields, "t.case_id"));
  where.sql += std::string(where.sql.empty() ? " WHERE " : " AND ") + "t.voided_day IS NULL";
  return print_rows(workspace, "referents", fields, "referent t", where, "t.starts, t.case_id, t.id", {});
}

Result<Exit> hand_over(World& world, const Globals& globals, const HandoverArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  for (const std::string& staff : {args.from, args.to}) CHECKED(check_staff(workspace, staff));
  if (args.from == args.to) return fail(Exit::usage, problem("C102"_m, phrase("the two referents are one")));
  const Date day = args.on.value_or(world.today());
  TRY(cases, cases_with(workspace, "referent"));
  std::set<CaseId> wanted;
  for (const CaseText& said : args.cases) {
    TRY(id, resolve_case(workspace, said, Reference::writing));
    wanted.insert(id);
  }
  Change change;
  Arena arena;
  std::size_t handed = 0;
  for (const CaseId& id : cases) {
    if (!args.cases.empty() && !wanted.contains(id)) continue;
    TRY(open, workspace.read(case_path(id)));
    const auto charges = charges_of(*open.dossier);
    std::vector<const Node*> records;
    for (const Charge& charge : charges) {
      if (charge.staff != args.from || charge.ends) continue;
      TRY(old, ended(arena, *open.dossier, charge, day.plus_days(-1), args.reason));
      TRY(fresh, new_charge(workspace, arena, *open.dossier, actor, args.to, day));
      records = {old, fresh};
    }
    if (records.empty()) continue;
    wanted.erase(id);
    ++handed;
    change.put(case_path(id), with_records(*open.dossier, records), open.digest);
  }
  if (!wanted.empty()) return fail(Exit::rule, problem("L156"_m, wanted.begin()->shown(), day.text()));
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{} handed over from {} to {} on {}", handed, args.from, args.to, day.text())));
  return Exit::done;
}

}  // namespace mloc::contract
