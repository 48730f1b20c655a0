#include "mloc/records/day_fields.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "mloc/base/embedded.hpp"
#include "mloc/records/migration.hpp"

namespace mloc {
namespace {

using Json = nlohmann::ordered_json;

When when_of(const std::string& word, const std::string& where) {
  constexpr std::array<std::pair<std::string_view, When>, 4> words = {
      {{"act", When::act}, {"life", When::life}, {"planned", When::planned}, {"any", When::any}}};
  const auto found = std::ranges::find(words, std::string_view(word), &std::pair<std::string_view, When>::first);
  if (found == words.end()) throw std::logic_error("schema: x-when of " + where + ": " + word);
  return found->second;
}

bool is_day(const Json& json) {
  const std::string reference = json.value("$ref", "");
  return reference.ends_with("#/definitions/day") || reference.ends_with("#/definitions/local-time");
}

/// `"x-when": "act"`, or `{"by": "presence", "prevu": "planned", "else": "act"}`.
DayField read_field(const std::string& name, const Json& json) {
  DayField field{name, When::any, {}, {}};
  // tests/outside/rules.py finds a day that says nothing.
  if (!json.contains("x-when")) return field;
  const Json& said = json.at("x-when");
  if (said.is_string()) {
    field.when = when_of(said.get<std::string>(), name);
    return field;
  }
  for (const auto& [key, value] : said.items()) {
    if (key == "by") field.by = value.get<std::string>();
    else if (key == "else") field.when = when_of(value.get<std::string>(), name);
    else field.cases.emplace(key, when_of(value.get<std::string>(), name));
  }
  return field;
}

void add_fields(const Json& properties, const std::string& before, std::vector<DayField>& fields) {
  for (const auto& [name, value] : properties.items()) {
    if (is_day(value)) fields.push_back(read_field(before + name, value));
    if (value.contains("properties")) add_fields(value.at("properties"), before + name + ".", fields);
    if (value.contains("additionalProperties") && value.at("additionalProperties").is_object() && is_day(value.at("additionalProperties")))
      fields.push_back(read_field(before + name + ".*", value.at("additionalProperties")));
    if (value.value("$ref", "").ends_with("#/definitions/voided")) fields.push_back({before + name + ".day", When::act, {}, {}});
  }
}

std::vector<DayField> made_for(const std::string& kind) {
  std::vector<DayField> fields;
  const auto bytes = embedded(fmt::format("schemas/{}.{}.json", kind, newest_version(kind)));
  if (!bytes) return fields;
  const Json json = Json::parse(*bytes);
  if (json.contains("properties")) add_fields(json.at("properties"), "", fields);
  return fields;
}

}  // namespace

When DayField::of(const Node& record) const {
  const auto found = by.empty() ? cases.end() : cases.find(record.get(by));
  return found == cases.end() ? when : found->second;
}

const std::vector<DayField>& day_fields(std::string_view kind) {
  static std::mutex mutex;
  static std::map<std::string, std::vector<DayField>, std::less<>> known;
  const std::scoped_lock held(mutex);
  if (const auto found = known.find(kind); found != known.end()) return found->second;
  return known.emplace(kind, made_for(std::string(kind))).first->second;
}

}  // namespace mloc
