#include "replay.hpp"

#include <cmath>
#include <map>

#include <fmt/format.h>

#include "mloc/draw/rules/draw.hpp"

namespace mloc::evaluation {
namespace {

constexpr const char* whole = "all";  ///< the stratum of those who were drawn as a whole

std::string stratum_of(const Sample& sample, std::size_t person) {
  return sample.stratum.empty() ? whole : sample.strata[sample.stratum[person]];
}

}  // namespace

Result<std::vector<double>> replayed_p(std::span<const Sample> samples, const std::vector<std::string>& ids, const std::vector<std::string>& clusters,
                                       std::uint32_t replays) {
  if (samples.empty()) return std::vector<double>();
  const Sample& drawn = samples.front();
  std::vector<draw::Applicant> applicants;
  Quotas quotas;
  std::map<std::string, std::size_t, std::less<>> place;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const std::string stratum = stratum_of(drawn, i);
    applicants.push_back({ids[i], stratum, clusters.empty() ? "" : clusters[i]});
    quotas[stratum] += drawn.assigned[i] ? 1 : 0;
    place.emplace(ids[i], i);
  }
  TRY(roster, draw::Roster::make(std::move(applicants)));
  TRY(lottery, draw::Lottery::make(roster, quotas, Policy::skip));
  std::vector<std::size_t> person;
  for (const draw::Applicant& applicant : roster.applicants()) person.push_back(place.find(applicant.id)->second);
  std::vector<double> seen;
  // Differences that are the same in exact arithmetic may differ in the last digits.
  for (const Sample& sample : samples) seen.push_back(std::abs(difference(sample, sample.assigned)) * (1 - 1e-12));
  std::vector<std::uint32_t> as_large(samples.size());
  std::vector<char> selected, assigned(drawn.size());
  for (std::uint32_t replay = 1; replay <= replays; ++replay) {
    lottery.draw(draw::draw_key("replay", fmt::format("ri/{}", replay)), selected);
    for (std::size_t i = 0; i < selected.size(); ++i) assigned[person[i]] = selected[i];
    for (std::size_t i = 0; i < samples.size(); ++i) as_large[i] += std::abs(difference(samples[i], assigned)) >= seen[i];
  }
  std::vector<double> shares;
  for (const std::uint32_t times : as_large) shares.push_back((1.0 + times) / (1.0 + replays));
  return shares;
}

}  // namespace mloc::evaluation
