-- Who entered a programme, for `-- include: entries` after `people` and for `draw takeup` and the evaluation: `entries` has programme,
-- case_id, person, day and exited of every stay that is not voided. A person entered on the first of these days.
entries AS (
  SELECT participation.programme, participation.case_id, participation.id, one.person, one.sex, participation.entered AS day,
    participation.exited, participation.exit_reason
  FROM participation INNER JOIN one ON one.case_id = participation.case_id
  WHERE participation.voided_day IS NULL
),
