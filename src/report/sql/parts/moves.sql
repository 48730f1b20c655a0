-- What the ledger says of aid and contributions up to the period's last day, for `-- include: moves` after aids and steps: `moves` has
-- programme, site, person, item, day and cents.
signed AS (
  SELECT entry.programme, one.person, home.site, entry.kind, entry.day,
    CASE WHEN entry.reverses IS NULL THEN entry.amount_cents ELSE -entry.amount_cents END AS cents, aids.committed_cents
  FROM params
    INNER JOIN entry ON entry.day < params.after_day
    INNER JOIN one ON one.case_id = entry.case_id
    LEFT JOIN home ON home.person = one.person AND home.programme = entry.programme
    LEFT JOIN aids ON aids.case_id = entry.case_id AND aids.id = entry.id
),
planned_dues AS (
  SELECT DISTINCT entry.programme, one.person FROM entry INNER JOIN one ON one.case_id = entry.case_id
  WHERE entry.kind = 'contribution_due'
),
moves AS MATERIALIZED (
  SELECT programme, site, person, 'aide_engagee' AS item, day, committed_cents AS cents FROM signed WHERE committed_cents <> 0
  UNION ALL
  SELECT programme, site, person, 'aide_payee' AS item, day, cents FROM signed WHERE kind = 'aide_payee'
  UNION ALL
  SELECT programme, site, person, 'participation_due' AS item, day, cents FROM signed WHERE kind = 'contribution_due'
  UNION ALL
  SELECT signed.programme, signed.site, signed.person, 'participation_due' AS item, MIN(signed.day) AS day, programme.contribution_due_cents AS cents
  FROM signed INNER JOIN programme ON programme.programme = signed.programme
  WHERE programme.contribution_due_cents IS NOT NULL AND NOT EXISTS (SELECT 1 FROM planned_dues
    WHERE planned_dues.programme = signed.programme AND planned_dues.person = signed.person)
  GROUP BY signed.programme, signed.site, signed.person, programme.contribution_due_cents
  UNION ALL
  SELECT programme, site, person, 'participation_recue' AS item, day, cents FROM signed WHERE kind = 'contribution_recue'
),
