-- Start-ups (20) of complete months, quarters and years, counted once more from the events of halls and registry; no row is the
-- proof. Office hours are those of the rule set, working days those of the calendar, else Monday to Friday.
WITH rules AS (
  SELECT id AS district,
    max_by(CAST(json_extract_scalar(value, '$.market.market_start') AS date), revision) AS market_start,
    max_by(json_extract_scalar(value, '$.market.reference_area'), revision) AS reference_area,
    max_by(CAST(json_extract_scalar(value, '$.market.survival_min_at_risk') AS bigint), revision) AS min_at_risk,
    max_by(CAST(json_extract(value, '$.market.startup_items') AS array(varchar)), revision) AS startup_items,
    max_by(json_extract_scalar(value, '$.market.office_hours.from'), revision) AS opens,
    max_by(json_extract_scalar(value, '$.market.office_hours.until'), revision) AS closes
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
    coalesce(reference_area, '370200') AS reference_area, coalesce(min_at_risk, 30) AS min_at_risk,
    CAST(as_of AT TIME ZONE 'Asia/Shanghai' AS date) AS counted_on, value
  FROM lake.economy.indicators_latest t
  LEFT JOIN rules ON rules.district = t.district
  WHERE period_kind IN ('month', 'quarter', 'year') AND indicator IN (20)),
complete AS (
  SELECT * FROM told WHERE last_day < counted_on),
periods AS (
  SELECT DISTINCT district, period_kind, period, first_day, last_day, market_start, reference_area, min_at_risk
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
closings AS (
  SELECT district, case_id, min_by(result, ROW(time, source, epoch, seq)) AS result, min(time) AS closed_at
  FROM lake.hall.events
  WHERE kind = 'CASE_CLOSED'
  GROUP BY district, case_id),
items AS (
  SELECT case_id, max(item_code) AS item_code FROM lake.hall.events WHERE kind = 'CASE_OPENED' GROUP BY case_id),
tickets AS (
  SELECT ticket_id, case_id, greatest(time, coalesce(appointment_time, time)) AS began
  FROM lake.hall.events
  WHERE kind = 'TICKET_ISSUED' AND case_id IS NOT NULL),
begins AS (
  SELECT case_id, min(began) AS began FROM tickets GROUP BY case_id),
visits AS (
  SELECT t.case_id, count(DISTINCT ROW(s.hall_id, s.local_date)) AS visits
  FROM tickets t
  JOIN lake.hall.events s ON s.kind = 'SERVICE_STARTED' AND s.ticket_id = t.ticket_id
  JOIN closings c ON c.case_id = t.case_id AND s.time <= c.closed_at
  GROUP BY t.case_id),
startups AS (
  SELECT c.district, c.case_id, c.closed_at, IF(b.began <= c.closed_at, b.began) AS began,
    coalesce(v.visits, 0) AS visits, coalesce(opens, '09:00') AS opens, coalesce(closes, '17:00') AS closes,
    CAST(c.closed_at AT TIME ZONE 'Asia/Shanghai' AS date) AS day
  FROM closings c
  JOIN rules ON rules.district = c.district
  JOIN items i ON i.case_id = c.case_id AND contains(startup_items, i.item_code)
  LEFT JOIN begins b ON b.case_id = c.case_id
  LEFT JOIN visits v ON v.case_id = c.case_id
  WHERE c.result = 'ISSUED'),
calendar AS (
  SELECT CAST(id AS date) AS day, json_extract_scalar(max_by(value, revision), '$.working') = 'true' AS working
  FROM lake.hall.reference
  WHERE type = 'calendar'
  GROUP BY id),
hours AS (
  SELECT s.case_id,
    sum(greatest(0e0,
      to_unixtime(least(closed_at, with_timezone(CAST(d.day AS timestamp(6)), 'Asia/Shanghai')
        + INTERVAL '1' MINUTE * (60 * CAST(split_part(closes, ':', 1) AS bigint) + CAST(split_part(closes, ':', 2) AS bigint))))
      - to_unixtime(greatest(began, with_timezone(CAST(d.day AS timestamp(6)), 'Asia/Shanghai')
        + INTERVAL '1' MINUTE * (60 * CAST(split_part(opens, ':', 1) AS bigint) + CAST(split_part(opens, ':', 2) AS bigint))))
    )) AS seconds
  FROM startups s
  CROSS JOIN UNNEST(sequence(CAST(began AT TIME ZONE 'Asia/Shanghai' AS date), s.day, INTERVAL '1' DAY)) AS d (day)
  LEFT JOIN calendar ON calendar.day = d.day
  WHERE coalesce(calendar.working, day_of_week(d.day) <= 5)
  GROUP BY s.case_id),
linked AS (
  SELECT s.district, s.day, s.began, s.visits, CAST(round(1e6 * coalesce(h.seconds, 0e0)) AS bigint) AS micros, scope, scope_id
  FROM startups s
  LEFT JOIN hours h ON h.case_id = s.case_id
  LEFT JOIN entries e ON e.district = s.district AND e.case_id = s.case_id AND e.kind = 'ENTITY_REGISTERED'
  CROSS JOIN UNNEST(
    ARRAY['district', 'subdistrict', 'section', 'type'],
    ARRAY[s.district, e.subdistrict, e.section, e.type]) AS scopes (scope, scope_id)
  WHERE scope_id IS NOT NULL),
numbers AS (
  SELECT p.district, p.period_kind, p.period, scope, scope_id, count(*) AS cases, count_if(began IS NULL) AS no_ticket,
    count_if(began IS NOT NULL AND visits = 1) AS one, count_if(began IS NOT NULL AND visits >= 1) AS visited,
    count(began) AS timed, array_agg(micros ORDER BY micros) FILTER (WHERE began IS NOT NULL) AS micros
  FROM linked l
  JOIN periods p ON p.district = l.district AND l.day BETWEEN p.first_day AND p.last_day
  GROUP BY p.district, p.period_kind, p.period, scope, scope_id),
places AS (
  SELECT DISTINCT district, scope, scope_id, period_kind, period, first_day >= market_start AS is_whole FROM complete),
expected AS (
  SELECT p.district, p.scope, p.scope_id, p.period_kind, p.period, 20 AS indicator, part,
    IF(is_whole, CAST(value AS decimal(28, 3))) AS value
  FROM places p
  LEFT JOIN numbers n ON n.district = p.district AND n.scope = p.scope AND n.scope_id = p.scope_id
    AND n.period_kind = p.period_kind AND n.period = p.period
  CROSS JOIN UNNEST(
    ARRAY['p50_hours', 'one_visit', 'cases', 'no_ticket'],
    ARRAY[
      IF(timed > 0, round(CAST(micros[(timed + 1) / 2] + micros[timed / 2 + 1] AS decimal(28, 10)) / 7200000000, 2)),
      IF(visited > 0, round(CAST(100 * one AS decimal(28, 10)) / visited, 2)),
      CAST(coalesce(cases, 0) AS decimal(28, 10)),
      CAST(coalesce(no_ticket, 0) AS decimal(28, 10))]) AS counted (part, value))
SELECT t.district, t.indicator, t.part, t.scope, t.scope_id, t.period, t.value AS told, e.value AS counted
FROM complete t
LEFT JOIN expected e ON e.district = t.district AND e.indicator = t.indicator AND e.part = t.part
  AND e.scope = t.scope AND e.scope_id = t.scope_id AND e.period_kind = t.period_kind AND e.period = t.period
WHERE t.value IS DISTINCT FROM e.value
ORDER BY t.indicator, t.period, t.scope, t.scope_id, t.part
LIMIT 100
