-- The head of each organisation's history, kept once a day (10.5): the row claims the day, whichever copy of the program comes
-- first; the head is mailed in the same act.
CREATE TABLE daily_head (
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  day TEXT NOT NULL,
  entries BIGINT NOT NULL,
  head BYTEA NOT NULL,
  kept_at BIGINT NOT NULL,
  PRIMARY KEY (organisation, day)
);

-- The Audit page: what was recorded about settings and rights, newest first, however many orders lie between.
CREATE INDEX history_settings ON history (organisation, entry, subject_kind)
  WHERE subject_kind IN ('organisation', 'staff', 'customer', 'contact', 'transport_service', 'service_level', 'location');
