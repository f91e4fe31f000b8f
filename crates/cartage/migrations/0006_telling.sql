-- Periodic work: the latest run of a job for one organisation ('' where it is for the whole installation). Claimed by one of the
-- program's copies; taken over by another when the claim has run out and nothing was done.
CREATE TABLE job_run (
  job TEXT NOT NULL,
  whose TEXT NOT NULL,
  slot BIGINT NOT NULL,
  claimed_until BIGINT NOT NULL,
  done_at BIGINT,
  attempts BIGINT NOT NULL,
  last_error TEXT,
  PRIMARY KEY (job, whose)
);

-- The outbox knows in which lane a message waits and at which place, for whom it is and what it is about, when it is given up, and
-- how it ended. What waited before this keeps the order it was written in.
ALTER TABLE outbox ADD COLUMN lane TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN audience TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN what TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN subject BYTEA;
ALTER TABLE outbox ADD COLUMN give_up_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN void_after BIGINT;
ALTER TABLE outbox ADD COLUMN outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'SENT', 'WITHHELD', 'DROPPED', 'LATE'));
UPDATE outbox SET lane = receiver, position = created_at, give_up_at = created_at + 259200000;
UPDATE outbox SET outcome = 'SENT' WHERE state = 'DONE';

DROP INDEX outbox_waiting;
DROP INDEX outbox_receiver;
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state IN ('PENDING', 'LEASED');
CREATE INDEX outbox_lane ON outbox (lane, position) WHERE state IN ('PENDING', 'LEASED');
CREATE INDEX outbox_ended ON outbox (ended_at) WHERE state IN ('DONE', 'DEAD');
CREATE INDEX outbox_shown_waiting ON outbox (tenant, created_at, id) WHERE state IN ('PENDING', 'LEASED');
CREATE INDEX outbox_shown_dead ON outbox (tenant, created_at, id) WHERE state = 'DEAD';
CREATE INDEX outbox_shown_done ON outbox (tenant, outcome, created_at, id) WHERE state = 'DONE';

-- Whether the server at the end of a way out answers.
CREATE TABLE outbox_way (
  kind TEXT PRIMARY KEY,
  failing_since BIGINT,
  failures BIGINT NOT NULL,
  next_try_at BIGINT NOT NULL,
  last_error TEXT NOT NULL,
  answered_at BIGINT
);
INSERT INTO outbox_way (kind, failing_since, failures, next_try_at, last_error, answered_at) VALUES ('mail', NULL, 0, 0, '', NULL);
