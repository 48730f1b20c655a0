-- title: Dispositif : de la candidature à l'entrée et au permis | Programme: from the application to the entry and the licence
-- column: programme text | Dispositif | Programme
-- column: section text | Rubrique | Section
-- column: item text | Indicateur | Item
-- column: site text | Site | Site
-- column: dimension text | Selon | By
-- column: value text | Valeur | Value
-- column: planned integer | Prévu | Planned
-- column: in_period integer | Période | Period
-- column: cumulative integer | Cumul | Cumulative
-- column: planned_amount money | Montant prévu | Amount planned
-- column: period_amount money | Montant de la période | Amount of the period
-- column: cumulative_amount money | Montant cumulé | Amount cumulative
-- column: remaining money | Reste | Left
-- column: unit_cost money | Coût par personne | Cost each
-- column: rate share(part, whole, 3) | Taux | Rate
-- says: programme | le dispositif | the programme
-- says: section | de quoi parle la ligne | what the row is about
-- says: item | l'étape ou la nature d'argent | the step or the kind of money
-- says: site | site de la dernière candidature au dispositif ; vide : tous | site of the last application to the programme; empty: all
-- says: dimension | ce selon quoi l'objectif est dit | what the objective is by
-- says: value | la valeur que l'objectif nomme | the value that the objective names
-- says: planned | l'objectif du dispositif, sinon ses places | the programme's objective, else its places
-- says: in_period | personnes qui ont franchi l'étape dans la période, chacune comptée au premier jour ; pour l'argent celles dont les montants sont | people who reached the step in the period, each counted on its first day; of money those whose amounts these are
-- says: cumulative | les mêmes depuis le début, au dernier jour de la période | the same from the beginning, on the last day of the period
-- says: planned_amount | somme des lignes du budget, sinon places × plafond | sum of the budget lines, else places × ceiling
-- says: period_amount | ce qui a été payé, dû ou reçu dans la période | what was paid, due or received in the period
-- says: cumulative_amount | ce qui est engagé et pas payé, payé, dû ou reçu au dernier jour | what is committed and not paid, paid, due or received by the last day
-- says: remaining | prévu moins engagé moins payé ; participations : dû moins reçu | planned less committed less paid; contributions: due less received
-- says: unit_cost | aide payée divisée par les entrées, par les permis | aid paid divided by entries, by licences
-- says: rate | cumul sur prévu ; vide sans prévu | cumulative of planned; empty without a plan
-- says: section = funnel | personnes, étape par étape, de la candidature à la sortie | people, step by step, from the application to the exit
-- says: section = objectives | objectifs du dispositif selon autre chose que le site | objectives of the programme by something else than a site
-- says: section = money | aides engagées et payées, participations dues et reçues | aid committed and paid, contributions due and received
-- codes: programme programmes
-- codes: section rubrique_rapport
-- codes: item indicateur_dispositif, rubrique_rapport
-- codes: site sites
-- codes: dimension rubrique_rapport
-- codes: value sexe where dimension = sex
-- codes: value niveau_formation, niveau_formation_ancien where dimension = education
-- codes: value situation_autonomie, situation_detaillee, situation_scolaire where dimension = situation
-- codes: value type_partenaire where dimension = prescriber
-- codes: value dispositif where dimension = scheme
-- codes: value partners where dimension = school
-- codes: value rubrique_rapport
-- reads: categories
-- people: in_period > period_amount
-- people: cumulative > cumulative_amount, rate
-- open: planned, planned_amount
-- adds: site * to - within programme, section, item, dimension, value
-- adds: dimension sex to - within programme, item, site
-- adds: dimension age to - within programme, item, site
-- adds: dimension education to - within programme, item, site
-- adds: dimension priority_area to - within programme, item, site
-- adds: dimension situation to - within programme, item, site
-- adds: dimension prescriber to - within programme, item, site
-- adds: dimension scheme to - within programme, item, site
-- adds: dimension couple to - within programme, item, site
-- adds: dimension children to - within programme, item, site
-- adds: dimension school to - within programme, item, site
-- adds: in_period to cumulative
-- grows: cumulative by in_period
-- grows: cumulative_amount by period_amount
-- loose: in_period, cumulative, period_amount, cumulative_amount
-- same: in_period where section = objectives and item = entrees and site = - and dimension = sex as in_period where section = entries and item = sex and dimension = -
-- same: cumulative where section = objectives and item = entrees and site = - and dimension = sex as cumulative where section = entries and item = sex and dimension = -
-- same: in_period where section = objectives and item = entrees and site = - and dimension = age as in_period where section = entries and item = age and dimension = -
-- same: cumulative where section = objectives and item = entrees and site = - and dimension = age as cumulative where section = entries and item = age and dimension = -
-- same: in_period where section = objectives and item = entrees and site = - and dimension = education as in_period where section = entries and item = education and dimension = -
-- same: cumulative where section = objectives and item = entrees and site = - and dimension = education as cumulative where section = entries and item = education and dimension = -
-- same: in_period where section = objectives and item = entrees and site = - and dimension = priority_area as in_period where section = entries and item = priority_area and dimension = -
-- same: cumulative where section = objectives and item = entrees and site = - and dimension = priority_area as cumulative where section = entries and item = priority_area and dimension = -
-- same: in_period where section = objectives and item = entrees and site = - and dimension = situation as in_period where section = entries and item = situation and dimension = -
-- same: cumulative where section = objectives and item = entrees and site = - and dimension = situation as cumulative where section = entries and item = situation and dimension = -
-- same: in_period where section = objectives and item = entrees and site = - and dimension = couple as in_period where section = entries and item = couple and dimension = -
-- same: cumulative where section = objectives and item = entrees and site = - and dimension = couple as cumulative where section = entries and item = couple and dimension = -
-- same: in_period where section = objectives and item = entrees and site = - and dimension = children as in_period where section = entries and item = children and dimension = -
-- same: cumulative where section = objectives and item = entrees and site = - and dimension = children as cumulative where section = entries and item = children and dimension = -
-- plot: bars item cumulative where section = funnel and site = - | De la candidature à la sortie, cumul | From application to exit, cumulative
--
-- Up to the last day of the period; a row without a site is the whole programme. Sections:
--   funnel   people, each counted once on the first day of the step; the plan is the programme's objective, else for
--            contracts and entries its places. A person's site is that of the last application received.
--            What it cost each: what was paid, for each entry and each licence
--   objectives  objectives of the programme that are by something else than a site: of the people of that step those who are so
--   money    aid committed and not paid, paid, left of the plan: the sum of the budget lines, of a site (and of a
--            programme without lines) its places times the ceiling; contributions due, received, owing. The people are
--            those whose amounts these are
-- What is left and what it cost follow from the other figures: readers outside are not told them a second time.
-- include: people
-- include: known_applications
-- include: entries
-- include: households
-- include: profile
-- include: aids
-- include: signed_contracts
-- include: steps
places AS (
  SELECT programme, site, places FROM quota
  UNION ALL
  SELECT programme, NULL AS site, SUM(places) AS places FROM quota GROUP BY programme
),
spots AS (
  SELECT DISTINCT programme, site FROM home
  UNION SELECT programme, site FROM quota
  UNION SELECT programme, site FROM programme_objectives
  UNION SELECT programme, CAST(NULL AS TEXT) AS site FROM programme
),
items AS (
  SELECT 1 AS place, 'candidatures' AS item
  UNION ALL SELECT 2 AS place, 'contrats' AS item
  UNION ALL SELECT 3 AS place, 'entrees' AS item
  UNION ALL SELECT 4 AS place, 'premieres_seances' AS item
  UNION ALL SELECT 5 AS place, 'code_obtenu' AS item
  UNION ALL SELECT 6 AS place, 'permis' AS item
  UNION ALL SELECT 7 AS place, 'sorties' AS item
),
-- Objectives, by what each is: nothing but a site, or one thing more.
goals AS (
  SELECT objective.programme, objective.indicator AS item, objective.site, objective.number,
    CASE WHEN objective.sex IS NOT NULL THEN 'sex' WHEN objective.age IS NOT NULL THEN 'age' WHEN objective.education IS NOT NULL THEN 'education'
      WHEN objective.priority_area IS NOT NULL THEN 'priority_area' WHEN objective.situation IS NOT NULL THEN 'situation'
      WHEN objective.prescriber IS NOT NULL THEN 'prescriber' WHEN objective.scheme IS NOT NULL THEN 'scheme'
      WHEN objective.couple IS NOT NULL THEN 'couple' WHEN objective.children IS NOT NULL THEN 'children'
      WHEN objective.school IS NOT NULL THEN 'school' END AS dimension,
    COALESCE(objective.sex, objective.age, objective.education, objective.situation, objective.prescriber, objective.scheme, objective.school,
      CASE COALESCE(objective.priority_area, objective.couple, objective.children) WHEN 1 THEN 'oui' WHEN 0 THEN 'non' END) AS value
  FROM programme_objectives AS objective
),
-- What is planned at a site: its objective, else its places; in all: the objective in all, else the sum of the sites.
site_plans AS (
  SELECT spots.programme, spots.site, items.item,
    COALESCE((SELECT MAX(said.number) FROM goals AS said WHERE said.programme = spots.programme
        AND said.item = items.item AND said.site = spots.site AND said.dimension IS NULL),
      (SELECT MAX(quota.places) FROM quota WHERE quota.programme = spots.programme AND quota.site = spots.site
        AND items.item IN ('contrats', 'entrees'))) AS number
  FROM spots CROSS JOIN items
  WHERE spots.site IS NOT NULL
),
plans AS (
  SELECT programme, site, item, number FROM site_plans
  UNION ALL
  SELECT site_plans.programme, NULL AS site, site_plans.item, SUM(site_plans.number) AS number
  FROM site_plans
  WHERE NOT EXISTS (SELECT 1 FROM goals AS whole
    WHERE whole.programme = site_plans.programme AND whole.item = site_plans.item AND whole.site IS NULL AND whole.dimension IS NULL)
  GROUP BY site_plans.programme, site_plans.item
  UNION ALL
  SELECT programme, NULL AS site, item, MAX(number) AS number FROM goals
  WHERE site IS NULL AND dimension IS NULL GROUP BY programme, item
),
funnel AS MATERIALIZED (
  SELECT spots.programme, items.place, items.item, spots.site,
    (SELECT CAST(MAX(plans.number) AS BIGINT) FROM plans WHERE plans.programme = spots.programme AND plans.item = items.item
      AND COALESCE(plans.site, '') = COALESCE(spots.site, '')) AS planned,
    COUNT(CASE WHEN reached.day >= params.first_day THEN 1 END) AS in_period,
    COUNT(reached.person) AS cumulative
  FROM params CROSS JOIN spots CROSS JOIN items
    INNER JOIN programme ON programme.programme = spots.programme
      AND (programme.schools_kind IS NOT NULL OR items.place NOT BETWEEN 4 AND 6)
    LEFT JOIN reached ON reached.programme = spots.programme AND reached.item = items.item
      AND (spots.site IS NULL OR reached.site = spots.site)
  GROUP BY spots.programme, items.place, items.item, spots.site, params.first_day
),
aims AS (
  SELECT goals.programme, items.place, goals.item, goals.site, goals.dimension, goals.value, MAX(goals.number) AS planned,
    COUNT(DISTINCT CASE WHEN reached.day >= params.first_day THEN traits.person END) AS in_period,
    COUNT(DISTINCT traits.person) AS cumulative
  FROM params CROSS JOIN goals
    INNER JOIN items ON items.item = goals.item
    LEFT JOIN reached ON reached.programme = goals.programme AND reached.item = goals.item AND (goals.site IS NULL OR reached.site = goals.site)
    LEFT JOIN traits ON traits.programme = goals.programme AND traits.person = reached.person AND traits.dimension = goals.dimension
      AND traits.value = goals.value
  WHERE goals.dimension IS NOT NULL
  GROUP BY goals.programme, items.place, goals.item, goals.site, goals.dimension, goals.value
),
-- include: moves
owned AS (
  SELECT moves.programme, moves.site, moves.item, moves.person, SUM(moves.cents) AS cents,
    SUM(CASE WHEN moves.day >= params.first_day THEN moves.cents ELSE 0 END) AS period_cents
  FROM params CROSS JOIN moves
  GROUP BY moves.programme, moves.site, moves.item, moves.person
),
amounts AS (
  SELECT spots.programme, spots.site, kinds.place, kinds.item,
    CAST(COALESCE(SUM(owned.period_cents), 0) AS BIGINT) AS period_cents, CAST(COALESCE(SUM(owned.cents), 0) AS BIGINT) AS cumulative_cents,
    COUNT(CASE WHEN owned.period_cents <> 0 THEN 1 END) AS in_period, COUNT(CASE WHEN owned.cents <> 0 THEN 1 END) AS cumulative
  FROM spots
    CROSS JOIN (SELECT 11 AS place, 'aide_engagee' AS item UNION ALL SELECT 12 AS place, 'aide_payee' AS item
      UNION ALL SELECT 14 AS place, 'participation_due' AS item UNION ALL SELECT 15 AS place, 'participation_recue' AS item) AS kinds
    LEFT JOIN owned ON owned.programme = spots.programme AND owned.item = kinds.item
      AND (spots.site IS NULL OR owned.site = spots.site)
  GROUP BY spots.programme, spots.site, kinds.place, kinds.item
),
budgets AS (
  SELECT places.programme, places.site,
    CASE WHEN places.site IS NULL AND EXISTS (SELECT 1 FROM funder_lines WHERE funder_lines.programme = places.programme)
      THEN (SELECT SUM(funder_lines.amount_cents) FROM funder_lines WHERE funder_lines.programme = places.programme)
      ELSE places.places * programme.aid_ceiling_cents END AS cents
  FROM places INNER JOIN programme ON programme.programme = places.programme
),
opposite AS (
  SELECT amounts.programme, amounts.site, amounts.cumulative_cents AS committed_cents,
    CASE amounts.item WHEN 'aide_engagee' THEN 'aide_payee' ELSE 'participation_recue' END AS item
  FROM amounts WHERE amounts.item IN ('aide_engagee', 'participation_due')
),
money AS (
  SELECT amounts.programme, amounts.place, amounts.item, amounts.site,
    CASE WHEN amounts.place < 14 THEN budgets.cents END AS planned_cents,
    CASE WHEN amounts.item <> 'aide_engagee' THEN amounts.period_cents END AS period_cents, amounts.cumulative_cents,
    CASE WHEN amounts.item <> 'aide_engagee' THEN amounts.in_period END AS in_period, amounts.cumulative,
    CASE amounts.item WHEN 'aide_payee' THEN budgets.cents - opposite.committed_cents - amounts.cumulative_cents
      WHEN 'participation_recue' THEN opposite.committed_cents - amounts.cumulative_cents END AS remaining_cents
  FROM amounts
    LEFT JOIN budgets ON budgets.programme = amounts.programme AND COALESCE(budgets.site, '') = COALESCE(amounts.site, '')
    LEFT JOIN opposite ON opposite.programme = amounts.programme AND opposite.item = amounts.item
      AND COALESCE(opposite.site, '') = COALESCE(amounts.site, '')
),
costs AS (
  SELECT funnel.programme, funnel.item, funnel.site, (2 * amounts.cumulative_cents + funnel.cumulative) / (2 * funnel.cumulative) AS cents
  FROM funnel
    INNER JOIN programme ON programme.programme = funnel.programme AND programme.aid_ceiling_cents IS NOT NULL
    INNER JOIN amounts ON amounts.programme = funnel.programme AND amounts.item = 'aide_payee'
      AND COALESCE(amounts.site, '') = COALESCE(funnel.site, '')
  WHERE funnel.item IN ('entrees', 'permis') AND funnel.cumulative > 0
),
rows_of AS (
  SELECT funnel.programme, funnel.place, 'funnel' AS section, funnel.item, funnel.site, CAST(NULL AS TEXT) AS dimension, CAST(NULL AS TEXT) AS value, funnel.planned, funnel.in_period, funnel.cumulative,
    CAST(NULL AS BIGINT) AS planned_amount, CAST(NULL AS BIGINT) AS period_amount, CAST(NULL AS BIGINT) AS cumulative_amount,
    CAST(NULL AS BIGINT) AS remaining, costs.cents AS unit_cost, funnel.cumulative AS part, funnel.planned AS whole
  FROM funnel LEFT JOIN costs ON costs.programme = funnel.programme AND costs.item = funnel.item AND COALESCE(costs.site, '') = COALESCE(funnel.site, '')
  UNION ALL
  SELECT aims.programme, 20 + aims.place AS place, 'objectives' AS section, aims.item, aims.site, aims.dimension, aims.value, aims.planned, aims.in_period,
    aims.cumulative, NULL AS planned_amount, NULL AS period_amount, NULL AS cumulative_amount, NULL AS remaining, NULL AS unit_cost,
    aims.cumulative AS part, aims.planned AS whole
  FROM aims
  UNION ALL
  SELECT money.programme, money.place, 'money' AS section, money.item, money.site, NULL AS dimension, NULL AS value, NULL AS planned, money.in_period, money.cumulative,
    money.planned_cents AS planned_amount, money.period_cents AS period_amount, money.cumulative_cents AS cumulative_amount,
    money.remaining_cents AS remaining, NULL AS unit_cost,
    CASE WHEN money.planned_cents IS NOT NULL THEN money.cumulative_cents END AS part, money.planned_cents AS whole
  FROM money INNER JOIN programme ON programme.programme = money.programme
  WHERE CASE WHEN money.place < 14 THEN programme.aid_ceiling_cents ELSE programme.contribution_due_cents END IS NOT NULL
)
SELECT rows_of.programme, rows_of.section, rows_of.item, rows_of.site, rows_of.dimension, rows_of.value, rows_of.planned, rows_of.in_period, rows_of.cumulative,
  rows_of.planned_amount, rows_of.period_amount, rows_of.cumulative_amount, rows_of.remaining, rows_of.unit_cost, rows_of.part, rows_of.whole
FROM rows_of
ORDER BY rows_of.programme, rows_of.place, rows_of.dimension, rows_of.value, CASE WHEN rows_of.site IS NULL THEN 0 ELSE 1 END, rows_of.site
