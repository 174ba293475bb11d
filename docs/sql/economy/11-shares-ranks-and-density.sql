-- Indicators 3, 12, 13, 14 and 16 of complete months, quarters and years, counted once more from the ledger and the reference
-- data alone and held against what the job wrote; no row is the proof. Ranks compare fractions, not what was rounded.
WITH rules AS (
  SELECT id AS district,
    max_by(CAST(json_extract_scalar(value, '$.market.market_start') AS date), revision) AS market_start,
    max_by(CAST(json_extract_scalar(value, '$.market.growth_min_base') AS bigint), revision) AS min_base
  FROM lake.hall.reference
  WHERE type = 'ruleset'
  GROUP BY id),
told AS (
  SELECT t.district, indicator, part, scope, scope_id, period_kind, period, t.local_date AS first_day,
    CASE period_kind
      WHEN 'month' THEN t.local_date + INTERVAL '1' MONTH
      WHEN 'quarter' THEN t.local_date + INTERVAL '3' MONTH
      ELSE t.local_date + INTERVAL '1' YEAR END - INTERVAL '1' DAY AS last_day,
    coalesce(market_start, DATE '2011-01-01') AS market_start, coalesce(min_base, 30) AS min_base,
    CAST(as_of AT TIME ZONE 'Asia/Shanghai' AS date) AS counted_on, value
  FROM lake.economy.indicators_latest t
  LEFT JOIN rules ON rules.district = t.district
  WHERE period_kind IN ('month', 'quarter', 'year') AND indicator IN (3, 12, 13, 14, 16)),
complete AS (
  SELECT *, date_trunc('month', last_day) AS last_month FROM told WHERE last_day < counted_on),
bounds AS (
  SELECT district, date_trunc('month', min(first_day)) AS first_month, max(last_day) AS last_day
  FROM complete
  GROUP BY district),
months AS (
  SELECT district, month
  FROM bounds
  CROSS JOIN UNNEST(sequence(first_month, last_day, INTERVAL '1' MONTH)) AS every (month)),
cell_months AS (
  SELECT l.district, subdistrict, industry, entity_type, date_trunc('month', l.local_date) AS month,
    sum(registered + moved_in - cancelled - revoked - moved_out + adjusted) AS net,
    sum(registered) AS registered
  FROM lake.economy.ledger_daily_latest l
  GROUP BY l.district, subdistrict, industry, entity_type, date_trunc('month', l.local_date)),
flows AS (
  SELECT c.district, scope, scope_id, parted_by, item, greatest(month, first_month) AS month, sum(net) AS net
  FROM cell_months c
  JOIN bounds ON bounds.district = c.district
  CROSS JOIN UNNEST(
    ARRAY['district', 'subdistrict', 'section', 'type'],
    ARRAY[c.district, subdistrict, industry, entity_type]) AS scopes (scope, scope_id)
  CROSS JOIN UNNEST(ARRAY['all', 'section', 'type'], ARRAY['', industry, entity_type]) AS parts (parted_by, item)
  GROUP BY c.district, scope, scope_id, parted_by, item, greatest(month, first_month)),
stocks AS (
  SELECT series.district, series.scope, series.scope_id, series.parted_by, series.item, months.month,
    sum(coalesce(net, 0)) OVER (
      PARTITION BY series.district, series.scope, series.scope_id, series.parted_by, series.item
      ORDER BY months.month) AS stock
  FROM (SELECT DISTINCT district, scope, scope_id, parted_by, item FROM flows) series
  JOIN months ON months.district = series.district
  LEFT JOIN flows ON flows.district = series.district AND flows.scope = series.scope
    AND flows.scope_id = series.scope_id AND flows.parted_by = series.parted_by
    AND flows.item = series.item AND flows.month = months.month),
sums AS (
  SELECT district, scope, scope_id, month,
    sum(stock) FILTER (WHERE parted_by = 'all') AS stock,
    sum(stock) FILTER (WHERE parted_by = 'section' AND item <> 'unassigned') AS with_section
  FROM stocks
  GROUP BY district, scope, scope_id, month),
shares AS (
  SELECT t.district, t.indicator, t.part, t.scope, t.scope_id, t.period_kind, t.period,
    CASE WHEN t.indicator = 14 AND t.part <> 'unassigned' THEN sums.with_section ELSE sums.stock END AS whole,
    coalesce(stocks.stock, 0) AS share
  FROM complete t
  LEFT JOIN sums ON sums.district = t.district AND sums.scope = t.scope AND sums.scope_id = t.scope_id
    AND sums.month = t.last_month
  LEFT JOIN stocks ON stocks.district = t.district AND stocks.scope = t.scope
    AND stocks.scope_id = t.scope_id AND stocks.month = t.last_month AND stocks.item = t.part
    AND stocks.parted_by = IF(t.indicator = 14, 'section', 'type')
  WHERE t.indicator IN (14, 16)),
