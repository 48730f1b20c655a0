#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "agreement_verbs.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/contract/contract_case.hpp"
#include "mloc/contract/ledger_case.hpp"
#include "mloc/draw/draw_files.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/workspace/person.hpp"

namespace mloc::contract {
namespace {

Node* list_of(Arena& arena, const std::vector<std::string>& texts) {
  Node* list = arena.list();
  for (const std::string& text : texts) arena.append(*list, arena.text(text));
  return list;
}

std::vector<std::string> first_column(const Rows& rows) {
  std::vector<std::string> texts;
  for (const auto& row : rows.rows)
    if (std::holds_alternative<std::string>(row.front())) texts.push_back(std::get<std::string>(row.front()));
  return texts;
}

/// The draw with everyone's standing.
struct Drawn {
  std::string programme, roster;
  draw::DrawState state;
};
Result<Drawn> read_draw(Workspace& workspace, const std::string& draw) {
  TRY(there, workspace.store().holds(draw_path(draw, "announcement.yaml")));
  if (!there) return fail(Exit::unknown, problem("K105"_m, draw));
  TRY(folder, draw::DrawFolder::read(workspace.disk(), draw_folder(draw)));
  if (!folder.event("run")) return fail(Exit::rule, problem("W168"_m, draw));
  TRY(state, folder.state());
  return Drawn{std::string(folder.announced().get("programme")), folder.roster, std::move(state)};
}

/// Opens contracts of one draw, one case after the other.
class Opener {
 public:
  Opener(Workspace& workspace, const OpenContractArgs& args, std::string actor)
      : workspace_(workspace), args_(args), actor_(std::move(actor)), day_(workspace.world().today()), starts_(args.on.value_or(day_)) {}

  /// A programme's contracts without a draw, or a draw's.
  Result<> prepare() {
    if (args_.programme) {
      TRY(programme, workspace_.programme(*args_.programme));
      if (programme.is_drawn) return fail(Exit::usage, problem("L211"_m, programme.code));
      programme_ = programme.code;
      TRY(judged, enrol::judged_applications(workspace_, programme));
      // Of several applications the one that may have a place speaks.
      for (const enrol::JudgedApplication& one : judged)
        if (one.eligible()) judged_.insert_or_assign(one.case_id, one);
        else judged_.try_emplace(one.case_id, one);
    } else {
      TRY(drawn, read_draw(workspace_, args_.draw));
      programme_ = drawn.programme;
      drawn_.emplace(std::move(drawn));
    }
    TRY(terms, contract_terms(workspace_, programme_));
    terms_ = std::move(terms);
    TRY(names, enrol::named_cases(workspace_));
    names_ = std::move(names);
    TRY(index, workspace_.valid_index());
    TRY(numbers, index->rows("SELECT file_number, case_id FROM application WHERE programme = ?1 AND voided_day IS NULL", {programme_}));
    for (const auto& row : numbers.rows) case_of_[std::get<std::string>(row[0])] = std::get<std::string>(row[1]);
    for (const std::string column : {"case_id", "partner"}) {
      TRY(rows, index->rows(fmt::format("SELECT {} FROM contract WHERE {} = ?1 AND voided_day IS NULL ORDER BY case_id", column, args_.programme ? "draw IS NULL AND programme" : "draw"),
                            {args_.programme ? programme_ : args_.draw}));
      for (std::string& one : first_column(rows)) covered_.insert(std::move(one));
    }
    TRY(families, index->rows("SELECT case_id, family FROM household WHERE voided_day IS NULL ORDER BY case_id, day, id", {}, {true, false}));
    for (const auto& row : families.rows) family_[std::get<std::string>(row[0])] = std::get<std::string>(row[1]);
    return {};
  }

  const draw::DrawState& state() const { return drawn_->state; }
  bool has_contract(const std::string& case_id) const { return covered_.contains(case_id); }
  bool are_couples() const { return terms_.couples; }

  /// The case of somebody of the draw; L162 with the line of the roster when there is none.
  Result<std::string> case_of(const std::string& file_number) const {
    const auto found = case_of_.find(file_number);
    if (found != case_of_.end()) return found->second;
    std::uint32_t line = 1, at_line = 0;
    for (const std::string_view text : split(drawn_->roster, '\n')) {
      if (text.substr(0, text.find('\t')) == file_number) at_line = line;
      ++line;
    }
    return fail(Exit::rule, at({draw_path(args_.draw, at_line ? "roster.tsv" : "events.yaml"), at_line, at_line ? 1u : 0u, {}},
                               problem("L162"_m, file_number)));
  }

