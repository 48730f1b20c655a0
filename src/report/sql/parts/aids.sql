-- Every entry of aid with the budget line that it falls on, for `-- include: aids` within a report's WITH and for `contract
-- budget`: `aids` has case_id, id, programme, kind, day, cents (less for a reversal), committed_cents (what the entry does to
-- what is committed and not paid) and line (FUNDER/LINE; nothing: on none that the programme has).
-- A reversal and a payment follow the entry that they name; that one says its line, else its nature and day decide: the
-- first line of a funder who pays that day and names the nature, else the first that names none.
roots AS (
  SELECT entry.case_id, entry.id, COALESCE(last_named.id, named.id, entry.id) AS root,
    COALESCE(entry.commitment, named.commitment) AS commitment
  FROM entry
    LEFT JOIN entry AS named ON named.case_id = entry.case_id AND named.id = COALESCE(entry.reverses, entry.commitment)
    LEFT JOIN entry AS last_named ON last_named.case_id = named.case_id AND last_named.id = COALESCE(named.reverses, named.commitment)
  WHERE entry.kind IN ('aide_engagee', 'aide_payee')
),
aids AS MATERIALIZED (
  SELECT entry.case_id, entry.id, entry.programme, entry.kind, entry.day,
    CASE WHEN entry.reverses IS NULL THEN entry.amount_cents ELSE -entry.amount_cents END AS cents,
    CASE WHEN entry.kind = 'aide_payee' AND roots.commitment IS NULL THEN 0
      WHEN (entry.kind = 'aide_payee') = (entry.reverses IS NULL) THEN -entry.amount_cents ELSE entry.amount_cents END AS committed_cents,
    CASE WHEN root.line IS NOT NULL THEN (
        SELECT funder.code || '/' || funder_lines.code FROM funder
          INNER JOIN funder_lines ON funder_lines.programme = funder.programme AND funder_lines.funder_position = funder.position
        WHERE funder.programme = entry.programme AND funder.code || '/' || funder_lines.code = root.line
        ORDER BY funder.position, funder_lines.position LIMIT 1)
      ELSE COALESCE((
        SELECT funder.code || '/' || funder_lines.code FROM programme
          INNER JOIN funder ON funder.programme = programme.programme
          INNER JOIN funder_lines ON funder_lines.programme = funder.programme AND funder_lines.funder_position = funder.position
          INNER JOIN funder_lines_natures AS taken ON taken.programme = funder.programme AND taken.funder_position = funder.position
            AND taken.funder_lines_position = funder_lines.position AND taken.value = root.nature
        WHERE funder.programme = entry.programme AND COALESCE(funder.starts, programme.starts, root.day) <= root.day AND COALESCE(funder.ends, programme.ends, root.day) >= root.day
        ORDER BY funder.position, funder_lines.position LIMIT 1), (
        SELECT funder.code || '/' || funder_lines.code FROM programme
          INNER JOIN funder ON funder.programme = programme.programme
          INNER JOIN funder_lines ON funder_lines.programme = funder.programme AND funder_lines.funder_position = funder.position
        WHERE funder.programme = entry.programme AND COALESCE(funder.starts, programme.starts, root.day) <= root.day AND COALESCE(funder.ends, programme.ends, root.day) >= root.day
          AND NOT EXISTS (SELECT 1 FROM funder_lines_natures AS taken WHERE taken.programme = funder.programme
            AND taken.funder_position = funder.position AND taken.funder_lines_position = funder_lines.position)
        ORDER BY funder.position, funder_lines.position LIMIT 1)) END AS line
  FROM roots
    INNER JOIN entry ON entry.case_id = roots.case_id AND entry.id = roots.id
    INNER JOIN entry AS root ON root.case_id = roots.case_id AND root.id = roots.root
),
