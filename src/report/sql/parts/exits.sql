-- First exits from programmes and what became of people, for `-- include: exits` after `entries`: `left_it` has programme, person, day,
-- reason and later (the same day six months on); `moments` those of whom that day has come, `situated` their situation on it.
left_it AS MATERIALIZED (
  SELECT ranked.programme, ranked.person, ranked.day, ranked.reason,
    CASE WHEN SUBSTR(ranked.day, 6, 2) <= '06'
      THEN SUBSTR(ranked.day, 1, 5) || SUBSTR('0' || CAST(CAST(SUBSTR(ranked.day, 6, 2) AS BIGINT) + 6 AS TEXT), LENGTH(CAST(CAST(SUBSTR(ranked.day, 6, 2) AS BIGINT) + 6 AS TEXT)), 2)
      ELSE CAST(CAST(SUBSTR(ranked.day, 1, 4) AS BIGINT) + 1 AS TEXT) || '-0' || CAST(CAST(SUBSTR(ranked.day, 6, 2) AS BIGINT) - 6 AS TEXT)
      END || SUBSTR(ranked.day, 8, 3) AS later
  FROM (
    SELECT entries.programme, entries.person, entries.exited AS day, entries.exit_reason AS reason,
      ROW_NUMBER() OVER (PARTITION BY entries.programme, entries.person ORDER BY entries.exited, entries.id) AS place
    FROM params INNER JOIN entries ON entries.exited < params.after_day
  ) AS ranked
  WHERE ranked.place = 1
),
moments AS (
  SELECT left_it.programme, left_it.person, left_it.later AS day
  FROM params INNER JOIN left_it ON left_it.later < params.after_day
),
situated AS (
  SELECT ranked.programme, ranked.person, ranked.situation
  FROM (
    SELECT moments.programme, moments.person, situation.situation,
      ROW_NUMBER() OVER (PARTITION BY moments.programme, moments.person ORDER BY situation.starts DESC, situation.id DESC) AS place
    FROM moments
      INNER JOIN one ON one.person = moments.person
      INNER JOIN situation ON situation.case_id = one.case_id AND situation.starts <= moments.day
        AND (situation.ends IS NULL OR situation.ends >= moments.day)
    WHERE situation.voided_day IS NULL
  ) AS ranked
  WHERE ranked.place = 1
),
