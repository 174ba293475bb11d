-- Counts the changes of a device: of what is told to the hall job, the highest holds.
ALTER TABLE device ADD version bigint NOT NULL DEFAULT 0;

-- Each epoch keeps the key it was granted with, so that its spool can drain under it.
ALTER TABLE device_epoch ADD hmac_key bytea, ADD closed timestamptz;
UPDATE device_epoch e SET hmac_key = d.hmac_key FROM device d WHERE d.device_id = e.device_id;
ALTER TABLE device_epoch ALTER hmac_key SET NOT NULL;
