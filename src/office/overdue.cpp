#include "overdue.hpp"

namespace mloc::office {

std::span<const Dated> all_dated() {
  static constexpr Dated all[] = {
      {"overdue_recommendation", "SELECT t.case_id, t.id, t.due, t.owner FROM recommendation t WHERE t.voided_day IS NULL AND t.due < ?1 AND "
                                 "t.state IN ('planned', 'in_progress', 'standby') ORDER BY t.due, t.case_id, t.id"},
      {"overdue_referral", "SELECT t.case_id, t.id, t.deadline, t.adviser FROM referral t WHERE t.voided_day IS NULL AND t.deadline < ?1 AND "
                           "t.state = 'envoyee' ORDER BY t.deadline, t.case_id, t.id"},
      {"overdue_objective", "SELECT t.case_id, t.id, t.due, NULL FROM objective t WHERE t.voided_day IS NULL AND t.ended IS NULL AND t.due < ?1 "
                            "ORDER BY t.due, t.case_id, t.id"},
      {"overdue_axis", "SELECT t.case_id, t.id, t.due, (SELECT m.staff FROM meeting m WHERE m.case_id = t.case_id AND m.id = t.meeting) FROM axis t "
                       "WHERE t.voided_day IS NULL AND t.ended IS NULL AND t.due < ?1 ORDER BY t.due, t.case_id, t.id"},
      {"job_ended", "SELECT t.case_id, t.id, t.ends, t.adviser FROM job t WHERE t.voided_day IS NULL AND t.ended IS NULL AND t.outcome = 'en_cours' "
                    "AND t.ends < ?1 ORDER BY t.ends, t.case_id, t.id",
       "mloc meeting job end {0}"},
      {"exam_result", "SELECT t.case_id, t.id, t.day, NULL FROM exam t WHERE t.voided_day IS NULL AND t.result = 'inscrit' AND t.day < ?1 "
                      "ORDER BY t.day, t.case_id, t.id",
       "mloc amend {0} {1} result="},
      {"lesson_presence", "SELECT t.case_id, t.id, substr(t.starts, 1, 10), t.school FROM lesson t WHERE t.voided_day IS NULL AND t.presence = 'prevu' "
                          "AND substr(t.starts, 1, 10) < ?1 ORDER BY t.starts, t.case_id, t.id",
       "mloc amend {0} {1} presence="},
      {"group_presence", "SELECT t.draw, t.gathering, MIN(t.day), NULL FROM invitation t WHERE t.voided_day IS NULL AND t.presence IS NULL AND t.day < ?1 "
                         "GROUP BY t.draw, t.gathering UNION ALL SELECT 'network', t.gathering, MIN(t.day), NULL FROM gathering t WHERE "
                         "t.voided_day IS NULL AND t.gathering IS NOT NULL AND t.presence IS NULL AND t.day < ?1 GROUP BY t.gathering ORDER BY 3, 1, 2",
       "mloc meeting group presence {1}"},
      {"offer_open", "SELECT t.partner, t.id, t.starts, t.adviser FROM offer t WHERE t.voided_day IS NULL AND t.state = 'ouverte' AND t.starts < ?1 "
                     "ORDER BY t.starts, t.partner, t.id",
       "mloc meeting offer end {0}"},
      // What ends within the month while learners are there.
      {"approval_ends", "SELECT t.code, t.id, t.approved_until, NULL FROM partner t WHERE t.voided_day IS NULL AND t.approved_until < date(?1, '+30 days') AND "
                        "EXISTS (SELECT 1 FROM agreement a WHERE a.partner = t.code AND a.voided_day IS NULL AND ?1 <= a.ends) ORDER BY 3, 1",
       "mloc amend {0} approved_until="},
      {"agreement_ends", "SELECT t.partner, t.id, t.ends, NULL FROM agreement t WHERE t.voided_day IS NULL AND t.ends BETWEEN date(?1, '-30 days') AND "
                         "date(?1, '+30 days') AND NOT EXISTS (SELECT 1 FROM agreement a WHERE a.partner = t.partner AND a.programme = t.programme AND "
                         "a.voided_day IS NULL AND t.ends < a.ends) AND EXISTS (SELECT 1 FROM assignment s WHERE s.school = t.partner AND "
                         "s.programme = t.programme AND s.voided_day IS NULL) ORDER BY 3, 1",
       "mloc partner agreement add {0}"}};
  return all;
}

}  // namespace mloc::office
