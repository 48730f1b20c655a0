-- Each person's last application, for `-- include: latest_application` after `known_applications`.
latest AS (
  SELECT ranked.person, ranked.file_number, ranked.education, ranked.work_difficulty
  FROM (
    SELECT person, file_number, education, work_difficulty, ROW_NUMBER() OVER (PARTITION BY person ORDER BY received DESC, file_number DESC) AS place
    FROM known_applications
  ) AS ranked
  WHERE ranked.place = 1
),
