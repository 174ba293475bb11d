-- A visit agreed on by phone. No name, number or address: who gave an identity number stands here by the token that the
-- hall's devices know him by. The visitor's own link holds a token, of which only the hash is kept.
CREATE TABLE appointment (
  appointment_id text PRIMARY KEY,
  hall_id        text NOT NULL,
  unit_id        text NOT NULL,
  item_code      text NOT NULL,
  slot           timestamptz NOT NULL,
  code           text NOT NULL UNIQUE,
  token_hash     bytea NOT NULL UNIQUE,
  visitor_token  text,
  made           timestamptz NOT NULL,
  cancelled      timestamptz
);
CREATE INDEX appointment_by_slot ON appointment (hall_id, slot) WHERE cancelled IS NULL;
CREATE INDEX appointment_by_visitor ON appointment (visitor_token, slot)
  WHERE cancelled IS NULL AND visitor_token IS NOT NULL;

-- Who took a consent back otherwise than at a kiosk; the newest time counts.
CREATE TABLE consent_withdrawal (
  district      text NOT NULL,
  visitor_token text NOT NULL,
  kind          text NOT NULL,
  withdrawn     timestamptz NOT NULL,
  withdrawn_by  text NOT NULL,
  PRIMARY KEY (district, visitor_token, kind)
);

-- A signed notice as its visitor reads it at home: what it says and its hash; name and signature stay on the device.
CREATE TABLE notice_page (
  notice_id    text PRIMARY KEY,
  hall_id      text NOT NULL,
  matter_id    text NOT NULL,
  ticket_id    text,
  item_code    text,
  item_name    text,
  missing      text[] NOT NULL,
  materials    text[] NOT NULL,
  issued       timestamptz NOT NULL,
  content_hash text NOT NULL,
  signed       timestamptz NOT NULL,
  viewed       timestamptz
);
