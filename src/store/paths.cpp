#include "mloc/store/paths.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "mloc/base/text.hpp"

namespace mloc {
namespace {

struct Drawer {
  FileKind kind;
  std::string_view folder;
  std::string_view ending;
};
constexpr std::array places{
    Drawer{FileKind::person, "cases", ".yaml"},       Drawer{FileKind::identity, "identities", ".yaml"},
    Drawer{FileKind::partner, "partners", ".yaml"},   Drawer{FileKind::passport, "passports", ".yaml"},
    Drawer{FileKind::draw, "draws", ""},              Drawer{FileKind::programme, "programmes", ".toml"},
    Drawer{FileKind::mapping, "imports", ".toml"},    Drawer{FileKind::query, "reports", ".sql"},
    Drawer{FileKind::instrument, "instruments", ".yaml"}, Drawer{FileKind::codes, "lists", ".yaml"},
};

const Drawer& place_of(FileKind kind) { return *std::ranges::find(places, kind, &Drawer::kind); }

std::string flat_path(FileKind kind, std::string_view name) {
  const Drawer& place = place_of(kind);
  return std::string(place.folder) + "/" + std::string(name) + std::string(place.ending);
}

std::string person_path(FileKind kind, const CaseId& id) { return flat_path(kind, id.folder() + "/" + id.text()); }

bool is_name(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  };
  return !text.empty() && text.front() != '.' && text.front() != '-' && std::ranges::all_of(text, fits);
}

/// A passport, the references beside it, and the journals of readings.
std::optional<std::string_view> passport_stem(const std::vector<std::string_view>& parts, std::string_view stem) {
  if (parts.size() == 2) return stem == "journals" || (stem.starts_with("log-") && is_name(stem)) ? std::optional(stem) : std::nullopt;
  if (parts.size() < 3) return std::nullopt;
  const std::string_view name = parts.size() == 3 ? stem : parts[2];
  const auto id = CaseId::parse(name);
  if (!id || id->text() != name || id->folder() != parts[1]) return std::nullopt;
  return parts.size() == 3 || (parts.size() == 4 && is_name(parts[3])) ? std::optional(name) : std::nullopt;
}

/// The path's name without its ending, when its parts are as the kind wants them.
std::optional<std::string_view> stem_of(const Drawer& place, const std::vector<std::string_view>& parts) {
  const std::string_view last = parts.back();
  const bool reference = place.kind == FileKind::passport && parts.size() == 4 && !last.ends_with(".yaml");
  if (reference) return passport_stem(parts, last);
  if (!last.ends_with(place.ending)) return std::nullopt;
  const std::string_view stem = last.substr(0, last.size() - place.ending.size());
  if (place.kind == FileKind::passport) return parts.size() < 4 ? passport_stem(parts, stem) : std::nullopt;
  if (place.kind == FileKind::draw)
    return parts.size() == 3 && is_name(parts[1]) && is_name(last) ? std::optional(parts[1]) : std::nullopt;
  if (place.kind != FileKind::person && place.kind != FileKind::identity)
    return parts.size() == 2 && is_name(stem) ? std::optional(stem) : std::nullopt;
  const auto id = CaseId::parse(stem);
  const bool fits = parts.size() == 3 && id && id->text() == stem && id->folder() == parts[1];
  return fits ? std::optional(stem) : std::nullopt;
}

}  // namespace

std::string_view folder_of(FileKind kind) { return place_of(kind).folder; }
std::string case_path(const CaseId& id) { return person_path(FileKind::person, id); }
std::string identity_path(const CaseId& id) { return person_path(FileKind::identity, id); }
std::string partner_path(std::string_view code) { return flat_path(FileKind::partner, code); }
std::string passport_path(const CaseId& id) { return person_path(FileKind::passport, id); }
std::string reference_path(const CaseId& id, std::string_view record, std::string_view ending) {
  return fmt::format("passports/{}/{}/{}.{}", id.folder(), id.text(), record, ending);
}
std::string journal_path(std::string_view clone) { return fmt::format("passports/log-{}.yaml", clone); }
std::string programme_path(std::string_view code) { return flat_path(FileKind::programme, code); }
std::string list_path(std::string_view name) { return flat_path(FileKind::codes, name); }
std::string mapping_path(std::string_view name) { return flat_path(FileKind::mapping, name); }
std::string draw_folder(std::string_view draw) { return flat_path(FileKind::draw, draw); }
std::string draw_path(std::string_view draw, std::string_view file) {
  return draw_folder(draw) + "/" + std::string(file);
}

std::optional<FileKind> kind_of(std::string_view path) {
  const auto parts = split(path, '/');
  for (const Drawer& place : places)
    if (parts.size() > 1 && parts.front() == place.folder)
      return stem_of(place, parts) ? std::optional(place.kind) : std::nullopt;
  return std::nullopt;
}

std::optional<CaseId> case_of(std::string_view path) {
  const auto kind = kind_of(path);
  if (kind != FileKind::person && kind != FileKind::identity) return std::nullopt;
  return CaseId::parse(name_of(path));
}

std::string_view name_of(std::string_view path) {
  const auto parts = split(path, '/');
  for (const Drawer& place : places)
    if (parts.size() > 1 && parts.front() == place.folder) return stem_of(place, parts).value_or("");
  return "";
}

}  // namespace mloc
