#include <algorithm>
#include <map>

#include "mloc/base/text.hpp"
#include "mloc/draw/rules/draw.hpp"

namespace mloc::draw {
namespace {

constexpr std::string_view roster_header = "id\tstratum\tcluster\n";

bool is_lower(char c) { return 'a' <= c && c <= 'z'; }
bool is_digit(char c) { return '0' <= c && c <= '9'; }
bool is_alphanumeric(char c) { return is_lower(c) || ('A' <= c && c <= 'Z') || is_digit(c); }

/// Collects the broken rules of a set of applicants; `place` is where the next one stands.
class RosterRules {
 public:
  void take(const Applicant& applicant, Place place) {
    place_ = std::move(place);
    check_shape(applicant);
    if (const auto [other, added] = ids_.emplace(ascii_lower(applicant.id), applicant.id); !added)
      tell(problem("W103"_m, applicant.id, other->second));
    if (!applicant.cluster.empty()) check_household(applicant);
  }
  std::vector<Problem> problems;

 private:
  struct Household {
    std::string label, stratum;
  };

  void check_shape(const Applicant& applicant) {
    if (!is_applicant_id(applicant.id)) tell(problem("W101"_m, printable(applicant.id)));
    if (!is_stratum(applicant.stratum))
      tell(problem("W102"_m, printable(applicant.id), printable(applicant.stratum)));
    if (!applicant.cluster.empty() && !is_applicant_id(applicant.cluster))
      tell(problem("W101"_m, printable(applicant.cluster)));
  }
  void check_household(const Applicant& applicant) {
    const auto [found, added] =
        households_.emplace(ascii_lower(applicant.cluster), Household{applicant.cluster, applicant.stratum});
    if (added) return;
    const Household& household = found->second;
    if (household.label != applicant.cluster) tell(problem("W103"_m, applicant.cluster, household.label));
    if (household.stratum != applicant.stratum)
      tell(problem("W104"_m, applicant.cluster, household.stratum, applicant.stratum));
  }
  void tell(Problem told) { problems.push_back(at(place_, std::move(told))); }

  Place place_;
  std::map<std::string, std::string> ids_;
  std::map<std::string, Household> households_;
};

/// The lines after the header, without their line ends; the last one must have one.
Result<std::vector<std::string_view>> body_lines(std::string_view bytes, std::string_view file) {
  if (!bytes.starts_with(roster_header))
    return fail(Exit::no, at({std::string(file), 1, 1, {}}, problem("W105"_m, "id, stratum, cluster")));
  std::vector<std::string_view> lines = split(bytes.substr(roster_header.size()), '\n');
  if (!lines.empty() && !lines.back().empty())
    return fail(Exit::no, at({std::string(file), static_cast<std::uint32_t>(lines.size() + 1), 0, {}},
                             problem("W106"_m)));
  if (!lines.empty()) lines.pop_back();
  return lines;
}

Result<Applicant> parse_line(std::string_view line, const Place& place) {
  const auto fields = split(line, '\t');
  if (fields.size() != 3 || fields[2].empty()) return fail(Exit::no, at(place, problem("W107"_m, 3)));
  return Applicant{std::string(fields[0]), std::string(fields[1]), fields[2] == "-" ? "" : std::string(fields[2])};
}

}  // namespace

bool is_applicant_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && is_alphanumeric(text[0]) && std::ranges::all_of(text, [](char c) {
    return is_alphanumeric(c) || c == '.' || c == '_' || c == '-';
  });
}
bool is_stratum(std::string_view text) {
  return !text.empty() && text.size() <= 32 &&
         std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-'; });
}
bool is_draw_id(std::string_view text) {
  return text.size() >= 3 && text.size() <= 64 &&
         std::ranges::all_of(text, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

Result<Roster> Roster::make(std::vector<Applicant> applicants) {
  std::ranges::sort(applicants);
  RosterRules rules;
  for (const Applicant& applicant : applicants) rules.take(applicant, {});
  if (!rules.problems.empty()) return fail(Exit::rule, std::move(rules.problems));
  return Roster(std::move(applicants));
}

Result<Roster> Roster::parse(std::string_view bytes, std::string_view file) {
  TRY(lines, body_lines(bytes, file));
  std::vector<Applicant> applicants;
  RosterRules rules;
  Place place{std::string(file), 1, 0, {}};
  for (const std::string_view line : lines) {
    ++place.line;
    auto applicant = parse_line(line, place);
    if (!applicant) {
      rules.problems.push_back(std::move(applicant.error().problems.front()));
      continue;
    }
    rules.take(*applicant, place);
    if (!applicants.empty() && applicant->id < applicants.back().id)
      rules.problems.push_back(at(place, problem("W108"_m, printable(applicant->id))));
    applicants.push_back(std::move(*applicant));
  }
  if (!rules.problems.empty()) return fail(Exit::no, std::move(rules.problems));
  return Roster(std::move(applicants));
}

std::string Roster::bytes() const {
  std::string text(roster_header);
  for (const Applicant& applicant : applicants_)
    text += applicant.id + '\t' + applicant.stratum + '\t' + (applicant.cluster.empty() ? "-" : applicant.cluster) + '\n';
  return text;
}
std::string Roster::sha256() const { return hex(mloc::sha256(bytes())); }

}  // namespace mloc::draw
