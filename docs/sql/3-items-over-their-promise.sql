-- Which service items take longer than the time committed to? Handling of completed services
-- against the item's committed minutes, as the reference data say today.
WITH items AS (
  SELECT
    id,
    max_by(json_extract_scalar(value, '$.name'), effective_from) AS name,
    max_by(CAST(json_extract_scalar(value, '$.committed_minutes') AS integer), effective_from)
      AS committed_minutes
  FROM lake.hall.reference_latest
  WHERE type = 'item' AND effective_from <= current_timestamp
  GROUP BY id
)
SELECT
  item_code,
  items.name AS item,
  items.committed_minutes,
  count(*) AS services,
  round(avg(handling_seconds) / 60, 1) AS mean_minutes,
  round(approx_percentile(CAST(handling_seconds AS double), 0.9) / 60, 1) AS p90_minutes,
  round(avg(IF(handling_seconds > items.committed_minutes * 60, 1e0, 0e0)), 3) AS over_rate
FROM lake.hall.tickets_latest
JOIN items ON items.id = item_code
WHERE local_date >= current_date - INTERVAL '30' DAY
  AND outcome = 'COMPLETED'
  AND items.committed_minutes IS NOT NULL
GROUP BY item_code, items.name, items.committed_minutes
ORDER BY over_rate DESC, services DESC, item_code
LIMIT 20
