-- Who somebody is to a programme, for `-- include: profile` after `people`, `known_applications`, `entries` and `households`: `profile` has
-- one row for each programme and person who applied or entered by the period's last day, with site, sex, age and education (those of the application received last),
-- priority_area, prescriber, situation (on the day of the first entry, else that of the application), scheme, couple, children and
-- school, each by the period's last day; nothing where it is not known.
applied AS (
  SELECT ranked.person, ranked.programme, ranked.site, ranked.age, ranked.education, ranked.priority_area, ranked.prescriber, ranked.situation
  FROM (
    SELECT person, programme, site, age, education, priority_area, prescriber, situation,
      ROW_NUMBER() OVER (PARTITION BY person, programme ORDER BY received DESC, file_number DESC) AS place
    FROM known_applications
  ) AS ranked
  WHERE ranked.place = 1
),
members AS (
  SELECT said.programme, said.person, MIN(said.entered) AS entered
  FROM (
    SELECT applied.programme, applied.person, CAST(NULL AS TEXT) AS entered FROM applied
    UNION ALL
    SELECT entries.programme, entries.person, entries.day AS entered
    FROM params INNER JOIN entries ON entries.day < params.after_day
  ) AS said
  GROUP BY said.programme, said.person
),
sexes AS (SELECT one.person, MIN(one.sex) AS sex FROM one GROUP BY one.person),
at_entry AS (
  SELECT ranked.programme, ranked.person, ranked.situation
  FROM (
    SELECT members.programme, members.person, situation.situation,
      ROW_NUMBER() OVER (PARTITION BY members.programme, members.person ORDER BY situation.starts DESC, situation.id DESC) AS place
    FROM members
      INNER JOIN one ON one.person = members.person
      INNER JOIN situation ON situation.case_id = one.case_id AND situation.starts <= members.entered
        AND (situation.ends IS NULL OR situation.ends >= members.entered)
    WHERE situation.voided_day IS NULL
  ) AS ranked
  WHERE ranked.place = 1
),
schemes AS (
  SELECT ranked.person, ranked.scheme
  FROM (
    SELECT one.person, situation.scheme, ROW_NUMBER() OVER (PARTITION BY one.person ORDER BY situation.starts DESC, situation.id DESC) AS place
    FROM params
      INNER JOIN situation ON situation.starts < params.after_day
      INNER JOIN one ON one.case_id = situation.case_id
    WHERE situation.voided_day IS NULL AND situation.scheme IS NOT NULL
  ) AS ranked
  WHERE ranked.place = 1
),
families AS (
  SELECT ranked.person, ranked.couple, ranked.children
  FROM (
    SELECT households.person, households.couple, households.children,
      ROW_NUMBER() OVER (PARTITION BY households.person ORDER BY households.day DESC, households.id DESC) AS place
    FROM params INNER JOIN households ON households.day < params.after_day
  ) AS ranked
  WHERE ranked.place = 1
),
pupils AS (
  SELECT ranked.person, ranked.school
  FROM (
    SELECT one.person, assignment.school, ROW_NUMBER() OVER (PARTITION BY one.person ORDER BY assignment.starts DESC, assignment.id DESC) AS place
    FROM params
      INNER JOIN assignment ON assignment.starts < params.after_day
      INNER JOIN one ON one.case_id = assignment.case_id
    WHERE assignment.voided_day IS NULL
  ) AS ranked
  WHERE ranked.place = 1
),
profile AS MATERIALIZED (
  SELECT members.programme, members.person, members.entered, applied.site, sexes.sex,
    CASE WHEN applied.age < 18 THEN '16-17' WHEN applied.age < 22 THEN '18-21' WHEN applied.age < 26 THEN '22-25' WHEN applied.age >= 26 THEN '26+' END AS age,
    applied.education, CASE applied.priority_area WHEN 1 THEN 'oui' WHEN 0 THEN 'non' END AS priority_area, applied.prescriber,
    COALESCE(at_entry.situation, applied.situation) AS situation, schemes.scheme,
    CASE families.couple WHEN 1 THEN 'oui' WHEN 0 THEN 'non' END AS couple,
    CASE families.children WHEN 1 THEN 'oui' WHEN 0 THEN 'non' END AS children, pupils.school
  FROM members
    LEFT JOIN applied ON applied.programme = members.programme AND applied.person = members.person
    LEFT JOIN sexes ON sexes.person = members.person
    LEFT JOIN at_entry ON at_entry.programme = members.programme AND at_entry.person = members.person
    LEFT JOIN schemes ON schemes.person = members.person
    LEFT JOIN families ON families.person = members.person
    LEFT JOIN pupils ON pupils.person = members.person
),
-- The same, a row for each thing that could be known.
traits AS (
  SELECT profile.programme, profile.person, names.place, names.dimension,
    CASE names.dimension WHEN 'sex' THEN profile.sex WHEN 'age' THEN profile.age WHEN 'education' THEN profile.education
      WHEN 'priority_area' THEN profile.priority_area WHEN 'situation' THEN profile.situation WHEN 'prescriber' THEN profile.prescriber
      WHEN 'scheme' THEN profile.scheme WHEN 'couple' THEN profile.couple WHEN 'children' THEN profile.children
      WHEN 'school' THEN profile.school END AS value
  FROM profile
    CROSS JOIN (SELECT 1 AS place, 'sex' AS dimension UNION ALL SELECT 2 AS place, 'age' AS dimension UNION ALL SELECT 3 AS place, 'education' AS dimension
      UNION ALL SELECT 4 AS place, 'priority_area' AS dimension UNION ALL SELECT 5 AS place, 'situation' AS dimension
      UNION ALL SELECT 6 AS place, 'prescriber' AS dimension UNION ALL SELECT 7 AS place, 'scheme' AS dimension
      UNION ALL SELECT 8 AS place, 'couple' AS dimension UNION ALL SELECT 9 AS place, 'children' AS dimension
      UNION ALL SELECT 10 AS place, 'school' AS dimension) AS names
),
