-- Indicators 11, 15, 17 and 19 of complete months, quarters and years, counted once more from the events themselves: the life
-- cycle is folded anew, in SQL, and held against what the job wrote; no row is the proof.
WITH rules AS (
  SELECT id AS district,
    max_by(CAST(json_extract_scalar(value, '$.market.market_start') AS date), revision) AS market_start,
    max_by(json_extract_scalar(value, '$.market.reference_area'), revision) AS reference_area
  FROM lake.hall.reference
  WHERE type = 'ruleset'
  GROUP BY id),
told AS (
  SELECT t.district, indicator, part, scope, scope_id, period_kind, period, t.local_date AS first_day,
    CASE period_kind
      WHEN 'month' THEN t.local_date + INTERVAL '1' MONTH
      WHEN 'quarter' THEN t.local_date + INTERVAL '3' MONTH
      ELSE t.local_date + INTERVAL '1' YEAR END - INTERVAL '1' DAY AS last_day,
    coalesce(market_start, DATE '2011-01-01') AS market_start,
    coalesce(reference_area, '370200') AS reference_area,
    CAST(as_of AT TIME ZONE 'Asia/Shanghai' AS date) AS counted_on, value
  FROM lake.economy.indicators_latest t
  LEFT JOIN rules ON rules.district = t.district
  WHERE period_kind IN ('month', 'quarter', 'year') AND indicator IN (11, 15, 17, 19)),
complete AS (
  SELECT * FROM told WHERE last_day < counted_on),
