-- title: Logement : à l'entrée et en fin de période | Housing: at the entry and at the end of the period
-- column: programme text | Dispositif | Programme
-- column: moment text | Moment | Moment
-- column: item text | Indicateur | Item
-- column: value text | Valeur | Value
-- column: people integer | Jeunes | People
-- column: share share(people, whole, 3) | Part | Share
-- says: programme | le dispositif | the programme
-- says: moment | jour de l'entrée, ou dernier jour de la période | day of the entry, or last day of the period
-- says: item | selon quoi les personnes sont réparties | by what the people are split
-- says: value | la valeur ; inconnu quand elle n'est pas dite | the value; inconnu when it is not said
-- says: people | personnes entrées dont le logement est connu ce jour-là | people who entered and whose housing is known on that day
-- says: share | personnes sur toutes celles dont le logement est connu | people of all whose housing is known
-- codes: programme programmes
-- codes: moment rubrique_rapport
-- codes: item rubrique_rapport
-- codes: value situation_logement where item = housing
-- codes: value satisfaction where item = satisfaction
-- codes: value satisfaction where item = neighbourhood
-- codes: value rubrique_rapport
-- people: people
-- adds: item housing to total within programme, moment
-- adds: item settled to total within programme, moment
-- adds: item no_problem to total within programme, moment
-- adds: item satisfaction to total within programme, moment
-- adds: item neighbourhood to total within programme, moment
-- grows: people
-- plot: bars value people where item = housing and moment = entry | Logement à l'entrée | Housing at the entry
-- plot: bars value people where item = housing and moment = last_day | Logement en fin de période | Housing at the end of the period
-- plot: bars value people where item = settled and moment = entry | Logement ni précaire ni subi, de bonne qualité : à l'entrée | Neither precarious nor suffered, of good quality: at the entry
-- plot: bars value people where item = settled and moment = last_day | Logement ni précaire ni subi, de bonne qualité : en fin de période | Neither precarious nor suffered, of good quality: at the end
--
-- Those who entered by the last day of the period and whose housing is recorded for the day: `entry` the day of the entry, `last_day` the
-- last day of the period, whether they left the programme or not. A dossier merged into another is one person.
--   housing        where they lived
--   settled        neither precarious nor suffered, and of good quality
--   no_problem     no problem of housing
--   satisfaction   with the dwelling; neighbourhood: with where it stands
-- Readers outside are told no share: it follows from the people.
-- include: people
-- include: entries
entered AS (
  SELECT entries.programme, entries.person, MIN(entries.day) AS day, MIN(params.last_day) AS last_day
  FROM params INNER JOIN entries ON entries.day < params.after_day
  GROUP BY entries.programme, entries.person
),
moments AS (
  SELECT 1 AS place, 'entry' AS moment, programme, person, day FROM entered
  UNION ALL
  SELECT 2 AS place, 'last_day' AS moment, programme, person, last_day AS day FROM entered
),
lived AS MATERIALIZED (
  SELECT ranked.place, ranked.moment, ranked.programme, ranked.person, ranked.housing, ranked.precarious, ranked.suffered, ranked.good_quality,
    ranked.satisfaction, ranked.neighbourhood, ranked.problems, ranked.free
  FROM (
    SELECT moments.place, moments.moment, moments.programme, moments.person, tenancy.housing, tenancy.precarious, tenancy.suffered,
      tenancy.good_quality, tenancy.satisfaction, tenancy.neighbourhood,
      (SELECT COUNT(*) FROM tenancy_problems AS said WHERE said.case_id = tenancy.case_id AND said.record_id = tenancy.id) AS problems,
      (SELECT COUNT(*) FROM tenancy_problems AS said WHERE said.case_id = tenancy.case_id AND said.record_id = tenancy.id AND said.value = 'aucun') AS free,
      ROW_NUMBER() OVER (PARTITION BY moments.moment, moments.programme, moments.person ORDER BY tenancy.starts DESC, tenancy.id DESC) AS latest
    FROM moments
      INNER JOIN one ON one.person = moments.person
      INNER JOIN tenancy ON tenancy.case_id = one.case_id AND tenancy.starts <= moments.day AND (tenancy.ends IS NULL OR tenancy.ends >= moments.day)
    WHERE tenancy.voided_day IS NULL
  ) AS ranked
  WHERE ranked.latest = 1
),
facts AS (
  SELECT programme, place, moment, 1 AS line, 'total' AS item, CAST(NULL AS TEXT) AS value FROM lived
  UNION ALL SELECT programme, place, moment, 2 AS line, 'housing' AS item, housing AS value FROM lived
  UNION ALL
  SELECT programme, place, moment, 3 AS line, 'settled' AS item,
    CASE WHEN precarious = 1 OR suffered = 1 OR good_quality = 0 THEN 'non'
      WHEN precarious = 0 AND suffered = 0 AND good_quality = 1 THEN 'oui' ELSE 'inconnu' END AS value FROM lived
  UNION ALL
  SELECT programme, place, moment, 4 AS line, 'no_problem' AS item,
    CASE WHEN problems = 0 THEN 'inconnu' WHEN free > 0 THEN 'oui' ELSE 'non' END AS value FROM lived
  UNION ALL SELECT programme, place, moment, 5 AS line, 'satisfaction' AS item, COALESCE(satisfaction, 'inconnu') AS value FROM lived
  UNION ALL SELECT programme, place, moment, 6 AS line, 'neighbourhood' AS item, COALESCE(neighbourhood, 'inconnu') AS value FROM lived
)
SELECT facts.programme, facts.moment, facts.item, facts.value, COUNT(*) AS people,
  (SELECT COUNT(*) FROM lived WHERE lived.programme = facts.programme AND lived.moment = facts.moment) AS whole
FROM facts
GROUP BY facts.programme, facts.place, facts.moment, facts.line, facts.item, facts.value
ORDER BY facts.programme, facts.place, facts.line, CASE WHEN facts.value IS NULL THEN 0 ELSE 1 END, facts.value
