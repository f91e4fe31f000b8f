-- Units of what was submitted that were numbered together and to which nothing has happened yet: one row instead of one for each
-- pallet. When one is printed, changed or void they become rows of handling_unit, and the block is gone.
CREATE TABLE unit_block (
  order_id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  customer BYTEA NOT NULL,
  -- What each of their codes begins with: the head of an SSCC series, or U and the submission code.
  source TEXT NOT NULL,
  -- The number of the first in it, and how many there are.
  first BIGINT NOT NULL,
  units BIGINT NOT NULL,
  -- JSON: the goods lines they are of in order, each with how many.
  lines TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
-- A scanned code is in the last block that does not begin behind it. No two begin with the same.
CREATE UNIQUE INDEX unit_block_code ON unit_block (organisation, source, first);
