-- How long do cases take, and how many are late? By the month they were opened in.
SELECT
  hall_id,
  date_trunc('month', local_date) AS month,
  count(*) AS cases,
  count(closed_at) AS closed,
  count_if(overdue) AS overdue,
  round(approx_percentile(CAST(duration_seconds AS double), 0.5)
    FILTER (WHERE closed_at IS NOT NULL) / 86400, 2) AS p50_days,
  round(approx_percentile(CAST(duration_seconds AS double), 0.9)
    FILTER (WHERE closed_at IS NOT NULL) / 86400, 2) AS p90_days,
  round(avg(steps), 1) AS mean_steps,
  round(avg(IF(visits <= 1, 1e0, 0e0)) FILTER (WHERE closed_at IS NOT NULL), 3) AS one_visit_rate
FROM lake.hall.cases_latest
GROUP BY hall_id, date_trunc('month', local_date)
ORDER BY hall_id, month
