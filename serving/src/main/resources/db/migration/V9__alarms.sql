-- An alarm is acknowledged once; who did and what he said stands in the event and in the audit.
CREATE TABLE alarm_acknowledgement (
  alarm_id     text PRIMARY KEY,
  acknowledged timestamptz NOT NULL
);

-- What a webhook is told of: each step of an alarm once, in the alarm's order, until it is taken.
CREATE TABLE webhook_delivery (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alarm_id  text NOT NULL,
  state     text NOT NULL,
  revision  bigint NOT NULL,
  body      text NOT NULL,
  queued    timestamptz NOT NULL,
  next_try  timestamptz NOT NULL,
  attempts  int NOT NULL DEFAULT 0,
  last_error text,
  delivered timestamptz,
  abandoned timestamptz,
  UNIQUE (alarm_id, state, revision)
);
CREATE INDEX webhook_waiting ON webhook_delivery (next_try)
  WHERE delivered IS NULL AND abandoned IS NULL;
