#include <algorithm>
#include <map>

#include "commands/contract_case.hpp"
#include "commands/draw_files.hpp"
#include "commands/eligible.hpp"
#include "commands/ledger_case.hpp"
#include "commands/schools.hpp"
#include "mloc/base/text.hpp"
#include "mloc/codec/codes.hpp"
#include "mloc/commands/agreement.hpp"

namespace mloc {
namespace {

Node* list_of(Arena& arena, const std::vector<std::string>& texts) {
  Node* list = arena.list();
  for (const std::string& text : texts) arena.append(*list, arena.text(text));
  return list;
}

/// The draw with everyone's standing.
struct Drawn {
  std::string programme;
  DrawState state;
};
Result<Drawn> read_draw(Workspace& workspace, const std::string& draw) {
  TRY(there, workspace.store().holds(draw_path(draw, "announcement.yaml")));
  if (!there) return fail(Exit::unknown, problem("K105"_m, draw));
  TRY(folder, DrawFolder::read(workspace.disk(), draw_folder(draw)));
  if (!folder.event("run")) return fail(Exit::rule, problem("W168"_m, draw));
  TRY(state, folder.state());
  return Drawn{std::string(folder.announced().get("programme")), std::move(state)};
}

/// Opens contracts of one draw, one case after the other.
class Opener {
 public:
  Opener(Workspace& workspace, const OpenContractArgs& args, std::string actor)
      : workspace_(workspace), args_(args), actor_(std::move(actor)), day_(workspace.world().today()), starts_(args.on.value_or(day_)) {}

  Result<> prepare() {
    TRY(drawn, read_draw(workspace_, args_.draw));
    drawn_.emplace(std::move(drawn));
    TRY(terms, contract_terms(workspace_, drawn_->programme));
    terms_ = std::move(terms);
    TRY(names, named_cases(workspace_));
    names_ = std::move(names);
    return {};
  }

  const DrawState& state() const { return drawn_->state; }
  bool has_contract(const Dossier& dossier) const {
    const auto contracts = contracts_of(dossier);
    return std::ranges::any_of(contracts, [&](const Contract& one) { return one.draw == args_.draw; });
  }

  Result<LedgerCase> find(const std::string& case_text) {
    return open_ledger(workspace_, case_text, drawn_->programme, Reference::writing);
  }

  /// Adds the contract, and what is due, to the records of the case.
  Result<Date> open(LedgerCase& found) {
    TRY(minor, is_minor(found));
    if (minor && !args_.representative) return fail(Exit::rule, problem("L153"_m, found.shown(), starts_.text()));
    const Date longest = starts_.plus_months(terms_.months).plus_days(-1);
    const Date ends = args_.months ? starts_.plus_months(*args_.months).plus_days(-1)
                      : found.programme.runs.last < starts_ ? longest : std::min(longest, found.programme.runs.last);
    Arena& arena = found.arena;
    Node* contract = new_record(arena, "contract", day_, actor_, found.open.dossier.get(), workspace_.world().random);
    arena.set(*contract, "programme", arena.text(found.programme.code));
    arena.set(*contract, "draw", arena.text(args_.draw));
    arena.set(*contract, "day", arena.text(day_.text()));
    arena.set(*contract, "starts", arena.text(starts_.text()));
    arena.set(*contract, "ends", arena.text(ends.text()));
    if (args_.couple) arena.set(*contract, "couple", arena.flag(true));
    if (minor) arena.set(*contract, "representative", arena.flag(true));
    arena.set(*contract, "young", list_of(arena, terms_.young));
    arena.set(*contract, "institution", list_of(arena, terms_.institution));
    CHECKED(check_shape(*contract));
    CHECKED(admit_contract(Contract::from(*contract), terms_));
    found.fresh.push_back(contract);
    return ends;
  }

 private:
  Result<bool> is_minor(const LedgerCase& found) const {
    const auto named = names_.find(found.id.text());
    if (named == names_.end()) return fail(Exit::rule, problem("L154"_m, found.shown()));
    return age_on(named->second.birth_date, starts_) < 18;
  }

