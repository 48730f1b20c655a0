#include "convening.hpp"

#include <algorithm>

namespace mloc::meeting {

const Invitation* last_invitation(std::span<const Invitation> invitations) {
  const auto last = std::ranges::max_element(invitations, {}, [](const Invitation& one) { return std::pair(one.day, one.id); });
  return last == invitations.end() ? nullptr : &*last;
}

bool has_missed_the_last(std::span<const Invitation> invitations, Date today) {
  const Invitation* last = last_invitation(invitations);
  return !last || (!last->came() && (!last->presence.empty() || last->day < today));
}

bool is_to_be_convened(std::span<const Invitation> invitations, Date today) {
  const bool came = std::ranges::any_of(invitations, &Invitation::came);
  const bool waits = std::ranges::any_of(invitations, [&](const Invitation& one) { return one.presence.empty() && today <= one.day; });
  return !came && !waits;
}

}  // namespace mloc::meeting
