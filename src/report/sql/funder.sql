-- title: Pour le financeur : qui est entré, sorti, refusé, et les lignes du budget | For the funder: who entered, left, was refused, and the budget lines
-- column: programme text | Dispositif | Programme
-- column: section text | Rubrique | Section
-- column: item text | Indicateur | Item
-- column: value text | Valeur | Value
-- column: in_period integer | Période | Period
-- column: cumulative integer | Cumul | Cumulative
-- column: planned money | Prévu | Planned
-- column: committed money | Engagé | Committed
-- column: paid money | Payé | Paid
-- column: remaining money | Reste | Left
-- codes: programme programmes
-- codes: section rubrique_rapport
-- codes: item rubrique_rapport
-- codes: value sexe where item = sex
-- codes: value niveau_formation, niveau_formation_ancien where item = education
-- codes: value situation_autonomie, situation_detaillee, situation_scolaire where item = situation
-- codes: value motif_sortie where section = exits
-- codes: value motif_refus_orientation where section = refusals
-- codes: value lines where item = line
-- codes: value rubrique_rapport
-- people: in_period
-- people: cumulative > committed, paid, remaining
-- open: planned
-- adds: in_period to cumulative
-- adds: item sex to total within programme, section
-- adds: item age to total within programme, section
-- adds: item education to total within programme, section
-- adds: item priority_area to total within programme, section
-- adds: item situation to total within programme, section
-- adds: item reason to total within programme, section
-- adds: item line to total within programme, section
-- grows: cumulative by in_period
-- grows: committed
-- grows: paid
-- grows: remaining
-- loose: in_period, cumulative, remaining
-- same: in_period where section = entries and item = total as in_period where section = funnel and item = entrees
-- same: cumulative where section = entries and item = total as cumulative where section = funnel and item = entrees
-- same: in_period where section = exits and item = total as in_period where section = funnel and item = sorties
-- same: cumulative where section = exits and item = total as cumulative where section = funnel and item = sorties
-- same: committed where section = lines and item = total as cumulative_amount where section = money and item = aide_engagee
-- same: paid where section = lines and item = total as cumulative_amount where section = money and item = aide_payee
-- plot: bars value cumulative where section = entries and item = sex | Entrés par sexe, cumul | Entered by sex, cumulative
-- plot: bars value cumulative where section = entries and item = age | Entrés par âge, cumul | Entered by age, cumulative
-- plot: bars value cumulative where section = entries and item = situation | Situation à l'entrée, cumul | Situation at entry, cumulative
-- plot: bars value cumulative where section = exits and item = reason | Motifs de sortie, cumul | Reasons of exits, cumulative
-- plot: bars value cumulative where section = later and item = situation | Situation six mois après la sortie, cumul | Situation six months after the exit, cumulative
--
-- People up to the last day of the period, each counted once in a section, and those of the period. Sections:
--   entries   by sex, age and level at the application, priority area, and situation on the day of entry (else the one of
--             the application)
--   exits     the first exit, by reason
--   later     situation six months after that exit, of those for whom that day has come
--   refusals  referrals that were refused, by reason
--   lines     budget lines: planned, committed and not paid, paid, left; the people are those for whom something was paid
--             or committed. The total has every line and what was spent on none
-- What is not known is `inconnu`. A dossier merged into another is one person.
-- include: people
-- include: aids
applied AS (
  SELECT ranked.person, ranked.programme, ranked.age, ranked.education, ranked.priority_area, ranked.situation
  FROM (
    SELECT one.person, application.programme, application.age, application.education, application.priority_area, application.situation,
      ROW_NUMBER() OVER (PARTITION BY one.person, application.programme
        ORDER BY application.received DESC, application.file_number DESC) AS place
    FROM params
      INNER JOIN application ON application.received < params.after_day
      INNER JOIN one ON one.case_id = application.case_id
    WHERE application.voided_day IS NULL
  ) AS ranked
  WHERE ranked.place = 1
),
entered AS MATERIALIZED (
  SELECT participation.programme, one.person, MIN(one.sex) AS sex, MIN(participation.entered) AS day
  FROM params
    INNER JOIN participation ON participation.entered < params.after_day
    INNER JOIN one ON one.case_id = participation.case_id
  WHERE participation.voided_day IS NULL
  GROUP BY participation.programme, one.person
),
left_it AS MATERIALIZED (
  SELECT ranked.programme, ranked.person, ranked.day, ranked.reason,
    CASE WHEN SUBSTR(ranked.day, 6, 2) <= '06'
      THEN SUBSTR(ranked.day, 1, 5) || SUBSTR('0' || CAST(CAST(SUBSTR(ranked.day, 6, 2) AS BIGINT) + 6 AS TEXT), LENGTH(CAST(CAST(SUBSTR(ranked.day, 6, 2) AS BIGINT) + 6 AS TEXT)), 2)
      ELSE CAST(CAST(SUBSTR(ranked.day, 1, 4) AS BIGINT) + 1 AS TEXT) || '-0' || CAST(CAST(SUBSTR(ranked.day, 6, 2) AS BIGINT) - 6 AS TEXT)
      END || SUBSTR(ranked.day, 8, 3) AS later
  FROM (
    SELECT participation.programme, one.person, participation.exited AS day, participation.exit_reason AS reason,
      ROW_NUMBER() OVER (PARTITION BY participation.programme, one.person ORDER BY participation.exited, participation.id) AS place
    FROM params
      INNER JOIN participation ON participation.exited < params.after_day
      INNER JOIN one ON one.case_id = participation.case_id
    WHERE participation.voided_day IS NULL
  ) AS ranked
  WHERE ranked.place = 1
),
moments AS (
  SELECT 'entries' AS section, programme, person, day, day AS asked FROM entered
  UNION ALL
  SELECT 'later' AS section, left_it.programme, left_it.person, left_it.later AS day, left_it.later AS asked
  FROM params INNER JOIN left_it ON left_it.later < params.after_day
),
situated AS (
  SELECT ranked.section, ranked.programme, ranked.person, ranked.situation
  FROM (
    SELECT moments.section, moments.programme, moments.person, situation.situation,
      ROW_NUMBER() OVER (PARTITION BY moments.section, moments.programme, moments.person
        ORDER BY situation.starts DESC, situation.id DESC) AS place
    FROM moments
      INNER JOIN one ON one.person = moments.person
      INNER JOIN situation ON situation.case_id = one.case_id AND situation.starts <= moments.asked
        AND (situation.ends IS NULL OR situation.ends >= moments.asked)
    WHERE situation.voided_day IS NULL
  ) AS ranked
  WHERE ranked.place = 1
),
known AS MATERIALIZED (
  SELECT entered.programme, entered.person, entered.day, entered.sex, applied.age, applied.education, applied.priority_area,
    COALESCE(situated.situation, applied.situation) AS situation
  FROM entered
    LEFT JOIN applied ON applied.person = entered.person AND applied.programme = entered.programme
    LEFT JOIN situated ON situated.section = 'entries' AND situated.person = entered.person AND situated.programme = entered.programme
),
refused AS MATERIALIZED (
  SELECT referral.programme, one.person, referral.answered AS day, referral.reason
  FROM params
    INNER JOIN referral ON referral.answered < params.after_day
    INNER JOIN one ON one.case_id = referral.case_id
  WHERE referral.voided_day IS NULL AND referral.state = 'refusee'
),
facts AS (
  SELECT 1 AS place, 'entries' AS section, 'total' AS item, CAST(NULL AS TEXT) AS value, programme, person, day FROM known
  UNION ALL SELECT 2 AS place, 'entries' AS section, 'sex' AS item, COALESCE(sex, 'inconnu') AS value, programme, person, day FROM known
  UNION ALL
  SELECT 3 AS place, 'entries' AS section, 'age' AS item,
    CASE WHEN age IS NULL THEN 'inconnu' WHEN age < 18 THEN '16-17' WHEN age < 22 THEN '18-21' WHEN age < 26 THEN '22-25' ELSE '26+' END AS value,
    programme, person, day FROM known
  UNION ALL SELECT 4 AS place, 'entries' AS section, 'education' AS item, COALESCE(education, 'inconnu') AS value, programme, person, day FROM known
  UNION ALL
  SELECT 5 AS place, 'entries' AS section, 'priority_area' AS item,
    CASE priority_area WHEN 1 THEN 'oui' WHEN 0 THEN 'non' ELSE 'inconnu' END AS value, programme, person, day FROM known
  UNION ALL SELECT 6 AS place, 'entries' AS section, 'situation' AS item, COALESCE(situation, 'inconnu') AS value, programme, person, day FROM known
  UNION ALL SELECT 11 AS place, 'exits' AS section, 'total' AS item, NULL AS value, programme, person, day FROM left_it
  UNION ALL SELECT 12 AS place, 'exits' AS section, 'reason' AS item, COALESCE(reason, 'inconnu') AS value, programme, person, day FROM left_it
  UNION ALL SELECT 21 AS place, 'later' AS section, 'total' AS item, NULL AS value, programme, person, day FROM moments WHERE section = 'later'
  UNION ALL
  SELECT 22 AS place, 'later' AS section, 'situation' AS item, COALESCE(situated.situation, 'inconnu') AS value,
    moments.programme, moments.person, moments.day
  FROM moments
    LEFT JOIN situated ON situated.section = 'later' AND situated.person = moments.person AND situated.programme = moments.programme
  WHERE moments.section = 'later'
  UNION ALL SELECT 31 AS place, 'refusals' AS section, 'total' AS item, NULL AS value, programme, person, day FROM refused
  UNION ALL SELECT 32 AS place, 'refusals' AS section, 'reason' AS item, COALESCE(reason, 'inconnu') AS value, programme, person, day FROM refused
),
signed AS (
  SELECT aids.programme, aids.line, one.person, aids.kind, aids.day, aids.cents, aids.committed_cents
  FROM params
    INNER JOIN aids ON aids.day < params.after_day
    INNER JOIN one ON one.case_id = aids.case_id
),
spent AS (
  SELECT signed.programme, COALESCE(signed.line, 'inconnu') AS line,
    COUNT(DISTINCT CASE WHEN signed.day >= params.first_day THEN signed.person END) AS in_period,
    COUNT(DISTINCT signed.person) AS cumulative,
    CAST(SUM(signed.committed_cents) AS BIGINT) AS committed,
    CAST(SUM(CASE WHEN signed.kind = 'aide_payee' THEN signed.cents ELSE 0 END) AS BIGINT) AS paid
  FROM params CROSS JOIN signed
  GROUP BY signed.programme, COALESCE(signed.line, 'inconnu')
),
people AS (
  SELECT signed.programme, COUNT(DISTINCT CASE WHEN signed.day >= params.first_day THEN signed.person END) AS in_period,
    COUNT(DISTINCT signed.person) AS cumulative
  FROM params CROSS JOIN signed
  GROUP BY signed.programme
),
lines AS (
  SELECT funder_lines.programme, funder.code || '/' || funder_lines.code AS line, CAST(SUM(funder_lines.amount_cents) AS BIGINT) AS planned
  FROM funder_lines
    INNER JOIN funder ON funder.programme = funder_lines.programme AND funder.position = funder_lines.funder_position
  GROUP BY funder_lines.programme, funder.code || '/' || funder_lines.code
),
rows_of AS (
  SELECT facts.programme, facts.place, facts.section, facts.item, facts.value,
    COUNT(DISTINCT CASE WHEN facts.day >= params.first_day THEN facts.person END) AS in_period,
    COUNT(DISTINCT facts.person) AS cumulative,
    CAST(NULL AS BIGINT) AS planned, CAST(NULL AS BIGINT) AS committed, CAST(NULL AS BIGINT) AS paid, CAST(NULL AS BIGINT) AS remaining
  FROM params CROSS JOIN facts
  GROUP BY facts.programme, facts.place, facts.section, facts.item, facts.value
  UNION ALL
  SELECT programme.programme, 40 AS place, 'lines' AS section, 'total' AS item, NULL AS value, COALESCE(MAX(people.in_period), 0) AS in_period,
    COALESCE(MAX(people.cumulative), 0) AS cumulative,
    (SELECT CAST(SUM(lines.planned) AS BIGINT) FROM lines WHERE lines.programme = programme.programme) AS planned,
    CAST(COALESCE(SUM(spent.committed), 0) AS BIGINT) AS committed, CAST(COALESCE(SUM(spent.paid), 0) AS BIGINT) AS paid,
    (SELECT CAST(SUM(lines.planned) AS BIGINT) FROM lines WHERE lines.programme = programme.programme)
      - CAST(COALESCE(SUM(spent.committed), 0) + COALESCE(SUM(spent.paid), 0) AS BIGINT) AS remaining
  FROM programme
    LEFT JOIN spent ON spent.programme = programme.programme
    LEFT JOIN people ON people.programme = programme.programme
  WHERE EXISTS (SELECT 1 FROM lines WHERE lines.programme = programme.programme) OR EXISTS (SELECT 1 FROM spent AS some_line WHERE some_line.programme = programme.programme)
  GROUP BY programme.programme
  UNION ALL
  SELECT lines.programme, 41 AS place, 'lines' AS section, 'line' AS item, lines.line AS value, COALESCE(spent.in_period, 0) AS in_period,
    COALESCE(spent.cumulative, 0) AS cumulative, lines.planned, COALESCE(spent.committed, 0) AS committed, COALESCE(spent.paid, 0) AS paid,
    lines.planned - COALESCE(spent.committed, 0) - COALESCE(spent.paid, 0) AS remaining
  FROM lines LEFT JOIN spent ON spent.programme = lines.programme AND spent.line = lines.line
  UNION ALL
  SELECT spent.programme, 42 AS place, 'lines' AS section, 'line' AS item, spent.line AS value, spent.in_period, spent.cumulative,
    CAST(NULL AS BIGINT) AS planned, spent.committed, spent.paid, CAST(NULL AS BIGINT) AS remaining
  FROM spent
  WHERE NOT EXISTS (SELECT 1 FROM lines WHERE lines.programme = spent.programme AND lines.line = spent.line)
)
SELECT rows_of.programme, rows_of.section, rows_of.item, rows_of.value, rows_of.in_period, rows_of.cumulative, rows_of.planned,
  rows_of.committed, rows_of.paid, rows_of.remaining
FROM rows_of
ORDER BY rows_of.programme, rows_of.place, CASE WHEN rows_of.value IS NULL THEN 0 ELSE 1 END, rows_of.value
