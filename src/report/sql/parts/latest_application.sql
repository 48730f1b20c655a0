-- Each person's application of the latest day that the period can know.
latest AS (
  SELECT ranked.person, ranked.file_number, ranked.education, ranked.work_difficulty
  FROM (
    SELECT one.person, application.file_number, application.education, application.work_difficulty,
      ROW_NUMBER() OVER (PARTITION BY one.person ORDER BY application.received DESC, application.file_number DESC) AS place
    FROM params
      INNER JOIN application ON application.received < params.after_day
      INNER JOIN one ON one.case_id = application.case_id
    WHERE application.voided_day IS NULL
  ) AS ranked
  WHERE ranked.place = 1
),