periods AS (
  SELECT DISTINCT district, period_kind, period, first_day, last_day, market_start, reference_area
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
places AS (
  SELECT DISTINCT district, scope, scope_id, period_kind, period, first_day, last_day, market_start, reference_area
  FROM complete),
moves AS (
  SELECT p.district, p.period_kind, p.period, scope, scope_id,
    sum(IF(m.is_in AND capital = 'KNOWN', cny)) AS came, sum(IF(NOT m.is_in AND capital = 'KNOWN', cny)) AS went,
    count_if(capital <> 'KNOWN') AS unknown
  FROM (
    SELECT district, day, subdistrict, section, type, capital, cny, true AS is_in
    FROM entries
    WHERE kind = 'ENTITY_MOVED_IN'
    UNION ALL
    SELECT district, day, subdistrict, section, type, capital, cny, false
    FROM folded
    WHERE kind = 'ENTITY_MOVED_OUT') m
  JOIN periods p ON p.district = m.district AND m.day BETWEEN p.first_day AND p.last_day
  CROSS JOIN UNNEST(
    ARRAY['district', 'subdistrict', 'section', 'type'],
    ARRAY[m.district, subdistrict, section, type]) AS scopes (scope, scope_id)
  GROUP BY p.district, p.period_kind, p.period, scope, scope_id),
news AS (
  SELECT p.district, p.period_kind, p.period, scope, scope_id,
    count_if(sector = 1) AS n1, count_if(sector = 2) AS n2, count_if(sector = 3) AS n3,
    count_if(sector IS NULL) AS n_unassigned,
    count_if(capital = 'KNOWN') AS known, count_if(capital = 'ABSENT') AS absent,
    count_if(capital IN ('UNPARSED', 'NO_RATE')) AS unparsed,
    sum(IF(capital = 'KNOWN', cny)) AS sum_cny,
    array_agg(cny ORDER BY cny) FILTER (WHERE capital = 'KNOWN') AS cnys
  FROM (
    SELECT *, CASE WHEN section = 'unassigned' THEN NULL WHEN division IN ('05', '11', '43') THEN 3
      WHEN section = 'A' THEN 1 WHEN section IN ('B', 'C', 'D', 'E') THEN 2 ELSE 3 END AS sector
    FROM entries
    WHERE kind = 'ENTITY_REGISTERED') n
  JOIN periods p ON p.district = n.district AND n.day BETWEEN p.first_day AND p.last_day
  CROSS JOIN UNNEST(
    ARRAY['district', 'subdistrict', 'section', 'type'],
    ARRAY[n.district, subdistrict, section, type]) AS scopes (scope, scope_id)
  GROUP BY p.district, p.period_kind, p.period, scope, scope_id),
spans AS (
  SELECT *, lead(day) OVER (PARTITION BY district, uscc ORDER BY nth) AS until FROM folded),
flags AS (
  SELECT p.district, p.period_kind, p.period, scope, scope_id, count(*) AS active,
    count_if(suspended OR abnormal) AS either, count_if(suspended) AS suspended, count_if(abnormal) AS abnormal
  FROM spans s
  JOIN periods p ON p.district = s.district AND s.day <= p.last_day AND (s.until IS NULL OR s.until > p.last_day)
  CROSS JOIN UNNEST(
    ARRAY['district', 'subdistrict', 'section', 'type'],
    ARRAY[s.district, subdistrict, section, type]) AS scopes (scope, scope_id)
  WHERE s.state = 'ACTIVE'
  GROUP BY p.district, p.period_kind, p.period, scope, scope_id),
area_rows AS (
  SELECT json_extract_scalar(value, '$.area') AS area, CAST(json_extract_scalar(value, '$.year') AS bigint) AS year,
    CAST(json_extract_scalar(value, '$.sector') AS bigint) AS sector,
    CAST(json_extract_scalar(value, '$.count') AS bigint) AS number
  FROM (
    SELECT max_by(value, revision) AS value
    FROM lake.hall.reference
    WHERE type = 'reference_counts'
    GROUP BY id)),
areas AS (
  SELECT area, year, coalesce(sum(number) FILTER (WHERE sector = 1), 0) AS r1,
    coalesce(sum(number) FILTER (WHERE sector = 2), 0) AS r2, coalesce(sum(number) FILTER (WHERE sector = 3), 0) AS r3
  FROM area_rows
  GROUP BY area, year),
area_of_period AS (
  SELECT p.district, p.period_kind, p.period, max_by(r1, a.year) AS r1, max_by(r2, a.year) AS r2, max_by(r3, a.year) AS r3
  FROM periods p
  JOIN areas a ON a.area = p.reference_area AND a.year BETWEEN year(p.first_day) - 3 AND year(p.first_day)
  GROUP BY p.district, p.period_kind, p.period),
numbers AS (
  SELECT places.district, places.scope, places.scope_id, places.period_kind, places.period,
    places.first_day >= places.market_start AS is_whole,
    coalesce(came, 0) AS came, coalesce(went, 0) AS went, coalesce(moves.unknown, 0) AS unknown,
    coalesce(news.n1, 0) AS n1, coalesce(news.n2, 0) AS n2, coalesce(news.n3, 0) AS n3,
    coalesce(news.n1 + news.n2 + news.n3, 0) AS n, coalesce(news.n_unassigned, 0) AS n_unassigned,
    coalesce(news.known, 0) AS known, coalesce(news.absent, 0) AS absent, coalesce(news.unparsed, 0) AS unparsed,
    news.sum_cny, news.cnys,
    CAST(IF(places.scope = 'district', area.r1, whole.n1) AS decimal(28, 0)) AS r1,
    CAST(IF(places.scope = 'district', area.r2, whole.n2) AS decimal(28, 0)) AS r2,
    CAST(IF(places.scope = 'district', area.r3, whole.n3) AS decimal(28, 0)) AS r3,
    flags.active, flags.either, flags.suspended, flags.abnormal
  FROM places
  LEFT JOIN moves ON moves.district = places.district AND moves.scope = places.scope
    AND moves.scope_id = places.scope_id AND moves.period_kind = places.period_kind AND moves.period = places.period
  LEFT JOIN news ON news.district = places.district AND news.scope = places.scope
    AND news.scope_id = places.scope_id AND news.period_kind = places.period_kind AND news.period = places.period
  LEFT JOIN news whole ON whole.district = places.district AND whole.scope = 'district'
    AND whole.period_kind = places.period_kind AND whole.period = places.period
  LEFT JOIN area_of_period area ON area.district = places.district
    AND area.period_kind = places.period_kind AND area.period = places.period
  LEFT JOIN flags ON flags.district = places.district AND flags.scope = places.scope
    AND flags.scope_id = places.scope_id AND flags.period_kind = places.period_kind AND flags.period = places.period),
expected AS (
  SELECT district, scope, scope_id, period_kind, period, indicator, part,
    IF(is_whole OR indicator = 19, CAST(value AS decimal(28, 3))) AS value
  FROM numbers
  CROSS JOIN UNNEST(
    ARRAY[11, 11, 11, 11, 15, 15, 15, 15, 15, 15, 15, 17, 17, 17, 17, 17, 19, 19, 19],
    ARRAY['in', 'out', 'net', 'unknown', 'share_1', 'share_2', 'share_3', 'lq_1', 'lq_2', 'lq_3', 'unassigned',
      'sum', 'median', 'known', 'absent', 'unparsed', 'either', 'suspended', 'abnormal'],
    ARRAY[
      CAST(came AS decimal(38, 10)),
      CAST(went AS decimal(38, 10)),
      CAST(came - went AS decimal(38, 10)),
      CAST(unknown AS decimal(38, 10)),
      IF(n > 0, round(CAST(100 * n1 AS decimal(28, 10)) / n, 2)),
      IF(n > 0, round(CAST(100 * n2 AS decimal(28, 10)) / n, 2)),
      IF(n > 0, round(CAST(100 * n3 AS decimal(28, 10)) / n, 2)),
      IF(n > 0 AND r1 > 0, round(CAST(n1 * (r1 + r2 + r3) AS decimal(28, 10)) / CAST(n * r1 AS decimal(28, 0)), 3)),
      IF(n > 0 AND r2 > 0, round(CAST(n2 * (r1 + r2 + r3) AS decimal(28, 10)) / CAST(n * r2 AS decimal(28, 0)), 3)),
      IF(n > 0 AND r3 > 0, round(CAST(n3 * (r1 + r2 + r3) AS decimal(28, 10)) / CAST(n * r3 AS decimal(28, 0)), 3)),
      CAST(n_unassigned AS decimal(38, 10)),
      CAST(sum_cny AS decimal(38, 10)),
      IF(known > 0, round(CAST(cnys[(known + 1) / 2] + cnys[known / 2 + 1] AS decimal(28, 10)) / 2, 2)),
      CAST(known AS decimal(38, 10)),
      CAST(absent AS decimal(38, 10)),
      CAST(unparsed AS decimal(38, 10)),
      IF(active > 0, round(CAST(100 * either AS decimal(28, 10)) / active, 2)),
      IF(active > 0, round(CAST(100 * suspended AS decimal(28, 10)) / active, 2)),
      IF(active > 0, round(CAST(100 * abnormal AS decimal(28, 10)) / active, 2))]) AS counted (indicator, part, value))
SELECT t.district, t.indicator, t.part, t.scope, t.scope_id, t.period, t.value AS told, e.value AS counted
FROM complete t
LEFT JOIN expected e ON e.district = t.district AND e.indicator = t.indicator AND e.part = t.part
  AND e.scope = t.scope AND e.scope_id = t.scope_id AND e.period_kind = t.period_kind AND e.period = t.period
WHERE t.value IS DISTINCT FROM e.value
ORDER BY t.indicator, t.period, t.scope, t.scope_id, t.part
LIMIT 100
