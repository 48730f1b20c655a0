-- title: Pôle mobilité : du problème repéré aux suites | Mobility: from the problem to the outcomes
-- column: section text | Rubrique | Section
-- column: horizon text | Échéance | Horizon
-- column: sex text | Sexe | Sex
-- column: item text | Indicateur | Item
-- column: value text | Valeur | Value
-- column: facts integer | Faits | Facts
-- column: people integer | Jeunes | People
-- column: share share(part, whole, 3) | Part | Share
-- column: mean ratio(amount, base, 1) | Moyenne | Mean
-- says: section | de quoi parle la ligne | what the row is about
-- says: horizon | vague de l'enquête | wave of the survey
-- says: sex | sexe, pour l'enquête | sex, of the survey
-- says: item | l'indicateur ou la question | the indicator or question
-- says: value | le code ou la réponse | the code or answer
-- says: facts | enregistrements de la période, annulés exclus | records of the period that are not voided
-- says: people | personnes différentes derrière eux | different people behind them
-- says: share | personnes sur toutes celles qui ont répondu à la question | people of all who answered the question
-- says: mean | orientations : jours jusqu'à la réponse ; suivi : minutes par personne | referrals: days to the answer; support: minutes for each person
-- says: section = problem | problèmes repérés | problems detected
-- says: section = referral | orientations envoyées, par état | referrals sent, by state
-- says: section = diagnosis | diagnostics de mobilité | mobility diagnoses
-- says: section = licence | besoin de permis que les diagnostics ont trouvé | need of a licence that the diagnoses found
-- says: section = dose | rendez-vous, actes et séances auxquels la personne est venue | meetings, acts and lessons to which the person came
-- says: section = outcome | réponses à l'enquête, chaque vague et chaque sexe pour soi | answers of the survey, each wave and sex for itself
-- codes: section rubrique_rapport
-- codes: horizon vague_enquete
-- codes: sex sexe
-- codes: item mobility.questions where section = licence
-- codes: item outcomes.questions where section = outcome
-- codes: item rubrique_rapport
-- codes: value problematique_mobilite, probleme_logement where section = problem
-- codes: value statut_orientation where section = referral
-- codes: value instruments where section = diagnosis
-- codes: value mobility.answers where section = licence
-- codes: value outcomes.answers, rubrique_rapport where section = outcome
-- people: people > facts, share, mean
-- adds: people to share within section, horizon, sex, item
-- adds: section licence to diagnosis
-- loose: people, facts
-- page: mobility
-- plot: bars value people where section = problem | Problèmes repérés | Problems detected
-- plot: bars value people where section = referral | Orientations | Referrals
-- plot: bars value people where section = licence | Besoin de permis | Need of a licence
--
-- Facts of the period that are not voided; a person whose dossier was merged into another is one. Sections:
--   problem     problems detected, by code
--   referral    by state; the mean is the days from sent to answered, of those answered
--   diagnosis   mobility diagnoses; `licence` the need that they found
--   dose        meetings to which the person came (contacts, lessons, acts; no liaison); the mean is minutes for each person
--   outcome     answers of the survey `outcomes`, each wave and sex for itself: horizons are never added up, and a
--               value that nobody gave is a row with 0. The share is of those who answered the item.
-- include: people
-- include: met
moments AS (
  SELECT case_id, id, 1 AS sign, answered AS day FROM referral WHERE answered IS NOT NULL
  UNION ALL
  SELECT case_id, id, -1 AS sign, sent AS day FROM referral WHERE answered IS NOT NULL
),
-- Days are counted from 1 March of the year 0, so that a leap day is a year's last.
counted AS (
  SELECT case_id, id, sign,
    CAST(SUBSTR(day, 1, 4) AS BIGINT) - CASE WHEN SUBSTR(day, 6, 2) < '03' THEN 1 ELSE 0 END AS y,
    (CAST(SUBSTR(day, 6, 2) AS BIGINT) + 9) % 12 AS m,
    CAST(SUBSTR(day, 9, 2) AS BIGINT) AS d
  FROM moments
),
delays AS (
  SELECT case_id, id, SUM(sign * (365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + d)) AS days
  FROM counted GROUP BY case_id, id
),
given AS MATERIALIZED (
  SELECT diagnosis.instrument, COALESCE(diagnosis.wave, '') AS horizon, one.sex, one.person, answer.item, answer.text AS value
  FROM params
    INNER JOIN diagnosis ON diagnosis.day >= params.first_day AND diagnosis.day < params.after_day
    INNER JOIN answer ON answer.case_id = diagnosis.case_id AND answer.record_id = diagnosis.id
    INNER JOIN one ON one.case_id = diagnosis.case_id
  WHERE diagnosis.voided_day IS NULL AND diagnosis.instrument IN ('mobility', 'outcomes')
),
cells AS (
  SELECT waves.horizon, sexes.sex, asked.item, asked.value
  FROM (SELECT DISTINCT horizon FROM given WHERE instrument = 'outcomes') AS waves
    CROSS JOIN (SELECT DISTINCT sex FROM one) AS sexes
    CROSS JOIN (SELECT DISTINCT item, value FROM given WHERE instrument = 'outcomes') AS asked
),
figures AS (
  SELECT 1 AS place, 'problem' AS section, NULL AS horizon, NULL AS sex, 'problem' AS item, problem.problem AS value,
    COUNT(*) AS facts, COUNT(DISTINCT one.person) AS people, CAST(NULL AS BIGINT) AS part,
    CAST(NULL AS BIGINT) AS whole, CAST(NULL AS BIGINT) AS amount, CAST(NULL AS BIGINT) AS base
  FROM params
    INNER JOIN problem ON problem.day >= params.first_day AND problem.day < params.after_day
    INNER JOIN one ON one.case_id = problem.case_id
  WHERE problem.voided_day IS NULL
  GROUP BY problem.problem
  UNION ALL
  SELECT 2 AS place, 'referral' AS section, NULL AS horizon, NULL AS sex, 'state' AS item, referral.state AS value,
    COUNT(*) AS facts, COUNT(DISTINCT one.person) AS people, NULL AS part, NULL AS whole,
    SUM(delays.days) AS amount, COUNT(delays.days) AS base
  FROM params
    INNER JOIN referral ON referral.sent >= params.first_day AND referral.sent < params.after_day
    INNER JOIN one ON one.case_id = referral.case_id
    LEFT JOIN delays ON delays.case_id = referral.case_id AND delays.id = referral.id
  WHERE referral.voided_day IS NULL
  GROUP BY referral.state
  UNION ALL
  SELECT 3 AS place, 'diagnosis' AS section, NULL AS horizon, NULL AS sex, 'instrument' AS item,
    diagnosis.instrument AS value, COUNT(*) AS facts, COUNT(DISTINCT one.person) AS people,
    NULL AS part, NULL AS whole, NULL AS amount, NULL AS base
  FROM params
    INNER JOIN diagnosis ON diagnosis.day >= params.first_day AND diagnosis.day < params.after_day
    INNER JOIN one ON one.case_id = diagnosis.case_id
  WHERE diagnosis.voided_day IS NULL AND diagnosis.instrument = 'mobility'
  GROUP BY diagnosis.instrument
  UNION ALL
  SELECT 4 AS place, 'licence' AS section, NULL AS horizon, NULL AS sex, given.item, given.value,
    COUNT(*) AS facts, COUNT(DISTINCT given.person) AS people, NULL AS part, NULL AS whole, NULL AS amount, NULL AS base
  FROM given
  WHERE given.instrument = 'mobility' AND given.item = 'besoin_permis'
  GROUP BY given.item, given.value
  UNION ALL
  SELECT 5 AS place, 'dose' AS section, NULL AS horizon, NULL AS sex, 'contact' AS item, NULL AS value,
    COUNT(*) AS facts, COUNT(DISTINCT one.person) AS people, NULL AS part, NULL AS whole,
    COALESCE(SUM(met.minutes), 0) AS amount, COUNT(DISTINCT one.person) AS base
  FROM params
    INNER JOIN met ON met.day >= params.first_day AND met.day < params.after_day AND met.came = 'yes' AND met.liaison = 0
    INNER JOIN one ON one.case_id = met.case_id
  HAVING COUNT(*) > 0
  UNION ALL
  SELECT 6 AS place, 'outcome' AS section, cells.horizon, cells.sex, cells.item, cells.value,
    COUNT(given.person) AS facts, COUNT(DISTINCT given.person) AS people, COUNT(DISTINCT given.person) AS part,
    (SELECT COUNT(DISTINCT asked.person) FROM given AS asked
      WHERE asked.instrument = 'outcomes' AND asked.horizon = cells.horizon AND asked.sex = cells.sex
        AND asked.item = cells.item) AS whole,
    NULL AS amount, NULL AS base
  FROM cells
    LEFT JOIN given ON given.instrument = 'outcomes' AND given.horizon = cells.horizon AND given.sex = cells.sex
      AND given.item = cells.item AND given.value = cells.value
  GROUP BY cells.horizon, cells.sex, cells.item, cells.value
)
SELECT figures.section, figures.horizon, figures.sex, figures.item, figures.value, figures.facts, figures.people,
  figures.part, figures.whole, figures.amount, figures.base
FROM figures
ORDER BY figures.place,
  CASE WHEN figures.horizon IS NULL THEN 0 ELSE LENGTH(figures.horizon) END, figures.horizon,
  figures.item, CASE WHEN figures.value IS NULL THEN 1 ELSE 0 END, figures.value,
  CASE WHEN figures.sex IS NULL THEN 0 ELSE 1 END, figures.sex
