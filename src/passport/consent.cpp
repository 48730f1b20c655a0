#include <algorithm>
#include <span>

#include "desk.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/print.hpp"
#include "view.hpp"

namespace mloc::passport {
namespace {

/// The age on a day; A119 without an identity, for then nobody can tell whether a legal representative is needed.
Result<int> age_at_desk(const PassportDesk& desk, Date day) {
  TRY(open, desk.workspace().find(identity_path(*CaseId::parse(desk.passport().case_id))));
  if (open)
    for (const Record& record : open->dossier->records)
      if (record.is("identity")) return age_on(*Date::parse(record.root->get("birth_date")), day);
  return fail(Exit::rule, problem("A119"_m, desk.id().shown()));
}

/// Under 18 the legal representative, from then on the young person.
Result<> check_signer(const PassportDesk& desk, std::string_view signer, Date day) {
  TRY(age, age_at_desk(desk, day));
  if (age < 18 && signer != "representant_legal") return fail(Exit::rule, problem("A120"_m, age, day.text()));
  if (age >= 18 && signer != "jeune") return fail(Exit::rule, problem("A121"_m, age, day.text()));
  return {};
}

bool is_siret(const std::string& text) { return text.size() == 14 && text.find_first_not_of("0123456789") == text.npos; }

/// A partner of the workspace, or an employer by SIRET.
Result<> put_receiver(const PassportDesk& desk, Arena& arena, Node& record, const std::string& to) {
  if (is_siret(to)) {
    if (!siret_is_valid(to)) return fail(Exit::usage, problem("I109"_m, to));
    put(arena, record, "employer", std::optional(to));
    return {};
  }
  TRY(there, desk.workspace().store().holds(partner_path(to)));
  if (!there) return fail(Exit::unknown, problem("I119"_m, to));
  put(arena, record, "partner", std::optional(to));
  return {};
}

const std::string& receiver_of(const Consent& one) { return one.partner.empty() ? one.employer : one.partner; }

struct Handout {
  std::string id, consent;
  Date day;
  std::string parts;
};
std::vector<Handout> handouts_of(const PassportDesk& desk) {
  std::vector<Handout> found;
  for (const Node* record : desk.records()) {
    if (!record->get("record").starts_with("handout/")) continue;
    std::string parts;
    for (const Node& part : *record->find("parts")) parts += (parts.empty() ? "" : ", ") + std::string(part.text);
    found.push_back({std::string(record->get("id")), std::string(record->get("consent")), *Date::parse(record->get("day")), parts});
  }
  return found;
}

Node* parts_node(Arena& arena, const std::vector<std::string>& parts) {
  Node* list = arena.list();
  for (const std::string& part : parts) arena.append(*list, arena.text(part));
  return list;
}

std::vector<std::string> covered_parts(const std::vector<const Consent*>& live) {
  std::vector<std::string> parts;
  for (const std::string_view part : {"competences", "experiences", "references"})
    if (std::ranges::any_of(live, [&](const Consent* one) { return one->covers(part); })) parts.emplace_back(part);
  return parts;
}

}  // namespace

Result<Exit> give_consent(World& world, const Globals& globals, const ConsentGiveArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "consentir", args));
  const Date day = args.on.value_or(world.today());
  if (world.today() < day) return fail(Exit::rule, problem("A114"_m, "--on", day.text()));
  if (*args.until < day) return fail(Exit::rule, problem("E101"_m, "until", args.until->text(), "day", day.text()));
  CHECKED(desk.require_open(day));
  CHECKED(check_signer(desk, args.given_by, day));
  Arena arena;
  Node* record = desk.make(arena, "consent", day);
  put(arena, *record, "day", std::optional(day));
  put(arena, *record, "given_by", std::optional(args.given_by));
  CHECKED(put_receiver(desk, arena, *record, args.to));
  arena.set(*record, "parts", parts_node(arena, args.parts));
  put(arena, *record, "until", args.until);
  CHECKED(desk.commit({record}));
  CHECKED(say(desk.workspace(), phrase("passport {} consent {}: {} to {} until {}", desk.id().shown(), record->get("id"),
                                            joined(args.parts, ", "), args.to, args.until->text())));
  return Exit::done;
}

