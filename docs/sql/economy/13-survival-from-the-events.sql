-- Survival (18) of complete years and of the last twelve complete months, estimated once more from the events themselves: the
-- life cycle is folded anew, in SQL, and held against what the job wrote; no row is the proof. In doubles, so that figures a hair
-- from the edge may be rounded either way.
WITH rules AS (
  SELECT id AS district,
    max_by(CAST(json_extract_scalar(value, '$.market.market_start') AS date), revision) AS market_start,
    max_by(CAST(json_extract_scalar(value, '$.market.survival_min_at_risk') AS bigint), revision) AS min_at_risk
  FROM lake.hall.reference
  WHERE type = 'ruleset'
  GROUP BY id),
told AS (
  SELECT t.district, indicator, part, scope, scope_id, period_kind, period, t.local_date AS first_day,
    CASE period_kind
      WHEN 'month' THEN t.local_date + INTERVAL '1' MONTH
      ELSE t.local_date + INTERVAL '1' YEAR END - INTERVAL '1' DAY AS last_day,
    coalesce(market_start, DATE '2011-01-01') AS market_start,
    coalesce(min_at_risk, 30) AS min_at_risk,
    CAST(as_of AT TIME ZONE 'Asia/Shanghai' AS date) AS counted_on, value
  FROM lake.economy.indicators_latest t
  LEFT JOIN rules ON rules.district = t.district
  WHERE period_kind IN ('month', 'year') AND indicator IN (18)),
complete AS (
  SELECT * FROM told WHERE last_day < counted_on),
periods AS (
  SELECT DISTINCT district, period_kind, period, first_day, last_day, market_start, min_at_risk
  FROM complete),
said AS (
  SELECT district, uscc,
    array_agg(
      CAST(ROW(local_date, kind, subdistrict, section, entity_type, division, capital_status, capital_cny,
          coalesce(suspended, false), coalesce(abnormal, false), case_id)
        AS ROW(day date, kind varchar, subdistrict varchar, section varchar, type varchar, division varchar,
          capital varchar, cny decimal(18, 2), suspended boolean, abnormal boolean, case_id varchar))
      ORDER BY local_date, time, source, epoch, seq) AS events
  FROM lake.economy.entity_events
  WHERE kind <> 'STOCK_REBASED'
  GROUP BY district, uscc),
