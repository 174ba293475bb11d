-- One-year survival with its band, month by month.
SELECT period,
  max(CASE part WHEN 'y1' THEN value END) AS y1,
  max(CASE part WHEN 'y1_low' THEN value END) AS low,
  max(CASE part WHEN 'y1_high' THEN value END) AS high,
  max(CASE part WHEN 'y1_at_risk' THEN value END) AS at_risk
FROM lake.economy.indicators_latest
WHERE indicator = 18 AND scope = 'district' AND period_kind = 'month'
GROUP BY period
ORDER BY period
