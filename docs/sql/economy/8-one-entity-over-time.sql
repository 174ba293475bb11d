-- Time travel of one entity: what the platform knew of it at the end of last month, and what it knows now. Here of the twenty
-- that changed last; put a code into the first part for one of them.
WITH chosen AS (
  SELECT district, uscc
  FROM lake.economy.entities
  GROUP BY district, uscc
  HAVING count(*) > 1
  ORDER BY max(recorded) DESC, uscc
  LIMIT 20)
SELECT uscc,
  max_by(state, revision) FILTER (
    WHERE recorded < date_trunc('month', current_timestamp)) AS state_then,
  max_by(state, revision) AS state_now,
  max_by(subdistrict, revision) FILTER (
    WHERE recorded < date_trunc('month', current_timestamp)) AS subdistrict_then,
  max_by(subdistrict, revision) AS subdistrict_now,
  max(recorded) AS last_news
FROM lake.economy.entities
JOIN chosen USING (district, uscc)
GROUP BY district, uscc
ORDER BY last_news DESC, uscc
