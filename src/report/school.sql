-- title: Auto-écoles, sites, bassins d'emploi, communes et mois : du dossier au permis | Schools, sites, employment areas, communes and months: from application to licence
-- column: level text | Niveau | Level
-- column: name text | Nom | Name
-- column: applied integer | Candidats | Applied
-- column: started integer | Entrés en formation | Started
-- column: theory integer | Codes obtenus | Theory passed
-- column: driving integer | Entrés en conduite | Driving
-- column: examined integer | Présentés à la pratique | Examined
-- column: licences integer | Permis | Licences
-- column: first_licence day | Premier permis | First licence
-- column: sessions integer | Séances | Sessions
-- column: learners integer | Jeunes présents | Learners
-- column: minutes integer | Minutes suivies | Minutes attended
-- column: present integer | Présences | Present
-- column: absent integer | Absences | No-shows
-- column: excused integer | Absences excusées | Excused
-- column: presence_rate ratio(present, known, 6) | Taux de présence | Presence rate
-- column: skills integer | Compétences acquises | Skills reached
-- column: theory_tests integer | Passages du code | Theory tests
-- column: theory_first integer | Codes au 1er passage | Theory at 1st try
-- column: practical_tests integer | Passages pratiques | Practical tests
-- column: practical_first integer | Permis au 1er passage | Licence at 1st try
-- column: practical_second integer | Permis au 2e passage | Licence at 2nd try
-- column: practical_later integer | Permis plus tard | Licence later
-- column: received money | Participations reçues | Contributions received
-- column: paid money | Aides payées | Aid paid
-- column: days_to_start ratio(start_sum, start_base, 1) | Jours avant la formation | Days to start
-- column: days_to_theory ratio(theory_sum, theory_base, 1) | Jours jusqu'au code | Days to theory
-- column: days_to_licence ratio(licence_sum, licence_base, 1) | Jours du code au permis | Days from theory to licence
-- people: started > days_to_start
-- people: theory > days_to_theory
-- people: licences > days_to_licence
-- people: applied, driving, examined, theory_tests, theory_first, practical_tests, practical_first, practical_second, practical_later
-- people: learners > sessions, minutes, present, absent, excused, presence_rate, skills
-- adds: level month to total
-- adds: level commune to total
-- adds: level school to total
-- adds: level site to total
-- adds: theory_first to theory
-- adds: practical_first, practical_second, practical_later to licences
-- loose: learners, theory, licences
--
-- Facts of the period that are not voided. Applied to licences is the funnel: people who reached the step in the period,
-- each for the first time. Days are medians over those who reached the step in the period: application to first
-- lesson, first lesson to theory, theory to licence. The school is the one that gave the lesson; for all else the one to
-- which the person was assigned that day. Site, employment area and commune are those of the latest application. A reversal takes away
-- what it reverses. A dossier merged into another is one person.
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
        UNION ALL SELECT 'licence' AS span, 'theory' AS since, 'licence' AS until) AS pairs
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
),
spread AS MATERIALIZED (
  SELECT levels.depth,
    CASE levels.depth WHEN 2 THEN placed.site WHEN 3 THEN placed.school WHEN 4 THEN placed.area WHEN 5 THEN placed.commune WHEN 6 THEN SUBSTR(placed.day, 1, 7) END AS name,
    placed.person, placed.day, placed.what, placed.amount
  FROM (SELECT 1 AS depth UNION ALL SELECT 2 AS depth UNION ALL SELECT 3 AS depth UNION ALL SELECT 4 AS depth UNION ALL SELECT 5 AS depth
      UNION ALL SELECT 6 AS depth) AS levels
    CROSS JOIN placed
),
medians AS (
  SELECT middle.depth, middle.name, middle.what, SUM(middle.amount) AS sum, COUNT(*) AS base
  FROM (
    SELECT spread.depth, spread.name, spread.what, spread.amount,
      ROW_NUMBER() OVER (PARTITION BY spread.depth, spread.name, spread.what ORDER BY spread.amount, spread.person) AS place,
      COUNT(*) OVER (PARTITION BY spread.depth, spread.name, spread.what) AS count
    FROM spread WHERE SUBSTR(spread.what, 1, 5) = 'span_'
  ) AS middle
  WHERE 2 * middle.place >= middle.count AND 2 * middle.place <= middle.count + 2
  GROUP BY middle.depth, middle.name, middle.what
),
figures AS (
  SELECT spread.depth, spread.name,
    SUM(CASE WHEN spread.what = 'step_applied' THEN 1 ELSE 0 END) AS applied,
    SUM(CASE WHEN spread.what = 'step_started' THEN 1 ELSE 0 END) AS started,
    SUM(CASE WHEN spread.what = 'step_theory' THEN 1 ELSE 0 END) AS theory,
    SUM(CASE WHEN spread.what = 'step_driving' THEN 1 ELSE 0 END) AS driving,
    SUM(CASE WHEN spread.what = 'step_examined' THEN 1 ELSE 0 END) AS examined,
    SUM(CASE WHEN spread.what = 'step_licence' THEN 1 ELSE 0 END) AS licences,
    MIN(CASE WHEN spread.what = 'step_licence' THEN spread.day END) AS first_licence,
    SUM(CASE WHEN spread.what = 'sessions' THEN 1 ELSE 0 END) AS sessions,
    COUNT(DISTINCT CASE WHEN spread.what = 'present' THEN spread.person END) AS learners,
    SUM(CASE WHEN spread.what = 'minutes' THEN spread.amount ELSE 0 END) AS minutes,
    SUM(CASE WHEN spread.what = 'present' THEN 1 ELSE 0 END) AS present,
    SUM(CASE WHEN spread.what = 'absent' THEN 1 ELSE 0 END) AS absent,
    SUM(CASE WHEN spread.what = 'excused' THEN 1 ELSE 0 END) AS excused,
    SUM(CASE WHEN spread.what IN ('present', 'absent', 'excused') THEN 1 ELSE 0 END) AS known,
    SUM(CASE WHEN spread.what = 'skills' THEN 1 ELSE 0 END) AS skills,
    SUM(CASE WHEN spread.what = 'theory_tests' THEN 1 ELSE 0 END) AS theory_tests,
    SUM(CASE WHEN spread.what = 'theory_first' THEN 1 ELSE 0 END) AS theory_first,
    SUM(CASE WHEN spread.what = 'practical_tests' THEN 1 ELSE 0 END) AS practical_tests,
    SUM(CASE WHEN spread.what = 'practical_first' THEN 1 ELSE 0 END) AS practical_first,
    SUM(CASE WHEN spread.what = 'practical_second' THEN 1 ELSE 0 END) AS practical_second,
    SUM(CASE WHEN spread.what = 'practical_later' THEN 1 ELSE 0 END) AS practical_later,
    CAST(SUM(CASE WHEN spread.what = 'received' THEN spread.amount ELSE 0 END) AS BIGINT) AS received,
    CAST(SUM(CASE WHEN spread.what = 'paid' THEN spread.amount ELSE 0 END) AS BIGINT) AS paid
  FROM spread
  GROUP BY spread.depth, spread.name
),
days AS (
  SELECT medians.depth, medians.name,
    MAX(CASE WHEN medians.what = 'span_start' THEN medians.sum END) AS start_sum,
    MAX(CASE WHEN medians.what = 'span_start' THEN medians.base END) AS start_base,
    MAX(CASE WHEN medians.what = 'span_theory' THEN medians.sum END) AS theory_sum,
    MAX(CASE WHEN medians.what = 'span_theory' THEN medians.base END) AS theory_base,
    MAX(CASE WHEN medians.what = 'span_licence' THEN medians.sum END) AS licence_sum,
    MAX(CASE WHEN medians.what = 'span_licence' THEN medians.base END) AS licence_base
  FROM medians GROUP BY medians.depth, medians.name
)
SELECT
  CASE figures.depth WHEN 1 THEN 'total' WHEN 2 THEN 'site' WHEN 3 THEN 'school' WHEN 4 THEN 'area' WHEN 5 THEN 'commune' ELSE 'month' END AS level,
  figures.name, figures.applied, figures.started, figures.theory, figures.driving, figures.examined, figures.licences, figures.first_licence,
  figures.sessions, figures.learners, figures.minutes, figures.present, figures.absent, figures.excused, figures.known, figures.skills,
  figures.theory_tests, figures.theory_first, figures.practical_tests, figures.practical_first, figures.practical_second,
  figures.practical_later, figures.received, figures.paid, days.start_sum, days.start_base, days.theory_sum, days.theory_base,
  days.licence_sum, days.licence_base
FROM figures
  LEFT JOIN days ON days.depth = figures.depth AND COALESCE(days.name, '') = COALESCE(figures.name, '')
ORDER BY figures.depth DESC, CASE WHEN figures.name IS NULL THEN 1 ELSE 0 END, figures.name
