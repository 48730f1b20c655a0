-- title: Mois par mois, par dispositif | Month by month, by programme
-- column: programme text | Dispositif | Programme
-- column: section text | Rubrique | Section
-- column: item text | Indicateur | Item
-- column: month text | Mois | Month
-- column: people integer | Jeunes | People
-- column: facts integer | Faits | Facts
-- column: amount money | Montant | Amount
-- column: minutes minutes | Heures suivies | Hours attended
-- column: presence_rate share(present, known, 6) | Taux de présence | Presence rate
-- says: programme | le dispositif | the programme
-- says: section | de quoi parle la ligne | what the row is about
-- says: item | l'étape, la nature d'argent ou ce qui est compté | the step, the kind of money or what is counted
-- says: month | le mois ; vide : toute la période | the month; empty: the whole period
-- says: people | personnes différentes | different people
-- says: facts | faits : séances, emplois, orientations, diagnostics | facts: lessons, jobs, referrals, diagnoses
-- says: amount | ce qui a été engagé, payé, dû ou reçu | what was committed, paid, due or received
-- says: minutes | durée des séances suivies | time of the lessons that were attended
-- says: presence_rate | séances suivies sur séances dont la présence est connue ; vide sans séance | lessons attended of lessons whose presence is known; empty without one
-- codes: programme programmes
-- codes: section rubrique_rapport
-- codes: item indicateur_dispositif, rubrique_rapport
-- codes: month months
-- plot: trend month people where section = funnel and item = permis | Permis par mois | Licences by month
--
-- Each month of the period, and without a month the whole of it; for the office alone. Sections:
--   funnel     people on the first day of the step, as in the report `programme`
--   money      amounts on their day, and the people whose they are
--   lessons    lessons of those whose programme has schools: their number, people who came, time, rate of presence
--   jobs       people hired, and jobs; of no programme
--   pole       people referred, and referrals; people diagnosed (mobility), and diagnoses; of no programme
-- include: people
-- include: known_applications
-- include: entries
-- include: households
-- include: profile
-- include: aids
-- include: signed_contracts
-- include: steps
-- include: moves
beside AS (
  SELECT case_id, starts AS day, 'jobs' AS section, 'hired' AS item FROM job WHERE voided_day IS NULL
  UNION ALL
  SELECT case_id, sent AS day, 'pole' AS section, 'referral' AS item FROM referral WHERE voided_day IS NULL
  UNION ALL
  SELECT case_id, day, 'pole' AS section, 'diagnosis' AS item FROM diagnosis WHERE voided_day IS NULL AND instrument = 'mobility'
),
done AS (
  SELECT reached.programme, 'funnel' AS section, reached.item, reached.person, reached.day, 1 AS facts, CAST(NULL AS BIGINT) AS cents,
    CAST(NULL AS BIGINT) AS minutes, CAST(NULL AS BIGINT) AS present, CAST(NULL AS BIGINT) AS known
  FROM params INNER JOIN reached ON reached.day >= params.first_day
  UNION ALL
  SELECT moves.programme, 'money' AS section, moves.item, moves.person, moves.day, 1 AS facts, moves.cents, NULL AS minutes, NULL AS present, NULL AS known
  FROM params INNER JOIN moves ON moves.day >= params.first_day
  WHERE moves.item IN ('aide_payee', 'participation_recue')
  UNION ALL
  SELECT home.programme, 'lessons' AS section, 'seances' AS item,
    CASE WHEN lesson.presence IN ('present', 'retard') THEN one.person END AS person, SUBSTR(lesson.starts, 1, 10) AS day, 1 AS facts, NULL AS cents,
    CASE WHEN lesson.presence IN ('present', 'retard') THEN lesson.minutes ELSE 0 END AS minutes,
    CASE WHEN lesson.presence IN ('present', 'retard') THEN 1 ELSE 0 END AS present,
    CASE WHEN lesson.presence IN ('present', 'retard', 'absent_non_excuse', 'absent_excuse') THEN 1 ELSE 0 END AS known
  FROM params
    INNER JOIN lesson ON lesson.starts >= params.first_day AND lesson.starts < params.after_day
    INNER JOIN one ON one.case_id = lesson.case_id
    INNER JOIN home ON home.person = one.person
    INNER JOIN programme ON programme.programme = home.programme
  WHERE lesson.voided_day IS NULL AND programme.schools_kind IS NOT NULL
  UNION ALL
  SELECT NULL AS programme, beside.section, beside.item, one.person, beside.day, 1 AS facts, NULL AS cents, NULL AS minutes, NULL AS present, NULL AS known
  FROM params
    INNER JOIN beside ON beside.day >= params.first_day AND beside.day < params.after_day
    INNER JOIN one ON one.case_id = beside.case_id
)
SELECT spread.programme, spread.section, spread.item, spread.month, COUNT(DISTINCT spread.person) AS people, SUM(spread.facts) AS facts,
  CAST(SUM(spread.cents) AS BIGINT) AS amount, CAST(SUM(spread.minutes) AS BIGINT) AS minutes, SUM(spread.present) AS present, SUM(spread.known) AS known
FROM (
  SELECT programme, section, item, SUBSTR(day, 1, 7) AS month, person, facts, cents, minutes, present, known FROM done
  UNION ALL
  SELECT programme, section, item, NULL AS month, person, facts, cents, minutes, present, known FROM done
) AS spread
GROUP BY spread.programme, spread.section, spread.item, spread.month
ORDER BY spread.programme, spread.section, spread.item, CASE WHEN spread.month IS NULL THEN 1 ELSE 0 END, spread.month
