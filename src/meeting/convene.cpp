#include "convene.hpp"

#include <algorithm>
#include <set>

#include "convening_verbs.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/contract/contract_case.hpp"
#include "mloc/draw/open.hpp"
#include "mloc/meeting/meeting_case.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::meeting {
namespace {

using K = Column::Kind;

/// Lines of a file: a file number, and how that person was absent after `;`.
Result<std::map<std::string, std::string>> read_exceptions(World& world, const PresenceArgs& args) {
  constexpr std::size_t largest = 1u << 20;
  std::map<std::string, std::string> exceptions;
  if (!args.except) return exceptions;
  TRY(bytes, *args.except == "-" ? world.read_input(largest) : world.files.read(*args.except, largest));
  for (const std::string_view line : split(bytes, '\n')) {
    const std::string_view said = trimmed(line);
    if (said.empty() || said.front() == '#') continue;
    const auto semicolon = said.find(';');
    const std::string presence(semicolon == said.npos ? std::string_view() : trimmed(said.substr(semicolon + 1)));
    exceptions[std::string(trimmed(said.substr(0, semicolon)))] = presence.empty() ? args.as.value_or("absent_non_excuse") : presence;
  }
  return exceptions;
}

/// The signature of the contract that the person's commitments stand in; nullptr when there is none to sign.
Result<Node*> signature_step(Workspace& workspace, const Dossier& dossier, Arena& arena, const std::string& draw, Date day,
                             const std::string& actor) {
  for (const contract::Contract& contract : contract::contracts_of(dossier)) {
    const auto open = contract.unsigned_parties(day);
    if (contract.draw != draw || std::ranges::find(open, "jeune") == open.end()) continue;
    Node* step = new_record(arena, "step", day, actor, &dossier, workspace.world().random);
    for (const auto& [field, value] : std::vector<std::pair<std::string_view, std::string>>{
             {"contract", contract.id}, {"day", day.text()}, {"step", "signature"}, {"party", "jeune"}})
      arena.set(*step, field, arena.text(value));
    TRY(terms, contract::contract_terms(workspace, contract.programme));
    CHECKED(contract::admit_step(contract, contract::ContractStep::from(*step), terms));
    return step;
  }
  return nullptr;
}

/// Everybody who was convened to one group meeting: a person by file number or case id, a partner by code.
struct Convened {
  std::string owner, file_number;
  bool is_partner = false;
  std::string path() const { return is_partner ? partner_path(owner) : case_path(*CaseId::parse(owner)); }
};
Result<std::vector<Convened>> convened_to(Workspace& workspace, const std::string& gathering) {
  TRY(index, workspace.valid_index());
  TRY(people, index->rows("SELECT i.case_id, (SELECT a.file_number FROM application a WHERE a.case_id = i.case_id AND a.voided_day IS NULL "
                          "ORDER BY a.received DESC, a.id DESC LIMIT 1) AS number FROM invitation i WHERE i.gathering = ?1 AND i.voided_day IS NULL "
                          "ORDER BY number, i.case_id",
                          {gathering}));
  TRY(partners, index->rows("SELECT partner FROM gathering WHERE gathering = ?1 AND voided_day IS NULL ORDER BY partner", {gathering}));
  std::vector<Convened> found;
  for (const auto& row : people.rows) found.push_back({text_of(row[0]), text_of(row[1])});
  for (const auto& row : partners.rows) found.push_back({text_of(row[0]), text_of(row[0]), true});
  if (found.empty()) return fail(Exit::unknown, problem("M123"_m, printable(gathering)));
  return found;
}

/// How one of those who were convened is to be recorded: what is there already only when they are named.
struct Wanted {
  Convened who;
  std::string presence;
  bool named = false;
};
Result<std::vector<Wanted>> presences(Workspace& workspace, const PresenceArgs& args, const std::vector<Convened>& convened) {
  std::map<std::string, Wanted> said;
  if (args.all)
    for (const Convened& one : convened) said[one.owner] = {one, *args.all};
  std::vector<Problem> unknown;
  const auto put = [&](const std::string& text, const std::string& presence) {
    const auto there = std::ranges::find_if(convened, [&](const Convened& one) { return one.file_number == text || one.owner == text; });
    if (there == convened.end()) unknown.push_back(problem("M124"_m, printable(text), args.id));
    else said[there->owner] = {*there, presence, true};
  };
  TRY(exceptions, read_exceptions(workspace.world(), args));
  for (const auto& [number, presence] : exceptions) put(number, presence);
  for (const CaseText& said_by : args.cases) put(said_by.text, args.as.value_or("present"));
  if (!unknown.empty()) return fail(Exit::unknown, std::move(unknown));
  if (said.empty()) return fail(Exit::usage, problem("C102"_m, phrase("say who came: cases, or --all present")));
  std::vector<Wanted> found;
  for (const Convened& one : convened)
    if (const auto wanted = said.find(one.owner); wanted != said.end()) found.push_back(wanted->second);
  return found;
}

}  // namespace

