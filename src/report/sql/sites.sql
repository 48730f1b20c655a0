-- title: Résultats par site et par auto-école | Results by site and school
-- column: programme text | Dispositif | Programme
-- column: site text | Site | Site
-- column: school text | Auto-école | School
-- column: started integer | Jeunes | Learners
-- column: theory integer | Codes | Theory passed
-- column: examined integer | Présentés | Examined
-- column: licences integer | Permis | Licences
-- column: licence_rate share(licences, started, 6) | Permis sur jeunes | Licences of learners
-- column: minutes minutes | Heures suivies | Hours attended
-- column: presence_rate share(present, known, 6) | Présence | Presence
-- column: days ratio(way_sum, way_base, 0) | Délai (jours) | Days
-- column: paid money | Aide payée | Aid paid
-- column: paid_each money | Aide par permis | Aid a licence
-- says: programme | le dispositif | the programme
-- says: site | le site ; vide : tout le dispositif | the site; empty: the whole programme
-- says: school | l'auto-école ; vide : tout le site | the driving school; empty: the whole site
-- says: started | jeunes qui ont suivi leur première séance dans la période | young people who attended their first lesson in the period
-- says: theory | jeunes qui ont obtenu le code dans la période | young people who passed the theory test in the period
-- says: examined | jeunes présentés pour la première fois à l'épreuve pratique dans la période | young people examined for the first time in the period
-- says: licences | jeunes qui ont obtenu le permis dans la période | young people who got the licence in the period
-- says: licence_rate | permis sur jeunes qui ont commencé ; vide sans jeune | licences of those who began; empty without one
-- says: minutes | durée des séances suivies | time of the lessons that were attended
-- says: presence_rate | séances suivies sur séances dont la présence est connue | lessons attended of lessons whose presence is known
-- says: days | médiane des jours de la première séance au permis, pour ceux qui l'ont obtenu | median days from the first lesson to the licence, of those who got it
-- says: paid | aide payée, extournes retirées | aid paid, less reversals
-- says: paid_each | aide payée divisée par les permis | aid paid divided by licences
-- codes: programme programmes
-- codes: site sites, rubrique_rapport
-- codes: school partners, rubrique_rapport
-- page: schools
--
-- Of the period: people who reached each step first, lessons, aid paid (less reversals); a row without a school is its site, one without a
-- site the programme. Days are the median from the first lesson to the licence, of those who got it. The school is the one that gave the
-- lesson; for all else the one to which the person was assigned that day. For the office alone.
-- include: journey
, who AS (
  SELECT DISTINCT application.programme, home.person
  FROM application
    INNER JOIN home ON home.case_id = application.case_id
    INNER JOIN programme ON programme.programme = application.programme
  WHERE application.voided_day IS NULL AND programme.schools_kind IS NOT NULL
),
spread AS MATERIALIZED (
  SELECT who.programme, levels.depth,
    CASE WHEN levels.depth < 3 THEN COALESCE(placed.site, 'inconnu') END AS site,
    CASE WHEN levels.depth = 1 THEN COALESCE(placed.school, 'inconnu') END AS school,
    placed.person, placed.what, placed.amount
  FROM (SELECT 1 AS depth UNION ALL SELECT 2 AS depth UNION ALL SELECT 3 AS depth) AS levels
    CROSS JOIN placed
    INNER JOIN who ON who.person = placed.person
),
medians AS (
  SELECT middle.programme, middle.site, middle.school, SUM(middle.amount) AS sum, COUNT(*) AS base
  FROM (
    SELECT spread.programme, spread.site, spread.school, spread.amount,
      ROW_NUMBER() OVER (PARTITION BY spread.programme, spread.site, spread.school ORDER BY spread.amount, spread.person) AS place,
      COUNT(*) OVER (PARTITION BY spread.programme, spread.site, spread.school) AS count
    FROM spread WHERE spread.what = 'span_way'
  ) AS middle
  WHERE 2 * middle.place >= middle.count AND 2 * middle.place <= middle.count + 2
  GROUP BY middle.programme, middle.site, middle.school
),
figures AS (
  SELECT spread.programme, spread.depth, spread.site, spread.school,
    SUM(CASE WHEN spread.what = 'step_started' THEN 1 ELSE 0 END) AS started,
    SUM(CASE WHEN spread.what = 'step_theory' THEN 1 ELSE 0 END) AS theory,
    SUM(CASE WHEN spread.what = 'step_examined' THEN 1 ELSE 0 END) AS examined,
    SUM(CASE WHEN spread.what = 'step_licence' THEN 1 ELSE 0 END) AS licences,
    SUM(CASE WHEN spread.what = 'minutes' THEN spread.amount ELSE 0 END) AS minutes,
    SUM(CASE WHEN spread.what = 'present' THEN 1 ELSE 0 END) AS present,
    SUM(CASE WHEN spread.what IN ('present', 'absent', 'excused') THEN 1 ELSE 0 END) AS known,
    CAST(SUM(CASE WHEN spread.what = 'paid' THEN spread.amount ELSE 0 END) AS BIGINT) AS paid
  FROM spread
  GROUP BY spread.programme, spread.depth, spread.site, spread.school
)
SELECT figures.programme, figures.site, figures.school, figures.started, figures.theory, figures.examined, figures.licences, figures.minutes,
  figures.present, figures.known, medians.sum AS way_sum, medians.base AS way_base, figures.paid,
  CASE WHEN figures.licences > 0 THEN (2 * figures.paid + figures.licences) / (2 * figures.licences) END AS paid_each
FROM figures
  LEFT JOIN medians ON medians.programme = figures.programme AND COALESCE(medians.site, '') = COALESCE(figures.site, '')
    AND COALESCE(medians.school, '') = COALESCE(figures.school, '')
WHERE figures.started + figures.theory + figures.examined + figures.licences + figures.known + figures.paid > 0
ORDER BY figures.programme, CASE WHEN figures.site IS NULL THEN 1 ELSE 0 END, figures.site, figures.depth DESC, figures.school
