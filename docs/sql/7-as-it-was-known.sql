-- What did we know, and when? The index of the district's last 14 days as it was known yesterday at noon, beside what it
-- is now. Take any instant: nothing is overwritten.
SELECT
  local_date,
  round(max_by(shi, revision)
    FILTER (WHERE recorded <= date_trunc('day', current_timestamp) - INTERVAL '12' HOUR), 2) AS known_then,
  round(max_by(shi, revision), 2) AS known_now,
  max_by(final, revision) AS final_now,
  count(*) AS revisions
FROM lake.hall.health_daily
WHERE scope = 'district'
  AND local_date >= current_date - INTERVAL '14' DAY
GROUP BY scope_id, local_date
ORDER BY local_date