Result<ConvenedDraw> ConvenedDraw::read(Workspace& workspace, const std::string& draw) {
  TRY(folder, draw::read_draw(workspace, draw));
  if (!folder.event("run")) return fail(Exit::rule, problem("W168"_m, draw));
  TRY(state, folder.state());
  ConvenedDraw found{draw, std::string(folder.announced().get("programme")), std::move(state), {}, {}};
  TRY(index, workspace.valid_index());
  TRY(numbers, index->rows("SELECT file_number, case_id FROM application WHERE programme = ?1 AND voided_day IS NULL", {found.programme}));
  std::map<std::string, std::string> number_of;
  for (const auto& row : numbers.rows) {
    found.cases[text_of(row[0])] = text_of(row[1]);
    number_of[text_of(row[1])] = text_of(row[0]);
  }
  TRY(rows, index->rows("SELECT case_id, id, gathering, day, time, place, presence FROM invitation WHERE draw = ?1 AND voided_day IS NULL "
                        "ORDER BY case_id, day, id", {draw}));
  for (const auto& row : rows.rows)
    found.invitations[number_of[text_of(row[0])]].push_back(
        {text_of(row[1]), text_of(row[2]), *Date::parse(text_of(row[3])), text_of(row[4]), text_of(row[5]), text_of(row[6])});
  return found;
}

const std::vector<Invitation>& ConvenedDraw::of(const std::string& file_number) const {
  static const std::vector<Invitation> none;
  const auto found = invitations.find(file_number);
  return found == invitations.end() ? none : found->second;
}

Result<> Convening::admit() const {
  if (!args_.on) return fail(Exit::usage, problem("C115"_m, "--on"));
  TRY(index, workspace_.valid_index());
  TRY(taken, index->rows("SELECT day FROM invitation WHERE gathering = ?1 AND voided_day IS NULL UNION "
                         "SELECT day FROM gathering WHERE gathering = ?1 AND voided_day IS NULL LIMIT 1",
                         {args_.id}));
  if (!taken.rows.empty()) return fail(Exit::rule, problem("M122"_m, args_.id, text_of(taken.rows.front().front())));
  return {};
}

Result<> Convening::invite(const std::string& path, std::string_view kind, bool again) {
  TRY(open, workspace_.read(path));
  Node* record = new_record(arena_, kind, *args_.on, actor_, open.dossier.get(), workspace_.world().random);
  for (const auto& [field, value] : std::vector<std::pair<std::string_view, std::string>>{
           {"gathering", args_.id}, {"draw", args_.draw}, {"day", args_.on->text()}, {"time", args_.time ? args_.time->text() : ""}, {"place", args_.place.value_or("")}})
    if (!value.empty() && find_kind(kind)->schema->find(field)) arena_.set(*record, field, arena_.text(value));
  CHECKED(check_shape(*record));
  change_.put(path, with_records(*open.dossier, {record}), open.digest);
  ++convened_;
  again_ += again;
  return {};
}

Result<Exit> Convening::finish() {
  CHECKED(workspace_.commit(change_));
  CHECKED(say(workspace_, phrase("{}: {} convened for {}{}{}", args_.id, convened_, args_.on->text(), at_time(args_.time), again_ ? phrase(", {} of them again", again_) : Phrase())));
  return Exit::done;
}

