#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "mloc/base/embedded.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/lists.hpp"
#include "mloc/records/migration.hpp"
#include "mloc/records/row_rule.hpp"
#include "mloc/records/schema.hpp"
#include "pattern.hpp"

namespace mloc {
namespace {

using Json = nlohmann::ordered_json;
using SchemaPointer = std::shared_ptr<const Schema>;

constexpr std::array known_keywords = {
    "$schema", "$id", "title", "description", "definitions", "$ref", "type", "properties", "required",
    "additionalProperties", "propertyNames", "items", "minItems", "maxItems", "uniqueItems", "minProperties",
    "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum", "x-fr", "x-plain", "x-personal",
    "x-ref", "x-folder", "x-room", "x-when", "x-row", "default"};

/// The embedded schemas are the project's own: one that cannot be understood is a defect that the tests meet first.
[[noreturn]] void defect(const std::string& what) { throw std::logic_error("schema: " + what); }

const Json& json_file(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, Json> files;
  const std::scoped_lock held(mutex);
  if (const auto found = files.find(name); found != files.end()) return found->second;
  const auto bytes = embedded("schemas/" + name);
  if (!bytes) defect("no file " + name);
  return files.emplace(name, Json::parse(*bytes)).first->second;
}

std::vector<const CodeList*> lists_of(std::string_view names) {
  std::vector<const CodeList*> lists;
  for (const std::string_view name : split(names, '+')) {
    lists.push_back(code_list(name));
    if (!lists.back()) defect("no code list " + std::string(name));
  }
  return lists;
}

/// `codes/A+B.json` names code lists; anything else is FILE#/definitions/NAME, with the file of the reference by default.
struct Reference {
  bool codes = false;
  std::string file;
  std::string name;
};
Reference read_reference(const std::string& text, const std::string& from) {
  if (text.starts_with("codes/")) return {true, {}, text.substr(6, text.size() - 11)};
  const auto hash = text.find("#/definitions/");
  if (hash == std::string::npos) defect("reference " + text);
  return {false, hash == 0 ? from : text.substr(0, hash), text.substr(hash + 14)};
}

class Compiler {
 public:
  explicit Compiler(std::string file) : file_(std::move(file)) {}

  Schema compile(const Json& json) const {
    for (const auto& [keyword, value] : json.items())
      if (std::ranges::find(known_keywords, keyword) == known_keywords.end()) defect(file_ + ": keyword " + keyword);
    Schema schema = json.contains("$ref") ? referred(json.at("$ref")) : own(json);
    schema.title = json.value("title", schema.title);
    schema.french = json.value("x-fr", schema.french);
    schema.reference = json.value("x-ref", schema.reference);
    schema.personal = json.value("x-personal", schema.personal);
    schema.plain = json.value("x-plain", schema.plain);
    return schema;
  }

 private:
  SchemaPointer shared(const Json& json) const { return std::make_shared<const Schema>(compile(json)); }

  Schema referred(const std::string& text) const {
    const Reference reference = read_reference(text, file_);
    if (reference.codes) return of_lists(lists_of(reference.name));
    Schema schema = Compiler(reference.file).compile(json_file(reference.file).at("definitions").at(reference.name));
    schema.definition = reference.name;
    schema.form = schema.title;
    return schema;
  }

  static Schema of_lists(std::vector<const CodeList*> lists) {
    Schema schema;
    schema.plain = true;
    schema.codes = std::move(lists);
    for (const CodeList* list : schema.codes)
      for (const Code& code : list->items) schema.words.emplace_back(code.code);
    std::ranges::sort(schema.words);
    schema.open = std::ranges::any_of(schema.codes, [](const CodeList* list) { return list->owner == ListOwner::office; });
    schema.has_ended = std::ranges::any_of(schema.codes, [](const CodeList* list) { return !std::ranges::all_of(list->items, &Code::offered); });
    return schema;
  }

  Schema own(const Json& json) const {
    Schema schema;
    const std::string type = json.value("type", "string");
    if (type == "integer") schema.type = Schema::Type::integer;
    else if (type == "boolean") schema.type = Schema::Type::flag;
    else if (type == "array") read_list(schema, json);
    else if (type == "object") read_map(schema, json);
    else if (type != "string") defect(file_ + ": type " + type);
    read_bounds(schema, json);
    return schema;
  }

  void read_list(Schema& schema, const Json& json) const {
    schema.type = Schema::Type::list;
    schema.items = shared(json.at("items"));
    schema.shortest = json.value("minItems", schema.shortest);
    schema.longest = json.value("maxItems", schema.longest);
    schema.unique = json.value("uniqueItems", false);
  }

  void read_map(Schema& schema, const Json& json) const {
    schema.type = Schema::Type::map;
    schema.shortest = json.value("minProperties", schema.shortest);
    if (json.contains("propertyNames")) {
      schema.keys = shared(json.at("propertyNames"));
      schema.items = shared(json.at("additionalProperties"));
      return;
    }
    if (json.value("additionalProperties", Json(true)) != Json(false)) defect(file_ + ": an open object");
    const auto required = json.value("required", std::vector<std::string>());
    for (const auto& [name, value] : json.at("properties").items())
      schema.properties.push_back({name, shared(value), std::ranges::find(required, name) != required.end()});
  }

