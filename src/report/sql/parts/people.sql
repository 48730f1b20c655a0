-- Every dossier's person, for `-- include: people` at the beginning of a report's WITH: `one` has case_id, person and sex. A dossier
-- merged into another is one person; a voided one is nobody.
WITH one AS MATERIALIZED (
  SELECT person.case_id, COALESCE(MIN(merged."into"), person.case_id) AS person, MIN(person.sex) AS sex
  FROM person LEFT JOIN merged ON merged.case_id = person.case_id
  WHERE person.voided_day IS NULL
  GROUP BY person.case_id
),
