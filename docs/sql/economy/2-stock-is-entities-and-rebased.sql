-- Stock of the ledger against active entities counted one by one; the last column is 0.
SELECT l.district, l.stock, e.active, l.rebased, l.stock - e.active - l.rebased AS difference
FROM (
  SELECT district,
    sum(registered + moved_in - cancelled - revoked - moved_out + adjusted) AS stock,
    sum(rebased) AS rebased
  FROM lake.economy.ledger_daily_latest
  GROUP BY district) l
JOIN (
  SELECT district, count_if(state = 'ACTIVE') AS active
  FROM lake.economy.entities_latest
  GROUP BY district) e ON e.district = l.district
