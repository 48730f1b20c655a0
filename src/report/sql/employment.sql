-- title: Accompagnement dans l'emploi : rencontres, appréciations, ruptures, suites | Support in employment: meetings, ratings, breaks, outcomes
-- column: section text | Rubrique | Section
-- column: horizon text | Échéance | Horizon
-- column: party text | Partie | Party
-- column: item text | Indicateur | Item
-- column: value text | Valeur | Value
-- column: number integer | Nombre | Number
-- column: people integer | Jeunes | Young people
-- column: whole integer | Sur | Of
-- column: share share(number, whole, 3) | Part | Share
-- column: first ratio(first_sum, rated, 2) | Au début | At the start
-- column: last ratio(last_sum, rated, 2) | À la fin | At the end
-- column: days_late ratio(late_sum, late_base, 1) | Jours de retard | Days late
-- says: section | de quoi parle la ligne | what the row is about
-- says: horizon | vague de l'enquête | wave of the survey
-- says: party | jeune, employeur ou conseiller | young person, employer or adviser
-- says: item | rencontre, compétence, question ou indicateur | meeting, competence, question or indicator
-- says: value | issue, motif ou réponse | outcome, reason or answer
-- says: number | ce que « sur » compte en tout | what "of" counts all of
-- says: people | jeunes différents derrière eux ; section employer : employeurs | different young people behind them; section employer: employers
-- says: whole | le tout dont le nombre est une part | the whole that the number is a part of
-- says: share | nombre sur le tout ; vide sans tout | number of the whole; empty without a whole
-- says: first | moyenne du premier niveau, de 1 à 4 | mean of the first level, from 1 to 4
-- says: last | moyenne du dernier niveau des mêmes | mean of the last level of the same
-- says: days_late | moyenne des jours de retard des rencontres tenues en retard | mean of the days by which late meetings were late
-- says: section = meeting | rencontres dont l'échéance est dans la période | meetings whose day of the plan lies in the period
-- says: section = rating | appréciations : premier et dernier niveau d'un même emploi | ratings: first and last level of the same job
-- says: section = end | emplois finis dans la période, ruptures, ruptures évitées | jobs that ended in the period, breaks, breaks avoided
-- says: section = six_months | ce qu'est devenu un emploi six mois après l'embauche | what had become of a job six months after hiring
-- says: section = hired | embauches de la période | jobs hired in the period
-- says: section = support | accompagnements commencés, analysés, répondus | supports begun, analysed, answered
-- says: section = employer | employeurs avec qui la relation est maintenue | employers with whom the relation was kept
-- says: section = survey | réponses aux enquêtes sur les emplois | answers of the surveys about jobs
-- codes: section rubrique_rapport
-- codes: horizon vague_enquete
-- codes: party partie_livret
-- codes: item rencontre_tripartite where section = meeting
-- codes: item savoir_etre_base, savoir_faire_poste where section = rating
-- codes: item job_young.questions where party = jeune
-- codes: item job_employer.questions where party = employeur
-- codes: item job_adviser.questions where party = conseiller
-- codes: item questions where section = survey
-- codes: item rubrique_rapport
-- codes: value issue_contrat where item = outcome
-- codes: value issue_contrat where item = break
-- codes: value motif_rupture_emploi where section = end
-- codes: value answers where section = survey
-- codes: value rubrique_rapport
-- reads: meetings
-- plot: bars value number where section = meeting and item = - | Rencontres du plan | Meetings of the plan
-- plot: bars value number where section = end and item = outcome | Fins de contrat | Ends of contracts
-- plot: bars value number where section = end and item = break_reason | Motifs de rupture | Reasons of breaks
-- plot: bars value number where section = six_months | Six mois après l'embauche | Six months after hiring
-- people: number > share, first, last, days_late
-- people: people > number
-- adds: item * to - within section, horizon, party, value
-- adds: number to share within section, horizon, party, item
-- loose: number, people
-- same: whole where item = break as number where item = outcome and value = rupture
-- same: whole where item = break_reason as number where item = outcome and value = rupture
-- same: number where item = threat and value = came as number where item = outcome and value = rupture
-- same: whole where item = avoided_reason as number where item = threat and value = avoided
-- same: whole where item = analysed as number where item = made
-- same: whole where item = answered as number where item = made and party = -
-- same: number where item = answered and party = conseiller as number where item = analysed and party = -
--
-- `number` counts what `whole` counts all of, `people` the young people behind it (of the section employer, employers); a row
-- without `whole` is a count alone. Sections:
--   meeting     meetings whose day of the plan lies in the period, of all of that item: held by that day (in_time), held
--               after it (late, with the mean of days), not held, or waiting: nothing is recorded. A meeting that is two of
--               the plan counts as each; extra ones have no day in the plan and do not count. No item: all together.
--   rating      first and last level of a job's item by a party, in steps of the scale from 1 to 4; `whole` are the jobs
--               whose last rating of it lies in the period, `number` those of them that have an earlier one, too.
--               No item: every item of every job.
--   end         jobs that ended in the period by outcome, breaks together; breaks by outcome and by reason; of all that
--               threatened those avoided and those that came; reasons of those avoided
--   six_months  jobs hired six months before a day of the period, on that day: in_post, what became of them before, or
--               not_recorded: the last day of the contract is past and nobody said what came of it
--   hired       jobs hired in the period: placement owed to the support
--   support     made: jobs whose first meeting was held in the period; answered: of those, by the party that was asked;
--               analysed: those of which the adviser's analysis is recorded by the end of the period
--   employer    employers of jobs that ended by then with whom the relation was kept in the period
--   survey      answers of the period about jobs, each wave and party for itself, of those who answered the item
WITH joined AS MATERIALIZED (SELECT merged.case_id, MIN(merged."into") AS person FROM merged GROUP BY merged.case_id),
lateness AS (
  SELECT meeting.case_id, meeting.id, 1 AS sign, meeting.day AS day FROM meeting WHERE meeting.state = 'held' AND meeting.due < meeting.day
  UNION ALL
  SELECT meeting.case_id, meeting.id, -1 AS sign, meeting.due AS day FROM meeting WHERE meeting.state = 'held' AND meeting.due < meeting.day
),
-- Days are counted from 1 March of the year 0, so that a leap day is a year's last.
counted AS (
  SELECT case_id, id, sign,
    CAST(SUBSTR(day, 1, 4) AS BIGINT) - CASE WHEN SUBSTR(day, 6, 2) < '03' THEN 1 ELSE 0 END AS y,
    (CAST(SUBSTR(day, 6, 2) AS BIGINT) + 9) % 12 AS m,
    CAST(SUBSTR(day, 9, 2) AS BIGINT) AS d
  FROM lateness
),
delays AS (
  SELECT case_id, id, SUM(sign * (365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + d)) AS days
  FROM counted GROUP BY case_id, id
),
planned AS (
  SELECT meeting_meets.value AS item,
    CASE WHEN meeting.state = 'not_held' THEN 'not_held' WHEN meeting.day <= meeting.due THEN 'in_time' ELSE 'late' END AS value,
    CAST(delays.days AS BIGINT) AS days, COALESCE(joined.person, meeting.case_id) AS person
  FROM params
    INNER JOIN meeting ON meeting.due >= params.first_day AND meeting.due < params.after_day
    INNER JOIN meeting_meets ON meeting_meets.case_id = meeting.case_id AND meeting_meets.record_id = meeting.id
    LEFT JOIN delays ON delays.case_id = meeting.case_id AND delays.id = meeting.id
    LEFT JOIN joined ON joined.case_id = meeting.case_id
  WHERE meeting.voided_day IS NULL AND meeting.state <> 'planned'
  UNION ALL
  SELECT waiting_meeting.meeting AS item, 'waiting' AS value, CAST(NULL AS BIGINT) AS days, COALESCE(joined.person, waiting_meeting.case_id) AS person
  FROM params
    INNER JOIN waiting_meeting ON waiting_meeting.due >= params.first_day AND waiting_meeting.due < params.after_day
    LEFT JOIN joined ON joined.case_id = waiting_meeting.case_id
),
levels AS (
  SELECT meeting.case_id, meeting.job, meeting.day, meeting.id, rating.party, rating_levels."key" AS item,
    CASE rating_levels.value WHEN 'insuffisant' THEN 1 WHEN 'en_progres' THEN 2 WHEN 'attendu' THEN 3 WHEN 'au_dela' THEN 4 END AS level
  FROM meeting
    INNER JOIN rating ON rating.case_id = meeting.case_id AND rating.meeting = meeting.id AND rating.voided_day IS NULL
    INNER JOIN rating_levels ON rating_levels.case_id = rating.case_id AND rating_levels.record_id = rating.id
  WHERE meeting.voided_day IS NULL AND meeting.state = 'held' AND rating_levels.value <> 'non_observe'
),
ordered AS (
  SELECT case_id, job, party, item, day, level,
    ROW_NUMBER() OVER (PARTITION BY case_id, job, party, item ORDER BY day, id) AS from_start,
    ROW_NUMBER() OVER (PARTITION BY case_id, job, party, item ORDER BY day DESC, id DESC) AS from_end
  FROM levels
),
compared AS (
  SELECT newest.party, newest.item, COALESCE(joined.person, newest.case_id) AS person, CASE WHEN newest.from_start > 1 THEN 1 ELSE 0 END AS is_pair, oldest.level AS first_level, newest.level AS last_level
  FROM params
    INNER JOIN ordered AS newest ON newest.from_end = 1 AND newest.day >= params.first_day AND newest.day < params.after_day
    INNER JOIN ordered AS oldest ON oldest.from_start = 1 AND oldest.case_id = newest.case_id AND oldest.job = newest.job
      AND oldest.party = newest.party AND oldest.item = newest.item
    LEFT JOIN joined ON joined.case_id = newest.case_id
),
finished AS (
  SELECT job.outcome, job.break_reason, COALESCE(joined.person, job.case_id) AS person,
    CASE WHEN job.outcome IN ('rupture_essai_employeur', 'rupture_essai_jeune', 'demission', 'licenciement', 'rupture_commun_accord',
      'rupture_anticipee_emploi', 'abandon_poste') THEN 1 ELSE 0 END AS is_break
  FROM params
    INNER JOIN job ON job.ended >= params.first_day AND job.ended < params.after_day
    LEFT JOIN joined ON joined.case_id = job.case_id
  WHERE job.voided_day IS NULL
),
averted AS (
  SELECT avoided.reason, COALESCE(joined.person, avoided.case_id) AS person
  FROM params
    INNER JOIN avoided ON avoided.day >= params.first_day AND avoided.day < params.after_day
    LEFT JOIN joined ON joined.case_id = avoided.case_id
  WHERE avoided.voided_day IS NULL
),
ahead AS (
  SELECT job.case_id, job.id, CAST(SUBSTR(job.starts, 9, 2) AS BIGINT) AS d,
    (CAST(SUBSTR(job.starts, 1, 4) AS BIGINT) * 12 + CAST(SUBSTR(job.starts, 6, 2) AS BIGINT) + 5) / 12 AS y,
    (CAST(SUBSTR(job.starts, 1, 4) AS BIGINT) * 12 + CAST(SUBSTR(job.starts, 6, 2) AS BIGINT) + 5) % 12 + 1 AS m
  FROM job WHERE job.voided_day IS NULL
),
clamped AS (
  SELECT case_id, id, y, m, d,
    CASE WHEN m IN (4, 6, 9, 11) THEN 30 WHEN m <> 2 THEN 31 WHEN y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN 29 ELSE 28 END AS longest
  FROM ahead
),
sixth AS (
  SELECT case_id, id, CAST(y AS TEXT) || '-' || SUBSTR(CAST(100 + m AS TEXT), 2, 2) || '-' ||
    SUBSTR(CAST(100 + CASE WHEN d < longest THEN d ELSE longest END AS TEXT), 2, 2) AS day
  FROM clamped
),
outcomes AS (
  SELECT CASE WHEN job.ended < sixth.day THEN job.outcome
    WHEN job.ended IS NULL AND job.ends < sixth.day THEN 'not_recorded' ELSE 'in_post' END AS value, COALESCE(joined.person, job.case_id) AS person
  FROM params
    INNER JOIN sixth ON sixth.day >= params.first_day AND sixth.day < params.after_day
    INNER JOIN job ON job.case_id = sixth.case_id AND job.id = sixth.id
    LEFT JOIN joined ON joined.case_id = job.case_id
),
hired AS (
  SELECT CASE WHEN job.owed IS NULL THEN 'not_recorded' WHEN job.owed = 1 THEN 'yes' ELSE 'no' END AS value, COALESCE(joined.person, job.case_id) AS person
  FROM params
    INNER JOIN job ON job.starts >= params.first_day AND job.starts < params.after_day
    LEFT JOIN joined ON joined.case_id = job.case_id
  WHERE job.voided_day IS NULL
),
begun AS (
  SELECT meeting.case_id, meeting.job, MIN(meeting.day) AS day
  FROM meeting WHERE meeting.voided_day IS NULL AND meeting.state = 'held'
  GROUP BY meeting.case_id, meeting.job
),
made AS (
  SELECT begun.case_id, begun.job, COALESCE(joined.person, begun.case_id) AS person
  FROM params
    INNER JOIN begun ON begun.day >= params.first_day AND begun.day < params.after_day
    LEFT JOIN joined ON joined.case_id = begun.case_id
),
answered AS (
  SELECT DISTINCT made.case_id, made.job, made.person, diagnosis.party
  FROM params
    CROSS JOIN made
    INNER JOIN diagnosis ON diagnosis.case_id = made.case_id AND diagnosis.job = made.job AND diagnosis.day < params.after_day
  WHERE diagnosis.voided_day IS NULL AND diagnosis.party IS NOT NULL
),
parties AS (SELECT 'jeune' AS party UNION ALL SELECT 'employeur' AS party UNION ALL SELECT 'conseiller' AS party),
former AS (
  SELECT DISTINCT job.employer
  FROM params INNER JOIN job ON job.ended < params.after_day
  WHERE job.voided_day IS NULL
),
kept AS (
  SELECT DISTINCT former.employer
  FROM params
    INNER JOIN support ON support.day >= params.first_day AND support.day < params.after_day
    INNER JOIN former ON former.employer = support.partner
  WHERE support.voided_day IS NULL AND support.act = 'maintien_relation'
),
given AS (
  SELECT COALESCE(diagnosis.wave, '') AS horizon, diagnosis.party, answer.item, answer.text AS value, diagnosis.case_id, diagnosis.id,
    COALESCE(joined.person, diagnosis.case_id) AS person
  FROM params
    INNER JOIN diagnosis ON diagnosis.day >= params.first_day AND diagnosis.day < params.after_day
    INNER JOIN answer ON answer.case_id = diagnosis.case_id AND answer.record_id = diagnosis.id
    LEFT JOIN joined ON joined.case_id = diagnosis.case_id
  WHERE diagnosis.voided_day IS NULL AND diagnosis.party IS NOT NULL
),
asked AS (
  SELECT together.horizon, together.party, together.item, COUNT(*) AS whole
  FROM (SELECT DISTINCT horizon, party, item, case_id, id FROM given) AS together
  GROUP BY together.horizon, together.party, together.item
),
figures AS (
  SELECT 1 AS place, 'meeting' AS section, CAST(NULL AS TEXT) AS horizon, CAST(NULL AS TEXT) AS party, CAST(NULL AS TEXT) AS item, planned.value AS value,
    COUNT(*) AS number, COUNT(DISTINCT planned.person) AS people, (SELECT COUNT(*) FROM planned AS due) AS whole,
    CAST(NULL AS BIGINT) AS first_sum, CAST(NULL AS BIGINT) AS last_sum, SUM(planned.days) AS late_sum, COUNT(planned.days) AS late_base
  FROM planned GROUP BY planned.value
  UNION ALL
  SELECT 1 AS place, 'meeting' AS section, NULL AS horizon, NULL AS party, planned.item AS item, planned.value AS value,
    COUNT(*) AS number, COUNT(DISTINCT planned.person) AS people, (SELECT COUNT(*) FROM planned AS due WHERE due.item = planned.item) AS whole,
    NULL AS first_sum, NULL AS last_sum, SUM(planned.days) AS late_sum, COUNT(planned.days) AS late_base
  FROM planned GROUP BY planned.item, planned.value
  UNION ALL
  SELECT 2 AS place, 'rating' AS section, NULL AS horizon, compared.party AS party, NULL AS item, NULL AS value,
    SUM(is_pair) AS number, COUNT(DISTINCT CASE WHEN is_pair = 1 THEN compared.person END) AS people, COUNT(*) AS whole,
    SUM(CASE WHEN is_pair = 1 THEN first_level END) AS first_sum, SUM(CASE WHEN is_pair = 1 THEN last_level END) AS last_sum,
    NULL AS late_sum, NULL AS late_base
  FROM compared GROUP BY compared.party
  UNION ALL
  SELECT 2 AS place, 'rating' AS section, NULL AS horizon, compared.party AS party, compared.item AS item, NULL AS value,
    SUM(is_pair) AS number, COUNT(DISTINCT CASE WHEN is_pair = 1 THEN compared.person END) AS people, COUNT(*) AS whole,
    SUM(CASE WHEN is_pair = 1 THEN first_level END) AS first_sum, SUM(CASE WHEN is_pair = 1 THEN last_level END) AS last_sum,
    NULL AS late_sum, NULL AS late_base
  FROM compared GROUP BY compared.party, compared.item
  UNION ALL
  SELECT 3 AS place, 'end' AS section, NULL AS horizon, NULL AS party, 'outcome' AS item, CASE WHEN finished.is_break = 1 THEN 'rupture' ELSE finished.outcome END AS value,
    COUNT(*) AS number, COUNT(DISTINCT finished.person) AS people, (SELECT COUNT(*) FROM finished AS ended) AS whole,
    NULL AS first_sum, NULL AS last_sum, NULL AS late_sum, NULL AS late_base
  FROM finished GROUP BY CASE WHEN finished.is_break = 1 THEN 'rupture' ELSE finished.outcome END
  UNION ALL
  SELECT 4 AS place, 'end' AS section, NULL AS horizon, NULL AS party, 'break' AS item, finished.outcome AS value,
    COUNT(*) AS number, COUNT(DISTINCT finished.person) AS people, (SELECT COUNT(*) FROM finished AS ended WHERE ended.is_break = 1) AS whole,
    NULL AS first_sum, NULL AS last_sum, NULL AS late_sum, NULL AS late_base
  FROM finished WHERE finished.is_break = 1 GROUP BY finished.outcome
  UNION ALL
  SELECT 5 AS place, 'end' AS section, NULL AS horizon, NULL AS party, 'break_reason' AS item, finished.break_reason AS value,
    COUNT(*) AS number, COUNT(DISTINCT finished.person) AS people, (SELECT COUNT(*) FROM finished AS ended WHERE ended.is_break = 1) AS whole,
    NULL AS first_sum, NULL AS last_sum, NULL AS late_sum, NULL AS late_base
  FROM finished WHERE finished.is_break = 1 GROUP BY finished.break_reason
  UNION ALL
  SELECT 6 AS place, 'end' AS section, NULL AS horizon, NULL AS party, 'threat' AS item, 'avoided' AS value,
    COUNT(*) AS number, COUNT(DISTINCT averted.person) AS people, COUNT(*) + (SELECT COUNT(*) FROM finished AS ended WHERE ended.is_break = 1) AS whole,
    NULL AS first_sum, NULL AS last_sum, NULL AS late_sum, NULL AS late_base
  FROM averted HAVING COUNT(*) > 0
  UNION ALL
  SELECT 6 AS place, 'end' AS section, NULL AS horizon, NULL AS party, 'threat' AS item, 'came' AS value,
    COUNT(*) AS number, COUNT(DISTINCT finished.person) AS people, COUNT(*) + (SELECT COUNT(*) FROM averted AS every) AS whole,
    NULL AS first_sum, NULL AS last_sum, NULL AS late_sum, NULL AS late_base
  FROM finished WHERE finished.is_break = 1 HAVING COUNT(*) > 0 AND (SELECT COUNT(*) FROM averted AS every) > 0
  UNION ALL
  SELECT 7 AS place, 'end' AS section, NULL AS horizon, NULL AS party, 'avoided_reason' AS item, averted.reason AS value,
    COUNT(*) AS number, COUNT(DISTINCT averted.person) AS people, (SELECT COUNT(*) FROM averted AS every) AS whole,
    NULL AS first_sum, NULL AS last_sum, NULL AS late_sum, NULL AS late_base
  FROM averted GROUP BY averted.reason
  UNION ALL
  SELECT 8 AS place, 'six_months' AS section, NULL AS horizon, NULL AS party, 'outcome' AS item, outcomes.value AS value,
    COUNT(*) AS number, COUNT(DISTINCT outcomes.person) AS people, (SELECT COUNT(*) FROM outcomes AS every) AS whole,
    NULL AS first_sum, NULL AS last_sum, NULL AS late_sum, NULL AS late_base
  FROM outcomes GROUP BY outcomes.value
  UNION ALL
  SELECT 9 AS place, 'hired' AS section, NULL AS horizon, NULL AS party, 'owed' AS item, hired.value AS value,
    COUNT(*) AS number, COUNT(DISTINCT hired.person) AS people, (SELECT COUNT(*) FROM hired AS every) AS whole,
    NULL AS first_sum, NULL AS last_sum, NULL AS late_sum, NULL AS late_base
  FROM hired GROUP BY hired.value
  UNION ALL
  SELECT 10 AS place, 'support' AS section, NULL AS horizon, NULL AS party, 'made' AS item, NULL AS value,
    COUNT(*) AS number, COUNT(DISTINCT made.person) AS people, NULL AS whole,
    NULL AS first_sum, NULL AS last_sum, NULL AS late_sum, NULL AS late_base
  FROM made HAVING COUNT(*) > 0
  UNION ALL
  SELECT 11 AS place, 'support' AS section, NULL AS horizon, NULL AS party, 'analysed' AS item, NULL AS value,
    (SELECT COUNT(*) FROM answered WHERE answered.party = 'conseiller') AS number, (SELECT COUNT(DISTINCT answered.person) FROM answered WHERE answered.party = 'conseiller') AS people, COUNT(*) AS whole,
    NULL AS first_sum, NULL AS last_sum, NULL AS late_sum, NULL AS late_base
  FROM made HAVING COUNT(*) > 0
  UNION ALL
  SELECT 12 AS place, 'support' AS section, NULL AS horizon, parties.party AS party, 'answered' AS item, NULL AS value,
    (SELECT COUNT(*) FROM answered WHERE answered.party = parties.party) AS number, (SELECT COUNT(DISTINCT answered.person) FROM answered WHERE answered.party = parties.party) AS people, (SELECT COUNT(*) FROM made) AS whole,
    NULL AS first_sum, NULL AS last_sum, NULL AS late_sum, NULL AS late_base
  FROM parties WHERE EXISTS (SELECT 1 FROM made)
  UNION ALL
  SELECT 13 AS place, 'employer' AS section, NULL AS horizon, NULL AS party, 'relation_kept' AS item, NULL AS value,
    (SELECT COUNT(*) FROM kept) AS number, (SELECT COUNT(*) FROM kept) AS people, COUNT(*) AS whole,
    NULL AS first_sum, NULL AS last_sum, NULL AS late_sum, NULL AS late_base
  FROM former HAVING COUNT(*) > 0
  UNION ALL
  SELECT 14 AS place, 'survey' AS section, given.horizon AS horizon, given.party AS party, given.item AS item, given.value AS value,
    COUNT(*) AS number, COUNT(DISTINCT given.person) AS people, MIN(asked.whole) AS whole,
    NULL AS first_sum, NULL AS last_sum, NULL AS late_sum, NULL AS late_base
  FROM given
    INNER JOIN asked ON asked.horizon = given.horizon AND asked.party = given.party AND asked.item = given.item
  GROUP BY given.horizon, given.party, given.item, given.value
)
SELECT figures.section, figures.horizon, figures.party, figures.item, figures.value, figures.number, figures.people, figures.whole, figures.first_sum,
  figures.last_sum, CASE WHEN figures.first_sum IS NULL THEN 0 ELSE figures.number END AS rated, figures.late_sum, figures.late_base
FROM figures
ORDER BY figures.place, CASE WHEN figures.horizon IS NULL THEN 0 ELSE LENGTH(figures.horizon) END, figures.horizon,
  CASE WHEN figures.party IS NULL THEN 0 ELSE 1 END, figures.party, CASE WHEN figures.item IS NULL THEN 0 ELSE 1 END, figures.item,
  CASE WHEN figures.value IS NULL THEN 0 ELSE 1 END, figures.value
