#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc {

struct Site {
  std::string code;
  std::string name;
  std::string address = {};
};
/// The office itself, as its papers name it.
struct Organisation {
  std::string code, name, address, phone, logo, head, function;
  std::string email = {};
  std::vector<std::string> hours = {};  ///< when it is open, line by line
  std::optional<Date> founded = {};
};
struct StaffMember {
  std::string code;
  std::string name;
  std::string role;
  std::string site;
  std::string coaching = {};  ///< the day of the coaching training, without which no adviser writes a passport
  std::string phone = {}, email = {};
};

/// The thresholds of the alerts; a rule without one never fires.
struct AlertThresholds {
  std::optional<int> no_contact_days, absences, no_recommendation_days, overdue_days, no_liaison_days, not_adapted_days;
};

/// What mloc.toml says.
struct Settings {
  std::string organisation;  ///< its name
  Organisation office;
  std::string language = "fr";
  std::string timezone;      ///< or empty: the machine's
  std::vector<Site> sites;
  std::vector<StaffMember> staff;
  std::string default_actor;
  std::chrono::milliseconds lock_wait = std::chrono::seconds(30);
  AlertThresholds alerts;

  /// From a tree that the schema `settings` has passed.
  static Settings from(const Node& root);
  bool has_staff(std::string_view code) const;
  bool has_site(std::string_view code) const;
};

/// I130 with the nearest site, by code or by name; no value when the office has the site.
std::optional<Problem> unknown_site(const Settings& settings, std::string_view code);
/// I123 with the nearest colleague, by code or by name; no value when the office has this one.
std::optional<Problem> unknown_staff(const Settings& settings, std::string_view code);

}  // namespace mloc
