-- title: Résultats selon le public | Results by who people are
-- column: programme text | Dispositif | Programme
-- column: section text | Rubrique | Section
-- column: item text | Selon | By
-- column: value text | Valeur | Value
-- column: entered integer | Entrés | Entered
-- column: exited integer | Sortis | Left
-- column: positive integer | Sorties positives | Positive exits
-- column: positive_rate share(positive, exited, 3) | Taux | Rate
-- column: followed integer | Sortis depuis six mois | Left six months ago
-- column: working integer | En emploi ou en formation | In work or training
-- column: working_rate share(working, followed, 3) | Taux à six mois | Rate at six months
-- says: programme | le dispositif | the programme
-- says: section | toujours results | always results
-- says: item | selon quoi les personnes sont réparties | by what the people are split
-- says: value | la valeur ; inconnu quand elle n'est pas dite | the value; inconnu when it is not said
-- says: entered | personnes entrées au dernier jour de la période | people who entered by the last day of the period
-- says: exited | celles d'entre elles qui sont sorties, au premier jour de sortie | those of them who left, on the day of the first exit
-- says: positive | sorties dont le motif compte comme positif d'après la règle du dispositif | exits whose reason counts as positive by the programme's rule
-- says: positive_rate | sorties positives sur sorties ; vide sans sortie | positive exits of exits; empty without an exit
-- says: followed | personnes sorties depuis six mois ou plus | people who left six months ago or longer
-- says: working | celles d'entre elles en emploi ou en formation six mois après la sortie | those of them in work or training six months after the exit
-- says: working_rate | en emploi ou en formation sur sorties depuis six mois | in work or training of those who left six months ago
-- codes: programme programmes
-- codes: section rubrique_rapport
-- codes: item rubrique_rapport
-- codes: value sexe where item = sex
-- codes: value niveau_formation, niveau_formation_ancien where item = education
-- codes: value situation_autonomie, situation_detaillee, situation_scolaire where item = situation
-- codes: value type_partenaire where item = prescriber
-- codes: value dispositif where item = scheme
-- codes: value partners where item = school
-- codes: value rubrique_rapport
-- people: entered, exited, followed
-- people: positive > positive_rate
-- people: working > working_rate
-- adds: item sex to total within programme
-- adds: item age to total within programme
-- adds: item education to total within programme
-- adds: item priority_area to total within programme
-- adds: item situation to total within programme
-- adds: item prescriber to total within programme
-- adds: item scheme to total within programme
-- adds: item couple to total within programme
-- adds: item children to total within programme
-- adds: item school to total within programme
-- adds: positive to positive_rate within programme, section, item, value
-- adds: working to working_rate within programme, section, item, value
-- grows: entered
-- grows: exited
-- grows: positive
-- grows: followed
-- grows: working
-- loose: positive, working
-- same: entered where item = total as cumulative where section = funnel and item = entrees
-- same: exited where item = total as cumulative where section = funnel and item = sorties
-- same: followed where item = total as cumulative where section = later and item = total
-- same: entered where item = sex as cumulative where section = entries and item = sex
-- same: entered where item = age as cumulative where section = entries and item = age
-- same: entered where item = education as cumulative where section = entries and item = education
-- same: entered where item = priority_area as cumulative where section = entries and item = priority_area
-- same: entered where item = situation as cumulative where section = entries and item = situation
-- same: entered where item = couple as cumulative where section = entries and item = couple
-- same: entered where item = children as cumulative where section = entries and item = children
--
-- Up to the last day of the period: people who entered, of them those who left (first exit), left positively as the programme's rule
-- has it, left six months ago or longer, and were in work or training on that day. By sex, age and level at the application, priority
-- area, situation at the entry, prescriber, scheme, couple and children as declared last, school. What is not known is `inconnu`; what is known of
-- nobody has no row.
-- include: people
-- include: known_applications
-- include: entries
-- include: households
-- include: profile
-- include: exits
-- include: works
asked AS (SELECT DISTINCT traits.programme, traits.dimension FROM traits WHERE traits.value IS NOT NULL),
groups AS (
  SELECT profile.programme, 0 AS place, 'total' AS item, CAST(NULL AS TEXT) AS value, profile.person FROM profile WHERE profile.entered IS NOT NULL
  UNION ALL
  SELECT traits.programme, traits.place, traits.dimension AS item, COALESCE(traits.value, 'inconnu') AS value, traits.person
  FROM traits
    INNER JOIN asked ON asked.programme = traits.programme AND asked.dimension = traits.dimension
    INNER JOIN profile ON profile.programme = traits.programme AND profile.person = traits.person
  WHERE profile.entered IS NOT NULL
)
SELECT groups.programme, 'results' AS section, groups.item, groups.value, COUNT(groups.person) AS entered, COUNT(left_it.person) AS exited,
  COUNT(CASE WHEN left_it.reason IN (SELECT positive.value FROM programme_exit_positive AS positive WHERE positive.programme = groups.programme) THEN 1 END) AS positive,
  COUNT(moments.person) AS followed, COUNT(CASE WHEN occupied.situation IS NOT NULL THEN 1 END) AS working
FROM groups
  LEFT JOIN left_it ON left_it.programme = groups.programme AND left_it.person = groups.person
  LEFT JOIN moments ON moments.programme = groups.programme AND moments.person = groups.person
  LEFT JOIN situated ON situated.programme = groups.programme AND situated.person = groups.person
  LEFT JOIN occupied ON occupied.situation = situated.situation
GROUP BY groups.programme, groups.place, groups.item, groups.value
ORDER BY groups.programme, groups.place, groups.value
