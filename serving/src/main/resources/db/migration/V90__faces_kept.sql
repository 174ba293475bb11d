-- How many faces a device keeps, as it said last: from 100,000 on they must be filed. Null of one
-- that never said, which keeps none or is older.
ALTER TABLE device
  ADD COLUMN faces_kept integer,
  ADD COLUMN faces_told timestamptz;
