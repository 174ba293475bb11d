-- Which sections grow in which subdistrict? New ones of the last twelve complete months against the twelve before, with the
-- section's share of the subdistrict's new ones; cells with few are left out.
WITH months AS (
  SELECT subdistrict, industry,
    sum(registered) FILTER (
      WHERE local_date >= date_trunc('month', current_date) - INTERVAL '12' MONTH) AS new,
    sum(registered) FILTER (
      WHERE local_date < date_trunc('month', current_date) - INTERVAL '12' MONTH) AS new_before
  FROM lake.economy.ledger_daily_latest
  WHERE local_date >= date_trunc('month', current_date) - INTERVAL '24' MONTH
    AND local_date < date_trunc('month', current_date)
  GROUP BY subdistrict, industry)
SELECT subdistrict, industry, new, new_before,
  round(100e0 * (new - new_before) / new_before, 1) AS growth_percent,
  round(100e0 * new / sum(new) OVER (PARTITION BY subdistrict), 1) AS share_percent
FROM months
WHERE new_before >= 30
ORDER BY growth_percent DESC, subdistrict, industry
LIMIT 30
