-- title: Offre de service : jeunes reçus, actes par axe, sortis tôt de l'école, accès à l'emploi | Offer of service: young people received, acts by axis, early leavers, access to work
-- column: section text | Rubrique | Section
-- column: item text | Indicateur | Item
-- column: value text | Valeur | Value
-- column: facts integer | Faits | Facts
-- column: people integer | Jeunes | People
-- column: whole integer | Sur | Of
-- column: share share(people, whole, 3) | Part | Share
-- column: mean ratio(amount, base, 1) | Moyenne ou médiane | Mean or median
-- says: section | de quoi parle la ligne | what the row is about
-- says: item | l'indicateur | the indicator
-- says: value | la valeur selon laquelle il est réparti | the value by which it is split
-- says: facts | rendez-vous et actes tenus | meetings and acts that took place
-- says: people | personnes différentes | different people
-- says: whole | toutes celles dont les personnes sont une part | all those that the people are a part of
-- says: share | personnes sur toutes celles de l'indicateur ; vide quand il n'y en a aucune | people of all those of the indicator; empty when there is none
-- says: mean | minutes par personne ; pour le premier emploi la médiane des jours depuis l'inscription | minutes for each person; of the first job the median of days since the registration
-- says: section = received | personnes venues à un rendez-vous ou à un acte de la période | people who came to a meeting or an act of the period
-- says: section = acts | actes de l'offre de service, par axe | acts of the offer of service, by axis
-- says: section = leavers | sortis tôt de l'école dans la période, avec la solution proposée ; et tous ceux sans solution au dernier jour | early school leavers of the period with the solution proposed; and everybody without one on the last day
-- says: section = jobs | personnes qui ont commencé un emploi, selon qu'elles avaient déjà travaillé | people who began a job, by whether they had worked before
-- says: section = first_job | personnes dont le premier emploi connu est de la période | people whose first known job is of the period
-- codes: section rubrique_rapport
-- codes: item rubrique_rapport
-- codes: value months where item = month
-- codes: value axe_offre where item = axis
-- codes: value solution_proposee where item = solution
-- codes: value niveau_formation, niveau_formation_ancien where item = education
-- codes: value problematique_mobilite, probleme_logement where item = problem
-- codes: value rubrique_rapport
-- people: people > facts, share, mean
-- adds: item month to total within section
-- adds: item axis to total within section
-- adds: item solution to left within section
-- adds: item education to total within section
-- adds: item work_difficulty to total within section
-- adds: item problem to total within section
-- adds: people to share within section, item
-- loose: people, facts
-- same: whole where section = received and item = first as people where section = received and item = total
-- same: whole where section = leavers and item = solution as people where section = leavers and item = left
-- plot: trend value people where section = received and item = month | Jeunes reçus par mois | Young people received by month
-- plot: bars value facts where section = acts and item = axis | Actes par axe | Acts by axis
--
-- Sections:
--   received   people who came to a contact or an act of the period, in all, by month, and those of them who had never come before;
--              the mean is minutes for each
--   acts       acts of the offer of service, in all and by axis; the mean is minutes for each person
--   leavers    people who left school early in the period; of them those to whom a solution was proposed by its last day, by the first
--              one that an act of the offer named (`inconnu`: an entry, a job or a training without such an act); and everybody who left by the last day of the period
--              and had no solution on it
--   jobs       people who began a job in the period, and whether they had worked before: a job that began before the period, or that
--              ended before this one began
--   first_job  people whose first known job began in the period; the median of days from the registration (else the first
--              application), in all, by level, by very great difficulty, and by problem detected before
-- A dossier merged into another is one person.
-- include: people
-- include: known_applications
-- include: works
-- include: met
-- include: leavers
-- include: latest_application
seen AS MATERIALIZED (
  SELECT one.person, met.day, met.minutes
  FROM params
    INNER JOIN met ON met.day < params.after_day AND met.came = 'yes' AND met.liaison = 0 AND met.kind <> 'lesson'
    INNER JOIN one ON one.case_id = met.case_id
),
here AS (SELECT seen.person, seen.day, seen.minutes FROM params INNER JOIN seen ON seen.day >= params.first_day),
newcomers AS (
  SELECT seen.person FROM params CROSS JOIN seen GROUP BY seen.person, params.first_day HAVING MIN(seen.day) >= params.first_day
),
acted AS (
  SELECT act.axis, act.minutes, one.person
  FROM params
    INNER JOIN act ON act.day >= params.first_day AND act.day < params.after_day
    INNER JOIN one ON one.case_id = act.case_id
  WHERE act.voided_day IS NULL
),
gone AS (
  SELECT leavers.person, leavers.day, CASE WHEN leavers.solved < params.after_day THEN leavers.solved END AS solved
  FROM params INNER JOIN leavers ON leavers.day < params.after_day
),
proposed AS (
  SELECT ranked.person, ranked.solution
  FROM (
    SELECT gone.person, act.solution, ROW_NUMBER() OVER (PARTITION BY gone.person ORDER BY act.day, act.id) AS place
    FROM params
      CROSS JOIN gone
      INNER JOIN one ON one.person = gone.person
      INNER JOIN act ON act.case_id = one.case_id AND act.day >= gone.day AND act.day < params.after_day
    WHERE act.voided_day IS NULL AND act.solution IS NOT NULL
  ) AS ranked
  WHERE ranked.place = 1
),
left_now AS (
  SELECT gone.person, MIN(gone.solved) AS solved FROM params INNER JOIN gone ON gone.day >= params.first_day GROUP BY gone.person
),
begun AS (
  SELECT works.person, MIN(works.day) AS day
  FROM params INNER JOIN works ON works.day >= params.first_day AND works.day < params.after_day
  GROUP BY works.person
),
had_worked AS (
  SELECT begun.person,
    CASE WHEN EXISTS (SELECT 1 FROM params INNER JOIN works AS earlier ON earlier.person = begun.person AND earlier.day < begun.day
      WHERE earlier.day < params.first_day OR earlier.ends < begun.day) THEN 'oui' ELSE 'non' END AS value
  FROM begun
),
registered AS (
  SELECT one.person, COALESCE(MIN(application.registered), MIN(application.received)) AS day
  FROM application INNER JOIN one ON one.case_id = application.case_id
  WHERE application.voided_day IS NULL GROUP BY one.person
),
-- Days are counted from 1 March of the year 0, so that a leap day is a year's last.
first_jobs AS MATERIALIZED (
  SELECT counted.person, MAX(counted.day) AS day, SUM(counted.sign * (365 * counted.y + counted.y / 4 - counted.y / 100 + counted.y / 400 + (153 * counted.m + 2) / 5 + counted.d)) AS days
  FROM (
    SELECT moment.person, moment.day, moment.sign,
      CAST(SUBSTR(moment.day, 1, 4) AS BIGINT) - CASE WHEN SUBSTR(moment.day, 6, 2) < '03' THEN 1 ELSE 0 END AS y,
      (CAST(SUBSTR(moment.day, 6, 2) AS BIGINT) + 9) % 12 AS m,
      CAST(SUBSTR(moment.day, 9, 2) AS BIGINT) AS d
    FROM (
      SELECT begun.person, begun.day, 1 AS sign FROM begun INNER JOIN registered ON registered.person = begun.person AND registered.day <= begun.day
      UNION ALL
      SELECT begun.person, registered.day, -1 AS sign FROM begun INNER JOIN registered ON registered.person = begun.person AND registered.day <= begun.day
    ) AS moment
  ) AS counted
  WHERE NOT EXISTS (SELECT 1 FROM works AS earlier INNER JOIN begun ON begun.person = earlier.person
    WHERE earlier.person = counted.person AND earlier.day < begun.day)
  GROUP BY counted.person
),
hired AS (
  SELECT 1 AS place, 'total' AS item, CAST(NULL AS TEXT) AS value, first_jobs.person, first_jobs.days FROM first_jobs
  UNION ALL
  SELECT 2 AS place, 'education' AS item, COALESCE(latest.education, 'inconnu') AS value, first_jobs.person, first_jobs.days
  FROM first_jobs LEFT JOIN latest ON latest.person = first_jobs.person
  UNION ALL
  SELECT 3 AS place, 'work_difficulty' AS item, CASE latest.work_difficulty WHEN 1 THEN 'oui' WHEN 0 THEN 'non' ELSE 'inconnu' END AS value,
    first_jobs.person, first_jobs.days
  FROM first_jobs LEFT JOIN latest ON latest.person = first_jobs.person
  UNION ALL
  SELECT DISTINCT 4 AS place, 'problem' AS item, problem.problem AS value, first_jobs.person, first_jobs.days
  FROM first_jobs
    INNER JOIN one ON one.person = first_jobs.person
    INNER JOIN problem ON problem.case_id = one.case_id AND problem.day <= first_jobs.day
  WHERE problem.voided_day IS NULL
),
medians AS (
  SELECT middle.place, middle.item, middle.value, MAX(middle.count) AS people,
    SUM(CASE WHEN 2 * middle.nth >= middle.count AND 2 * middle.nth <= middle.count + 2 THEN middle.days END) AS amount,
    COUNT(CASE WHEN 2 * middle.nth >= middle.count AND 2 * middle.nth <= middle.count + 2 THEN 1 END) AS base
  FROM (
    SELECT hired.place, hired.item, hired.value, hired.days,
      ROW_NUMBER() OVER (PARTITION BY hired.item, hired.value ORDER BY hired.days, hired.person) AS nth,
      COUNT(*) OVER (PARTITION BY hired.item, hired.value) AS count
    FROM hired
  ) AS middle
  GROUP BY middle.place, middle.item, middle.value
),
figures AS (
  SELECT 1 AS place, 'received' AS section, 'total' AS item, CAST(NULL AS TEXT) AS value, COUNT(*) AS facts, COUNT(DISTINCT here.person) AS people,
    CAST(NULL AS BIGINT) AS whole, COALESCE(SUM(here.minutes), 0) AS amount, COUNT(DISTINCT here.person) AS base
  FROM here HAVING COUNT(*) > 0
  UNION ALL
  SELECT 2 AS place, 'received' AS section, 'first' AS item, NULL AS value, NULL AS facts,
    (SELECT COUNT(*) FROM newcomers) AS people, COUNT(DISTINCT here.person) AS whole, NULL AS amount, NULL AS base
  FROM here HAVING COUNT(*) > 0
  UNION ALL
  SELECT 3 AS place, 'received' AS section, 'month' AS item, SUBSTR(here.day, 1, 7) AS value, COUNT(*) AS facts, COUNT(DISTINCT here.person) AS people,
    NULL AS whole, COALESCE(SUM(here.minutes), 0) AS amount, COUNT(DISTINCT here.person) AS base
  FROM here GROUP BY SUBSTR(here.day, 1, 7)
  UNION ALL
  SELECT 4 AS place, 'acts' AS section, 'total' AS item, NULL AS value, COUNT(*) AS facts, COUNT(DISTINCT acted.person) AS people,
    NULL AS whole, COALESCE(SUM(acted.minutes), 0) AS amount, COUNT(DISTINCT acted.person) AS base
  FROM acted HAVING COUNT(*) > 0
  UNION ALL
  SELECT 5 AS place, 'acts' AS section, 'axis' AS item, acted.axis AS value, COUNT(*) AS facts, COUNT(DISTINCT acted.person) AS people,
    NULL AS whole, COALESCE(SUM(acted.minutes), 0) AS amount, COUNT(DISTINCT acted.person) AS base
  FROM acted GROUP BY acted.axis
  UNION ALL
  SELECT 6 AS place, 'leavers' AS section, 'left' AS item, NULL AS value, NULL AS facts, COUNT(*) AS people, NULL AS whole, NULL AS amount, NULL AS base
  FROM left_now HAVING COUNT(*) > 0
  UNION ALL
  SELECT 7 AS place, 'leavers' AS section, 'solution' AS item, COALESCE(proposed.solution, 'inconnu') AS value, NULL AS facts, COUNT(*) AS people,
    (SELECT COUNT(*) FROM left_now) AS whole, NULL AS amount, NULL AS base
  FROM left_now LEFT JOIN proposed ON proposed.person = left_now.person
  WHERE left_now.solved IS NOT NULL
  GROUP BY COALESCE(proposed.solution, 'inconnu')
  UNION ALL
  SELECT 8 AS place, 'leavers' AS section, 'unsolved' AS item, NULL AS value, NULL AS facts, COUNT(DISTINCT gone.person) AS people, NULL AS whole,
    NULL AS amount, NULL AS base
  FROM gone WHERE gone.solved IS NULL HAVING COUNT(*) > 0
  UNION ALL
  SELECT 9 AS place, 'jobs' AS section, 'worked_before' AS item, had_worked.value, NULL AS facts, COUNT(*) AS people,
    (SELECT COUNT(*) FROM had_worked AS every) AS whole, NULL AS amount, NULL AS base
  FROM had_worked GROUP BY had_worked.value
  UNION ALL
  SELECT 10 + medians.place AS place, 'first_job' AS section, medians.item, medians.value, NULL AS facts, medians.people, NULL AS whole,
    medians.amount, medians.base
  FROM medians
)
SELECT figures.section, figures.item, figures.value, figures.facts, figures.people, figures.whole, figures.amount, figures.base
FROM figures
ORDER BY figures.place, CASE WHEN figures.value IS NULL THEN 0 ELSE 1 END, figures.value
