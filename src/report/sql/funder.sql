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
-- says: programme | le dispositif | the programme
-- says: section | de quoi parle la ligne | what the row is about
-- says: item | selon quoi les personnes sont réparties | by what the people are split
-- says: value | la valeur ; inconnu quand elle n'est pas dite | the value; inconnu when it is not said
-- says: in_period | personnes de la période, chacune une fois | people of the period, each once
-- says: cumulative | personnes depuis le début, au dernier jour de la période | people from the beginning, on the last day of the period
-- says: planned | montant de la ligne du budget | amount of the budget line
-- says: committed | engagé et pas encore payé | committed and not yet paid
-- says: paid | payé, annulations déduites | paid, less reversals
-- says: remaining | prévu moins engagé moins payé | planned less committed less paid
-- says: section = entries | personnes entrées dans le dispositif | people who entered the programme
-- says: section = exits | premières sorties, par motif | first exits, by reason
-- says: section = later | situation six mois après la sortie, de celles dont ce jour est venu | situation six months after the exit, of those for whom that day has come
-- says: section = refusals | personnes dont une orientation a été refusée, par motif | people of whom a referral was refused, by reason
-- says: section = aid_refusals | personnes à qui une aide a été refusée, par motif | people to whom an aid was refused, by reason
-- says: section = lines | lignes du budget ; les personnes sont celles pour qui il a été engagé ou payé | budget lines; the people are those for whom something was committed or paid
-- codes: programme programmes
-- codes: section rubrique_rapport
-- codes: item rubrique_rapport
-- codes: value sexe where item = sex
-- codes: value niveau_formation, niveau_formation_ancien where item = education
-- codes: value situation_autonomie, situation_detaillee, situation_scolaire where item = situation
-- codes: value motif_sortie where section = exits
-- codes: value motif_refus_orientation where section = refusals
-- codes: value motif_refus_aide where section = aid_refusals
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
--   aid_refusals  people to whom an aid was refused, by reason
--   lines     budget lines: planned, committed and not paid, paid, left; the people are those for whom something was paid
--             or committed. The total has every line and what was spent on none
-- What is not known is `inconnu`. A dossier merged into another is one person.
-- include: people
-- include: known_applications
-- include: entries
-- include: households
-- include: profile
-- include: exits
-- include: aids
known AS MATERIALIZED (
  SELECT profile.programme, profile.person, profile.entered AS day, profile.sex, profile.age, profile.education, profile.priority_area, profile.situation
  FROM profile WHERE profile.entered IS NOT NULL
),
turned_down AS MATERIALIZED (
  SELECT aid.programme, one.person, aid.decision_day AS day, aid.decision_reason AS reason
  FROM params
    INNER JOIN aid ON aid.decision_day < params.after_day
    INNER JOIN one ON one.case_id = aid.case_id
  WHERE aid.voided_day IS NULL AND aid.decision_outcome = 'refusee'
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
  SELECT 3 AS place, 'entries' AS section, 'age' AS item, COALESCE(age, 'inconnu') AS value, programme, person, day FROM known
  UNION ALL SELECT 4 AS place, 'entries' AS section, 'education' AS item, COALESCE(education, 'inconnu') AS value, programme, person, day FROM known
  UNION ALL
  SELECT 5 AS place, 'entries' AS section, 'priority_area' AS item, COALESCE(priority_area, 'inconnu') AS value, programme, person, day FROM known
  UNION ALL SELECT 6 AS place, 'entries' AS section, 'situation' AS item, COALESCE(situation, 'inconnu') AS value, programme, person, day FROM known
  UNION ALL SELECT 11 AS place, 'exits' AS section, 'total' AS item, NULL AS value, programme, person, day FROM left_it
  UNION ALL SELECT 12 AS place, 'exits' AS section, 'reason' AS item, COALESCE(reason, 'inconnu') AS value, programme, person, day FROM left_it
  UNION ALL SELECT 21 AS place, 'later' AS section, 'total' AS item, NULL AS value, programme, person, day FROM moments
  UNION ALL
  SELECT 22 AS place, 'later' AS section, 'situation' AS item, COALESCE(situated.situation, 'inconnu') AS value,
    moments.programme, moments.person, moments.day
  FROM moments
    LEFT JOIN situated ON situated.person = moments.person AND situated.programme = moments.programme
  UNION ALL SELECT 31 AS place, 'refusals' AS section, 'total' AS item, NULL AS value, programme, person, day FROM refused
  UNION ALL SELECT 32 AS place, 'refusals' AS section, 'reason' AS item, COALESCE(reason, 'inconnu') AS value, programme, person, day FROM refused
  UNION ALL SELECT 35 AS place, 'aid_refusals' AS section, 'total' AS item, NULL AS value, programme, person, day FROM turned_down
  UNION ALL SELECT 36 AS place, 'aid_refusals' AS section, 'reason' AS item, COALESCE(reason, 'inconnu') AS value, programme, person, day FROM turned_down
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
