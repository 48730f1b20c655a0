-- The contracts that everybody has signed who has to, for `-- include: signed_contracts` within a report's WITH:
-- `signed_contracts` has case_id, partner (the case of the other of a couple), programme, id and the day of the last signature.
signed_contracts AS (
  SELECT contract.case_id, contract.partner, contract.programme, contract.id, MAX(signature.day) AS day
  FROM contract
    INNER JOIN (
      SELECT step.case_id, step.contract, step.party, MIN(step.day) AS day
      FROM step WHERE step.voided_day IS NULL AND step.step = 'signature'
      GROUP BY step.case_id, step.contract, step.party
    ) AS signature ON signature.case_id = contract.case_id AND signature.contract = contract.id
  WHERE contract.voided_day IS NULL AND (signature.party IN ('jeune', 'institution')
    OR (signature.party = 'conjoint' AND contract.couple = 1) OR (signature.party = 'representant_legal' AND contract.representative = 1))
  GROUP BY contract.case_id, contract.partner, contract.programme, contract.id, contract.couple, contract.representative
  HAVING COUNT(*) = 2 + COALESCE(contract.couple, 0) + COALESCE(contract.representative, 0)
),
