-- When and where do visitors wait? Calls of the last seven days by unit and hour of the local day.
WITH units AS (
  SELECT id, max_by(json_extract_scalar(value, '$.name'), effective_from) AS name
  FROM lake.hall.reference_latest
  WHERE type = 'unit' AND effective_from <= current_timestamp
  GROUP BY id
)
SELECT
  coalesce(units.name, tickets.unit_id) AS unit,
  hour(issued_at AT TIME ZONE 'Asia/Shanghai') AS local_hour,
  count(*) AS called,
  round(approx_percentile(CAST(wait_seconds AS double), 0.5) / 60, 1) AS p50_wait_minutes,
  round(approx_percentile(CAST(wait_seconds AS double), 0.9) / 60, 1) AS p90_wait_minutes,
  round(avg(IF(wait_seconds <= 900, 1e0, 0e0)), 3) AS within_15_minutes
FROM lake.hall.tickets_latest AS tickets
LEFT JOIN units ON units.id = tickets.unit_id
WHERE local_date >= current_date - INTERVAL '7' DAY
  AND first_called_at IS NOT NULL
GROUP BY 1, 2
ORDER BY unit, local_hour
