#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "mloc/base/digest.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/draw/open.hpp"
#include "mloc/draw/withdrawn.hpp"
#include "mloc/workspace/rules.hpp"

namespace mloc::draw {
namespace {

/// A draw that was run, and who stands where in it.
struct RunDraw {
  std::string programme;
  Date run;
  DrawState state;
  std::map<std::string, std::string> withdrawn;  ///< file number in lower case: the day
};

std::vector<RunDraw> draws_run(Knowledge& known) {
  std::vector<RunDraw> all;
  if (!known.disk()) return all;
  for (const std::string& path : known.paths(FileKind::draw)) {
    if (!path.ends_with("/announcement.yaml")) continue;
    auto folder = DrawFolder::read(*known.disk(), path.substr(0, path.rfind('/')));
    const Record* run = folder ? folder->event("run") : nullptr;
    if (!run) continue;
    auto state = folder->state();
    if (!state) continue;
    RunDraw made{std::string(folder->announced().get("programme")), *Date::parse(run->id.substr(0, 10)), *std::move(state), {}};
    for (const Record& event : folder->events->records)
      if (event.is("withdrawal")) made.withdrawn[folded(event.root->get("applicant"))] = event.id.substr(0, 10);
    all.push_back(std::move(made));
  }
  return all;
}

/// Whether somebody holds a place, or held it on that day.
bool has_place(const RunDraw& draw, std::string_view number, std::string_view day) {
  const Position* position = draw.state.find(number);
  if (!position) return false;
  if (position->holds_place()) return true;
  const auto withdrawn = draw.withdrawn.find(folded(number));
  return position->drawn && withdrawn != draw.withdrawn.end() && day <= withdrawn->second;
}

/// The day on which the record takes something of its programme; empty when it takes nothing.
std::string_view day_of_taking(const Node& record) {
  if (is_kind(record, "assignment") || is_kind(record, "contract")) return record.get("starts");
  const bool aid = record.get("kind") == "aide_engagee" || record.get("kind") == "aide_payee";
  return is_kind(record, "entry") && aid && !record.has("reverses") ? record.get("day") : std::string_view();
}

/// Once the draw of a programme was run, who took part in it has a contract, a place at a school and aid by its outcome only.
void judge_places(const Judged& judged, std::vector<BrokenRule>& broken) {
  std::vector<std::string_view> numbers;
  for (const Node* record : judged.records)
    if (is_kind(*record, "application")) numbers.push_back(record->get("file_number"));
  for (const Node* record : judged.records) {
    const std::string_view day = day_of_taking(*record);
    if (day.empty() || numbers.empty()) continue;
    const auto& draws = judged.known.kept<std::vector<RunDraw>>("draws run", [&] { return draws_run(judged.known); });
    const RunDraw* last = nullptr;
    bool takes_part = false, holds = false;
    for (const RunDraw& draw : draws) {
      if (draw.programme != record->get("programme") || day < draw.run.text()) continue;
      last = &draw;
      takes_part |= std::ranges::any_of(numbers, [&](std::string_view number) { return draw.state.find(number) != nullptr; });
      holds |= std::ranges::any_of(numbers, [&](std::string_view number) { return has_place(draw, number, day); });
    }
    if (takes_part && !holds) broken.push_back({record, "programme", problem("W239"_m, numbers.front(), last->programme, last->run.text())});
  }
}

/// Contracts of the programme that nobody ended, and what is committed and unpaid.
std::vector<std::string> hanging_on(std::span<const Node* const> records, std::string_view programme) {
  std::vector<std::string> hanging;
  std::int64_t cents = 0;
  for (const Node* record : records) {
    if (record->get("programme") != programme) continue;
    const auto ends = [&](const Node* one) {
      return is_kind(*one, "step") && one->get("contract") == record->get("id") && (one->get("step") == "fin" || one->get("step") == "rupture");
    };
    if (is_kind(*record, "contract") && std::ranges::none_of(records, ends)) hanging.push_back(fmt::format("contract {}", record->get("id")));
    const auto amount = is_kind(*record, "entry") ? Money::parse(record->get("amount")) : std::nullopt;
    if (!amount) continue;
    const bool commits = record->get("kind") == "aide_engagee", pays = record->get("kind") == "aide_payee" && record->has("commitment");
    if (commits != pays) cents += (commits == record->has("reverses") ? -1 : 1) * amount->cents();
  }
  if (cents > 0) hanging.push_back(fmt::format("{}.{:02} committed", cents / 100, cents % 100));
  return hanging;
}

/// Who gave a place back still holds what came with it.
void judge_withdrawn(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "application") || withdrawn_on(judged.known, judged.records, record->get("programme")).empty()) continue;
    const auto hanging = hanging_on(judged.records, record->get("programme"));
    if (!hanging.empty()) broken.push_back({record, "programme", problem("W241"_m, record->get("file_number"), joined(hanging, ", "))});
  }
}

/// A programme whose file was changed under the version with which a draw was announced.
void judge_versions(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "announcement") || !record->has("programme_sha256") || record->get("rehearsal") == "true") continue;
    const Programme* now = judged.known.programme(record->get("programme"));
    const auto bytes = judged.known.bytes(programme_path(record->get("programme")));
    if (!now || !bytes) continue;
    const int version = checked_number(record->get("programme_version"));
    if (now->version < version) broken.push_back({record, "programme_version", problem("W213"_m, now->version, version, record->get("draw"))});
    if (now->version == version && hex(sha256(*bytes)) != record->get("programme_sha256"))
      broken.push_back({record, "programme_sha256", problem("W212"_m, record->get("draw"), version)});
  }
}

}  // namespace

std::string withdrawn_on(Knowledge& known, std::span<const Node* const> records, std::string_view programme) {
  std::string last;
  for (const Node* record : records) {
    if (!is_kind(*record, "application") || record->get("programme") != programme) continue;
    const auto& draws = known.kept<std::vector<RunDraw>>("draws run", [&] { return draws_run(known); });
    for (const RunDraw& draw : draws) {
      const Position* position = draw.programme == programme ? draw.state.find(record->get("file_number")) : nullptr;
      if (position && position->holds_place()) return {};
      const auto withdrawn = draw.withdrawn.find(folded(record->get("file_number")));
      if (position && withdrawn != draw.withdrawn.end()) last = std::max(last, withdrawn->second);
    }
  }
  return last;
}

std::span<const Rule> draw_rules() {
  static constexpr Rule rules[] = {{"draw.place", "W239", judge_places},
                                   {"draw.withdrawn", "W241", judge_withdrawn, Severity::warn},
                                   {"draw.version", "W212 W213", judge_versions}};
  return rules;
}

}  // namespace mloc::draw
