#include <algorithm>

#include "desk.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/print.hpp"
#include "view.hpp"

namespace mloc::passport {
namespace {

Result<OpenDossier> open_partner(Workspace& workspace, const std::string& code) {
  TRY(open, workspace.find(partner_path(code)));
  if (!open) return fail(Exit::unknown, problem("I119"_m, code));
  return std::move(*open);
}

/// The five categories of the network; companies and authorities stand beside it and write nothing.
Result<> check_category(const Dossier& partner, const std::string& code) {
  for (const Node* record : live_of(partner)) {
    if (!record->get("record").starts_with("partner/")) continue;
    const std::string_view category = record->get("category");
    const Code* known = category.empty() ? nullptr : code_list("categorie_partenaire")->find(category);
    if (known && known->node->get("network") != "false") return {};
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

Result<Exit> grant_writing(World& world, const Globals& globals, const GrantArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "administrer", args));
  const Date starts = args.starts.value_or(world.today());
  if (*args.until < starts) return fail(Exit::rule, problem("E101"_m, "until", args.until->text(), "starts", starts.text()));
  CHECKED(desk.require_open(world.today()));
  TRY(open, open_partner(desk.workspace(), args.partner.text));
  CHECKED(check_category(*open.dossier, args.partner.text));
  const Visitor partner{args.partner.text, "partenaire_referent"};
  TRY(reader, reader_for(desk.workspace(), partner, nullptr));
  reader.permitted = true;
  const Hindrance why = hindrance_of(right_to("ecrire"), reader);
  if (why != Hindrance::none) return fail(Exit::rule, refusal(why, partner, "ecrire", desk.id().shown()));
  Arena arena;
  Node* record = desk.make(arena, "permit", starts);
  put(arena, *record, "partner", std::optional(args.partner.text));
  put(arena, *record, "starts", std::optional(starts));
  put(arena, *record, "until", args.until);
  CHECKED(desk.commit({record}));
  CHECKED(say(desk.workspace(), phrase("{} may write passport {} until {}", args.partner.text, desk.id().shown(), args.until->text())));
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
  std::string passport;
  if (args.passport) {
    TRY(id, resolve_passport(workspace, *args.passport));
    passport = id.text();
  }
  Change change;
  CHECKED(admit_visitor(workspace, "journal", change, passport));
  TRY(lines, accesses(workspace));
  using K = Column::Kind;
  Table table{"accesses", {{"journal", K::text, "Journal", "Journal"}, {"id", K::text, "Id", "Identifiant"}, {"day", K::day, "Day", "Jour"}, {"by", K::text, "By", "Par"},
              {"role", K::text, "Role", "Rôle"}, {"action", K::text, "Action", "Action"}, {"passport", K::text, "Passport", "Passeport"}, {"outcome", K::text, "Outcome", "Suite"}}, {}};
  for (const AccessLine& line : lines) {
    if (!passport.empty() && line.access.passport != passport) continue;
    const auto id = CaseId::parse(line.access.passport);
    table.rows.push_back({line.journal, line.id, line.day.text(), line.access.by, line.access.role, line.access.action, id ? Cell(id->shown()) : Cell(), line.access.outcome});
  }
  CHECKED(workspace.commit_always(change));
  const bool none = table.rows.empty();
  CHECKED(print(world, globals, std::move(table)));
  return args.fail_if_empty && none ? Exit::no : Exit::done;
}

}  // namespace mloc::passport
