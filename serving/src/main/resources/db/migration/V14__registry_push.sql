-- What was answered to a push of registry changes, so that the same push again gets the same answer.
CREATE TABLE registry_push (
  pusher text NOT NULL,
  key    text NOT NULL,
  hash   text NOT NULL,
  answer jsonb NOT NULL,
  pushed timestamptz NOT NULL,
  PRIMARY KEY (pusher, key)
);
