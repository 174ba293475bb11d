-- Two months' states side by side: stock at the end of each by subdistrict and type, and what flowed in between. Any two days
-- will do: the ledger has every one of them.
WITH bounds AS (
  SELECT date_trunc('month', current_date) - INTERVAL '13' MONTH - INTERVAL '1' DAY AS first_day,
    date_trunc('month', current_date) - INTERVAL '1' DAY AS last_day)
SELECT subdistrict, entity_type,
  sum(registered + moved_in - cancelled - revoked - moved_out + adjusted)
    FILTER (WHERE local_date <= bounds.first_day) AS stock_then,
  sum(registered + moved_in - cancelled - revoked - moved_out + adjusted) AS stock_now,
  sum(registered) FILTER (WHERE local_date > bounds.first_day) AS new,
  sum(cancelled + revoked) FILTER (WHERE local_date > bounds.first_day) AS gone,
  sum(moved_in - moved_out) FILTER (WHERE local_date > bounds.first_day) AS moved,
  sum(adjusted) FILTER (WHERE local_date > bounds.first_day) AS adjusted
FROM lake.economy.ledger_daily_latest
CROSS JOIN bounds
WHERE local_date <= bounds.last_day
GROUP BY subdistrict, entity_type
ORDER BY stock_now DESC, subdistrict, entity_type
