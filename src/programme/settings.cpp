#include "mloc/programme/settings.hpp"

#include <algorithm>

#include "mloc/base/nearest_code.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/values.hpp"

namespace mloc {

namespace {

/// A number of milliseconds, seconds or minutes, as the schema's pattern has it: `500ms`, `10s`, `2m`.
std::optional<std::chrono::milliseconds> wait_of(std::string_view text) {
  const auto wait = measured(text);
  if (!wait) return std::nullopt;
  if (wait->unit == "ms") return std::chrono::milliseconds(wait->number);
  if (wait->unit == "s") return std::chrono::seconds(wait->number);
  if (wait->unit == "m") return std::chrono::minutes(wait->number);
  return std::nullopt;
}

std::optional<int> number(const Node& map, std::string_view key) { return whole_number(map.get(key)); }

std::string address_of(const Node& map) { return joined(texts_of(map.find("address")), ", "); }

Organisation office_of(const Node& map) {
  const auto text = [&](std::string_view key) { return std::string(map.get(key)); };
  return {text("code"), text("name"), address_of(map), text("phone"), text("logo"), text("head"), text("function"), text("email"),
          texts_of(map.find("hours")), Date::parse(map.get("founded"))};
}

}  // namespace

Settings Settings::from(const Node& root) {
  Settings settings;
  if (const Node* organisation = root.find("organisation")) settings.office = office_of(*organisation);
  settings.organisation = settings.office.name;
  settings.timezone = root.get("timezone");
  if (root.has("language")) settings.language = root.get("language");
  if (const Node* sites = root.find("sites"))
    for (const Node& site : *sites) settings.sites.push_back({std::string(site.get("code")), std::string(site.get("name")), address_of(site)});
  if (const Node* staff = root.find("staff"))
    for (const Node& one : *staff)
      settings.staff.push_back({std::string(one.get("code")), std::string(one.get("name")), std::string(one.get("role")),
                                std::string(one.get("site")), std::string(one.get("coaching")), std::string(one.get("phone")),
                                std::string(one.get("email"))});
  if (const Node* actor = root.find("actor")) settings.default_actor = actor->get("default");
  if (const Node* alerts = root.find("alerts"))
    settings.alerts = {number(*alerts, "no_contact_days"), number(*alerts, "absences"),
                       number(*alerts, "no_recommendation_days"), number(*alerts, "overdue_days"),
                       number(*alerts, "no_liaison_days"), number(*alerts, "not_adapted_days")};
  if (const auto wait = wait_of(root.get("lock_wait"))) settings.lock_wait = *wait;
  return settings;
}

bool Settings::has_staff(std::string_view code) const {
  return std::ranges::find(staff, code, &StaffMember::code) != staff.end();
}
bool Settings::has_site(std::string_view code) const {
  return std::ranges::find(sites, code, &Site::code) != sites.end();
}

std::optional<Problem> unknown_site(const Settings& settings, std::string_view code) {
  if (settings.has_site(code)) return std::nullopt;
  Problem unknown = problem("I130"_m, printable(code));
  std::vector<NamedCode> known;
  for (const Site& site : settings.sites) known.push_back({site.code, site.name, {}});
  unknown.hint = nearest_or_all(code, known);
  return unknown;
}

std::optional<Problem> unknown_staff(const Settings& settings, std::string_view code) {
  if (settings.has_staff(code)) return std::nullopt;
  std::vector<NamedCode> known;
  for (const StaffMember& one : settings.staff) known.push_back({one.code, one.name, {}});
  return hinted(problem("I123"_m, printable(code)), nearest_or_all(code, known));
}

}  // namespace mloc
