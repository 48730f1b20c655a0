#include "mloc/domain/replay.hpp"

#include <cmath>
#include <map>

#include <fmt/format.h>

#include "mloc/domain/draw.hpp"

namespace mloc {
namespace {

constexpr const char* whole = "all";  ///< the stratum of those who were drawn as a whole

std::string stratum_of(const Sample& sample, std::size_t person) {
  return sample.stratum.empty() ? whole : sample.strata[sample.stratum[person]];
}

}  // namespace

Result<double> replayed_p(const Sample& sample, const std::vector<std::string>& ids, const std::vector<std::string>& clusters,
                          std::uint32_t replays) {
  std::vector<Applicant> applicants;
  DrawTerms terms{"replay", {}, {}, Policy::skip};
  std::map<std::string, std::size_t, std::less<>> place;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const std::string stratum = stratum_of(sample, i);
    applicants.push_back({ids[i], stratum, clusters.empty() ? "" : clusters[i]});
    terms.quotas[stratum] += sample.assigned[i] ? 1 : 0;
    place.emplace(ids[i], i);
  }
  TRY(roster, Roster::make(std::move(applicants)));
  // Differences that are the same in exact arithmetic may differ in the last digits.
  const double seen = std::abs(difference(sample, sample.assigned)) * (1 - 1e-12);
  std::uint32_t as_large = 0;
  std::vector<char> assigned(sample.size());
  for (std::uint32_t i = 1; i <= replays; ++i) {
    terms.seed = fmt::format("ri/{}", i);
    TRY(placements, run_draw(roster, terms));
    for (const Placement& placement : placements) assigned[place.find(placement.id)->second] = placement.selected;
    as_large += std::abs(difference(sample, assigned)) >= seen;
  }
  return (1.0 + as_large) / (1.0 + replays);
}

}  // namespace mloc
