#include <algorithm>
#include <numeric>

#include "mloc/draw/rules/draw.hpp"

namespace mloc {
namespace {

std::uint64_t sum(const Quotas& quotas) {
  return std::accumulate(quotas.begin(), quotas.end(), std::uint64_t{0},
                         [](std::uint64_t total, const auto& quota) { return total + quota.second; });
}

/// One round of the largest remainder; the weights' sum is above 0.
Quotas share_once(std::uint32_t total, const Quotas& weights) {
  struct Part {
    std::string_view code;
    std::uint64_t weight, remainder;
  };
  const std::uint64_t all = sum(weights);
  Quotas quotas;
  std::vector<Part> parts;
  for (const auto& [code, weight] : weights) {
    const std::uint64_t product = std::uint64_t{total} * weight;
    quotas[code] = static_cast<std::uint32_t>(product / all);
    parts.push_back({code, weight, product % all});
  }
  std::ranges::sort(parts, [](const Part& a, const Part& b) {
    if (a.remainder != b.remainder) return a.remainder > b.remainder;
    return a.weight != b.weight ? a.weight > b.weight : a.code < b.code;
  });
  const auto rest = static_cast<std::size_t>(total - sum(quotas));
  for (std::size_t i = 0; i < rest; ++i) ++quotas.find(parts[i].code)->second;
  return quotas;
}

}  // namespace

Share share_places(std::uint32_t total, const Quotas& weights, const Quotas& caps) {
  Share share;
  Quotas open;
  for (const auto& [code, weight] : weights) {
    share.quotas[code] = 0;
    if (weight > 0) open[code] = weight;
  }
  share.left = total;
  while (share.left > 0 && !open.empty()) {
    const Quotas round = share_once(share.left, open);
    const auto full = [&](const auto& quota) {
      const auto cap = caps.find(quota.first);
      return cap != caps.end() && quota.second >= cap->second;
    };
    const auto over = [&](const auto& quota) { return full(quota) && quota.second > caps.find(quota.first)->second; };
    if (std::ranges::none_of(round, over)) {
      for (const auto& [code, quota] : round) share.quotas[code] = quota;
      share.left = 0;
      return share;
    }
    // The strata that are full keep their cap; the others share what is left from scratch.
    for (const auto& quota : round)
      if (full(quota)) {
        share.quotas[quota.first] = caps.find(quota.first)->second;
        open.erase(quota.first);
      }
    share.left = total - static_cast<std::uint32_t>(sum(share.quotas));
  }
  return share;
}

}  // namespace mloc
