-- How do the queues fare over the day? The last seven days by queue and hour of the local day. The
-- sketches of waits add up, so that the quantiles are those of all calls; and of the forecasts given
-- at issue, how many came true.
WITH slots AS (
  SELECT *, hour(slot_start AT TIME ZONE 'Asia/Shanghai') AS local_hour
  FROM lake.hall.queue_5m_latest
  WHERE local_date >= current_date - INTERVAL '7' DAY
),
waits AS (
  SELECT
    queue_id,
    local_hour,
    approx_percentile(
      CAST(split_part(pair, ':', 1) AS double), CAST(split_part(pair, ':', 2) AS double), 0.9)
      AS p90_wait_seconds
  FROM slots
  CROSS JOIN UNNEST(split(waits, ' ')) AS pairs (pair)
  WHERE pair <> ''
  GROUP BY queue_id, local_hour
)
SELECT
  slots.queue_id,
  slots.local_hour,
  sum(arrivals) AS arrivals,
  sum(calls) AS calls,
  max(waiting) AS most_waiting,
  round(max(p90_wait_seconds) / 60, 1) AS p90_wait_minutes,
  round(CAST(sum(called_in_time) AS double) / nullif(sum(calls), 0), 3) AS within_15_minutes,
  round(avg(CAST(open_counters AS double)), 1) AS open_counters,
  sum(forecasts) AS forecasts,
  round(CAST(sum(within_p50) AS double) / nullif(sum(forecasts), 0), 3) AS within_p50,
  round(CAST(sum(within_p90) AS double) / nullif(sum(forecasts), 0), 3) AS within_p90
FROM slots
LEFT JOIN waits ON waits.queue_id = slots.queue_id AND waits.local_hour = slots.local_hour
GROUP BY slots.queue_id, slots.local_hour
ORDER BY slots.queue_id, slots.local_hour
