-- Early school leavers, for `-- include: leavers` after `people` and `works`, and for `enrol leavers`: `leavers` has case_id, id, person,
-- day and solved, the first day from then on of a solution: one that an act proposed, an entry into a programme, a scheme, or a job or
-- training that followed; nothing while there is none.
leavers AS (
  SELECT situation.case_id, situation.id, one.person, situation.starts AS day,
    (SELECT MIN(found.day) FROM (
        SELECT person_of.person, act.day AS day FROM act INNER JOIN one AS person_of ON person_of.case_id = act.case_id
        WHERE act.voided_day IS NULL AND act.solution IS NOT NULL
        UNION ALL
        SELECT person_of.person, participation.entered AS day FROM participation INNER JOIN one AS person_of ON person_of.case_id = participation.case_id
        WHERE participation.voided_day IS NULL
        UNION ALL
        SELECT person_of.person, later.starts AS day FROM situation AS later INNER JOIN one AS person_of ON person_of.case_id = later.case_id
        WHERE later.voided_day IS NULL AND (later.scheme IS NOT NULL OR later.contract IS NOT NULL
          OR later.situation IN (SELECT occupied.situation FROM occupied))
      ) AS found
      WHERE found.person = one.person AND found.day >= situation.starts) AS solved
  FROM situation INNER JOIN one ON one.case_id = situation.case_id
  WHERE situation.voided_day IS NULL AND situation.situation = 'sortie_precoce'
),
