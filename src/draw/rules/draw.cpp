#include "mloc/draw/rules/draw.hpp"

#include <algorithm>

#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"

namespace mloc::draw {
namespace {

constexpr std::string_view draw_header = "stratum\trank\tid\tticket\tstatus\n";

/// Says of one unit after the other whether it is selected.
class Places {
 public:
  Places(std::uint32_t quota, Policy policy) : left_(quota), policy_(policy) {}
  bool take(std::size_t size) {
    if (closed_) return false;
    const bool fits = size <= left_;
    const bool taken = fits || (policy_ == Policy::over && left_ > 0);
    if (!fits && policy_ != Policy::skip) closed_ = true;
    if (taken) left_ -= static_cast<std::uint32_t>(std::min<std::size_t>(size, left_));
    return taken;
  }

 private:
  std::uint32_t left_;
  Policy policy_;
  bool closed_ = false;
};

/// The message of HKDF-Expand's first and only block.
std::string expanded(std::string_view label) { return std::string(label) + '\x01'; }

std::optional<std::uint32_t> parse_rank(std::string_view text) {
  return text.starts_with('0') ? std::nullopt : whole_number<std::uint32_t>(text);
}

bool is_ticket(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<Placement> parse_placement(std::string_view line) {
  const auto fields = split(line, '\t');
  if (fields.size() != 5) return std::nullopt;
  const auto rank = parse_rank(fields[1]);
  const bool selected = fields[4] == "selected";
  if (!is_stratum(fields[0]) || !rank || !is_applicant_id(fields[2]) || !is_ticket(fields[3]) ||
      (!selected && fields[4] != "waiting"))
    return std::nullopt;
  return Placement{std::string(fields[0]), *rank, std::string(fields[2]), std::string(fields[3]), selected};
}

}  // namespace

std::string unit_label(const Applicant& applicant) {
  return applicant.cluster.empty() ? applicant.id : '+' + applicant.cluster;
}

Digest draw_key(std::string_view draw_id, std::string_view seed) { return hmac_sha256(draw_id, seed); }
Digest ticket(const Digest& key, std::string_view label) { return hmac_sha256(as_text(key), expanded(label)); }

Result<Lottery> Lottery::make(const Roster& roster, const Quotas& quotas, Policy policy) {
  std::map<std::string_view, std::map<std::string, std::vector<std::size_t>>> units;
  std::vector<Problem> homeless;
  for (std::size_t i = 0; i < roster.applicants().size(); ++i) {
    const Applicant& applicant = roster.applicants()[i];
    if (!quotas.contains(applicant.stratum)) homeless.push_back(problem("W112"_m, applicant.id, applicant.stratum));
    units[applicant.stratum][unit_label(applicant)].push_back(i);
  }
  if (!homeless.empty()) return fail(Exit::rule, std::move(homeless));
  Lottery lottery;
  lottery.roster_ = &roster;
  lottery.policy_ = policy;
  for (const auto& [name, quota] : quotas) {
    Stratum stratum{name, quota, {}, {}, {}, {}};
    for (auto& [label, members] : units[name]) {
      stratum.labels.push_back(label);
      stratum.messages.push_back(expanded(label));
      stratum.members.push_back(std::move(members));
    }
    lottery.strata_.push_back(std::move(stratum));
  }
  return lottery;
}

/// `take(stratum, rank, unit, selected)`, stratum by stratum in the order of the draw.
template <class Take>
void Lottery::each_unit(const Digest& key, Take take) {
  for (Stratum& stratum : strata_) {
    const std::vector<Digest> tickets = hmac_sha256(as_text(key), stratum.messages);
    stratum.units.clear();
    for (std::size_t i = 0; i < tickets.size(); ++i) stratum.units.push_back({tickets[i], i});
    std::ranges::sort(stratum.units, [](const Unit& a, const Unit& b) { return a.ticket != b.ticket ? a.ticket < b.ticket : a.place < b.place; });
    Places places(stratum.quota, policy_);
    std::uint32_t rank = 0;
    for (const Unit& unit : stratum.units) take(stratum, ++rank, unit, places.take(stratum.members[unit.place].size()));
  }
}

void Lottery::draw(const Digest& key, std::vector<char>& selected) {
  selected.resize(roster_->applicants().size());
  each_unit(key, [&](const Stratum& stratum, std::uint32_t, const Unit& unit, bool taken) {
    for (const std::size_t member : stratum.members[unit.place]) selected[member] = taken;
  });
}

std::vector<Placement> Lottery::placements(const Digest& key) {
  std::vector<Placement> made;
  made.reserve(roster_->applicants().size());
  each_unit(key, [&](const Stratum& stratum, std::uint32_t rank, const Unit& unit, bool taken) {
    for (const std::size_t member : stratum.members[unit.place])
      made.push_back({stratum.name, rank, roster_->applicants()[member].id, hex(unit.ticket), taken});
  });
  return made;
}

Result<std::vector<Placement>> run_draw(const Roster& roster, const DrawTerms& terms) {
  if (!is_draw_id(terms.draw_id)) return fail(Exit::rule, problem("W110"_m, printable(terms.draw_id)));
  if (terms.seed.empty()) return fail(Exit::rule, problem("W111"_m));
  TRY(lottery, Lottery::make(roster, terms.quotas, terms.policy));
  return lottery.placements(draw_key(terms.draw_id, terms.seed));
}

std::string result_bytes(std::span<const Placement> placements) {
  std::string text(draw_header);
  for (const Placement& placement : placements)
    text += placement.stratum + '\t' + std::to_string(placement.rank) + '\t' + placement.id + '\t' + placement.ticket +
            '\t' + (placement.selected ? "selected\n" : "waiting\n");
  return text;
}

Result<std::vector<Placement>> parse_result(std::string_view bytes, std::string_view file) {
  Place place{std::string(file), 1, 1, {}};
  if (!bytes.starts_with(draw_header))
    return fail(Exit::no, at(place, problem("W105"_m, "stratum, rank, id, ticket, status")));
  std::vector<Placement> placements;
  std::vector<Problem> problems;
  place.column = 0;
  auto lines = split(bytes.substr(draw_header.size()), '\n');
  for (const std::string_view line : std::span(lines).first(lines.size() - 1)) {
    ++place.line;
    if (auto placement = parse_placement(line)) placements.push_back(std::move(*placement));
    else problems.push_back(at(place, problem("W109"_m)));
  }
  ++place.line;
  if (!lines.back().empty()) problems.push_back(at(place, problem("W106"_m)));
  if (!problems.empty()) return fail(Exit::no, std::move(problems));
  return placements;
}

std::vector<StratumSummary> summarise(const Roster& roster, const Quotas& quotas,
                                      std::span<const Placement> placements) {
  std::map<std::string_view, const Applicant*> applicants;
  for (const Applicant& applicant : roster.applicants()) applicants.emplace(applicant.id, &applicant);
  std::vector<StratumSummary> summaries;
  for (const auto& [stratum, quota] : quotas) {
    StratumSummary summary{stratum, 0, quota, 0, {}};
    std::uint32_t last_selected = 0;
    for (const Placement& placement : placements)
      if (placement.stratum == stratum && placement.selected) last_selected = std::max(last_selected, placement.rank);
    for (const Placement& placement : placements) {
      if (placement.stratum != stratum) continue;
      ++summary.applicants;
      summary.selected += placement.selected;
      const auto applicant = applicants.find(placement.id);
      if (placement.selected || placement.rank > last_selected || applicant == applicants.end()) continue;
      std::string label = unit_label(*applicant->second);
      if (summary.passed_over.empty() || summary.passed_over.back() != label)
        summary.passed_over.push_back(std::move(label));
    }
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

std::string selected_sha256(std::span<const Placement> placements) {
  std::vector<std::string_view> ids;
  for (const Placement& placement : placements)
    if (placement.selected) ids.push_back(placement.id);
  std::ranges::sort(ids);
  std::string text;
  for (const std::string_view id : ids) text.append(id) += '\n';
  return hex(sha256(text));
}

}  // namespace mloc::draw
