-- Who took a number and was not served? By hall and channel: no-shows, visitors who gave up, and
-- how long those who gave up had waited.
SELECT
  hall_id,
  channel,
  count(*) AS tickets,
  count_if(outcome = 'NO_SHOW') AS no_shows,
  count_if(outcome IN ('CANCELLED_VISITOR', 'CANCELLED_DAY_END')) AS gave_up,
  round(CAST(count_if(outcome = 'NO_SHOW') AS double) / count(*), 4) AS no_show_rate,
  round(avg(wait_seconds) FILTER (WHERE outcome = 'CANCELLED_VISITOR') / 60, 1)
    AS mean_minutes_before_giving_up
FROM lake.hall.tickets_latest
WHERE local_date >= current_date - INTERVAL '30' DAY
  AND outcome IS NOT NULL
GROUP BY hall_id, channel
ORDER BY tickets DESC, hall_id, channel
