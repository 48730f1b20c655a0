#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace mloc {

/// Places by stratum, in bytewise order of the strata.
using Quotas = std::map<std::string, std::uint32_t, std::less<>>;

/// What happens to a household that does not fit into the places left: it is passed over and the draw goes on; the
/// stratum ends before it; it is taken and the stratum ends after it.
enum class Policy { skip, stop, over };
std::optional<Policy> parse_policy(std::string_view text);
std::string_view policy_text(Policy policy);

}  // namespace mloc
