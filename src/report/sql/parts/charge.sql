-- Who is in whose charge on the period's last day, for `-- include: charge` after `people`: `charge` has person, staff and since, one
-- referent or several. Somebody without one is in the charge of the adviser that an application names, as with --as.
in_charge AS (
  SELECT one.person, referent.staff, MIN(referent.starts) AS since
  FROM params
    INNER JOIN referent ON referent.starts <= params.last_day AND (referent.ends IS NULL OR referent.ends >= params.last_day)
    INNER JOIN one ON one.case_id = referent.case_id
  WHERE referent.voided_day IS NULL
  GROUP BY one.person, referent.staff
),
charge AS (
  SELECT in_charge.person, in_charge.staff, in_charge.since FROM in_charge
  UNION ALL
  SELECT one.person, application.referent AS staff, MIN(application.received) AS since
  FROM params
    INNER JOIN application ON application.received <= params.last_day
    INNER JOIN one ON one.case_id = application.case_id
  WHERE application.voided_day IS NULL AND application.referent IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM in_charge WHERE in_charge.person = one.person)
  GROUP BY one.person, application.referent
),