  static void read_bounds(Schema& schema, const Json& json) {
    if (json.contains("enum"))
      for (const Json& word : json.at("enum")) schema.words.push_back(word.get<std::string>());
    if (json.contains("const")) {
      const Json& value = json.at("const");
      schema.words.push_back(value.is_string() ? value.get<std::string>() : value.dump());
      schema.constant = schema.plain = true;
    }
    if (json.contains("pattern")) {
      schema.pattern_text = json.at("pattern").get<std::string>();
      schema.pattern = std::make_shared<const Schema::Pattern>(schema.pattern_text);
    }
    if (schema.type == Schema::Type::text) {
      schema.shortest = json.value("minLength", schema.shortest);
      schema.longest = json.value("maxLength", schema.longest);
    }
    schema.minimum = json.value("minimum", schema.minimum);
    schema.maximum = json.value("maximum", schema.maximum);
  }

  std::string file_;
};

Folder home_of(const std::string& folder) {
  constexpr std::array<std::string_view, 6> names = {"cases", "identities", "partners", "draws", "passports", "settings"};
  const auto found = std::ranges::find(names, folder);
  if (found == names.end()) defect("folder " + folder);
  return static_cast<Folder>(found - names.begin());
}

std::string file_of(std::string_view kind, int version) { return fmt::format("{}.{}.json", kind, version); }

std::unique_ptr<const Kind> make_kind(const std::string& name, int version) {
  const std::string file = file_of(name, version);
  if (!embedded("schemas/" + file)) return nullptr;
  const Json& json = json_file(file);
  return std::make_unique<const Kind>(Kind{name, version, home_of(json.at("x-folder")),
                                           std::make_shared<const Schema>(Compiler(file).compile(json))});
}

/// The newest version of each kind, from the names of the files: `schemas/lesson.2.json`.
const std::map<std::string, int, std::less<>>& newest_versions() {
  static const auto versions = [] {
    std::map<std::string, int, std::less<>> newest;
    for (const Embedded& file : embedded_files()) {
      if (!file.path.starts_with("schemas/") || !file.path.ends_with(".json")) continue;
      const auto parts = split(file.path.substr(8), '.');
      const auto version = parts.size() == 3 ? whole_number(parts[1]) : std::nullopt;
      if (!version) continue;
      int& known = newest[std::string(parts[0])];
      known = std::max(known, *version);
    }
    return newest;
  }();
  return versions;
}

// --- one document with everything put in

/// Two lists may have a code in common; an enumeration may not say it twice.
Json code_enum(std::string_view names, const Lists* office) {
  Json words = Json::array();
  for (const CodeList* shipped : lists_of(names)) {
    const CodeList* list = office ? office->find(shipped->name) : shipped;
    for (const Code& code : list->items)
      if (std::ranges::find(words, Json(code.code)) == words.end()) words.push_back(code.code);
  }
  return {{"type", "string"}, {"enum", words}};
}

Json resolved(const Json& json, const std::string& file, const Lists* office) {
  if (json.is_array()) {
    Json list = Json::array();
    for (const Json& item : json) list.push_back(resolved(item, file, office));
    return list;
  }
  if (!json.is_object()) return json;
  Json made = Json::object();
  if (json.contains("$ref") && json.at("$ref").is_string()) {
    const Reference reference = read_reference(json.at("$ref"), file);
    made = reference.codes ? code_enum(reference.name, office)
                           : resolved(json_file(reference.file).at("definitions").at(reference.name), reference.file, office);
  }
  for (const auto& [key, value] : json.items())
    if (key != "$ref" && key != "definitions") made[key] = resolved(value, file, office);
  return made;
}

}  // namespace

const Kind* find_kind(std::string_view name, int version) {
  static std::mutex mutex;
  static std::map<std::pair<std::string, int>, std::unique_ptr<const Kind>> kinds;
  const std::scoped_lock held(mutex);
  const std::pair key(std::string(name), version);
  if (const auto found = kinds.find(key); found != kinds.end()) return found->second.get();
  return kinds.emplace(key, make_kind(key.first, version)).first->second.get();
}

int newest_version(std::string_view name) {
  const auto newest = newest_versions().find(name);
  return newest == newest_versions().end() ? 0 : newest->second;
}

RowRule row_rule(std::string_view kind) {
  const Kind* found = find_kind(kind);
  const std::string said = found ? json_file(file_of(found->name, found->version)).value("x-row", "one") : "one";
  if (said == "each") return RowRule::each;
  if (said == "distinct") return RowRule::distinct;
  if (said != "one") defect("x-row " + said);
  return RowRule::one;
}

const Kind* find_kind(std::string_view name) { return find_kind(name, newest_version(name)); }

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const auto& [name, version] : newest_versions()) names.push_back(name);
  return names;
}

std::string standalone_schema(std::string_view kind, const Lists* lists) {
  const std::string file = file_of(kind, newest_version(kind));
  return resolved(json_file(file), file, lists).dump(2) + "\n";
}

}  // namespace mloc
