-- title: Activité du mois par site et par auto-école | Activity of the month by site and school
-- column: level text | Niveau | Level
-- column: site text | Site | Site
-- column: school text | Auto-école | School
-- column: sessions integer | Séances | Sessions
-- column: learners integer | Jeunes présents | Learners
-- column: minutes minutes | Heures suivies | Hours attended
-- column: present integer | Présences | Present
-- column: absent integer | Absences | No-shows
-- column: excused integer | Absences excusées | Excused
-- column: presence_rate share(present, known, 6) | Taux de présence | Presence rate
-- column: skills integer | Compétences acquises | Skills reached
-- says: level | ce dont la ligne est la somme : auto-école dans un site, site, total | what the row is the sum of: school in a site, site, total
-- says: site | site de la dernière candidature reçue au jour de la séance | site of the last application received by the day of the lesson
-- says: school | auto-école qui a donné la séance | school that gave the lesson
-- says: sessions | séances, quelle que soit la présence | lessons, whatever the presence
-- says: learners | personnes différentes présentes à une séance au moins, en retard ou non | different people present at one lesson at least, late or not
-- says: minutes | minutes des séances où la personne était présente | minutes of the lessons at which the person was present
-- says: present | présences, retards compris | presences, late ones included
-- says: absent | absences sans excuse | absences without an excuse
-- says: excused | absences excusées | absences with an excuse
-- says: presence_rate | présences sur présences, absences et absences excusées ; vide quand il n'y en a aucune | presences of presences, no-shows and excused absences; empty when there is none
-- says: skills | compétences dont une séance dit pour la première fois qu'elles sont assimilées | skills of which a lesson says for the first time that they are mastered
-- codes: level rubrique_rapport
-- codes: site sites
-- codes: school partners
-- people: learners > sessions, minutes, present, absent, excused, presence_rate, skills
-- adds: level school to site within site
-- adds: level site to total
-- loose: learners
-- plot: bars school minutes where level = school | Heures suivies par auto-école | Hours attended by school
-- plot: bars site learners where level = site | Jeunes présents par site | Learners by site
--
-- Sessions are all lessons of the period that are not voided, whatever their presence. Learners and minutes are of
-- those present, late or not; a person whose dossier was merged into another is one learner. A skill is reached in
-- the first lesson of the dossier that says so. The site is that of the learner's application: the latest one
-- received by the day of the lesson, else the first; the school is the one that gave the lesson.
WITH held AS MATERIALIZED (
  SELECT
    lesson.school,
    CASE WHEN lesson.presence IN ('present', 'retard') THEN lesson.minutes END AS present_minutes,
    CASE WHEN lesson.presence IN ('present', 'retard') THEN COALESCE(joined.person, lesson.case_id) END AS present_learner,
    CASE WHEN lesson.presence IN ('present', 'retard') THEN 1 ELSE 0 END AS present,
    CASE WHEN lesson.presence = 'absent_non_excuse' THEN 1 ELSE 0 END AS absent,
    CASE WHEN lesson.presence = 'absent_excuse' THEN 1 ELSE 0 END AS excused,
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
schools AS (
  SELECT
    held.site, held.school, COUNT(*) AS sessions, COUNT(DISTINCT held.present_learner) AS learners, SUM(held.present_minutes) AS minutes,
    SUM(held.present) AS present, SUM(held.absent) AS absent, SUM(held.excused) AS excused, SUM(held.skills) AS skills
  FROM held
  GROUP BY held.site, held.school
),
-- Somebody may come to two schools: what else adds up, learners do not.
sites AS (
  SELECT held.site, COUNT(DISTINCT held.present_learner) AS learners FROM held GROUP BY held.site
),
figures AS (
  SELECT
    'total' AS level, CAST(NULL AS TEXT) AS site, CAST(NULL AS TEXT) AS school,
    SUM(schools.sessions) AS sessions, (SELECT COUNT(DISTINCT held.present_learner) FROM held) AS learners,
    SUM(schools.minutes) AS minutes, SUM(schools.present) AS present, SUM(schools.absent) AS absent,
    SUM(schools.excused) AS excused, SUM(schools.skills) AS skills
  FROM schools
  UNION ALL
  SELECT
    'site', schools.site, NULL, SUM(schools.sessions), MAX(sites.learners), SUM(schools.minutes),
    SUM(schools.present), SUM(schools.absent), SUM(schools.excused), SUM(schools.skills)
  FROM schools INNER JOIN sites ON COALESCE(sites.site, '') = COALESCE(schools.site, '')
  GROUP BY schools.site
  UNION ALL
  SELECT
    'school', schools.site, schools.school, schools.sessions, schools.learners, schools.minutes,
    schools.present, schools.absent, schools.excused, schools.skills
  FROM schools
)
SELECT
  figures.level, figures.site, figures.school, COALESCE(figures.sessions, 0) AS sessions, figures.learners,
  COALESCE(figures.minutes, 0) AS minutes, COALESCE(figures.present, 0) AS present,
  COALESCE(figures.absent, 0) AS absent, COALESCE(figures.excused, 0) AS excused,
  COALESCE(figures.present + figures.absent + figures.excused, 0) AS known, COALESCE(figures.skills, 0) AS skills
FROM figures
ORDER BY
  CASE WHEN figures.level = 'total' THEN 1 ELSE 0 END,
  CASE WHEN figures.site IS NULL THEN 1 ELSE 0 END, figures.site,
  CASE figures.level WHEN 'school' THEN 0 ELSE 1 END,
  figures.school
