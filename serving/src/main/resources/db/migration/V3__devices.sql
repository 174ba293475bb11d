CREATE TABLE device (
  device_id   text PRIMARY KEY,
  hall_id     text NOT NULL,
  epoch       bigint NOT NULL,
  secret_hash bytea NOT NULL,
  -- AES-GCM under HALLPULSE_SECRET_KEY: nonce, then key and tag
  hmac_key    bytea NOT NULL,
  enrolled    timestamptz NOT NULL,
  revoked     timestamptz
);

-- Every epoch that was ever granted; all but the newest are fenced.
CREATE TABLE device_epoch (
  device_id text NOT NULL REFERENCES device (device_id),
  epoch     bigint NOT NULL,
  granted   timestamptz NOT NULL,
  fenced    timestamptz,
  PRIMARY KEY (device_id, epoch)
);
