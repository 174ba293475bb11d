-- Every version of every reference datum; the one that holds at an instant is the newest
-- effective_from not after it, of equal ones the highest version.
CREATE TABLE reference_version (
  version        bigserial PRIMARY KEY,
  type           text NOT NULL,
  id             text NOT NULL,
  effective_from timestamptz NOT NULL,
  recorded       timestamptz NOT NULL,
  source         text NOT NULL,
  value          jsonb NOT NULL
);

CREATE INDEX reference_version_by_id ON reference_version (type, id, effective_from, version);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% keeps every version: % is refused', TG_TABLE_NAME, TG_OP;
END $$;

CREATE TRIGGER reference_version_is_kept BEFORE UPDATE OR DELETE ON reference_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What is to be told to Kafka, written in the transaction that decided it.
CREATE TABLE outbox (
  id      bigserial PRIMARY KEY,
  topic   text NOT NULL,
  key     text NOT NULL,
  value   bytea NOT NULL,
  created timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz
);

CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;
