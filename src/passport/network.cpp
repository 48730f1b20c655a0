#include <algorithm>

#include "desk.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/print.hpp"
#include "view.hpp"

namespace mloc::passport {
namespace {

Result<OpenDossier> open_partner(Workspace& workspace, const std::string& code) {
  TRY(open, workspace.find(partner_path(code)));
  if (!open) return fail(Exit::unknown, problem("I119"_m, code));
  return std::move(*open);
}

/// The categories of the network; companies and authorities stand beside it and write nothing.
Result<> check_category(const Dossier& partner, const std::string& code) {
  for (const Node* record : live_of(partner)) {
    if (!record->get("record").starts_with("partner/")) continue;
    const std::string_view category = record->get("category");
    if (is_of_network(category)) return {};
    return fail(Exit::rule, problem("A131"_m, code, category.empty() ? "none" : category));
  }
  return fail(Exit::unknown, problem("I119"_m, code));
}

/// One dated record of `kind` in a partner's dossier.
Result<> add_to_partner(Workspace& workspace, Change& change, const std::string& code, std::string_view kind, Date day, const std::string& by) {
  TRY(open, open_partner(workspace, code));
  CHECKED(check_category(*open.dossier, code));
  Arena arena;
  Node* record = new_record(arena, kind, day, by, open.dossier.get(), workspace.world().random);
  arena.set(*record, "day", arena.text(day.text()));
  CHECKED(check_shape(*record));
  change.put(partner_path(code), with_records(*open.dossier, {record}), open.digest);
  return {};
}

Result<Exit> note(World& world, const Globals& globals, const std::vector<std::string>& partners, const std::optional<Date>& on,
                  std::string_view kind, const Phrase& said) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  const Date day = on.value_or(world.today());
  if (world.today() < day) return fail(Exit::rule, problem("A114"_m, "--on", day.text()));
  Change change;
  TRY(visitor, admit_visitor(workspace, "administrer", change));
  for (const std::string& code : partners) CHECKED(add_to_partner(workspace, change, code, kind, day, visitor.by));
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{}: {} on {}", joined(partners, ", "), said, day.text())));
  return Exit::done;
}

}  // namespace

Result<Exit> sign_charter(World& world, const Globals& globals, const NetworkArgs& args) {
  return note(world, globals, {args.partner.text}, args.on, "charter", phrase("charter signed"));
}
Result<Exit> note_training(World& world, const Globals& globals, const NetworkArgs& args) {
  return note(world, globals, {args.partner.text}, args.on, "training", phrase("training done"));
}
Result<Exit> note_gathering(World& world, const Globals& globals, const GatheringArgs& args) {
  std::vector<std::string> codes;
  for (const OwnerText& one : args.partners) codes.push_back(one.text);
  return note(world, globals, codes, args.on, "gathering", phrase("at the network's meeting"));
}

Result<Exit> end_charter(World& world, const Globals& globals, const NetworkArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  const Date day = args.on.value_or(world.today());
  Change change;
  CHECKED(admit_visitor(workspace, "administrer", change));
  TRY(open, open_partner(workspace, args.partner.text));
  Arena arena;
  std::vector<const Node*> ended;
  for (const Node* record : live_of(*open.dossier))
    if (is_kind(*record, "charter") && is_signed_on({record}, std::max(day, *Date::parse(record->get("day"))))) {
      if (day.text() < record->get("day")) return fail(Exit::rule, problem("E101"_m, "ended", day.text(), "day", record->get("day")));
      Node* copy = arena.copy(*record);
      put(arena, *copy, "ended", std::optional(day));
      ended.push_back(copy);
    }
  if (ended.empty()) return fail(Exit::unknown, problem("A223"_m, args.partner.text, day.text()));
  change.put(partner_path(args.partner.text), with_records(*open.dossier, ended), open.digest);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{}: charter ended on {}", args.partner.text, day.text())));
  return Exit::done;
}

namespace {

/// A partner of the network that may write with this permit from its first day on: charter, training, and the owner's
/// consent on that day.
Result<> check_may_be_granted(const PassportDesk& desk, const std::string& code, Date starts) {
  TRY(open, open_partner(desk.workspace(), code));
  CHECKED(check_category(*open.dossier, code));
  const Visitor partner{code, "partenaire_referent"};
  TRY(reader, reader_for(desk.workspace(), partner, nullptr));
  reader.permitted = true;
  reader.consented = parts_open_to(code, consents_of(desk.records()), starts);
  const Hindrance why = hindrance_of(right_to("ecrire"), reader);
  return why == Hindrance::none ? Result<>{} : fail(Exit::rule, refusal(why, partner, "ecrire", desk.id().shown()));
}

/// The partner's permits that go on, or are still to begin, each ended on `day` or on its first day when that is later.
std::vector<const Node*> ended_permits(const PassportDesk& desk, Arena& arena, std::string_view partner, Date day) {
  std::vector<const Node*> ended;
  for (const Permit& one : permits_of(desk.records())) {
    const Date last = std::max(day, one.starts);
    if (one.partner != partner || one.until < last || (one.ended && *one.ended <= last)) continue;
    Node* record = arena.copy(*desk.dossier().find(one.id)->root);
    put(arena, *record, "ended", std::optional(last));
    ended.push_back(record);
  }
  return ended;
}

}  // namespace

