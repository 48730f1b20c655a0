#include "mloc/draw/rules/state.hpp"

#include <algorithm>
#include <tuple>

#include "mloc/base/text.hpp"

namespace mloc::draw {
namespace {

bool comes_before(const Position& a, const Position& b) {
  const auto key = [](const Position& p) { return std::tuple(std::string_view(p.ticket), unit_label(p.applicant)); };
  const auto left = key(a), right = key(b);
  return left != right ? left < right : a.applicant.id < b.applicant.id;
}

std::uint32_t holders(const std::vector<Position>& positions) {
  return static_cast<std::uint32_t>(std::ranges::count_if(positions, &Position::holds_place));
}

/// `stop` ends a stratum with places empty by the announced rule: these are lost and no later event fills them.
std::uint32_t capacity_of(const std::vector<Position>& positions, std::uint32_t quota, Policy policy) {
  const std::uint32_t held = holders(positions);
  return policy == Policy::stop && held < positions.size() ? std::min(held, quota) : quota;
}

}  // namespace

Result<DrawState> DrawState::after(const Roster& roster, const DrawTerms& terms) {
  TRY(placements, run_draw(roster, terms));
  DrawState state;
  state.key_ = draw_key(terms.draw_id, terms.seed);
  std::map<std::string_view, const Placement*> placed;
  for (const Placement& placement : placements) placed.emplace(placement.id, &placement);
  for (const auto& [stratum, quota] : terms.quotas) state.strata_[stratum];
  for (const Applicant& applicant : roster.applicants()) {
    const Placement& placement = *placed.at(applicant.id);
    state.strata_[applicant.stratum].positions.push_back(
        {applicant, placement.ticket, placement.rank, placement.selected,
         placement.selected ? Standing::selected : Standing::waiting});
    state.stratum_of_.emplace(ascii_lower(applicant.id), applicant.stratum);
  }
  for (auto& [code, stratum] : state.strata_) {
    std::ranges::sort(stratum.positions, comes_before);
    stratum.capacity = capacity_of(stratum.positions, terms.quotas.find(code)->second, terms.policy);
  }
  return state;
}

std::uint32_t DrawState::free_in(const Stratum& stratum) {
  const std::uint32_t held = holders(stratum.positions);
  return stratum.capacity > held ? stratum.capacity - held : 0;
}

std::vector<std::string> DrawState::promote(Stratum& stratum) {
  std::vector<std::string> promoted;
  std::uint32_t free = free_in(stratum);
  const auto end = stratum.positions.end();
  for (auto first = stratum.positions.begin(); first != end && free > 0;) {
    const std::string label = unit_label(first->applicant);
    const auto last =
        std::find_if(first, end, [&](const Position& position) { return unit_label(position.applicant) != label; });
    const auto waits = [](const Position& position) { return position.standing == Standing::waiting; };
    const auto waiting = static_cast<std::uint32_t>(std::count_if(first, last, waits));
    if (waiting <= free)
      for (; first != last; ++first)
        if (waits(*first)) {
          first->standing = Standing::promoted;
          promoted.push_back(first->applicant.id);
          --free;
        }
    first = last;
  }
  return promoted;
}

Position* DrawState::find(std::string_view id) {
  const auto stratum = stratum_of_.find(ascii_lower(id));
  if (stratum == stratum_of_.end()) return nullptr;
  auto& positions = strata_.find(stratum->second)->second.positions;
  const auto found = std::ranges::find(positions, id, [](const Position& p) -> std::string_view { return p.applicant.id; });
  return found == positions.end() ? nullptr : &*found;
}
const Position* DrawState::find(std::string_view id) const { return const_cast<DrawState*>(this)->find(id); }

Result<std::vector<std::string>> DrawState::withdraw(std::string_view id, Vacancy vacancy) {
  Position* position = find(id);
  if (!position) return fail(Exit::unknown, problem("W150"_m, printable(id)));
  if (position->standing == Standing::withdrawn) return fail(Exit::rule, problem("W151"_m, id));
  const bool held = position->holds_place();
  position->standing = Standing::withdrawn;
  Stratum& stratum = strata_.find(position->applicant.stratum)->second;
  if (vacancy == Vacancy::falls) return promote(stratum);
  if (held && stratum.capacity > 0) --stratum.capacity;
  return std::vector<std::string>();
}

Result<> DrawState::check_admission(const Applicant& applicant) const {
  std::vector<Applicant> all{applicant};
  for (const Position& position : positions()) all.push_back(position.applicant);
  if (!strata_.contains(applicant.stratum))
    return fail(Exit::rule, problem("W112"_m, printable(applicant.id), printable(applicant.stratum)));
  CHECKED(Roster::make(std::move(all)));
  return {};
}

Result<std::vector<std::string>> DrawState::admit(const Applicant& applicant) {
  CHECKED(check_admission(applicant));
  Stratum& stratum = strata_.find(applicant.stratum)->second;
  Position position{applicant, hex(ticket(key_, unit_label(applicant))), 0, false, Standing::waiting};
  auto& positions = stratum.positions;
  positions.insert(std::ranges::lower_bound(positions, position, comes_before), position);
  stratum_of_.emplace(ascii_lower(applicant.id), applicant.stratum);
  return promote(stratum);
}

std::vector<Position> DrawState::positions() const {
  std::vector<Position> all;
  for (const auto& [code, stratum] : strata_) all.insert(all.end(), stratum.positions.begin(), stratum.positions.end());
  return all;
}

std::uint32_t DrawState::free_places(std::string_view stratum) const {
  const auto found = strata_.find(stratum);
  return found == strata_.end() ? 0 : free_in(found->second);
}

}  // namespace mloc::draw
