-- title: À voir d'abord : ce qui attend | To be seen first: what waits
-- column: programme text | Dispositif | Programme
-- column: item text | Indicateur | Item
-- column: people integer | Jeunes | People
-- column: facts integer | Faits | Facts
-- column: amount money | Montant | Amount
-- column: since day | Depuis | Since
-- says: programme | le dispositif | the programme
-- says: item | ce qui attend | what waits
-- says: people | personnes différentes | different people
-- says: facts | rencontres ou orientations | meetings or referrals
-- says: amount | participation due et pas reçue | contribution due and not received
-- says: since | le plus ancien des jours prévus | the oldest of the days that were planned
-- codes: programme programmes
-- codes: item rubrique_rapport
-- reads: meetings
--
-- How things stand on the last day of the period; for the office alone. Items:
--   meetings_late   meetings (one that is two of the plan is one) with employers whose day of the plan is past and of which nothing is recorded; since the oldest
--   referrals_late  referrals without an answer whose deadline is past; since the oldest deadline
--   inactive        people who began lessons, have no licence and came to no lesson of the period; since its first day
--   no_theory       people who began lessons and have not passed the theory test; since the last theory test of anybody
--   owing           people who have not paid all of their contribution that is due, and what they owe
-- include: people
-- include: known_applications
-- include: entries
-- include: households
-- include: profile
-- include: aids
-- include: signed_contracts
-- include: steps
-- include: moves
learners AS (
  SELECT began.programme, began.person,
    MAX(CASE WHEN later.item = 'code_obtenu' THEN 1 ELSE 0 END) AS theory, MAX(CASE WHEN later.item = 'permis' THEN 1 ELSE 0 END) AS licence
  FROM reached AS began
    LEFT JOIN reached AS later ON later.programme = began.programme AND later.person = began.person
  WHERE began.item = 'premieres_seances'
  GROUP BY began.programme, began.person
),
came AS (
  SELECT DISTINCT one.person
  FROM params
    INNER JOIN lesson ON lesson.starts >= params.first_day AND lesson.starts < params.after_day
    INNER JOIN one ON one.case_id = lesson.case_id
  WHERE lesson.voided_day IS NULL AND lesson.presence IN ('present', 'retard')
),
debts AS (
  SELECT moves.programme, moves.person, SUM(CASE WHEN moves.item = 'participation_due' THEN moves.cents ELSE -moves.cents END) AS cents
  FROM moves WHERE moves.item IN ('participation_due', 'participation_recue')
  GROUP BY moves.programme, moves.person
),
waits AS (
  SELECT 1 AS place, CAST(NULL AS TEXT) AS programme, 'meetings_late' AS item, COUNT(DISTINCT COALESCE(one.person, waiting_meeting.case_id)) AS people,
    COUNT(DISTINCT waiting_meeting.case_id || waiting_meeting.job || waiting_meeting.due) AS facts,
    CAST(NULL AS BIGINT) AS amount, MIN(waiting_meeting.due) AS since
  FROM params
    INNER JOIN waiting_meeting ON waiting_meeting.due < params.after_day
    LEFT JOIN one ON one.case_id = waiting_meeting.case_id
  UNION ALL
  SELECT 2 AS place, referral.programme, 'referrals_late' AS item, COUNT(DISTINCT one.person) AS people, COUNT(*) AS facts, NULL AS amount, MIN(referral.deadline) AS since
  FROM params
    INNER JOIN referral ON referral.deadline < params.after_day
    INNER JOIN one ON one.case_id = referral.case_id
  WHERE referral.voided_day IS NULL AND referral.state = 'envoyee'
  GROUP BY referral.programme
  UNION ALL
  SELECT 3 AS place, learners.programme, 'inactive' AS item, COUNT(*) AS people, COUNT(*) AS facts, NULL AS amount, MIN(params.first_day) AS since
  FROM params CROSS JOIN learners
    LEFT JOIN came ON came.person = learners.person
  WHERE learners.licence = 0 AND came.person IS NULL
  GROUP BY learners.programme
  UNION ALL
  SELECT 4 AS place, learners.programme, 'no_theory' AS item, COUNT(*) AS people, COUNT(*) AS facts, NULL AS amount,
    (SELECT MAX(exam.day) FROM params INNER JOIN exam ON exam.day < params.after_day
      INNER JOIN one ON one.case_id = exam.case_id
      INNER JOIN home ON home.person = one.person AND home.programme = learners.programme
      WHERE exam.test = 'etg' AND exam.voided_day IS NULL) AS since
  FROM learners
  WHERE learners.theory = 0 AND learners.licence = 0
  GROUP BY learners.programme
  UNION ALL
  SELECT 5 AS place, debts.programme, 'owing' AS item, COUNT(*) AS people, COUNT(*) AS facts, CAST(SUM(debts.cents) AS BIGINT) AS amount, NULL AS since
  FROM debts WHERE debts.cents > 0
  GROUP BY debts.programme
)
SELECT waits.programme, waits.item, waits.people, waits.facts, waits.amount, waits.since
FROM waits
WHERE waits.facts > 0
ORDER BY waits.place, waits.programme