folded AS (
  SELECT district, uscc, step.*
  FROM said
  CROSS JOIN UNNEST(reduce(
    events,
    CAST(ARRAY[] AS array(ROW(day date, kind varchar, state varchar, subdistrict varchar, section varchar, type varchar,
      division varchar, capital varchar, cny decimal(18, 2), suspended boolean, abnormal boolean, case_id varchar))),
    (life, e) -> life || filter(
      ARRAY[CAST(ROW(
        e.day,
        e.kind,
        CASE e.kind
          WHEN 'ENTITY_REGISTERED' THEN IF(cardinality(life) = 0, 'ACTIVE')
          WHEN 'ENTITY_MOVED_IN' THEN
            IF(cardinality(life) = 0 OR element_at(life, -1).state = 'MOVED_OUT', 'ACTIVE')
          WHEN 'ENTITY_CHANGED' THEN IF(element_at(life, -1).state = 'ACTIVE', 'ACTIVE')
          WHEN 'ENTITY_SUSPENDED' THEN
            IF(element_at(life, -1).state = 'ACTIVE' AND NOT element_at(life, -1).suspended, 'ACTIVE')
          WHEN 'ENTITY_RESUMED' THEN
            IF(element_at(life, -1).state = 'ACTIVE' AND element_at(life, -1).suspended, 'ACTIVE')
          WHEN 'ENTITY_LISTED_ABNORMAL' THEN
            IF(element_at(life, -1).state = 'ACTIVE' AND NOT element_at(life, -1).abnormal, 'ACTIVE')
          WHEN 'ENTITY_DELISTED_ABNORMAL' THEN
            IF(element_at(life, -1).state = 'ACTIVE' AND element_at(life, -1).abnormal, 'ACTIVE')
          WHEN 'ENTITY_REVOKED' THEN IF(element_at(life, -1).state = 'ACTIVE', 'REVOKED')
          WHEN 'ENTITY_CANCELLED' THEN CASE element_at(life, -1).state
            WHEN 'ACTIVE' THEN 'CANCELLED' WHEN 'REVOKED' THEN 'CANCELLED_REVOKED' END
          WHEN 'ENTITY_MOVED_OUT' THEN IF(element_at(life, -1).state = 'ACTIVE', 'MOVED_OUT')
          WHEN 'ENTITY_RESTORED' THEN CASE element_at(life, -1).state
            WHEN 'REVOKED' THEN 'ACTIVE' WHEN 'CANCELLED' THEN 'ACTIVE' WHEN 'CANCELLED_REVOKED' THEN 'REVOKED' END
        END,
        coalesce(e.subdistrict, element_at(life, -1).subdistrict),
        coalesce(e.section, element_at(life, -1).section),
        coalesce(e.type, element_at(life, -1).type),
        IF(e.section IS NULL, element_at(life, -1).division, e.division),
        coalesce(e.capital, element_at(life, -1).capital),
        IF(e.capital IS NULL, element_at(life, -1).cny, e.cny),
        CASE e.kind WHEN 'ENTITY_REGISTERED' THEN false WHEN 'ENTITY_MOVED_IN' THEN e.suspended
          WHEN 'ENTITY_SUSPENDED' THEN true WHEN 'ENTITY_RESUMED' THEN false
          ELSE element_at(life, -1).suspended END,
        CASE e.kind WHEN 'ENTITY_REGISTERED' THEN false WHEN 'ENTITY_MOVED_IN' THEN e.abnormal
          WHEN 'ENTITY_LISTED_ABNORMAL' THEN true WHEN 'ENTITY_DELISTED_ABNORMAL' THEN false
          ELSE element_at(life, -1).abnormal END,
        IF(e.kind = 'ENTITY_REGISTERED', e.case_id)
      ) AS ROW(day date, kind varchar, state varchar, subdistrict varchar, section varchar, type varchar,
          division varchar, capital varchar, cny decimal(18, 2), suspended boolean, abnormal boolean, case_id varchar))],
      step -> step.state IS NOT NULL),
    life -> life))
    WITH ORDINALITY AS step (day, kind, state, subdistrict, section, type, division, capital, cny, suspended, abnormal,
      case_id, nth)),
headed AS (
  SELECT *, count_if(kind <> 'ENTITY_CHANGED') OVER (PARTITION BY district, uscc ORDER BY nth) AS head
  FROM folded),
entries AS (
  SELECT district, uscc, kind, day, last_nth, subdistrict, section, type, division, capital, cny, case_id
  FROM (
    SELECT district, uscc, head, min_by(kind, nth) AS kind, min_by(day, nth) AS day, min_by(case_id, nth) AS case_id
    FROM headed
    GROUP BY district, uscc, head) heads
  JOIN (
    SELECT district, uscc, head, max(nth) AS last_nth, max_by(subdistrict, nth) AS subdistrict,
      max_by(section, nth) AS section, max_by(type, nth) AS type, max_by(division, nth) AS division,
      max_by(capital, nth) AS capital, max_by(cny, nth) AS cny
    FROM (SELECT *, min_by(day, nth) OVER (PARTITION BY district, uscc, head) AS head_day FROM headed)
    WHERE day = head_day
    GROUP BY district, uscc, head) amended USING (district, uscc, head)
  WHERE kind IN ('ENTITY_REGISTERED', 'ENTITY_MOVED_IN')),
ends AS (
  SELECT district, last_day, min(market_start) AS market_start, min(min_at_risk) AS min_at_risk
  FROM (
    SELECT *, row_number() OVER (PARTITION BY district, period_kind ORDER BY last_day DESC) AS nth FROM periods)
  WHERE period_kind = 'year' OR nth <= 12
  GROUP BY district, last_day),
cohort AS (
  SELECT ends.district, ends.last_day, e.uscc, e.day AS born, e.subdistrict, e.section, e.type
  FROM entries e
  JOIN ends ON ends.district = e.district AND e.day <= ends.last_day
    AND e.day > ends.last_day - INTERVAL '10' YEAR AND e.day >= ends.market_start
  WHERE e.kind = 'ENTITY_REGISTERED'),
