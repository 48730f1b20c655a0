#include "mloc/programme/settings.hpp"

#include <algorithm>
#include <charconv>

namespace mloc {

std::optional<std::chrono::milliseconds> parse_wait(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (error != std::errc() || number < 0) return std::nullopt;
  if (unit == "ms") return std::chrono::milliseconds(number);
  if (unit == "s") return std::chrono::seconds(number);
  if (unit == "m") return std::chrono::minutes(number);
  return std::nullopt;
}

namespace {

/// A whole number that the schema has checked.
std::optional<int> number(const Node& map, std::string_view key) {
  const std::string_view text = map.get(key);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return text.empty() || error != std::errc() ? std::nullopt : std::optional(value);
}

}  // namespace

Settings Settings::from(const Node& root) {
  Settings settings;
  if (const Node* organisation = root.find("organisation")) settings.organisation = organisation->get("name");
  if (root.has("language")) settings.language = root.get("language");
  if (const Node* sites = root.find("sites"))
    for (const Node& site : *sites) settings.sites.push_back({std::string(site.get("code")), std::string(site.get("name"))});
  if (const Node* staff = root.find("staff"))
    for (const Node& one : *staff)
      settings.staff.push_back({std::string(one.get("code")), std::string(one.get("name")), std::string(one.get("role")),
                                std::string(one.get("site")), std::string(one.get("coaching"))});
  if (const Node* actor = root.find("actor")) settings.default_actor = actor->get("default");
  if (const Node* alerts = root.find("alerts"))
    settings.alerts = {number(*alerts, "no_contact_days"), number(*alerts, "absences"),
                       number(*alerts, "no_recommendation_days"), number(*alerts, "overdue_days"),
                       number(*alerts, "no_liaison_days")};
  if (const auto wait = parse_wait(root.get("lock_wait"))) settings.lock_wait = *wait;
  return settings;
}

bool Settings::has_staff(std::string_view code) const {
  return std::ranges::find(staff, code, &StaffMember::code) != staff.end();
}
bool Settings::has_site(std::string_view code) const {
  return std::ranges::find(sites, code, &Site::code) != sites.end();
}

}  // namespace mloc
