-- title: Jeune par jeune : du dossier au permis | Learner by learner: from application to licence
-- column: case_id text | Jeune | Case
-- column: file_number text | N° dossier | File number
-- column: site text | Site | Site
-- column: area text | Bassin d'emploi | Employment area
-- column: commune text | Commune | Commune
-- column: school text | Auto-école | School
-- column: sessions integer | Séances | Sessions
-- column: minutes minutes | Heures suivies | Hours attended
-- column: present integer | Présences | Present
-- column: absent integer | Absences | No-shows
-- column: excused integer | Absences excusées | Excused
-- column: presence_rate share(present, known, 6) | Taux de présence | Presence rate
-- column: skills integer | Compétences acquises | Skills reached
-- column: theory_tests integer | Passages du code | Theory tests
-- column: practical_tests integer | Passages pratiques | Practical tests
-- column: applied day | Candidature | Applied
-- column: started day | Formation | Started
-- column: theory day | Code | Theory passed
-- column: driving day | Conduite | Driving
-- column: licence day | Permis | Licence
-- column: days_to_start integer | Jours avant la formation | Days to start
-- column: days_to_theory integer | Jours jusqu'au code | Days to theory
-- column: days_to_licence integer | Jours du code au permis | Days from theory to licence
-- column: received money | Participation reçue | Contribution received
-- column: paid money | Aide payée | Aid paid
-- says: case_id | le dossier de la personne | the person's dossier
-- says: file_number | son dernier numéro de dossier | the last file number
-- says: site | site de sa dernière candidature | site of the last application
-- says: area | bassin d'emploi de sa commune | employment area of the commune
-- says: commune | commune de sa dernière candidature | commune of the last application
-- says: school | auto-école à laquelle elle est affectée en dernier | school to which the person was assigned last
-- says: sessions | séances, quelle que soit la présence | lessons, whatever the presence
-- says: minutes | minutes des séances où la personne était présente | minutes of the lessons at which the person was present
-- says: present | présences, retards compris | presences, late ones included
-- says: absent | absences sans excuse | absences without an excuse
-- says: excused | absences excusées | absences with an excuse
-- says: presence_rate | présences sur présences, absences et absences excusées ; vide quand il n'y en a aucune | presences of presences, no-shows and excused absences; empty when there is none
-- says: skills | compétences dont une séance dit pour la première fois qu'elles sont assimilées | skills of which a lesson says for the first time that they are mastered
-- says: theory_tests | passages du code, réussis ou non | theory tests taken, passed or not
-- says: practical_tests | passages de l'épreuve pratique, réussis ou non | practical tests taken, passed or not
-- says: applied | jour de la première candidature, s'il est de la période | day of the first application, when it is of the period
-- says: started | jour de la première séance suivie | day of the first lesson attended
-- says: theory | jour où le code est réussi | day of the theory test passed
-- says: driving | jour de la première séance de conduite suivie | day of the first driving lesson attended
-- says: licence | jour du permis | day of the licence
-- says: days_to_start | jours de la candidature à la première séance | days from application to first lesson
-- says: days_to_theory | jours de la première séance au code | days from first lesson to theory
-- says: days_to_licence | jours du code au permis | days from theory to licence
-- says: received | participation reçue, annulations déduites | contribution received, less reversals
-- says: paid | aide payée, annulations déduites | aid paid, less reversals
-- codes: site sites
-- codes: school partners
-- codes: commune communes
-- page: schools
-- plot: distribution days_to_licence | Jours du code au permis | Days from theory to licence
-- plot: distribution sessions | Séances par jeune | Sessions by learner
--
-- One row for each person of whom the period has a fact: what `school` counts, learner by learner. Steps show the day when it lies in the
-- period. The school is the one to which the person was assigned last.
-- include: journey
SELECT placed.person AS case_id,
  (SELECT MAX(numbers.file_number) FROM application AS numbers WHERE numbers.case_id = placed.person AND numbers.voided_day IS NULL) AS file_number,
  MIN(placed.site) AS site, MIN(placed.area) AS area, MIN(placed.commune) AS commune,
  (SELECT last.school FROM assignment AS last WHERE last.case_id = placed.person AND last.voided_day IS NULL
    ORDER BY last.starts DESC, last.id DESC LIMIT 1) AS school,
  SUM(CASE WHEN placed.what = 'sessions' THEN 1 ELSE 0 END) AS sessions,
  SUM(CASE WHEN placed.what = 'minutes' THEN placed.amount ELSE 0 END) AS minutes,
  SUM(CASE WHEN placed.what = 'present' THEN 1 ELSE 0 END) AS present,
  SUM(CASE WHEN placed.what = 'absent' THEN 1 ELSE 0 END) AS absent,
  SUM(CASE WHEN placed.what = 'excused' THEN 1 ELSE 0 END) AS excused,
  SUM(CASE WHEN placed.what IN ('present', 'absent', 'excused') THEN 1 ELSE 0 END) AS known,
  SUM(CASE WHEN placed.what = 'skills' THEN 1 ELSE 0 END) AS skills,
  SUM(CASE WHEN placed.what = 'theory_tests' THEN 1 ELSE 0 END) AS theory_tests,
  SUM(CASE WHEN placed.what = 'practical_tests' THEN 1 ELSE 0 END) AS practical_tests,
  MIN(CASE WHEN placed.what = 'step_applied' THEN placed.day END) AS applied,
  MIN(CASE WHEN placed.what = 'step_started' THEN placed.day END) AS started,
  MIN(CASE WHEN placed.what = 'step_theory' THEN placed.day END) AS theory,
  MIN(CASE WHEN placed.what = 'step_driving' THEN placed.day END) AS driving,
  MIN(CASE WHEN placed.what = 'step_licence' THEN placed.day END) AS licence,
  MIN(CASE WHEN placed.what = 'span_start' THEN placed.amount END) AS days_to_start,
  MIN(CASE WHEN placed.what = 'span_theory' THEN placed.amount END) AS days_to_theory,
  MIN(CASE WHEN placed.what = 'span_licence' THEN placed.amount END) AS days_to_licence,
  CAST(SUM(CASE WHEN placed.what = 'received' THEN placed.amount ELSE 0 END) AS BIGINT) AS received,
  CAST(SUM(CASE WHEN placed.what = 'paid' THEN placed.amount ELSE 0 END) AS BIGINT) AS paid
FROM placed
GROUP BY placed.person
ORDER BY file_number, placed.person