lives AS (
  SELECT c.district, c.last_day, c.uscc, c.born, c.subdistrict, c.section, c.type,
    min(f.day) FILTER (WHERE f.kind = 'ENTITY_MOVED_OUT') AS moved_out,
    max_by(f.state, f.nth) AS state,
    max(f.day) FILTER (WHERE f.state IN ('REVOKED', 'CANCELLED') AND f.kind <> 'ENTITY_RESTORED') AS left_on
  FROM cohort c
  JOIN folded f ON f.district = c.district AND f.uscc = c.uscc AND f.day <= c.last_day
  GROUP BY c.district, c.last_day, c.uscc, c.born, c.subdistrict, c.section, c.type),
ages AS (
  SELECT district, last_day, subdistrict, section, type,
    moved_out IS NULL AND state <> 'ACTIVE' AS is_dead,
    date_diff('day', born, CASE WHEN moved_out IS NOT NULL THEN moved_out WHEN state <> 'ACTIVE' THEN left_on
      ELSE last_day END) AS age
  FROM lives),
counted AS (
  SELECT a.district, last_day, scope, scope_id, age, count(*) AS ended, count_if(is_dead) AS died
  FROM ages a
  CROSS JOIN UNNEST(
    ARRAY['district', 'subdistrict', 'section', 'type'],
    ARRAY[a.district, subdistrict, section, type]) AS scopes (scope, scope_id)
  GROUP BY a.district, last_day, scope, scope_id, age),
risks AS (
  SELECT *, sum(ended) OVER (PARTITION BY district, last_day, scope, scope_id ORDER BY age DESC) AS n
  FROM counted),
reads AS (
  SELECT r.district, r.last_day, scope, scope_id, years, read_at,
    sum(ended) FILTER (WHERE age >= read_at) AS at_risk,
    IF(count_if(age <= read_at AND died = n) > 0, 0e0,
      exp(coalesce(sum(ln(1e0 - CAST(died AS double) / n)) FILTER (WHERE age <= read_at AND died < n), 0e0))) AS share,
    coalesce(sum(CAST(died AS double) / (CAST(n AS double) * (n - died))) FILTER (WHERE age <= read_at AND died < n), 0e0)
      AS spread
  FROM risks r
  CROSS JOIN UNNEST(ARRAY['y1', 'y3', 'y5'], ARRAY[365, 1096, 1826]) AS moments (years, read_at)
  GROUP BY r.district, r.last_day, scope, scope_id, years, read_at),
places AS (
  SELECT DISTINCT t.district, t.scope, t.scope_id, t.period_kind, t.period, t.last_day, ends.min_at_risk
  FROM complete t
  JOIN ends ON ends.district = t.district AND ends.last_day = t.last_day),
expected AS (
  SELECT p.district, p.scope, p.scope_id, p.period_kind, p.period, 18 AS indicator, of_years || suffix AS part,
    IF(suffix = '_at_risk', CAST(coalesce(at_risk, 0) AS double), IF(coalesce(at_risk, 0) >= min_at_risk, 100 * value)) AS value
  FROM places p
  CROSS JOIN UNNEST(ARRAY['y1', 'y3', 'y5']) AS moments (of_years)
  LEFT JOIN reads r ON r.district = p.district AND r.last_day = p.last_day AND r.scope = p.scope
    AND r.scope_id = p.scope_id AND r.years = of_years
  CROSS JOIN UNNEST(
    ARRAY['', '_low', '_high', '_at_risk'],
    ARRAY[share, greatest(0e0, share - 1.96e0 * share * sqrt(spread)), least(1e0, share + 1.96e0 * share * sqrt(spread)), 0e0]
  ) AS figures (suffix, value))
SELECT t.district, t.part, t.scope, t.scope_id, t.period, t.value AS told, e.value AS counted
FROM complete t
JOIN places p ON p.district = t.district AND p.scope = t.scope AND p.scope_id = t.scope_id
  AND p.period_kind = t.period_kind AND p.period = t.period
LEFT JOIN expected e ON e.district = t.district AND e.part = t.part
  AND e.scope = t.scope AND e.scope_id = t.scope_id AND e.period_kind = t.period_kind AND e.period = t.period
WHERE (t.value IS NULL) <> (e.value IS NULL) OR abs(CAST(t.value AS double) - e.value) > 0.005001e0
ORDER BY t.period, t.scope, t.scope_id, t.part
LIMIT 100
