-- Indicators 1, 2 and 4 to 10 of complete months, counted once more from the ledger alone and held against what the job wrote;
-- no row is the proof. Percent are rounded half away from zero, as the job does.
WITH flows AS (
  SELECT district, scope, scope_id, date_trunc('month', local_date) AS month,
    sum(registered) AS registered, sum(cancelled) AS cancelled, sum(revoked) AS revoked,
    sum(moved_in) AS moved_in, sum(moved_out) AS moved_out,
    sum(registered + moved_in - cancelled - revoked - moved_out + adjusted) AS net
  FROM lake.economy.ledger_daily_latest
  CROSS JOIN UNNEST(
    ARRAY['district', 'subdistrict', 'section', 'type'],
    ARRAY[district, subdistrict, industry, entity_type]) AS scopes (scope, scope_id)
  GROUP BY district, scope, scope_id, date_trunc('month', local_date)),
told AS (
  SELECT district, scope, scope_id, local_date AS month, indicator, part, value
  FROM lake.economy.indicators_latest
  WHERE period_kind = 'month'
    AND indicator IN (1, 2, 4, 5, 6, 7, 8, 9, 10)
    AND local_date < date_trunc('month', as_of AT TIME ZONE 'Asia/Shanghai')),
sums AS (
  SELECT places.district, places.scope, places.scope_id, places.month,
    coalesce(sum(net), 0) AS stock,
    coalesce(sum(net) FILTER (WHERE flows.month <= places.month - INTERVAL '12' MONTH), 0) AS stock_base,
    coalesce(sum(registered) FILTER (WHERE flows.month = places.month), 0) AS n,
    coalesce(sum(registered) FILTER (WHERE flows.month = places.month - INTERVAL '12' MONTH), 0) AS n_base,
    coalesce(sum(registered) FILTER (WHERE flows.month = places.month - INTERVAL '1' MONTH), 0) AS n_previous,
    coalesce(sum(cancelled) FILTER (WHERE flows.month = places.month), 0) AS c,
    coalesce(sum(revoked) FILTER (WHERE flows.month = places.month), 0) AS r,
    coalesce(sum(moved_in) FILTER (WHERE flows.month = places.month), 0) AS i,
    coalesce(sum(moved_out) FILTER (WHERE flows.month = places.month), 0) AS o
  FROM (SELECT DISTINCT district, scope, scope_id, month FROM told WHERE indicator = 1) AS places
  LEFT JOIN flows ON flows.district = places.district AND flows.scope = places.scope
    AND flows.scope_id = places.scope_id AND flows.month <= places.month
  GROUP BY places.district, places.scope, places.scope_id, places.month),
expected AS (
  SELECT district, scope, scope_id, month, indicator, part, value
  FROM sums
  CROSS JOIN UNNEST(
    ARRAY[1, 2, 4, 5, 5, 6, 6, 6, 7, 8, 9, 10],
    ARRAY['stock', 'yoy', 'new', 'yoy', 'mom', 'cancelled', 'revoked', 'total', 'ratio', 'ratio', 'moved_in', 'moved_out'],
    ARRAY[
      CAST(stock AS decimal(28, 2)),
      IF(stock_base > 0, round(CAST(100 * (stock - stock_base) AS decimal(28, 10)) / stock_base, 2)),
      CAST(n AS decimal(28, 2)),
      IF(n_base > 0, round(CAST(100 * (n - n_base) AS decimal(28, 10)) / n_base, 2)),
      IF(n_previous > 0, round(CAST(100 * (n - n_previous) AS decimal(28, 10)) / n_previous, 2)),
      CAST(c AS decimal(28, 2)),
      CAST(r AS decimal(28, 2)),
      CAST(c + r AS decimal(28, 2)),
      IF(n > 0, round(CAST(100 * (c + r) AS decimal(28, 10)) / n, 2)),
      IF(n > 0, round(CAST(100 * (n - c - r) AS decimal(28, 10)) / n, 2)),
      CAST(i AS decimal(28, 2)),
      CAST(o AS decimal(28, 2))]) AS counted (indicator, part, value))
SELECT told.district, told.scope, told.scope_id, told.month, told.indicator, told.part, told.value AS told,
  expected.value AS counted
FROM told
JOIN expected ON expected.district = told.district AND expected.scope = told.scope
  AND expected.scope_id = told.scope_id AND expected.month = told.month
  AND expected.indicator = told.indicator AND expected.part = told.part
WHERE told.value <> expected.value
ORDER BY 4, 5, 6
LIMIT 100