  /// Others of the household who hold a place.
  std::vector<std::string> household_of(const draw::Position& position) const {
    std::vector<std::string> others;
    if (position.applicant.cluster.empty()) return others;
    for (const draw::Position& other : state().positions())
      if (other.holds_place() && other.applicant.cluster == position.applicant.cluster && other.applicant.id != position.applicant.id)
        others.push_back(other.applicant.id);
    return others;
  }

  /// Nobody is made a couple whose recorded household is none.
  bool may_be_couple(const std::string& case_id) const {
    constexpr std::array<std::string_view, 4> couples = {"concubinage", "pacs", "marie", "couple_enfants"};
    const auto family = family_.find(case_id);
    return family == family_.end() || std::ranges::find(couples, family->second) != couples.end();
  }

  /// Whether somebody meets the rules of a programme without a draw.
  Result<> admit(const LedgerCase& found) const {
    const auto judged = judged_.find(found.id.text());
    if (judged == judged_.end()) return fail(Exit::rule, problem("L102"_m, programme_));
    if (!judged->second.eligible()) return fail(Exit::rule, problem("L213"_m, found.shown(), programme_, judged->second.reason));
    return {};
  }

  Result<LedgerCase> find(const CaseText& said) { return open_ledger(workspace_, said, programme_, Reference::writing); }

  /// Adds the contract to the records of the case; `partner` is the case of the other of a couple.
  Result<Date> open(LedgerCase& found, const std::optional<std::string>& partner) {
    TRY(young, is_minor(found.id.text()));
    bool minor = young;
    if (partner) {
      TRY(other, is_minor(*partner));
      minor = minor || other;
    }
    if (minor && !args_.representative) return fail(Exit::rule, problem("L153"_m, found.shown(), starts_.text()));
    const Date longest = starts_.plus_months(terms_.months).plus_days(-1);
    const Date ends = args_.months ? starts_.plus_months(*args_.months).plus_days(-1)
                      : found.programme.runs.last < starts_ ? longest : std::min(longest, found.programme.runs.last);
    Arena& arena = found.arena;
    Node* contract = new_record(arena, "contract", day_, actor_, found.open.dossier.get(), workspace_.world().random);
    arena.set(*contract, "programme", arena.text(found.programme.code));
    if (!args_.programme) arena.set(*contract, "draw", arena.text(args_.draw));
    arena.set(*contract, "day", arena.text(day_.text()));
    arena.set(*contract, "starts", arena.text(starts_.text()));
    arena.set(*contract, "ends", arena.text(ends.text()));
    if (args_.couple || partner) arena.set(*contract, "couple", arena.flag(true));
    put(arena, *contract, "partner", partner);
    if (minor) arena.set(*contract, "representative", arena.flag(true));
    arena.set(*contract, "young", list_of(arena, terms_.young));
    arena.set(*contract, "institution", list_of(arena, terms_.institution));
    CHECKED(check_shape(*contract));
    CHECKED(admit_contract(Contract::from(*contract), terms_));
    found.fresh.push_back(contract);
    covered_.insert(found.id.text());
    if (partner) covered_.insert(*partner);
    return ends;
  }

 private:
  Result<bool> is_minor(const std::string& case_id) const {
    const auto named = names_.find(case_id);
    if (named == names_.end()) return fail(Exit::rule, problem("L154"_m, CaseId::parse(case_id)->shown()));
    return age_on(named->second.birth_date, starts_) < 18;
  }

