#include <algorithm>

#include "desk.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/print.hpp"
#include "view.hpp"

namespace mloc::passport {
namespace {

Result<std::string> referent_of(const PassportDesk& desk, const std::optional<std::string>& said) {
  if (!said) return desk.visitor().by;
  CHECKED(check_referent(desk, *said));
  return *said;
}

Result<> put_facts(const PassportDesk& desk, Arena& arena, Node& record, const PassportFactArgs& args) {
  TRY(referent, referent_of(desk, args.referent));
  put(arena, record, "referent", std::optional(referent));
  put(arena, record, "referent_day", std::optional(args.referent_day.value_or(desk.today())));
  put(arena, record, "employer_role", std::optional(args.employer_role));
  put(arena, record, "employer_day", args.employer_day);
  put(arena, record, "exchange_day", args.exchange_day);
  return {};
}

Result<> check_experience(const PassportDesk& desk, const Node& record, const ExperienceArgs& args) {
  CHECKED(check_shape(record));
  if (!siret_is_valid(args.employer)) return fail(Exit::usage, problem("I109"_m, args.employer));
  CHECKED(check_facts(Facts::from(record), *args.starts, desk.today()));
  return desk.require_open(desk.today());
}

const Node* find_record(const PassportDesk& desk, std::string_view kind, std::string_view id) {
  for (const Node* record : desk.records())
    if (record->get("record").starts_with(kind) && record->get("id") == id) return record;
  return nullptr;
}

}  // namespace

Result<> check_referent(const PassportDesk& desk, const std::string& code) {
  if (code == desk.visitor().by) return {};
  TRY(visitor, visitor_called(desk.workspace(), code));
  if (!visitor) return fail(Exit::unknown, problem("I123"_m, code));
  TRY(reader, reader_for(desk.workspace(), *visitor, &desk.dossier()));
  const Hindrance why = hindrance_of(right_to("ecrire"), reader);
  return why == Hindrance::none ? Result<>{} : fail(Exit::rule, refusal(why, *visitor, "ecrire", desk.id().shown()));
}

Result<Exit> add_experience(World& world, const Globals& globals, const ExperienceArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "ecrire", args));
  Arena arena;
  Node* record = desk.make(arena, "experience", *args.starts);
  for (const auto& [key, value] : {std::pair("employer", args.employer), std::pair("nature", args.nature), std::pair("rome", args.rome)})
    put(arena, *record, key, std::optional(value));
  put(arena, *record, "starts", args.starts);
  put(arena, *record, "ends", args.ends);
  if (args.hours) arena.set(*record, "hours", arena.integer(*args.hours));
  CHECKED(put_facts(desk, arena, *record, args));
  CHECKED(check_experience(desk, *record, args));
  CHECKED(desk.commit({record}));
  CHECKED(say(desk.workspace(), phrase("passport {} experience {}: {} from {}", desk.id().shown(), record->get("id"), args.nature, args.starts->text())));
  return Exit::done;
}

Result<Exit> list_experiences(World& world, const Globals& globals, const ExperienceListArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "lire", args));
  CHECKED(desk.require_part("experiences"));
  TRY(view, view_of(desk, {"experiences"}));
  using K = Column::Kind;
  Table table{"experiences", {{"id", K::text, "Id", "Identifiant"}, {"employer", K::text, "Employer", "Employeur"}, {"nature", K::text, "Nature", "Nature"},
              {"rome", K::text, "Job", "Métier"}, {"starts", K::day, "Starts", "Début"}, {"ends", K::day, "Ends", "Fin"}, {"hours", K::integer, "Hours", "Heures"}}, {}};
  for (const auto& one : *view.experiences)
    table.rows.push_back({one.id, one.siret, one.nature, one.rome, one.starts.text(), one.ends ? Cell(one.ends->text()) : Cell(),
                          one.hours ? Cell(std::to_string(*one.hours)) : Cell()});
  TRY(noted, desk.note_reading());
  if (!noted) return Exit::done;
  return print_passing(desk.workspace(), std::move(table), Terms::of(args.terms), {{"nature", CodesOfColumn::list("nature_periode")}});
}

Result<Exit> confirm_level(World& world, const Globals& globals, const ConfirmArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "ecrire", args));
  CHECKED(desk.require_open(world.today()));
  const auto now = desk.competences();
  const auto found = std::ranges::find(now, args.competence, &Competence::code);
  if (found == now.end()) return fail(Exit::unknown, problem("A118"_m, args.competence, desk.id().shown()));
  const Node* experience = find_record(desk, "experience/", args.experience);
  if (!experience) return fail(Exit::unknown, problem("A112"_m, args.experience, desk.id().shown()));
  Arena arena;
  Node* record = desk.make(arena, "level", world.today());
  for (const auto& [key, value] : {std::pair("competence", args.competence), std::pair("level", args.level), std::pair("experience", args.experience)})
    put(arena, *record, key, std::optional(value));
  CHECKED(put_facts(desk, arena, *record, args));
  CHECKED(check_shape(*record));
  CHECKED(check_facts(Facts::from(*record), *Date::parse(experience->get("starts")), world.today()));
  CHECKED(desk.commit({record}));
  const Phrase before = desk.shows("competences") ? phrase(", before {}", found->level) : Phrase();
  CHECKED(say(desk.workspace(), phrase("passport {} level {}: {} {}{}", desk.id().shown(), record->get("id"), args.competence, args.level, before)));
  return Exit::done;
}

}  // namespace mloc::passport
