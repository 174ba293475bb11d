-- Is everything here, once? A source numbers its events 1, 2, 3 … without gaps, so events, distinct
-- numbers and the highest number must agree; what differs is named.
SELECT
  source,
  epoch,
  count(*) AS events,
  count(DISTINCT seq) AS distinct_seqs,
  max(seq) AS highest_seq,
  max(seq) - count(DISTINCT seq) AS missing,
  count(*) - count(DISTINCT seq) AS twice,
  max(time) AS newest
FROM lake.hall.events
GROUP BY source, epoch
ORDER BY missing DESC, twice DESC, newest DESC
LIMIT 50