  Workspace& workspace_;
  const OpenContractArgs& args_;
  std::string actor_;
  Date day_, starts_;
  std::string programme_;
  std::optional<Drawn> drawn_;                              ///< of a programme with a draw
  std::map<std::string, enrol::JudgedApplication> judged_;  ///< of one without, by case
  ContractTerms terms_;
  std::map<std::string, enrol::NamedCase> names_;
  std::map<std::string, std::string> case_of_;  ///< by file number
  std::map<std::string, std::string> family_;   ///< by case, the last that was recorded
  std::set<std::string> covered_;               ///< cases with a contract of the draw
};

Result<Exit> open_one(Workspace& workspace, Opener& opener, const OpenContractArgs& args) {
  TRY(found, opener.find(*args.case_text));
  const draw::Position* position = nullptr;
  for (const Record& record : found.open.dossier->records)
    if (record.is("application") && !record.voided() && !position) position = opener.state().find(record.root->get("file_number"));
  if (!position || !position->holds_place()) return fail(Exit::rule, problem("L152"_m, found.shown(), args.draw));
  if (opener.has_contract(found.id.text())) return fail(Exit::rule, problem("L148"_m, found.shown(), args.draw));
  std::optional<std::string> partner;
  if (const auto others = opener.household_of(*position); args.couple && others.size() == 1) {
    TRY(other, opener.case_of(others.front()));
    if (opener.has_contract(other)) return fail(Exit::rule, problem("L148"_m, CaseId::parse(other)->shown(), args.draw));
    partner = other;
  }
  TRY(ends, opener.open(found, partner));
  CHECKED(commit_entries(workspace, found));
  CHECKED(say(workspace, phrase("{} {}: contract until {}, to be signed", found.shown(), found.fresh.front()->get("id"), ends.text())));
  return Exit::done;
}

Result<Exit> open_without_draw(Workspace& workspace, Opener& opener, const OpenContractArgs& args) {
  TRY(found, opener.find(*args.case_text));
  CHECKED(opener.admit(found));
  if (opener.has_contract(found.id.text())) return fail(Exit::rule, problem("L214"_m, found.shown(), *args.programme));
  TRY(ends, opener.open(found, std::nullopt));
  CHECKED(commit_entries(workspace, found));
  CHECKED(say(workspace, phrase("{} {}: contract until {}, to be signed", found.shown(), found.fresh.front()->get("id"), ends.text())));
  return Exit::done;
}

/// The partner with whom somebody of a whole draw signs one contract, or nobody.
Result<std::optional<std::string>> partner_in_draw(const Opener& opener, const draw::Position& position, const std::string& case_id) {
  if (!opener.are_couples()) return std::nullopt;
  const auto others = opener.household_of(position);
  if (others.empty()) return std::nullopt;
  if (others.size() > 1) return fail(Exit::rule, problem("L168"_m, position.applicant.cluster, others.size() + 1));
  TRY(other, opener.case_of(others.front()));
  const bool is_couple = !opener.has_contract(other) && opener.may_be_couple(case_id) && opener.may_be_couple(other);
  return is_couple ? std::optional(other) : std::nullopt;
}

Result<Exit> open_all(Workspace& workspace, Opener& opener) {
  Change change;
  Failure failure{Exit::rule, {}};
  std::size_t opened = 0, couples = 0, there = 0;
  const auto open_for = [&](const draw::Position& position) -> Result<> {
    TRY(case_id, opener.case_of(position.applicant.id));
    TRY(found, opener.find(CaseText{position.applicant.id}));
    TRY(partner, partner_in_draw(opener, position, case_id));
    CHECKED(opener.open(found, partner));
    ++opened;
    if (partner) ++couples;
    change.put(case_path(found.id), with_records(*found.open.dossier, found.fresh), found.open.digest);
    return {};
  };
  std::set<std::string> before;
  for (const draw::Position& position : opener.state().positions())
    if (const auto case_id = opener.case_of(position.applicant.id); position.holds_place() && case_id && opener.has_contract(*case_id)) before.insert(*case_id);
  std::set<std::string> told;
  for (const draw::Position& position : opener.state().positions()) {
    if (!position.holds_place()) continue;
    const auto case_id = opener.case_of(position.applicant.id);
    if (case_id && opener.has_contract(*case_id)) {
      there += before.contains(*case_id);
    } else if (auto done = open_for(position); !done) {
      // A household's fault is told once.
      for (Problem& one : done.error().problems)
        if (told.insert(one.place.file + std::to_string(one.place.line) + one.text.english).second) failure.problems.push_back(std::move(one));
    }
  }
  if (!failure.problems.empty()) return tl::make_unexpected(std::move(failure));
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{} contracts opened{}, {} there already", opened, couples ? phrase(", {} of them of couples", couples) : Phrase(), there)));
  return Exit::done;
}

}  // namespace

Result<Exit> open_contract(World& world, const Globals& globals, const OpenContractArgs& args) {
  if (args.draw.empty() == !args.programme) return fail(Exit::usage, problem("C102"_m, phrase("say either --draw, or --programme for one without a draw")));
  if (args.programme && !args.case_text) return fail(Exit::usage, problem("C102"_m, phrase("--programme is said case by case")));
  if (!args.case_text && args.couple) return fail(Exit::usage, problem("C102"_m, phrase("--couple is said case by case")));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  Opener opener(workspace, args, actor);
  CHECKED(opener.prepare());
  if (args.programme) return open_without_draw(workspace, opener, args);
  return args.case_text ? open_one(workspace, opener, args) : open_all(workspace, opener);
}

}  // namespace mloc::contract
