-- Every act on orders, settings and rights, append-only, chained per organisation over salted digests of the payloads (10.5).
CREATE TABLE history (
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  entry BIGINT NOT NULL,
  at BIGINT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject BYTEA NOT NULL,
  verb TEXT NOT NULL,
  internal BOOLEAN NOT NULL,
  digest BYTEA NOT NULL,
  link BYTEA NOT NULL,
  PRIMARY KEY (organisation, entry)
);
CREATE INDEX history_subject ON history (organisation, subject, entry);

-- What an entry says; an erasure may empty it and leaves the chain whole.
CREATE TABLE history_payload (
  organisation BYTEA NOT NULL,
  entry BIGINT NOT NULL,
  salt BYTEA NOT NULL,
  payload TEXT NOT NULL,
  PRIMARY KEY (organisation, entry),
  FOREIGN KEY (organisation, entry) REFERENCES history (organisation, entry)
);

CREATE TABLE outbox (
  id BYTEA PRIMARY KEY,
  tenant BYTEA REFERENCES organisation (id),
  kind TEXT NOT NULL,
  receiver TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('PENDING', 'LEASED', 'DONE', 'DEAD')),
  due_at BIGINT NOT NULL,
  leased_until BIGINT,
  attempts BIGINT NOT NULL,
  last_error TEXT,
  created_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX outbox_waiting ON outbox (due_at, id) WHERE state IN ('PENDING', 'LEASED');
CREATE INDEX outbox_receiver ON outbox (receiver, id) WHERE state IN ('PENDING', 'LEASED');
CREATE INDEX outbox_created ON outbox (created_at, id);