  Workspace& workspace_;
  const OpenContractArgs& args_;
  std::string actor_;
  Date day_, starts_;
  std::optional<Drawn> drawn_;
  ContractTerms terms_;
  std::map<std::string, NamedCase> names_;
};

Result<Exit> open_one(Workspace& workspace, Opener& opener, const OpenContractArgs& args) {
  TRY(found, opener.find(*args.case_text));
  const Position* position = nullptr;
  for (const Record& record : found.open.dossier->records)
    if (record.is("application") && !record.voided() && !position) position = opener.state().find(record.root->get("file_number"));
  if (!position || !position->holds_place()) return fail(Exit::rule, problem("L152"_m, found.shown(), args.draw));
  if (opener.has_contract(*found.open.dossier)) return fail(Exit::rule, problem("L148"_m, found.shown(), args.draw));
  TRY(ends, opener.open(found));
  CHECKED(commit_entries(workspace, found));
  CHECKED(say(workspace, fmt::format("{} {}: contract until {}, to be signed", found.shown(), found.fresh.front()->get("id"), ends.text())));
  return Exit::done;
}

Result<Exit> open_all(Workspace& workspace, Opener& opener) {
  Change change;
  Failure failure{Exit::rule, {}};
  std::size_t opened = 0, there = 0;
  for (const Position& position : opener.state().positions()) {
    if (!position.holds_place()) continue;
    TRY(found, opener.find(position.applicant.id));
    if (opener.has_contract(*found.open.dossier)) {
      ++there;
    } else if (auto ends = opener.open(found); !ends) {
      failure.problems.insert(failure.problems.end(), ends.error().problems.begin(), ends.error().problems.end());
    } else {
      ++opened;
      change.put(case_path(found.id), with_records(*found.open.dossier, found.fresh), found.open.digest);
    }
  }
  if (!failure.problems.empty()) return tl::make_unexpected(std::move(failure));
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, fmt::format("{} contracts opened, {} there already", opened, there)));
  return Exit::done;
}

/// The contract that a step is meant for: the named one, or the only one of the dossier that has not come to its end.
Result<Contract> find_contract(const Dossier& dossier, const CaseId& id, const std::optional<std::string>& wanted) {
  std::vector<Contract> open;
  for (Contract& contract : contracts_of(dossier)) {
    const ContractState state = state_on(contract, *Date::of(9999, 12, 31));
    if (wanted ? contract.id == *wanted : state != ContractState::ended && state != ContractState::breached) open.push_back(std::move(contract));
  }
  if (open.size() == 1) return std::move(open.front());
  if (open.empty()) return fail(Exit::unknown, problem("K103"_m, id.shown(), wanted.value_or("open contract")));
  return fail(Exit::usage, problem("C102"_m, "several contracts are open, name one with --contract"));
}

/// A suspension, a breach and an end have a reason of their own list; other steps have none.
Result<> check_reason(const StepArgs& args) {
  const std::string_view list = args.step == "suspension" ? "motif_suspension_contrat" : args.step == "rupture" ? "motif_rupture_contrat"
                                : args.step == "fin" ? "fin_contrat_engagement" : "";
  if (list.empty() && args.reason) return fail(Exit::usage, problem("C102"_m, fmt::format("{} has no reason", args.step)));
  if (list.empty()) return {};
  if (!args.reason) return fail(Exit::usage, problem("C115"_m, "--reason"));
  if (!code_list(list)->find(*args.reason)) return fail(Exit::usage, problem("L124"_m, *args.reason, args.step, list));
  return {};
}

}  // namespace

Result<Exit> open_contract(World& world, const Globals& globals, const OpenContractArgs& args) {
  if (!args.case_text && args.couple) return fail(Exit::usage, problem("C102"_m, "--couple is said case by case"));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  Opener opener(workspace, args, actor);
  CHECKED(opener.prepare());
  return args.case_text ? open_one(workspace, opener, args) : open_all(workspace, opener);
}

Result<Exit> take_step(World& world, const Globals& globals, const StepArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(id, resolve_case(workspace, args.case_text, Reference::writing));
  TRY(open, workspace.read(case_path(id)));
  TRY(contract, find_contract(*open.dossier, id, args.contract));
  TRY(terms, contract_terms(workspace, contract.programme));
  CHECKED(check_reason(args));
  const Date day = args.on.value_or(world.today());
  Arena arena;
  Node* step = new_record(arena, "step", day, actor, open.dossier.get(), world.random);
  arena.set(*step, "contract", arena.text(contract.id));
  arena.set(*step, "day", arena.text(day.text()));
  arena.set(*step, "step", arena.text(args.step));
  put(arena, *step, "party", args.party);
  put(arena, *step, "commitment", args.commitment);
  if (args.until) arena.set(*step, "until", arena.text(args.until->text()));
  put(arena, *step, "reason", args.reason);
  CHECKED(check_shape(*step));
  CHECKED(admit_step(contract, ContractStep::from(*step), terms));
  Change change;
  change.put(case_path(id), with_records(*open.dossier, {step}), open.digest);
  CHECKED(workspace.commit(change));
  contract.steps.push_back(ContractStep::from(*step));
  const auto missing = contract.unsigned_parties(day);
  CHECKED(say(workspace, fmt::format("{} {}: {} on {}; {}{}", id.shown(), contract.id, args.step, day.text(), state_text(state_on(contract, day)),
                                     missing.empty() ? "" : ", not signed by " + joined(missing, ", "))));
  return Exit::done;
}

}  // namespace mloc
