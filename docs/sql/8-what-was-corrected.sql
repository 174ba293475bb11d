-- What has changed since? Scores that were final a day ago and are not the same any more: late events, upheld appeals and
-- changed rules, each with the kind of the event that brought the newest revision.
WITH known AS (
  SELECT scope, scope_id, local_date, max(revision) AS revision, max_by(shi, revision) AS shi
  FROM lake.hall.health_daily
  WHERE recorded <= current_timestamp - INTERVAL '1' DAY
  GROUP BY scope, scope_id, local_date
  HAVING max_by(final, revision)
)
SELECT
  later.scope,
  later.scope_id,
  later.local_date,
  round(known.shi, 2) AS was,
  round(max_by(later.shi, later.revision), 2) AS is_now,
  max_by(later.reason, later.revision) AS reason,
  max(later.recorded) AS recorded
FROM lake.hall.health_daily AS later
JOIN known ON known.scope = later.scope AND known.scope_id = later.scope_id
  AND known.local_date = later.local_date AND known.revision < later.revision
GROUP BY later.scope, later.scope_id, later.local_date, known.shi
ORDER BY recorded DESC, later.scope, later.scope_id
LIMIT 50
