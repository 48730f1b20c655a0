-- title: Activité du mois par site et par auto-école | Activity of the month by site and school
-- column: level text | Niveau | Level
-- column: site text | Site | Site
-- column: school text | Auto-école | School
-- column: sessions integer | Séances | Sessions
-- column: learners integer | Jeunes présents | Learners
-- column: minutes integer | Minutes suivies | Minutes attended
-- column: present integer | Présences | Present
-- column: absent integer | Absences | No-shows
-- column: excused integer | Absences excusées | Excused
-- column: presence_rate ratio(present, known, 6) | Taux de présence | Presence rate
-- column: skills integer | Compétences acquises | Skills reached
--
-- Sessions are all lessons of the period that are not voided, whatever their presence. Learners and minutes are of
-- those present, late or not; a person whose dossier was merged into another is one learner. A skill is reached in
-- the first lesson of the dossier that says so. The site is that of the learner's application: the latest one
-- received by the day of the lesson, else the first; the school is the one that gave the lesson.
WITH held AS MATERIALIZED (
  SELECT
    lesson.id,
    lesson.school,
    lesson.minutes,
    CASE WHEN lesson.presence IN ('present', 'retard') THEN 1 ELSE 0 END AS present,
    CASE WHEN lesson.presence = 'absent_non_excuse' THEN 1 ELSE 0 END AS absent,
    CASE WHEN lesson.presence = 'absent_excuse' THEN 1 ELSE 0 END AS excused,
    COALESCE(joined.person, lesson.case_id) AS learner,
    COALESCE(
      (SELECT latest.site FROM application AS latest
        WHERE latest.case_id = lesson.case_id AND latest.voided_day IS NULL
          AND latest.received <= SUBSTR(lesson.starts, 1, 10)
        ORDER BY latest.received DESC, latest.id DESC LIMIT 1),
      (SELECT earliest.site FROM application AS earliest
        WHERE earliest.case_id = lesson.case_id AND earliest.voided_day IS NULL
        ORDER BY earliest.received, earliest.id LIMIT 1),
      (SELECT other.site FROM application AS other
        WHERE other.case_id = joined.person AND other.voided_day IS NULL
        ORDER BY other.received, other.id LIMIT 1)) AS site,
    (SELECT COUNT(*) FROM lesson_skills AS reached
      WHERE reached.case_id = lesson.case_id AND reached.record_id = lesson.id AND reached.value = 'assimile'
        AND NOT EXISTS (
          SELECT 1 FROM lesson_skills AS before
            INNER JOIN lesson AS earlier ON earlier.case_id = before.case_id AND earlier.id = before.record_id
          WHERE before.case_id = reached.case_id AND before.key = reached.key AND before.value = 'assimile'
            AND before.record_id <> reached.record_id
            AND earlier.voided_day IS NULL
            AND (earlier.starts < lesson.starts OR (earlier.starts = lesson.starts AND earlier.id < lesson.id))
        )) AS skills
  FROM params
    INNER JOIN lesson ON lesson.starts >= params.first_day AND lesson.starts < params.after_day
    LEFT JOIN (SELECT merged.case_id, MIN(merged."into") AS person FROM merged GROUP BY merged.case_id) AS joined
      ON joined.case_id = lesson.case_id
  WHERE lesson.voided_day IS NULL
),
spread AS (
  SELECT
    levels.depth,
    CASE WHEN levels.depth > 1 THEN held.site END AS site,
    CASE WHEN levels.depth > 2 THEN held.school END AS school,
    held.id, held.learner, held.minutes, held.present, held.absent, held.excused, held.skills
  FROM (SELECT 1 AS depth UNION ALL SELECT 2 AS depth UNION ALL SELECT 3 AS depth) AS levels
    LEFT JOIN held ON 1 = 1
),
figures AS (
  SELECT
    spread.depth,
    spread.site,
    spread.school,
    COUNT(spread.id) AS sessions,
    COUNT(DISTINCT CASE WHEN spread.present = 1 THEN spread.learner END) AS learners,
    COALESCE(SUM(CASE WHEN spread.present = 1 THEN spread.minutes END), 0) AS minutes,
    COALESCE(SUM(spread.present), 0) AS present,
    COALESCE(SUM(spread.absent), 0) AS absent,
    COALESCE(SUM(spread.excused), 0) AS excused,
    COALESCE(SUM(spread.present + spread.absent + spread.excused), 0) AS known,
    COALESCE(SUM(spread.skills), 0) AS skills
  FROM spread
  GROUP BY spread.depth, spread.site, spread.school
)
SELECT
  CASE figures.depth WHEN 1 THEN 'total' WHEN 2 THEN 'site' ELSE 'school' END AS level,
  figures.site, figures.school, figures.sessions, figures.learners, figures.minutes, figures.present, figures.absent,
  figures.excused, figures.known, figures.skills
FROM figures
WHERE figures.depth = 1 OR figures.sessions > 0
ORDER BY
  CASE WHEN figures.depth = 1 THEN 1 ELSE 0 END,
  CASE WHEN figures.site IS NULL THEN 1 ELSE 0 END, figures.site,
  figures.depth DESC,
  figures.school
