-- title: Portefeuille des référents | Portfolios of the referents
-- column: referent text | Référent | Referent
-- column: case_id text | Jeune | Case
-- column: file_number text | N° dossier | File number
-- column: since day | Depuis | Since
-- column: programme text | Dispositif | Programme
-- column: entered day | Entrée | Entered
-- column: situation text | Situation | Situation
-- column: contacts integer | Rendez-vous | Meetings
-- column: minutes integer | Minutes | Minutes
-- column: missed integer | Manqués | Missed
-- column: last_contact day | Dernier | Last
-- column: contract_ends day | Fin du contrat | Contract ends
-- column: paid money | Aide payée | Aid paid
-- column: due day | Prochaine échéance | Next due
-- says: referent | le référent le dernier jour de la période, sinon le conseiller que nomme la candidature | the referent on the period's last day, else the adviser that the application names
-- says: case_id | le dossier de la personne | the person's dossier
-- says: file_number | son dernier numéro de dossier | the last file number
-- says: since | depuis quand elle lui est confiée | since when the person is in that charge
-- says: programme | le dispositif où elle est, le dernier jour de la période | the programme that the person is in on the period's last day
-- says: entered | son entrée dans ce dispositif | the entry into that programme
-- says: situation | sa situation le dernier jour de la période | the situation on the period's last day
-- says: contacts | rendez-vous et actes de la période où elle est venue | meetings and acts of the period to which the person came
-- says: minutes | leurs minutes | their minutes
-- says: missed | rendez-vous manqués sans excuse dans la période | meetings missed without an excuse in the period
-- says: last_contact | la dernière fois qu'elle est venue | the last time that the person came
-- says: contract_ends | dernier jour du contrat signé et en cours | last day of the contract that is signed and running
-- says: paid | aide payée jusqu'au dernier jour de la période, annulations déduites | aid paid by the period's last day, less reversals
-- says: due | première échéance ouverte d'un objectif ou d'une préconisation, même passée | first open due day of an objective or a recommendation, past ones too
-- codes: referent staff
-- codes: programme programmes
-- codes: situation situation_detaillee, situation_scolaire
--
-- One row for each person in somebody's charge, and programme that they are in. Rows are people: they are told to nobody outside.
-- include: people
-- include: known_applications
-- include: entries
-- include: met
-- include: signed_contracts
-- include: aids
-- include: charge
-- include: latest_application
stays AS (
  SELECT entries.person, entries.programme, MIN(entries.day) AS entered
  FROM params INNER JOIN entries ON entries.day <= params.last_day AND (entries.exited IS NULL OR entries.exited > params.last_day)
  GROUP BY entries.person, entries.programme
),
now AS (
  SELECT ranked.person, ranked.situation
  FROM (
    SELECT one.person, situation.situation, ROW_NUMBER() OVER (PARTITION BY one.person ORDER BY situation.starts DESC, situation.id DESC) AS place
    FROM params
      INNER JOIN situation ON situation.starts <= params.last_day AND (situation.ends IS NULL OR situation.ends >= params.last_day)
      INNER JOIN one ON one.case_id = situation.case_id
    WHERE situation.voided_day IS NULL
  ) AS ranked
  WHERE ranked.place = 1
),
support AS (
  SELECT one.person,
    SUM(CASE WHEN met.came = 'yes' AND met.day >= params.first_day THEN 1 ELSE 0 END) AS contacts,
    SUM(CASE WHEN met.came = 'yes' AND met.day >= params.first_day THEN COALESCE(met.minutes, 0) ELSE 0 END) AS minutes,
    SUM(CASE WHEN met.came = 'no' AND met.day >= params.first_day THEN 1 ELSE 0 END) AS missed,
    MAX(CASE WHEN met.came = 'yes' THEN met.day END) AS last_contact
  FROM params
    INNER JOIN met ON met.day < params.after_day AND met.liaison = 0 AND met.kind <> 'lesson'
    INNER JOIN one ON one.case_id = met.case_id
  GROUP BY one.person
),
running AS (
  SELECT one.person, MAX(COALESCE(renewed.until, contract.ends)) AS ends
  FROM params
    INNER JOIN signed_contracts ON signed_contracts.day <= params.last_day
    INNER JOIN contract ON contract.case_id = signed_contracts.case_id AND contract.id = signed_contracts.id
    INNER JOIN one ON one.case_id IN (signed_contracts.case_id, signed_contracts.partner)
    LEFT JOIN (
      SELECT step.case_id, step.contract, MAX(step.until) AS until FROM step
      WHERE step.voided_day IS NULL AND step.step = 'renouvellement' GROUP BY step.case_id, step.contract
    ) AS renewed ON renewed.case_id = contract.case_id AND renewed.contract = contract.id
  WHERE COALESCE(renewed.until, contract.ends) >= params.last_day AND NOT EXISTS (
    SELECT 1 FROM step AS later WHERE later.case_id = contract.case_id AND later.contract = contract.id AND later.voided_day IS NULL
      AND later.step IN ('fin', 'rupture') AND later.day <= params.last_day)
  GROUP BY one.person
),
given AS (
  SELECT one.person, CAST(SUM(aids.cents) AS BIGINT) AS cents
  FROM params
    INNER JOIN aids ON aids.day < params.after_day AND aids.kind = 'aide_payee'
    INNER JOIN one ON one.case_id = aids.case_id
  GROUP BY one.person
),
open_aims AS (
  SELECT said.person, MIN(said.due) AS due
  FROM (
    SELECT one.person, objective.due FROM objective INNER JOIN one ON one.case_id = objective.case_id
    WHERE objective.voided_day IS NULL AND objective.ended IS NULL AND objective.due IS NOT NULL
    UNION ALL
    SELECT one.person, recommendation.due FROM recommendation INNER JOIN one ON one.case_id = recommendation.case_id
    WHERE recommendation.voided_day IS NULL AND recommendation.ended IS NULL AND recommendation.due IS NOT NULL
  ) AS said
  GROUP BY said.person
)
SELECT charge.staff AS referent, charge.person AS case_id, latest.file_number, charge.since, stays.programme, stays.entered, now.situation,
  COALESCE(support.contacts, 0) AS contacts, COALESCE(support.minutes, 0) AS minutes, COALESCE(support.missed, 0) AS missed,
  support.last_contact, running.ends AS contract_ends, given.cents AS paid, open_aims.due
FROM charge
  LEFT JOIN latest ON latest.person = charge.person
  LEFT JOIN stays ON stays.person = charge.person
  LEFT JOIN now ON now.person = charge.person
  LEFT JOIN support ON support.person = charge.person
  LEFT JOIN running ON running.person = charge.person
  LEFT JOIN given ON given.person = charge.person
  LEFT JOIN open_aims ON open_aims.person = charge.person
ORDER BY charge.staff, CASE WHEN latest.file_number IS NULL THEN 1 ELSE 0 END, latest.file_number, charge.person, stays.programme
