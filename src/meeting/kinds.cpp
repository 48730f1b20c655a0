#include <array>

#include "mloc/meeting/meeting_case.hpp"

namespace mloc::meeting {
namespace {

/// The employer of the job that `job` names in SQL.
std::vector<Field> employer_of(const std::string& job) {
  return {{{"employer", Column::Kind::text, "Employer", "Employeur"},
           fmt::format("(SELECT j.employer FROM job j WHERE j.case_id = t.case_id AND j.id = {})", job)}};
}
std::vector<Field> fields_of_avoided(Date) { return employer_of("t.job"); }
std::vector<Field> fields_of_axis(Date) {
  return employer_of("(SELECT m.job FROM meeting m WHERE m.case_id = t.case_id AND m.id = t.meeting)");
}

}  // namespace

std::span<const facts::FactKind> meeting_kinds() {
  static const std::array all = {
      facts::FactKind{"need", "needs", "day", "adviser", {"need"}, {{"phase", "amont"}}, {}},
      facts::FactKind{"offer", "offers", "day", "adviser", {"job", "contract"}, {{"phase", "amont"}, {"state", "ouverte"}}, {"closed", "state"}},
      facts::FactKind{"practice", "practices", "day", "adviser", {"practice"}, {{"phase", "amont"}}, {}},
      facts::FactKind{"support", "supports", "day", "adviser", {"phase", "act"}, {}, {}},
      facts::FactKind{"job", "jobs", "starts", "", {"employer"}, {{"outcome", "en_cours"}}, {"ended", "outcome", "break_reason"}},
      facts::FactKind{"avoided", "avoided", "day", "adviser", {"reason"}, {}, {}, nullptr, {}, nullptr, fields_of_avoided},
      facts::FactKind{"axis", "axes", "day", "", {"item", "action"}, {{"state", "planned"}, {"owner", "jeune"}}, {"ended", "state", "", "item"}, nullptr, {}, nullptr, fields_of_axis},
  };
  return all;
}

}  // namespace mloc::meeting
