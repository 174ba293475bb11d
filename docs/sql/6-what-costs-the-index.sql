-- What pulls the service health index down? Units of the last day that is final, the worst first, with the factor that
-- costs each of them most.
WITH parts AS (
  SELECT
    scope_id AS unit,
    local_date,
    shi,
    category,
    coverage,
    factor,
    points,
    row_number() OVER (PARTITION BY scope_id ORDER BY points DESC) AS place
  FROM lake.hall.health_daily_latest
  CROSS JOIN UNNEST(
    CAST(json_extract(parts, '$.factors') AS array(row(factor varchar, points double)))
  ) AS part (factor, points)
  WHERE scope = 'unit'
    AND shi IS NOT NULL
    AND local_date = (SELECT max(local_date) FROM lake.hall.health_daily_latest WHERE final)
)
SELECT unit, local_date, round(shi, 2) AS shi, category, round(coverage) AS coverage, factor, round(points, 2) AS points
FROM parts
WHERE place = 1
ORDER BY shi, unit
LIMIT 20
