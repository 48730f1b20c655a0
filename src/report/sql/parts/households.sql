-- Households as people declared them, for `-- include: households` after `people`: `households` has person, day, id, couple and children
-- (1, 0, nothing where it was not said).
households AS (
  SELECT one.person, household.day, household.id,
    CASE WHEN household.family IN ('concubinage', 'pacs', 'marie', 'couple_enfants') THEN 1 WHEN household.family <> 'autre' THEN 0 END AS couple,
    CASE WHEN household.children > 0 OR household.family IN ('couple_enfants', 'parent_isole') THEN 1 WHEN household.children = 0 THEN 0 END AS children
  FROM household INNER JOIN one ON one.case_id = household.case_id
  WHERE household.voided_day IS NULL
),