Result<Exit> convene_group(World& world, const Globals& globals, const ConveneArgs& args) {
  if (args.draw == the_network) return convene_network(world, globals, args);
  if (args.category || args.missed) return fail(Exit::usage, problem("C102"_m, phrase("--category and --missed go with the network; a draw convenes who has not come")));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  Convening convening(workspace, args, actor);
  TRY(known, ConvenedDraw::read(workspace, args.draw));
  CHECKED(convening.admit());
  for (const draw::Position& position : known.state.positions()) {
    const std::string& number = position.applicant.id;
    if (!position.holds_place() || (args.site && position.applicant.stratum != *args.site)) continue;
    if (!is_to_be_convened(known.of(number), world.today())) continue;
    const auto owner = known.cases.find(number);
    if (owner == known.cases.end()) return fail(Exit::unknown, problem("I118"_m, number));
    CHECKED(convening.invite(case_path(*CaseId::parse(owner->second)), "invitation", !known.of(number).empty()));
  }
  if (convening.count() == 0) return fail(Exit::no, problem("M125"_m, args.draw));
  return convening.finish();
}

Result<Exit> record_presence(World& world, const Globals& globals, const PresenceArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(convened, convened_to(workspace, args.id));
  if (args.sign && convened.front().is_partner) return fail(Exit::usage, problem("M175"_m, args.id));
  TRY(wanted, presences(workspace, args, convened));
  Change change;
  Arena arena;
  std::map<std::string, std::size_t> counts;
  std::size_t signatures = 0, kept = 0;
  for (const auto& [one, said, named] : wanted) {
    std::string presence = said;
    const std::string path = one.path();
    TRY(open, workspace.read(path));
    std::vector<const Node*> records;
    for (const Record& record : open.dossier->records) {
      if (!record.is(one.is_partner ? "gathering" : "invitation") || record.voided() || record.root->get("gathering") != args.id) continue;
      const Date day = *Date::parse(record.root->get("day"));
      if (world.today() < day) return fail(Exit::rule, problem("M107"_m, day.text()));
      Node* changed = arena.copy(*record.root);
      // What was recorded of somebody is changed by naming them only.
      if (!named && record.root->has("presence")) presence = record.root->get("presence");
      if (presence != said) ++kept;
      arena.set(*changed, "presence", arena.text(presence));
      CHECKED(check_shape(*changed));
      records.push_back(changed);
      const bool came = presence == "present" || presence == "retard";
      if (!args.sign || !came) continue;
      TRY(step, signature_step(workspace, *open.dossier, arena, std::string(record.root->get("draw")), day, actor));
      if (step) records.push_back(step), ++signatures;
    }
    change.put(path, with_records(*open.dossier, std::move(records)), open.digest);
    ++counts[presence];
  }
  CHECKED(workspace.commit(change));
  std::string told;
  for (const auto& [presence, count] : counts) told += fmt::format("{}{} {}", told.empty() ? "" : ", ", count, presence);
  CHECKED(say(workspace, phrase("{}: {}{}{}", args.id, told, kept ? phrase("; {} recorded otherwise before, and kept: name them to change it", kept) : Phrase(),
                                     args.sign ? phrase("; {} contracts signed by the young person", signatures) : Phrase())));
  return Exit::done;
}

Result<Exit> list_convened(World& world, const Globals& globals, const ConvenedArgs& args) {
  if (args.draw == the_network) return list_network(world, globals, args);
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(known, ConvenedDraw::read(workspace, args.draw));
  Table table{"convened",
              {{"file_number", K::text, "File number", "N° dossier"},
               {"site", K::text, "Site", "Site"},
               {"rank", K::integer, "Rank", "Rang"},
               {"gathering", K::text, "Last meeting", "Dernière réunion"},
               {"day", K::day, "Day", "Jour"},
               {"presence", K::text, "Presence", "Présence"},
               {"times", K::integer, "Times", "Fois"},
               {"open", K::flag, "To convene", "À convoquer"}},
              {}};
  for (const draw::Position& position : known.state.positions()) {
    if (!position.holds_place()) continue;
    const auto& invitations = known.of(position.applicant.id);
    const bool open = is_to_be_convened(invitations, world.today());
    const Invitation* last = last_invitation(invitations);
    table.rows.push_back({position.applicant.id, position.applicant.stratum, position.rank ? Cell(std::to_string(position.rank)) : Cell(),
                          last ? Cell(last->gathering) : Cell(), last ? Cell(last->day.text()) : Cell(),
                          last && !last->presence.empty() ? Cell(last->presence) : Cell(), std::to_string(invitations.size()), open ? "true" : "false"});
  }
  return print_passing(workspace, std::move(table), Terms::of(args.terms));
}

}  // namespace mloc::meeting
