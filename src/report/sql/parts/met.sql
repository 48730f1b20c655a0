-- Every meeting that makes the dose of support, for `-- include: met` within a report's WITH and for `enrol dose`: `met` has
-- case_id, id, kind, programme, day, minutes, came (yes, excused, no, other) and liaison (1: colleagues met, without the person).
-- Who came late came. Minutes count where somebody came.
met AS (
  SELECT said.case_id, said.id, said.kind, said.programme, said.day, said.minutes, said.liaison,
    CASE WHEN said.presence IN ('present', 'retard') THEN 'yes' WHEN said.presence = 'absent_excuse' THEN 'excused'
      WHEN said.presence = 'absent_non_excuse' THEN 'no' ELSE 'other' END AS came
  FROM (
    SELECT contact.case_id, contact.id, 'contact' AS kind, contact.programme, contact.day, contact.minutes, contact.presence,
      CASE WHEN contact.colleague IS NULL THEN 0 ELSE 1 END AS liaison
    FROM contact WHERE contact.voided_day IS NULL
    UNION ALL
    SELECT act.case_id, act.id, 'act' AS kind, NULL AS programme, act.day, act.minutes, 'present' AS presence, 0 AS liaison
    FROM act WHERE act.voided_day IS NULL
    UNION ALL
    SELECT lesson.case_id, lesson.id, 'lesson' AS kind, NULL AS programme, SUBSTR(lesson.starts, 1, 10) AS day, lesson.minutes, lesson.presence, 0 AS liaison
    FROM lesson WHERE lesson.voided_day IS NULL
  ) AS said
),
