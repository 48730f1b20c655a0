#include "mloc/draw/rules/verify_draw.hpp"

#include <algorithm>

#include "mloc/base/text.hpp"
#include "mloc/draw/rules/state.hpp"

namespace mloc::draw {
namespace {

constexpr std::string_view announcement_file = "announcement.yaml";
constexpr std::string_view events_file = "events.yaml";
constexpr std::string_view roster_file = "roster.tsv";
constexpr std::string_view result_file = "result.tsv";
constexpr std::string_view programme_file = "programme.toml";

/// Where two texts part, as a line from 1.
std::uint32_t first_different_line(std::string_view a, std::string_view b) {
  const auto [end, other] = std::ranges::mismatch(a, b);
  return 1 + static_cast<std::uint32_t>(std::count(a.begin(), end, '\n'));
}

class Verifier {
 public:
  Verifier(const DrawFiles& files, std::span<const DrawSource> known) : files_(files), known_(known) {}

  std::vector<Problem> verify() {
    check_digests();
    const bool untouched = problems_.empty();
    const auto roster = Roster::parse(files_.roster, roster_file);
    if (!roster) tell_all(roster.error());
    else if (untouched) check_announcement(*roster);
    if (files_.revelation && untouched) check_seed(*files_.revelation);
    if (problems_.empty() && files_.run) check_result(*roster);
    return std::move(problems_);
  }

 private:
  void tell(std::string_view file, Problem told, std::uint32_t line = 0) {
    problems_.push_back(at({std::string(file), line, 0, {}}, std::move(told)));
  }
  void tell_all(const Failure& failure, std::string_view file = {}) {
    for (Problem told : failure.problems) {
      if (told.place.file.empty()) told.place.file = file;
      problems_.push_back(std::move(told));
    }
  }
  void check_digest(std::string_view file, std::string_view bytes, std::string_view wanted, std::string_view by) {
    if (const std::string found = hex(sha256(bytes)); found != wanted)
      tell(file, problem("W140"_m, by, wanted, found));
  }

  void check_digests() {
    check_digest(roster_file, files_.roster, files_.announcement.roster_sha256, announcement_file);
    if (const std::string& wanted = files_.announcement.programme_sha256; !wanted.empty())
      check_digest(programme_file, files_.programme.value_or(""), wanted, announcement_file);
    if (!files_.run) {
      if (files_.result) tell(result_file, problem("W146"_m));
      return;
    }
    check_digest(announcement_file, files_.announcement_bytes, files_.run->announcement_sha256, events_file);
    if (files_.run->roster_sha256 != files_.announcement.roster_sha256)
      check_digest(roster_file, files_.roster, files_.run->roster_sha256, events_file);
    if (files_.result) check_digest(result_file, *files_.result, files_.run->result_sha256, events_file);
    else tell(result_file, problem("W147"_m));
    if (!files_.revelation) tell(events_file, problem("W148"_m));
  }

  void check_announcement(const Roster& roster) {
    const AnnouncementFacts& said = files_.announcement;
    if (said.eligible != roster.applicants().size())
      tell(announcement_file, problem("W141"_m, said.eligible, roster.applicants().size()));
    if (said.rehearsal) return;
    if (const auto checked = check_sources(said.sources, said.fallback, said.announced); !checked)
      tell_all(checked.error(), announcement_file);
  }

  void check_seed(const RevelationFacts& revelation) {
    if (revelation.seed_hex != hex(revelation.seed))
      tell(events_file, problem("W143"_m, revelation.seed_hex, hex(revelation.seed)));
    Result<std::string> seed = std::string(rehearsal_seed);
    if (!files_.announcement.rehearsal)
      seed = seed_string(files_.announcement.sources, files_.announcement.fallback, revelation.values, known_);
    if (!seed) tell_all(seed.error(), events_file);
    else if (*seed != revelation.seed) tell(events_file, problem("W142"_m, revelation.seed, *seed));
  }

  void check_result(const Roster& roster) {
    const DrawTerms terms = terms_of(files_.announcement, *files_.revelation);
    const auto placements = run_draw(roster, terms);
    if (!placements) return tell_all(placements.error(), announcement_file);
    const std::string drawn = result_bytes(*placements);
    if (drawn != *files_.result) tell(result_file, problem("W144"_m), first_different_line(*files_.result, drawn));
    check_events(roster, terms);
  }

  void check_events(const Roster& roster, const DrawTerms& terms) {
    auto state = DrawState::after(roster, terms);
    if (!state) return tell_all(state.error(), events_file);
    for (const DrawEvent& event : files_.events) {
      const auto* withdrawal = std::get_if<WithdrawalFacts>(&event);
      const auto promoted =
          withdrawal ? state->withdraw(withdrawal->applicant, withdrawal->vacancy) : state->admit(std::get<AdmissionFacts>(event).applicant);
      if (!promoted) tell_all(promoted.error(), events_file);
      else if (withdrawal && withdrawal->promoted != *promoted)
        tell(events_file, problem("W145"_m, withdrawal->applicant, listed(*promoted), listed(withdrawal->promoted)));
    }
  }
  static std::string listed(const std::vector<std::string>& ids) { return ids.empty() ? "-" : joined(ids, " "); }

  const DrawFiles& files_;
  std::span<const DrawSource> known_;
  std::vector<Problem> problems_;
};

}  // namespace

DrawTerms terms_of(const AnnouncementFacts& announcement, const RevelationFacts& revelation) {
  return {announcement.draw_id, revelation.seed, announcement.quotas, announcement.policy};
}

std::vector<Problem> verify_draw(const DrawFiles& files, std::span<const DrawSource> known) {
  return Verifier(files, known).verify();
}

}  // namespace mloc::draw
