-- What happened on the way from the application to the licence, for `-- include: journey`: `placed` has one row for each
-- thing that is counted, with person, day, what, amount, site, area, commune and school. Of records that are not voided;
-- a dossier merged into another is one person.
WITH home AS MATERIALIZED (
  SELECT ranked.case_id, COALESCE(ranked.joined, ranked.case_id) AS person, ranked.site, ranked.commune, area.name AS area, ranked.received
  FROM (
    SELECT application.case_id, application.site, application.commune, application.received,
      (SELECT MIN(merged."into") FROM merged WHERE merged.case_id = application.case_id) AS joined,
      ROW_NUMBER() OVER (PARTITION BY application.case_id ORDER BY application.received DESC, application.id DESC) AS place
    FROM application WHERE application.voided_day IS NULL
  ) AS ranked
    LEFT JOIN area ON area.commune = ranked.commune
  WHERE ranked.place = 1
),
lessons AS MATERIALIZED (
  SELECT lesson.case_id, lesson.id, home.person, lesson.school, SUBSTR(lesson.starts, 1, 10) AS day, lesson.starts, lesson.minutes, lesson.kind,
    CASE WHEN lesson.presence IN ('present', 'retard') THEN 1 ELSE 0 END AS present,
    CASE WHEN lesson.presence = 'absent_non_excuse' THEN 1 ELSE 0 END AS absent,
    CASE WHEN lesson.presence = 'absent_excuse' THEN 1 ELSE 0 END AS excused
  FROM lesson INNER JOIN home ON home.case_id = lesson.case_id
  WHERE lesson.voided_day IS NULL
),
exams AS MATERIALIZED (
  SELECT exam.case_id, home.person, exam.test, exam.day, exam.result,
    ROW_NUMBER() OVER (PARTITION BY home.person, exam.test ORDER BY exam.day, exam.id) AS attempt
  FROM exam INNER JOIN home ON home.case_id = exam.case_id
  WHERE exam.voided_day IS NULL AND exam.result IN ('favorable', 'insuffisant')
),
steps AS MATERIALIZED (
  SELECT home.person, 'applied' AS step, MIN(home.received) AS day FROM home GROUP BY home.person
  UNION ALL
  SELECT lessons.person, 'started' AS step, MIN(lessons.day) AS day FROM lessons WHERE lessons.present = 1 GROUP BY lessons.person
  UNION ALL
  SELECT lessons.person, 'driving' AS step, MIN(lessons.day) AS day FROM lessons
    WHERE lessons.present = 1 AND lessons.kind IN ('conduite', 'simulateur', 'examen_blanc') GROUP BY lessons.person
  UNION ALL
  SELECT exams.person, 'theory' AS step, MIN(exams.day) AS day FROM exams
    WHERE exams.test = 'etg' AND exams.result = 'favorable' GROUP BY exams.person
  UNION ALL
  SELECT exams.person, 'examined' AS step, MIN(exams.day) AS day FROM exams WHERE exams.test = 'pratique_b' GROUP BY exams.person
  UNION ALL
  SELECT exams.person, 'licence' AS step, MIN(exams.day) AS day FROM exams
    WHERE exams.test = 'pratique_b' AND exams.result = 'favorable' GROUP BY exams.person
),
-- Days are counted from 1 March of the year 0, so that a leap day is a year's last.
numbered AS MATERIALIZED (
  SELECT counted.person, counted.step, counted.day,
    365 * counted.y + counted.y / 4 - counted.y / 100 + counted.y / 400 + (153 * counted.m + 2) / 5 + counted.d AS number
  FROM (
    SELECT steps.person, steps.step, steps.day,
      CAST(SUBSTR(steps.day, 1, 4) AS BIGINT) - CASE WHEN SUBSTR(steps.day, 6, 2) < '03' THEN 1 ELSE 0 END AS y,
      (CAST(SUBSTR(steps.day, 6, 2) AS BIGINT) + 9) % 12 AS m,
      CAST(SUBSTR(steps.day, 9, 2) AS BIGINT) AS d
    FROM steps
  ) AS counted
),
spans AS (
  SELECT later.person, later.day, pairs.span, later.number - earlier.number AS days
  FROM (SELECT 'start' AS span, 'applied' AS since, 'started' AS until
        UNION ALL SELECT 'theory' AS span, 'started' AS since, 'theory' AS until
        UNION ALL SELECT 'licence' AS span, 'theory' AS since, 'licence' AS until
        UNION ALL SELECT 'way' AS span, 'started' AS since, 'licence' AS until) AS pairs
    INNER JOIN numbered AS later ON later.step = pairs.until
    INNER JOIN numbered AS earlier ON earlier.person = later.person AND earlier.step = pairs.since
),
-- One row for each thing that is counted; `school` where the fact itself says it.
facts AS (
  SELECT lessons.person, lessons.day, lessons.school, 'sessions' AS what, 1 AS amount FROM lessons
  UNION ALL SELECT lessons.person, lessons.day, lessons.school, 'present' AS what, 1 AS amount FROM lessons WHERE lessons.present = 1
  UNION ALL SELECT lessons.person, lessons.day, lessons.school, 'absent' AS what, 1 AS amount FROM lessons WHERE lessons.absent = 1
  UNION ALL SELECT lessons.person, lessons.day, lessons.school, 'excused' AS what, 1 AS amount FROM lessons WHERE lessons.excused = 1
  UNION ALL SELECT lessons.person, lessons.day, lessons.school, 'minutes' AS what, lessons.minutes AS amount FROM lessons WHERE lessons.present = 1
  UNION ALL
  SELECT reached.person, reached.day, reached.school, 'skills' AS what, 1 AS amount
  FROM (
    SELECT lessons.person, lessons.day, lessons.school,
      ROW_NUMBER() OVER (PARTITION BY lessons.person, said.key ORDER BY lessons.starts, lessons.id) AS place
    FROM lessons INNER JOIN lesson_skills AS said ON said.case_id = lessons.case_id AND said.record_id = lessons.id
    WHERE said.value = 'assimile'
  ) AS reached
  WHERE reached.place = 1
  UNION ALL
  SELECT exams.person, exams.day, NULL AS school, CASE exams.test WHEN 'etg' THEN 'theory_tests' ELSE 'practical_tests' END AS what, 1 AS amount FROM exams
  UNION ALL
  SELECT exams.person, exams.day, NULL AS school,
    CASE WHEN exams.test = 'etg' THEN 'theory_first' WHEN exams.attempt = 1 THEN 'practical_first'
      WHEN exams.attempt = 2 THEN 'practical_second' ELSE 'practical_later' END AS what, 1 AS amount
  FROM exams WHERE exams.result = 'favorable' AND (exams.test <> 'etg' OR exams.attempt = 1)
  UNION ALL
  SELECT home.person, entry.day, NULL AS school, CASE entry.kind WHEN 'contribution_recue' THEN 'received' ELSE 'paid' END AS what,
    CASE WHEN entry.reverses IS NULL THEN entry.amount_cents ELSE -entry.amount_cents END AS amount
  FROM entry INNER JOIN home ON home.case_id = entry.case_id
  WHERE entry.kind IN ('contribution_recue', 'aide_payee')
  UNION ALL
  SELECT steps.person, steps.day, NULL AS school, 'step_' || steps.step AS what, 1 AS amount FROM steps
  UNION ALL
  SELECT spans.person, spans.day, NULL AS school, 'span_' || spans.span AS what, spans.days AS amount FROM spans
),
placed AS MATERIALIZED (
  SELECT facts.person, facts.day, facts.what, facts.amount, place.site, place.area, place.commune,
    COALESCE(facts.school,
      (SELECT latest.school FROM assignment AS latest
        WHERE latest.case_id = facts.person AND latest.voided_day IS NULL AND latest.starts <= facts.day
        ORDER BY latest.starts DESC, latest.id DESC LIMIT 1),
      (SELECT earliest.school FROM assignment AS earliest
        WHERE earliest.case_id = facts.person AND earliest.voided_day IS NULL
        ORDER BY earliest.starts, earliest.id LIMIT 1)) AS school
  FROM params
    INNER JOIN facts ON facts.day >= params.first_day AND facts.day < params.after_day
    INNER JOIN home AS place ON place.case_id = facts.person
)