Result<Exit> grant_writing(World& world, const Globals& globals, const GrantArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "administrer", args));
  const Date starts = args.starts.value_or(world.today());
  if (*args.until < starts) return fail(Exit::rule, problem("E101"_m, "until", args.until->text(), "starts", starts.text()));
  CHECKED(desk.require_open(world.today()));
  CHECKED(check_may_be_granted(desk, args.partner.text, starts));
  Arena arena;
  std::vector<const Node*> records = ended_permits(desk, arena, args.partner.text, starts);
  const std::size_t replaced = records.size();
  Node* record = desk.make(arena, "permit", starts);
  put(arena, *record, "partner", std::optional(args.partner.text));
  put(arena, *record, "starts", std::optional(starts));
  put(arena, *record, "until", args.until);
  records.push_back(record);
  CHECKED(desk.commit(records));
  CHECKED(say(desk.workspace(), phrase("{} may write passport {} until {}{}", args.partner.text, desk.id().shown(), args.until->text(),
                                       replaced ? phrase(", in the place of the permit before") : Phrase())));
  return Exit::done;
}

Result<Exit> end_permit(World& world, const Globals& globals, const PermitEndArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "administrer", args));
  const Date day = args.on.value_or(world.today());
  Arena arena;
  const auto records = ended_permits(desk, arena, args.partner.text, day);
  if (records.empty()) return fail(Exit::unknown, problem("A222"_m, args.partner.text, desk.id().shown(), day.text()));
  CHECKED(desk.commit(records));
  CHECKED(say(desk.workspace(), phrase("{} may not write passport {} from {}", args.partner.text, desk.id().shown(), day.text())));
  return Exit::done;
}

Result<Exit> note_contribution(World& world, const Globals& globals, const ContributeArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "contribuer", args));
  const Date day = args.on.value_or(world.today());
  if (world.today() < day) return fail(Exit::rule, problem("A114"_m, "--on", day.text()));
  CHECKED(desk.require_open(day));
  CHECKED(open_partner(desk.workspace(), args.partner.text));
  Arena arena;
  Node* record = desk.make(arena, "contribution", day);
  put(arena, *record, "day", std::optional(day));
  put(arena, *record, "partner", std::optional(args.partner.text));
  put(arena, *record, "kind", std::optional(args.kind));
  CHECKED(desk.commit({record}));
  CHECKED(say(desk.workspace(), phrase("passport {}: {} contributed {} on {}", desk.id().shown(), args.partner.text, args.kind, day.text())));
  return Exit::done;
}

Result<Exit> list_accesses(World& world, const Globals& globals, const JournalListArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  const Terms asked = Terms::of(args.terms);
  std::vector<std::string> passports;
  for (const CaseText& said : asked.cases) {
    TRY(id, resolve_passport(workspace, said.text));
    passports.push_back(id.text());
  }
  Change change;
  CHECKED(admit_visitor(workspace, "journal", change, passports.size() == 1 ? passports.front() : ""));
  TRY(lines, accesses(workspace));
  using K = Column::Kind;
  Table table{"accesses", {{"journal", K::text, "Journal", "Journal"}, {"id", K::text, "Id", "Identifiant"}, {"day", K::day, "Day", "Jour"}, {"by", K::text, "By", "Par"},
              {"role", K::text, "Role", "Rôle"}, {"action", K::text, "Action", "Action"}, {"passport", K::text, "Passport", "Passeport"}, {"outcome", K::text, "Outcome", "Suite"}}, {}};
  for (const AccessLine& line : lines) {
    if (!passports.empty() && std::ranges::find(passports, line.access.passport) == passports.end()) continue;
    const auto id = CaseId::parse(line.access.passport);
    table.rows.push_back({line.journal, line.id, line.day.text(), line.access.by, line.access.role, line.access.action,
                          id ? Cell(id->shown()) : Cell(), line.access.outcome});
  }
  TRY(noted, note_listing(workspace, change));
  if (!noted) return Exit::done;
  TRY(shown, passing(workspace, std::move(table), asked.terms, {{"role", CodesOfColumn::list("role")}, {"action", CodesOfColumn::list("droit_passeport")}, {"outcome", CodesOfColumn::list("resultat_acces")}}));
  // People read words, programs codes.
  if (globals.view.format == Format::table)
    for (auto& row : shown.rows)
      for (const auto& [place, list] : {std::pair(4, "role"), std::pair(5, "droit_passeport"), std::pair(7, "resultat_acces")})
        if (row[static_cast<std::size_t>(place)]) row[static_cast<std::size_t>(place)] = label_of({list}, *row[static_cast<std::size_t>(place)], globals.view.language);
  return print(world, globals, std::move(shown));
}

}  // namespace mloc::passport
