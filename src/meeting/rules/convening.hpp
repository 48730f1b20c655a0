#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "mloc/base/date.hpp"

namespace mloc::meeting {

/// A person's convening to a group meeting, and whether the person came.
struct Invitation {
  std::string id, gathering;
  Date day;
  std::string time, place, presence;
  bool came() const { return presence == "present" || presence == "retard"; }
};

/// The latest of them, or nullptr.
const Invitation* last_invitation(std::span<const Invitation> invitations);

/// A body that is invited to each meeting has missed the last, or was never convened.
bool has_missed_the_last(std::span<const Invitation> invitations, Date today);

/// Somebody has to be convened (again): never came, and no convening is still to come or waits for its presence.
bool is_to_be_convened(std::span<const Invitation> invitations, Date today);

}  // namespace mloc::meeting
