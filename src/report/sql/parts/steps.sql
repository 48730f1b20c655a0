-- When each step of a programme was reached first, for `-- include: steps` after people, entries, households, profile and
-- signed_contracts: `home` has person, programme and site (of the last application received by the period's last day), `reached`
-- programme, item, site, person and day, each person once in each item.
home AS MATERIALIZED (SELECT profile.person, profile.programme, profile.site FROM profile WHERE profile.site IS NOT NULL),
steps AS (
  SELECT application.programme, 'candidatures' AS item, one.person, MIN(application.received) AS day
  FROM application INNER JOIN one ON one.case_id = application.case_id
  WHERE application.voided_day IS NULL GROUP BY application.programme, one.person
  UNION ALL
  SELECT signed_contracts.programme, 'contrats' AS item, one.person, MIN(signed_contracts.day) AS day
  FROM signed_contracts INNER JOIN one ON one.case_id IN (signed_contracts.case_id, signed_contracts.partner)
  GROUP BY signed_contracts.programme, one.person
  UNION ALL
  SELECT entries.programme, 'entrees' AS item, entries.person, MIN(entries.day) AS day
  FROM entries GROUP BY entries.programme, entries.person
  UNION ALL
  SELECT home.programme, 'premieres_seances' AS item, one.person, MIN(SUBSTR(lesson.starts, 1, 10)) AS day
  FROM lesson INNER JOIN one ON one.case_id = lesson.case_id
    INNER JOIN home ON home.person = one.person
    INNER JOIN programme ON programme.programme = home.programme
  WHERE lesson.voided_day IS NULL AND lesson.presence IN ('present', 'retard') AND programme.schools_kind IS NOT NULL
  GROUP BY home.programme, one.person
  UNION ALL
  SELECT home.programme, CASE exam.test WHEN 'etg' THEN 'code_obtenu' ELSE 'permis' END AS item, one.person, MIN(exam.day) AS day
  FROM exam INNER JOIN one ON one.case_id = exam.case_id
    INNER JOIN home ON home.person = one.person
    INNER JOIN programme ON programme.programme = home.programme
  WHERE exam.voided_day IS NULL AND exam.result = 'favorable' AND exam.test IN ('etg', 'pratique_b') AND programme.schools_kind IS NOT NULL
  GROUP BY home.programme, exam.test, one.person
  UNION ALL
  SELECT entries.programme, 'sorties' AS item, entries.person, MIN(entries.exited) AS day
  FROM entries WHERE entries.exited IS NOT NULL
  GROUP BY entries.programme, entries.person
),
reached AS MATERIALIZED (
  SELECT steps.programme, steps.item, home.site, steps.person, MIN(steps.day) AS day
  FROM params
    INNER JOIN steps ON steps.day < params.after_day
    LEFT JOIN home ON home.person = steps.person AND home.programme = steps.programme
  GROUP BY steps.programme, steps.item, home.site, steps.person
),
