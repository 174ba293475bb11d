-- A month's figures as they were known at the end of the month and as they are known now.
SELECT was.indicator, was.part, was.value AS was_then, now.value AS is_now
FROM (
  SELECT indicator, part, max_by(value, revision) AS value
  FROM lake.economy.indicators
  WHERE scope = 'district' AND period_kind = 'month' AND period = '2026-10'
    AND as_of < TIMESTAMP '2026-11-01 00:00:00 Asia/Shanghai'
  GROUP BY indicator, part) was
JOIN lake.economy.indicators_latest now
  ON now.indicator = was.indicator AND now.part = was.part
WHERE now.scope = 'district' AND now.period_kind = 'month' AND now.period = '2026-10'
  AND now.value IS DISTINCT FROM was.value
ORDER BY 1, 2
