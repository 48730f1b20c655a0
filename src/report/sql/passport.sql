-- title: Passeport emploi : les quatre indicateurs | Passport: the four indicators
-- reads: passports categories
-- column: section text | Rubrique | Section
-- column: item text | Indicateur | Item
-- column: value text | Valeur | Value
-- column: facts integer | Faits | Facts
-- column: passports integer | Passeports | Passports
-- column: partners integer | Partenaires | Partners
-- column: share share(part, whole, 3) | Part | Share
-- says: section | l'un des quatre indicateurs | one of the four indicators
-- says: item | ce que l'indicateur compte | what the indicator counts
-- says: value | nature, niveau, catégorie ou situation | nature, level, category or situation
-- says: facts | périodes, compétences, contributions ou situations | periods, competences, contributions or situations
-- says: passports | passeports différents derrière elles | different passports behind them
-- says: partners | partenaires différents | different partners
-- says: share | part de toutes les compétences du moment | share of all competences of that moment
-- says: section = periods | périodes en entreprise commencées dans la période | company periods that began in the period
-- says: section = levels | compétences des passeports clos dans la période, à l'ouverture et à la clôture | competences of the passports closed in the period, at the opening and at the closing
-- says: section = partners | contributions de partenaires dans la période | contributions of partners in the period
-- says: section = employment | situations d'emploi commencées dans la période | situations of employment that began in the period
-- codes: section rubrique_rapport
-- codes: item rubrique_rapport
-- codes: value nature_periode where section = periods
-- codes: value niveau_passeport where section = levels
-- codes: value categorie_partenaire where section = partners
-- codes: value situation_detaillee where section = employment
-- people: passports > facts, partners, share
-- adds: facts to share within section, item
-- plot: bars value facts where section = periods | Périodes en entreprise | Company periods
-- plot: bars value facts where section = levels and item = opening | Compétences à l'ouverture | Competences at the opening
-- plot: bars value facts where section = levels and item = closing | Compétences à la clôture | Competences at the closing
--
-- The four indicators of the charter, for a period; nothing that is voided counts.
--   periods       company periods by nature, which began in the period
--   levels        competences of the passports closed in the period, at the opening and at the closing, by level; the share
--                 is of all competences of that moment
--   partners      contributions of the period by category: so many (facts) of so many partners to so many passports. Who
--                 typed something is not counted
--   employment    situations of the type employment that began in the period, of owners of a passport opened by then
WITH owners AS (
  SELECT passport.passport, COALESCE(merged."into", passport.case_id) AS person, MIN(passport.day) AS opened
  FROM passport LEFT JOIN merged ON merged.case_id = passport.case_id
  WHERE passport.voided_day IS NULL
  GROUP BY passport.passport, COALESCE(merged."into", passport.case_id)
),
persons AS (SELECT person, MIN(opened) AS opened FROM owners GROUP BY person),
closed AS (
  SELECT passport.passport, passport.id
  FROM params INNER JOIN passport ON passport.closed >= params.first_day AND passport.closed < params.after_day
  WHERE passport.voided_day IS NULL
),
moments AS (
  SELECT 'opening' AS item, passport_competences.value AS level, closed.passport
  FROM closed INNER JOIN passport_competences ON passport_competences.passport = closed.passport AND passport_competences.record_id = closed.id
  UNION ALL
  SELECT 'closing' AS item, passport_final.value AS level, closed.passport
  FROM closed INNER JOIN passport_final ON passport_final.passport = closed.passport AND passport_final.record_id = closed.id
),
working AS (
  SELECT COALESCE(merged."into", situation.case_id) AS person, situation.situation, situation.starts
  FROM params
    INNER JOIN situation ON situation.starts >= params.first_day AND situation.starts < params.after_day
    LEFT JOIN merged ON merged.case_id = situation.case_id
  WHERE situation.voided_day IS NULL
    AND situation.situation IN ('emploi', 'alternance', 'iae', 'interim', 'entrepreneur', 'cdi_temps_plein', 'cdi_temps_partiel',
      'cdd_temps_plein', 'cdd_temps_partiel', 'intermittent', 'exploitant_agricole')
),
figures AS (
  SELECT 1 AS place, 'periods' AS section, 'nature' AS item, experience.nature AS value, COUNT(*) AS facts,
    COUNT(DISTINCT experience.passport) AS passports, CAST(NULL AS BIGINT) AS partners, CAST(NULL AS BIGINT) AS part,
    CAST(NULL AS BIGINT) AS whole
  FROM params INNER JOIN experience ON experience.starts >= params.first_day AND experience.starts < params.after_day
  WHERE experience.voided_day IS NULL
  GROUP BY experience.nature
  UNION ALL
  SELECT CASE moments.item WHEN 'opening' THEN 2 ELSE 3 END AS place, 'levels' AS section, moments.item, moments.level AS value,
    COUNT(*) AS facts, COUNT(DISTINCT moments.passport) AS passports, NULL AS partners, COUNT(*) AS part,
    (SELECT COUNT(*) FROM moments AS beside WHERE beside.item = moments.item) AS whole
  FROM moments
  GROUP BY moments.item, moments.level
  UNION ALL
  SELECT 4 AS place, 'partners' AS section, 'category' AS item, COALESCE(partner.category, 'autre') AS value, COUNT(*) AS facts,
    COUNT(DISTINCT contribution.passport) AS passports, COUNT(DISTINCT contribution.partner) AS partners, NULL AS part, NULL AS whole
  FROM params
    INNER JOIN contribution ON contribution.day >= params.first_day AND contribution.day < params.after_day
    LEFT JOIN partner ON partner.code = contribution.partner AND partner.voided_day IS NULL
  WHERE contribution.voided_day IS NULL
  GROUP BY COALESCE(partner.category, 'autre')
  UNION ALL
  SELECT 5 AS place, 'employment' AS section, 'situation' AS item, working.situation AS value, COUNT(*) AS facts,
    COUNT(DISTINCT working.person) AS passports, NULL AS partners, NULL AS part, NULL AS whole
  FROM working INNER JOIN persons ON persons.person = working.person AND persons.opened <= working.starts
  GROUP BY working.situation
)
SELECT figures.section, figures.item, figures.value, figures.facts, figures.passports, figures.partners, figures.part, figures.whole
FROM figures
ORDER BY figures.place, figures.value
