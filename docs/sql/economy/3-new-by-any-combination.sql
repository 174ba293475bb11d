-- New entities by month for a combination of subdistrict, industry and type: additive figures come from the ledger's cells.
SELECT date_trunc('month', local_date) AS month, sum(registered) AS new, sum(cancelled + revoked) AS gone
FROM lake.economy.ledger_daily_latest
WHERE subdistrict = '李村' AND industry IN ('F', 'H') AND entity_type = 'HOUSEHOLD'
GROUP BY 1
ORDER BY 1
