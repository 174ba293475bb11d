-- What the registry leaves open, by type: entities in stock whose subdistrict or industry is not assigned, whose capital is not
-- known, and events that were refused and still are. Nothing of it is guessed; all of it is counted.
SELECT entity_type, count(*) AS in_stock,
  count_if(subdistrict = 'unassigned') AS no_subdistrict,
  count_if(industry = 'unassigned') AS no_industry,
  count_if(capital_status = 'ABSENT') AS capital_absent,
  count_if(capital_status IN ('UNPARSED', 'NO_RATE')) AS capital_unread,
  (SELECT count(*) FROM lake.economy.refused_latest WHERE NOT resolved) AS refused_events
FROM lake.economy.entities_latest
WHERE state = 'ACTIVE'
GROUP BY entity_type
ORDER BY in_stock DESC
