CREATE TABLE account (
  name          text PRIMARY KEY,
  password_hash text NOT NULL,
  role          text NOT NULL,
  district      text,
  hall          text,
  disabled      boolean NOT NULL DEFAULT false,
  created       timestamptz NOT NULL
);

-- A cookie's token stands here only as its hash: who reads this table cannot take a session over.
CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  account    text NOT NULL REFERENCES account (name) ON DELETE CASCADE,
  created    timestamptz NOT NULL,
  last_used  timestamptz NOT NULL
);

CREATE INDEX session_by_account ON session (account);

-- Who did what; every row's hash covers the row before it. What is hashed: schemas, AuditEntry.
CREATE TABLE audit (
  number   bigint PRIMARY KEY,
  at       timestamptz NOT NULL,
  actor    text NOT NULL,
  role     text NOT NULL,
  address  text NOT NULL,
  action   text NOT NULL,
  subject  text NOT NULL,
  detail   text NOT NULL,
  previous text NOT NULL,
  hash     text NOT NULL
);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit only grows: % is refused', TG_OP;
END $$;

CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
