-- Serving's own source of each hall: numbers are given in the transaction that decides an event.
CREATE TABLE event_source (
  hall_id  text PRIMARY KEY,
  epoch    bigint NOT NULL,
  next_seq bigint NOT NULL DEFAULT 1,
  -- the store's random number in signatures
  writer   bigint NOT NULL
);

-- Events that serving decided, as JSON lines; sent in order, kept for a while after they were.
CREATE TABLE event_outbox (
  hall_id text NOT NULL,
  epoch   bigint NOT NULL,
  seq     bigint NOT NULL,
  event   text NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (hall_id, epoch, seq)
);
CREATE INDEX event_outbox_unsent ON event_outbox (hall_id, epoch, seq) WHERE sent_at IS NULL;
CREATE INDEX event_outbox_sent ON event_outbox (sent_at) WHERE sent_at IS NOT NULL;

-- One for each service; only its hash is kept.
CREATE TABLE rating_token (
  token_hash    bytea PRIMARY KEY,
  hall_id       text NOT NULL,
  ticket_id     text NOT NULL,
  counter_id    text NOT NULL,
  service_ended timestamptz NOT NULL,
  expires       timestamptz NOT NULL,
  used          timestamptz,
  UNIQUE (hall_id, ticket_id, counter_id, service_ended)
);
CREATE INDEX rating_token_expires ON rating_token (expires);

-- What managers decided about bad ratings, for desks that cannot wait for the lake.
CREATE TABLE rating_decision (
  hall_id   text NOT NULL,
  ticket_id text NOT NULL,
  decision  text NOT NULL,
  decided   timestamptz NOT NULL,
  decided_by text NOT NULL,
  PRIMARY KEY (hall_id, ticket_id, decision, decided)
);
-- These two are said once and for all.
CREATE UNIQUE INDEX rating_decision_once ON rating_decision (hall_id, ticket_id, decision)
  WHERE decision IN ('APPEAL_UPHELD', 'TAMPERED');