people AS (
  SELECT json_extract_scalar(value, '$.scope_id') AS scope_id,
    CAST(json_extract_scalar(value, '$.year') AS bigint) AS year,
    CAST(json_extract_scalar(value, '$.residents') AS bigint) AS residents
  FROM (
    SELECT max_by(value, revision) AS value FROM lake.hall.reference WHERE type = 'population' GROUP BY id)),
densities AS (
  SELECT t.district, t.indicator, t.part, t.scope, t.scope_id, t.period_kind, t.period,
    max_by(people.residents, people.year) AS residents, max(people.year) AS year, max(coalesce(stock, 0)) AS stock
  FROM complete t
  LEFT JOIN people ON people.scope_id = t.scope_id AND people.year <= year(t.first_day)
  LEFT JOIN sums ON sums.district = t.district AND sums.scope = t.scope AND sums.scope_id = t.scope_id
    AND sums.month = t.last_month
  WHERE t.indicator = 3
  GROUP BY t.district, t.indicator, t.part, t.scope, t.scope_id, t.period_kind, t.period),
ranks AS (
  SELECT t.district, t.indicator, t.part, t.scope, t.scope_id, t.period_kind, t.period,
    rank() OVER (PARTITION BY t.district, t.period_kind, t.period ORDER BY coalesce(stock, 0) DESC) AS rank
  FROM complete t
  LEFT JOIN sums ON sums.district = t.district AND sums.scope = t.scope AND sums.scope_id = t.scope_id
    AND sums.month = t.last_month
  WHERE t.indicator = 12),
news AS (
  SELECT t.district, t.indicator, t.part, t.scope, t.scope_id, t.period_kind, t.period, t.min_base,
    t.first_day - INTERVAL '1' YEAR >= t.market_start AS is_covered,
    coalesce(sum(registered) FILTER (WHERE month BETWEEN t.first_day AND t.last_day), 0) AS n,
    coalesce(sum(registered) FILTER (
      WHERE month BETWEEN t.first_day - INTERVAL '1' YEAR AND t.last_day - INTERVAL '1' YEAR), 0) AS base
  FROM complete t
  LEFT JOIN cell_months c ON c.district = t.district AND c.subdistrict = t.scope_id
    AND c.month BETWEEN t.first_day - INTERVAL '1' YEAR AND t.last_day
  WHERE t.indicator = 13
  GROUP BY t.district, t.indicator, t.part, t.scope, t.scope_id, t.period_kind, t.period, t.min_base,
    t.first_day, t.last_day, t.market_start),
growth AS (
  SELECT district, indicator, part, scope, scope_id, period_kind, period,
    IF(is_covered AND base >= min_base, round(CAST(100 * (n - base) AS decimal(28, 10)) / base, 2)) AS growth,
    IF(is_covered AND base >= min_base, rank() OVER (
      PARTITION BY district, period_kind, period, part, is_covered AND base >= min_base
      ORDER BY IF(base > 0, CAST(n AS decimal(38, 18)) / base) DESC)) AS rank
  FROM news),
expected AS (
  SELECT district, indicator, part, scope, scope_id, period_kind, period,
    IF(whole > 0, round(CAST(100 * share AS decimal(28, 10)) / whole, 2)) AS value
  FROM shares
  UNION ALL
  SELECT district, indicator, part, scope, scope_id, period_kind, period,
    IF(part = 'population_year', CAST(year AS decimal(28, 10)),
      round(CAST(10000 * stock AS decimal(28, 10)) / residents, 2))
  FROM densities
  UNION ALL
  SELECT district, indicator, part, scope, scope_id, period_kind, period, CAST(rank AS decimal(28, 10))
  FROM ranks
  UNION ALL
  SELECT district, indicator, part, scope, scope_id, period_kind, period,
    IF(part = 'growth', growth, CAST(rank AS decimal(28, 10)))
  FROM growth)
SELECT t.district, t.indicator, t.part, t.scope, t.scope_id, t.period, t.value AS told, e.value AS counted
FROM complete t
LEFT JOIN expected e ON e.district = t.district AND e.indicator = t.indicator AND e.part = t.part
  AND e.scope = t.scope AND e.scope_id = t.scope_id AND e.period_kind = t.period_kind AND e.period = t.period
WHERE t.value IS DISTINCT FROM e.value
ORDER BY t.indicator, t.period, t.scope, t.scope_id, t.part
LIMIT 100
