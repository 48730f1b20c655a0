-- Every application that the period can know with whose it is, for `-- include: known_applications` after `people`: which one counts of
-- several is the last by received and file_number.
known_applications AS (
  SELECT one.person, application.programme, application.received, application.file_number, application.site, application.age,
    application.education, application.priority_area, application.prescriber, application.situation, application.work_difficulty
  FROM params
    INNER JOIN application ON application.received < params.after_day
    INNER JOIN one ON one.case_id = application.case_id
  WHERE application.voided_day IS NULL
),