Result<Exit> withdraw_consent(World& world, const Globals& globals, const ConsentWithdrawArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "consentir", args));
  const auto consents = consents_of(desk.records());
  const auto found = std::ranges::find(consents, args.consent, &Consent::id);
  if (found == consents.end()) return fail(Exit::unknown, problem("A122"_m, args.consent, desk.id().shown()));
  if (found->withdrawn) return fail(Exit::rule, problem("A125"_m, args.consent, found->withdrawn->text()));
  CHECKED(check_signer(desk, args.given_by, world.today()));
  Arena arena;
  Node* record = desk.make(arena, "revocation", world.today());
  put(arena, *record, "consent", std::optional(args.consent));
  put(arena, *record, "day", std::optional(world.today()));
  put(arena, *record, "given_by", std::optional(args.given_by));
  CHECKED(desk.commit({record}));
  CHECKED(say(desk.workspace(), phrase("passport {} consent {}: withdrawn on {}", desk.id().shown(), args.consent, world.today().text())));
  for (const Handout& one : handouts_of(desk))
    if (one.consent == args.consent) CHECKED(say(desk.workspace(), phrase("handed over before: {} on {} to {}", one.parts, one.day.text(), receiver_of(*found))));
  return Exit::done;
}

Result<Exit> list_consents(World& world, const Globals& globals, const ConsentListArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "consentir", args));
  using K = Column::Kind;
  Table table{"consents", {{"id", K::text, "Id", "Identifiant"}, {"given", K::day, "Given", "Donné le"}, {"given_by", K::text, "By", "Par"},
              {"to", K::text, "To", "À"}, {"parts", K::text, "What", "Quoi"}, {"until", K::day, "Until", "Jusqu'au"},
              {"withdrawn", K::day, "Withdrawn", "Retiré le"}, {"live", K::flag, "Live", "En cours"}, {"handed_over", K::text, "Handed over", "Déjà remis"}}, {}};
  const auto handouts = handouts_of(desk);
  for (const Consent& one : consents_of(desk.records())) {
    std::string handed;
    for (const Handout& each : handouts)
      if (each.consent == one.id) handed += (handed.empty() ? "" : ", ") + each.day.text();
    table.rows.push_back({one.id, one.day.text(), one.given_by, receiver_of(one), joined(one.parts, "+"), one.until.text(),
                          one.withdrawn ? Cell(one.withdrawn->text()) : Cell(), one.live_on(world.today()) ? "true" : "false", handed.empty() ? Cell() : Cell(handed)});
  }
  TRY(noted, desk.note_reading());
  if (!noted) return Exit::done;
  return print_passing(desk.workspace(), std::move(table), Terms::of(args.terms));
}

Result<Exit> share_passport(World& world, const Globals& globals, const ShareArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "partager", args));
  TRY(output, OutputFile::prepare(world, globals, args.output, Tells::persons));
  const auto consents = consents_of(desk.records());
  std::vector<const Consent*> live;
  for (const Consent& one : consents)
    if (receiver_of(one) == args.to && one.live_on(world.today())) live.push_back(&one);
  if (live.empty()) CHECKED(desk.refuse("refuse", Exit::rule, problem("A126"_m, args.to, world.today().text())));
  const auto parts = covered_parts(live);
  TRY(view, view_of(desk, parts));
  const std::string html = page_of(view).html();
  Arena arena;
  std::vector<const Node*> records;
  for (const Consent* one : live) {
    Node* record = desk.make(arena, "handout", world.today());
    while (std::ranges::any_of(records, [&](const Node* other) { return other->get("id") == record->get("id"); }))
      arena.set(*record, "id", arena.text(make_record_id(world.today(), world.random)));
    put(arena, *record, "consent", std::optional(one->id));
    put(arena, *record, "day", std::optional(world.today()));
    arena.set(*record, "parts", parts_node(arena, one->parts));
    put(arena, *record, "sha256", std::optional(hex(sha256(html))));
    records.push_back(record);
  }
  CHECKED(desk.commit(records));
  if (!globals.dry_run) CHECKED(output.write(html));
  if (output.is_standard_output()) return Exit::done;
  CHECKED(say(desk.workspace(), phrase("passport {}: {} for {} in {}", desk.id().shown(), joined(parts, ", "), args.to, args.output)));
  return Exit::done;
}

}  // namespace mloc::passport
