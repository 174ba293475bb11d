-- The same for half hours: those of the last 14 days that are known otherwise now than yesterday at noon, with what was lost
-- and the kind of the event that brought the newest revision (BACKFILL: a back-fill).
SELECT
  hall_id,
  coalesce(counter_id, queue_id) AS place,
  slot_start,
  factor,
  max_by(loss_millionths, revision)
    FILTER (WHERE recorded <= date_trunc('day', current_timestamp) - INTERVAL '12' HOUR) / 1e6 AS lost_then,
  max_by(loss_millionths, revision) / 1e6 AS lost_now,
  max_by(reason, revision) AS reason
FROM lake.hall.slot_losses
WHERE local_date >= current_date - INTERVAL '14' DAY
GROUP BY hall_id, counter_id, queue_id, slot_start, factor
HAVING max_by(loss_millionths, revision)
    FILTER (WHERE recorded <= date_trunc('day', current_timestamp) - INTERVAL '12' HOUR)
  <> max_by(loss_millionths, revision)
ORDER BY slot_start DESC, place, factor
LIMIT 50
