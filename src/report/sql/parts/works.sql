-- Work and training, for `-- include: works` after `people`: `occupied` has the situations that are work or training and is_work (1:
-- paid work); `works` has one row for each job that somebody began, by a situation or by the dossier of a job: person, day, ends.
occupied AS (
  SELECT 'emploi' AS situation, 1 AS is_work UNION ALL SELECT 'alternance' AS situation, 1 AS is_work
  UNION ALL SELECT 'iae' AS situation, 1 AS is_work UNION ALL SELECT 'interim' AS situation, 1 AS is_work
  UNION ALL SELECT 'entrepreneur' AS situation, 1 AS is_work UNION ALL SELECT 'intermittent' AS situation, 1 AS is_work
  UNION ALL SELECT 'exploitant_agricole' AS situation, 1 AS is_work
  UNION ALL SELECT 'cdi_temps_plein' AS situation, 1 AS is_work UNION ALL SELECT 'cdi_temps_partiel' AS situation, 1 AS is_work
  UNION ALL SELECT 'cdd_temps_plein' AS situation, 1 AS is_work UNION ALL SELECT 'cdd_temps_partiel' AS situation, 1 AS is_work
  UNION ALL SELECT 'formation' AS situation, 0 AS is_work UNION ALL SELECT 'stage' AS situation, 0 AS is_work
  UNION ALL SELECT 'service_civique' AS situation, 0 AS is_work UNION ALL SELECT 'etudiant' AS situation, 0 AS is_work
  UNION ALL SELECT 'scolarise' AS situation, 0 AS is_work
),
works AS MATERIALIZED (
  SELECT one.person, situation.starts AS day, situation.ends
  FROM situation
    INNER JOIN occupied ON occupied.situation = situation.situation AND occupied.is_work = 1
    INNER JOIN one ON one.case_id = situation.case_id
  WHERE situation.voided_day IS NULL
  UNION ALL
  SELECT one.person, job.starts AS day, COALESCE(job.ended, job.ends) AS ends
  FROM job INNER JOIN one ON one.case_id = job.case_id
  WHERE job.voided_day IS NULL
),
