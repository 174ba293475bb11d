-- The library's own table (db-scheduler): what is to be run when, and which instance runs it.
CREATE TABLE scheduled_tasks (
  task_name            text NOT NULL,
  task_instance        text NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);

-- Since when reports fall due: those before an installation was there are not caught up.
CREATE TABLE report_schedule (since timestamptz NOT NULL);
INSERT INTO report_schedule VALUES (now());

-- A report that was asked for, by somebody or by the schedule.
CREATE TABLE report_run (
  id        uuid PRIMARY KEY,
  kind      text NOT NULL,
  period    text NOT NULL,
  district  text NOT NULL,
  as_of     timestamptz NOT NULL,
  languages text NOT NULL,
  -- Of the schedule there is one run for a kind, period and district, however many instances look.
  scheduled text UNIQUE,
  asked_by  text NOT NULL,
  asked     timestamptz NOT NULL,
  state     text NOT NULL,
  attempts  int NOT NULL DEFAULT 0,
  error     text,
  finished  timestamptz,
  mailed    timestamptz
);
CREATE INDEX report_run_asked ON report_run (asked);

-- The archive.
CREATE TABLE report_file (
  run      uuid NOT NULL REFERENCES report_run ON DELETE CASCADE,
  name     text NOT NULL,
  bytes    int NOT NULL,
  sha256   text NOT NULL,
  content  bytea NOT NULL,
  PRIMARY KEY (run, name)
);
