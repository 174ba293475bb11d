-- Days on which the ledger does not hold; no row is the proof. Per cell a row's stock is that of the row before and its flows,
-- reclassified entities sum to 0 over all cells of a day.
WITH rows_in_order AS (
  SELECT *,
    lag(stock, 1, 0) OVER (
      PARTITION BY district, subdistrict, industry, entity_type ORDER BY local_date) AS stock_before
  FROM lake.economy.ledger_daily_latest
  WHERE registered <> 0 OR moved_in <> 0 OR cancelled <> 0 OR revoked <> 0 OR moved_out <> 0
    OR restored <> 0 OR rebased <> 0 OR reclassified <> 0)
SELECT district, local_date, 'equation' AS fault, subdistrict || '/' || industry || '/' || entity_type AS cell,
  stock - (stock_before + registered + moved_in - cancelled - revoked - moved_out + adjusted) AS difference
FROM rows_in_order
WHERE stock <> stock_before + registered + moved_in - cancelled - revoked - moved_out + adjusted
UNION ALL
SELECT district, local_date, 'reclassified', 'all cells', sum(reclassified)
FROM rows_in_order
GROUP BY district, local_date
HAVING sum(reclassified) <> 0
ORDER BY 1, 2
