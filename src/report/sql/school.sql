-- title: Auto-écoles, sites, bassins d'emploi, communes et mois : du dossier au permis | Schools, sites, employment areas, communes and months: from application to licence
-- column: level text | Niveau | Level
-- column: name text | Nom | Name
-- column: area text | Bassin d'emploi | Employment area
-- column: applied integer | Candidats | Applied
-- column: started integer | Entrés en formation | Started
-- column: theory integer | Codes obtenus | Theory passed
-- column: driving integer | Entrés en conduite | Driving
-- column: examined integer | Présentés à la pratique | Examined
-- column: licences integer | Permis | Licences
-- column: first_licence day | Premier permis | First licence
-- column: sessions integer | Séances | Sessions
-- column: learners integer | Jeunes présents | Learners
-- column: minutes minutes | Heures suivies | Hours attended
-- column: present integer | Présences | Present
-- column: absent integer | Absences | No-shows
-- column: excused integer | Absences excusées | Excused
-- column: presence_rate share(present, known, 6) | Taux de présence | Presence rate
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
-- says: level | ce dont la ligne est la somme | what the row is the sum of
-- says: name | auto-école, site, bassin d'emploi, commune ou mois | school, site, employment area, commune or month
-- says: area | bassin d'emploi de la commune | employment area of the commune
-- says: applied | personnes dont la première candidature est de la période | people whose first application is of the period
-- says: started | personnes dont la première séance suivie est de la période | people whose first lesson attended is of the period
-- says: theory | personnes qui ont réussi le code dans la période | people who passed the theory test in the period
-- says: driving | personnes dont la première séance de conduite suivie est de la période | people whose first driving lesson attended is of the period
-- says: examined | personnes présentées pour la première fois à l'épreuve pratique | people who took the practical test for the first time
-- says: licences | personnes qui ont obtenu le permis dans la période | people who got the licence in the period
-- says: first_licence | jour du premier permis de la période | day of the first licence of the period
-- says: sessions | séances, quelle que soit la présence | lessons, whatever the presence
-- says: learners | personnes différentes présentes à une séance au moins, en retard ou non | different people present at one lesson at least, late or not
-- says: minutes | minutes des séances où la personne était présente | minutes of the lessons at which the person was present
-- says: present | présences, retards compris | presences, late ones included
-- says: absent | absences sans excuse | absences without an excuse
-- says: excused | absences excusées | absences with an excuse
-- says: presence_rate | présences sur présences, absences et absences excusées ; vide quand il n'y en a aucune | presences of presences, no-shows and excused absences; empty when there is none
-- says: skills | compétences dont une séance dit pour la première fois qu'elles sont assimilées | skills of which a lesson says for the first time that they are mastered
-- says: theory_tests | passages du code, réussis ou non | theory tests taken, passed or not
-- says: theory_first | codes réussis au premier passage | theory passed at the first try
-- says: practical_tests | passages de l'épreuve pratique, réussis ou non | practical tests taken, passed or not
-- says: practical_first | permis obtenus au premier passage | licences at the first try
-- says: practical_second | permis obtenus au deuxième passage | licences at the second try
-- says: practical_later | permis obtenus plus tard | licences at a later try
-- says: received | participations reçues, annulations déduites | contributions received, less reversals
-- says: paid | aides payées, annulations déduites | aid paid, less reversals
-- says: days_to_start | médiane des jours de la candidature à la première séance | median of the days from application to first lesson
-- says: days_to_theory | médiane des jours de la première séance au code | median of the days from first lesson to theory
-- says: days_to_licence | médiane des jours du code au permis | median of the days from theory to licence
-- codes: level rubrique_rapport
-- codes: name sites where level = site
-- codes: name partners where level = school
-- codes: name months where level = month
-- codes: name communes where level = commune
-- people: started > days_to_start
-- people: theory > days_to_theory
-- people: licences > days_to_licence
-- people: applied, driving, examined, theory_tests, theory_first, practical_tests, practical_first, practical_second, practical_later
-- people: learners > sessions, minutes, present, absent, excused, presence_rate, skills
-- adds: level month to total
-- adds: level area to total
-- adds: level commune to area within area
-- adds: level school to total
-- adds: level site to total
-- adds: theory_first to theory
-- adds: practical_first, practical_second, practical_later to licences
-- loose: learners, theory, licences
-- page: schools
-- plot: funnel applied started theory driving examined licences where level = total | De la candidature au permis | From application to licence
-- plot: trend name licences where level = month | Permis par mois | Licences by month
-- plot: bars name licences where level = school | Permis par auto-école | Licences by school
--
-- Facts of the period that are not voided. Applied to licences is the funnel: people who reached the step in the period,
-- each for the first time. Days are medians over those who reached the step in the period: application to first
-- lesson, first lesson to theory, theory to licence. The school is the one that gave the lesson; for all else the one to
-- which the person was assigned that day. Site, employment area and commune are those of the latest application. A reversal takes away
-- what it reverses. A dossier merged into another is one person.
-- include: journey
, spread AS MATERIALIZED (
  SELECT levels.depth,
    CASE levels.depth WHEN 2 THEN placed.site WHEN 3 THEN placed.school WHEN 4 THEN placed.area WHEN 5 THEN placed.commune WHEN 6 THEN SUBSTR(placed.day, 1, 7) END AS name,
    CASE WHEN levels.depth IN (4, 5) THEN placed.area END AS area,
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
  SELECT spread.depth, spread.name, spread.area,
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
  GROUP BY spread.depth, spread.name, spread.area
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
  figures.name, figures.area, figures.applied, figures.started, figures.theory, figures.driving, figures.examined, figures.licences, figures.first_licence,
  figures.sessions, figures.learners, figures.minutes, figures.present, figures.absent, figures.excused, figures.known, figures.skills,
  figures.theory_tests, figures.theory_first, figures.practical_tests, figures.practical_first, figures.practical_second,
  figures.practical_later, figures.received, figures.paid, days.start_sum, days.start_base, days.theory_sum, days.theory_base,
  days.licence_sum, days.licence_base
FROM figures
  LEFT JOIN days ON days.depth = figures.depth AND COALESCE(days.name, '') = COALESCE(figures.name, '')
ORDER BY figures.depth DESC, CASE WHEN figures.name IS NULL THEN 1 ELSE 0 END, figures.name
