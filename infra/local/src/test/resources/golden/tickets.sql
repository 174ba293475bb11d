SELECT ticket_id, ticket_no, queue_id, unit_id, item_code, counter_id, staff_id, channel,
       CAST(at_timezone(first_called_at, 'UTC') AS varchar) AS first_called_at,
       CAST(at_timezone(ended_at, 'UTC') AS varchar) AS ended_at,
       wait_seconds, handling_seconds, outcome, rating_level, CAST(local_date AS varchar) AS local_date
FROM hall.tickets_latest
WHERE hall_id = 'golden-hall'
ORDER BY ticket_id
