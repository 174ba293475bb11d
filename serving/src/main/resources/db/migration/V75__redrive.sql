-- What was refused or unreadable and was sent once more, corrected: each origin once.
CREATE TABLE redrive (
  origin  text PRIMARY KEY,
  source  text NOT NULL,
  epoch   bigint NOT NULL,
  seq     bigint NOT NULL,
  sent_by text NOT NULL,
  sent    timestamptz NOT NULL
);
