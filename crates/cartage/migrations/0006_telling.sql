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

-- What a member chose to be told of, and at which hour the digest comes (10.2). A kind they never chose for is not in `choices`.
CREATE TABLE notification_choice (
  membership BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  contact BYTEA,
  staff BYTEA,
  digest_hour BIGINT NOT NULL CHECK (digest_hour BETWEEN 0 AND 23),
  choices TEXT NOT NULL,
  version BIGINT NOT NULL,
  FOREIGN KEY (organisation, contact) REFERENCES contact (organisation, id),
  FOREIGN KEY (organisation, staff) REFERENCES staff (organisation, id),
  CHECK ((contact IS NULL) <> (staff IS NULL))
);

-- What stands in a member's next digest.
CREATE TABLE digest_item (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  membership BYTEA NOT NULL,
  contact BYTEA,
  staff BYTEA,
  kind TEXT NOT NULL,
  order_id BYTEA NOT NULL,
  line TEXT NOT NULL,
  at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  FOREIGN KEY (organisation, order_id) REFERENCES orders (organisation, id),
  FOREIGN KEY (organisation, contact) REFERENCES contact (organisation, id),
  FOREIGN KEY (organisation, staff) REFERENCES staff (organisation, id),
  CHECK ((contact IS NULL) <> (staff IS NULL))
);
CREATE INDEX digest_item_due ON digest_item (organisation, due_at);
CREATE INDEX digest_item_membership ON digest_item (membership, at);

-- Staff were told of this quote, once for each kind.
CREATE TABLE notice (
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL,
  order_id BYTEA NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organisation, kind, order_id),
  FOREIGN KEY (organisation, order_id) REFERENCES orders (organisation, id)
);

-- After how many hours staff are told that a quote still waits; nobody is told where it is empty.
ALTER TABLE organisation ADD COLUMN quote_waiting_hours BIGINT CHECK (quote_waiting_hours BETWEEN 1 AND 720);
