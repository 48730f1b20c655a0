#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "catch.hpp"
#include "mloc/draw/rules/draw.hpp"
#include "mloc/draw/rules/seed.hpp"
#include "mloc/draw/rules/state.hpp"

using namespace mloc;

using namespace mloc::draw;

namespace {

/// Up to 60 applicants in three strata, a third of them in households of up to five.
rc::Gen<std::vector<Applicant>> applicants() {
  return rc::gen::exec([] {
    const auto numbers = *rc::gen::container<std::set<int>>(rc::gen::inRange(0, 60));
    std::vector<Applicant> all;
    for (const int number : numbers) {
      const int household = *rc::gen::inRange(0, 30);
      std::string stratum = household < 10 ? std::string(1, "xyz"[household % 3]) : *rc::gen::element<std::string>("x", "y", "z");
      all.push_back({"A" + std::to_string(number), stratum, household < 10 ? "H" + std::to_string(household) : ""});
    }
    return all;
  });
}

DrawTerms any_terms(Policy policy) {
  return {"property", *rc::gen::element<std::string>("1./", "2.3./", "REPETITION"),
          {{"x", *rc::gen::inRange(0u, 12u)}, {"y", *rc::gen::inRange(0u, 12u)}, {"z", *rc::gen::inRange(0u, 12u)}}, policy};
}
Policy any_policy() { return *rc::gen::element(Policy::skip, Policy::stop, Policy::over); }

std::vector<std::string> order(const std::vector<Placement>& placements) {
  std::vector<std::string> ids;
  for (const auto& placement : placements) ids.push_back(placement.id);
  return ids;
}

template <class Property>
void holds(const std::string& name, Property property) {
  CHECK(rc::check(name, property));
}

}  // namespace

TEST_CASE("removing anybody leaves the order of all others as it was") {
  holds("order without one", [] {
    auto all = *applicants();
    RC_PRE(!all.empty());
    const DrawTerms terms = any_terms(any_policy());
    auto before = order(run_draw(Roster::make(all).value(), terms).value());
    const auto gone = all.begin() + *rc::gen::inRange(std::ptrdiff_t{0}, static_cast<std::ptrdiff_t>(all.size()));
    std::erase(before, gone->id);
    all.erase(gone);
    RC_ASSERT(order(run_draw(Roster::make(all).value(), terms).value()) == before);
  });
}

TEST_CASE("the order of the rows does not matter") {
  holds("row order", [] {
    auto all = *applicants();
    const DrawTerms terms = any_terms(any_policy());
    const auto roster = Roster::make(all).value();
    std::ranges::reverse(all);
    // clang 14 cannot compile ranges::rotate with g++ 12's library.
    std::rotate(all.begin(), all.begin() + *rc::gen::inRange(std::ptrdiff_t{0}, static_cast<std::ptrdiff_t>(all.size()) + 1), all.end());
    const auto other = Roster::make(all).value();
    RC_ASSERT(other.bytes() == roster.bytes());
    RC_ASSERT(result_bytes(run_draw(other, terms).value()) == result_bytes(run_draw(roster, terms).value()));
  });
}

TEST_CASE("no quota is passed, no household divided, and no place left that the next unit could take") {
  holds("quotas", [] {
    const auto roster = Roster::make(*applicants()).value();
    const DrawTerms terms = any_terms(*rc::gen::element(Policy::skip, Policy::stop));
    const auto placements = run_draw(roster, terms).value();
    std::map<std::string, std::set<bool>> households;
    for (const auto& applicant : roster.applicants())
      households[unit_label(applicant)].insert(
          std::ranges::find(placements, applicant.id, &Placement::id)->selected);
    for (const auto& [label, outcomes] : households) RC_ASSERT(outcomes.size() == 1u);
    for (const auto& summary : summarise(roster, terms.quotas, placements)) {
      RC_ASSERT(summary.selected <= summary.places);
      if (terms.policy != Policy::skip) continue;
      std::map<std::uint32_t, std::uint32_t> waiting;
      for (const auto& p : placements)
        if (p.stratum == summary.stratum && !p.selected) ++waiting[p.rank];
      for (const auto& [rank, size] : waiting) RC_ASSERT(size > summary.unfilled());
    }
  });
}

TEST_CASE("a roster and a result are read back as they were written") {
  holds("round trip", [] {
    const auto roster = Roster::make(*applicants()).value();
    const auto placements = run_draw(roster, any_terms(any_policy())).value();
    RC_ASSERT(Roster::parse(roster.bytes()).value().applicants() == roster.applicants());
    RC_ASSERT(parse_result(result_bytes(placements)).value() == placements);
  });
}

TEST_CASE("whatever happens after a draw, the promoted fit and nobody who fits is left waiting") {
  holds("events", [] {
    const auto roster = Roster::make(*applicants()).value();
    const DrawTerms terms = any_terms(any_policy());
    auto state = DrawState::after(roster, terms).value();
    const auto held = [&](const std::string& stratum) {
      const auto positions = state.positions();
      return static_cast<std::uint32_t>(std::ranges::count_if(
          positions, [&](const Position& p) { return p.applicant.stratum == stratum && p.holds_place(); }));
    };
    for (int step = 0; step < 20; ++step) {
      const std::string stratum = *rc::gen::element<std::string>("x", "y", "z");
      const std::uint32_t before = held(stratum);
      const bool admits = *rc::gen::inRange(0, 3) == 0;
      const auto id = (admits ? "N" : "A") + std::to_string(*rc::gen::inRange(0, 60));
      const auto promoted = admits ? state.admit({id, stratum, ""}) : state.withdraw(id);
      if (!promoted) continue;
      RC_ASSERT(held(stratum) <= std::max(before, terms.quotas.at(stratum)));
      for (const auto& p : state.positions()) {
        if (p.standing == Standing::waiting && p.applicant.cluster.empty())
          RC_ASSERT(state.free_places(p.applicant.stratum) == 0u);
        if (p.drawn) RC_ASSERT(p.standing == Standing::selected || p.standing == Standing::withdrawn);
      }
    }
  });
}

TEST_CASE("a seed part is the same for any order of the numbers and any leading zeros") {
  holds("seed", [] {
    auto numbers = *rc::gen::nonEmpty(rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(0u, 9999u)));
    numbers.resize(std::min<std::size_t>(numbers.size(), 20));
    const auto written = [&](const char* before) {
      std::string text;
      for (const unsigned number : numbers) text += before + std::to_string(number) + ' ';
      return text;
    };
    const auto part = seed_part(written("")).value();
    std::ranges::reverse(numbers);
    RC_ASSERT(seed_part(written("00")).value() == part);
    std::ranges::sort(numbers);
    std::string expected;
    for (const unsigned number : numbers) expected += std::to_string(number) + '.';
    RC_ASSERT(part == expected + '/');
  });
}
